"""What sponsors said to sheets and rows: comments and findings, ready to stand beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.kinds import Comment, SignOff
from sponsorterm.sealing.keys import copy_record
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import services as words


@dataclass(frozen=True, slots=True)
class Said:
    """One thing somebody said. `field` names the answer it is about, `state` is a finding."""

    entry: Entry
    link: str
    name: str
    text: str
    field: str = ""
    state: str = ""

    @property
    def at(self) -> datetime | None:
        """When it was said."""
        return self.entry.at

    @property
    def unread(self) -> bool:
        """It came from somebody else, and I have not marked it read."""
        return self.entry.space != MINE and not self.entry.mark


class Sayings:
    """All that was said over the links to my sponsors, found by what it is about."""

    def __init__(self, links: Sequence[LinkView], said: Mapping[str, Sequence[Said]]) -> None:
        self._keys = [bytes.fromhex(link.body.copy_key) for link in links]
        self._said = said

    def to(self, record: str) -> list[Said]:
        """What was said to a record of mine, under whatever name a link knows it by."""
        if not self._said:
            return []
        names = (copy_record(key, record) for key in self._keys)
        return [said for name in names for said in self._said.get(name, ())]


def sayings(session: Session) -> Sayings:
    """What was said so far, the newest first."""
    links = [link for link in session.links() if link.is_sponsor]
    gathered: dict[str, list[Said]] = defaultdict(list)
    for link in links:
        for entry in _spoken(session, link):
            body = entry.body
            name = words.ME if entry.space == MINE else link.name
            if isinstance(body, Comment):
                _file(gathered, Said(entry, link.record, name, body.body), body)
            elif isinstance(body, SignOff) and body.about:
                said = Said(entry, link.record, name, body.text or "", state=body.state)
                gathered[body.about].append(said)
    return Sayings(links, gathered)


def _file(gathered: dict[str, list[Said]], said: Said, body: Comment) -> None:
    """A comment on a row may name the row's own copy, or the sheet's with the row beside it."""
    row = body.row or ""
    if len(row) == 32 and set(row) <= set("0123456789abcdef"):
        gathered[row].append(said)
        return
    gathered[body.about].append(Said(said.entry, said.link, said.name, said.text, field=row))


def _spoken(session: Session, link: LinkView) -> list[Entry]:
    kinds = {Comment.KIND, SignOff.KIND}
    found = [
        *session.store.entries(space=link.record, kinds=kinds),
        *session.store.entries(kinds=kinds, link=link.record),
    ]
    return sorted(found, key=_moment, reverse=True)


def _moment(entry: Entry) -> tuple[float, str]:
    return (entry.at.timestamp() if entry.at else 0.0, entry.id)
