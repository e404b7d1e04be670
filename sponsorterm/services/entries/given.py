"""What I gave on a link, as the other person knows it: the copies, read back.

A record of mine goes by another name on each link, and a copy has a revision id of its own.
Whatever the two of us say to each other's records, we say it by those.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sponsorterm.records.codec import decode_copy
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.kinds import SharedCopy
from sponsorterm.records.revision import Revision
from sponsorterm.services.entries.filing import copy_heads, copy_record_id
from sponsorterm.services.home.session import LinkView, Session


def given(
    session: Session, link: LinkView, kinds: Collection[str], *, lingering: bool = False
) -> list[Entry]:
    """My records of these kinds that are meant for a link, the newest first.

    What was taken back is left out. `lingering` chooses those still to be dealt with.
    """
    own = session.store.entries(kinds=kinds, link=link.record, lingering=lingering)
    found = (_copy(session, link, entry) for entry in own)
    return [entry for entry in found if entry is not None]


def given_revisions(session: Session, link: LinkView, kind: str) -> list[Entry]:
    """The same with every revision of each record, the newest first."""
    found = [
        entry_of(decode_copy(revision.body.bytes.encode(), link.name))
        for own in session.store.entries(kinds={kind}, link=link.record)
        for revision in session.store.revisions(copy_record_id(link.record, own.record), MINE)
        if isinstance(revision.body, SharedCopy) and revision.body.level != "withdrawn"
    ]
    return sorted(found, key=_order, reverse=True)


def received_revisions(session: Session, link: LinkView, kind: str) -> list[Entry]:
    """Every revision of what they gave of a kind, the newest first."""
    found = [
        entry_of(revision, space=link.record)
        for head in session.store.entries(space=link.record, kinds={kind})
        for revision in session.store.revisions(head.record, link.record)
        if revision.header.level != "withdrawn"
    ]
    return sorted(found, key=_order, reverse=True)


def original(session: Session, link: LinkView, copy: str, kinds: Collection[str]) -> str | None:
    """The record of mine that a link knows as `copy`, if it is one of these kinds."""
    return next((own for own, known in _names(session, link, kinds) if known == copy), None)


def _names(session: Session, link: LinkView, kinds: Collection[str]) -> Iterator[tuple[str, str]]:
    for own in session.store.entries(kinds=kinds, link=link.record):
        entry = _copy(session, link, own)
        if entry is not None:
            yield own.record, entry.record


def _copy(session: Session, link: LinkView, own: Entry) -> Entry | None:
    kept = copy_heads(session, link.record, own.record)
    if not kept or kept[-1].level == "withdrawn":
        return None
    return entry_of(decode_copy(kept[-1].bytes.encode(), link.name))


def entry_of(revision: Revision, space: str = MINE) -> Entry:
    """A revision as an entry of the list it stands in."""
    header = revision.header
    return Entry(
        id=revision.id,
        space=space,
        kind=revision.kind,
        record=header.record,
        day=revision.day,
        at=header.at,
        level=header.level,
        body=revision.body,
    )


def _order(entry: Entry) -> tuple[float, str]:
    return (entry.at.timestamp() if entry.at else 0.0, entry.id)
