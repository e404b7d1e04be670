"""How an entry changed: what each later version says otherwise than the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sponsorterm.records.entry import Entry
from sponsorterm.records.revision import Revision
from sponsorterm.rules.merging import can_be_mixed, differences
from sponsorterm.services.entries.reading import answer_title, revisions_of, worded
from sponsorterm.services.home.session import Session


@dataclass(frozen=True, slots=True)
class Differs:
    """One field in words, before and after; nothing where it was not answered."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A later version, and what it says otherwise than the one before it."""

    revision: Revision
    fields: tuple[Differs, ...]


def changes(session: Session, entry: Entry) -> list[Change]:
    """Every change of an entry, the newest first; nothing where it was never changed.

    A version that was taken back and one of another kind are not compared.
    """
    if entry.revisions < 2:
        return []
    known = [each for each in revisions_of(session, entry) if each.header.level != "withdrawn"]
    found = [
        Change(after, tuple(_fields(session, (before, after))))
        for before, after in pairwise(known)
        if can_be_mixed((before, after))
    ]
    return [change for change in reversed(found) if change.fields]


def _fields(session: Session, versions: Sequence[Revision]) -> list[Differs]:
    kind = versions[0].kind
    return [
        Differs(
            answer_title(session.pack, kind, difference.name),
            *(worded(session.pack, kind, difference.name, each) for each in difference.values),
        )
        for difference in differences(versions)
        if difference.path[0] == "body"
    ]
