"""What was concluded of a link, kept until something it rests on changes.

To read and to judge what fifty people told lately takes as long as a person notices, and
from one day to the next most of it stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sponsorterm.store.index import Index


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What was concluded of a link, as its maker wrote it down.

    `rests_on` names what it rests on beside the records: the day, say. `changes` is another
    number after every change of the link, of what came over it, of what I wrote for it and of
    what I marked there; nothing is `told` that was concluded before the last of them.
    """

    link: str
    changes: int = 0
    rests_on: str = ""
    told: bytes | None = None


def conclusions_of(index: Index, links: Collection[str]) -> dict[str, Conclusion]:
    """What stands, for each of these links.

    Raises:
        sqlite3.Error: the index failed.
    """
    question = "SELECT link, changes, rests_on, told FROM conclusion"
    found = {row[0]: Conclusion(*row) for row in index.rows(question)}
    return {link: found.get(link) or Conclusion(link) for link in links}


def keep_conclusions(index: Index, made: Iterable[Conclusion]) -> None:
    """Keep these, but for those since whose number of changes there was another.

    Raises:
        sqlite3.Error: the index failed.
    """
    question = "UPDATE conclusion SET rests_on = ?, told = ? WHERE link = ? AND changes = ?"
    with index.transaction():
        for one in made:
            index.rows(question, (one.rests_on, one.told, one.link, one.changes))
