"""The trash: what was deleted can be brought back for thirty days, then the words are let go.

Letting go removes the bytes here and names the envelopes that held them, so that every sync
from then on deletes them wherever they still lie. The tombstone stays: it tells one's other
devices to do the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.kinds import SharedCopy, Tombstone
from sponsorterm.records.revision import Revision, heads
from sponsorterm.services.entries.filing import copy_record_id, take_back_deleted
from sponsorterm.services.entries.purging import envelopes_of, named_by
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.strings import leaving as words

KEPT = timedelta(days=30)
"""How long what was deleted can be brought back."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """A deleted entry that can still be brought back, until `gone`."""

    record: str
    kind: str
    day: date
    deleted: datetime
    gone: datetime
    last: Revision


def trash(session: Session) -> list[Discarded]:
    """What can be brought back, the last deleted first."""
    found = [
        Discarded(tomb.record, last.kind, tomb.day, tomb.at, tomb.at + KEPT, last)
        for tomb in _tombs(session)
        if tomb.at is not None and _full(tomb) and (last := _last(session, tomb.record))
    ]
    return sorted(found, key=lambda each: each.deleted, reverse=True)


def restore(session: Session, record: str) -> Revision:
    """Bring an entry back as it last was. Nobody else holds it until it is shared again.

    Raises:
        UnknownEntry: it is not in the trash.
        StoreError: it could not be written.
    """
    last = next((each.last for each in trash(session) if each.record == record), None)
    if last is None:
        raise UnknownEntry(words.NOT_IN_TRASH, words.SEE_TRASH)
    payload = session.compose_whole(last.body, record=record, day=last.day, rest=last.rest)
    return session.store.save(payload)


def empty(session: Session, records: Sequence[str] | None = None) -> int:
    """Let the words of deleted entries go for good, all or these; how many it were.

    Raises:
        StoreError: a file could not be removed; it is tried again at the next sync.
    """
    chosen = [
        tomb for tomb in _tombs(session) if _full(tomb) and (not records or tomb.record in records)
    ]
    for tomb in chosen:
        _empty(session, tomb)
    return len(chosen)


def sweep(session: Session) -> None:
    """Let go what was deleted thirty days ago, and what another device has let go of."""
    oldest = session.now - KEPT
    for tomb in _tombs(session):
        take_back_deleted(session, tomb.record)
        if not _full(tomb) and tomb.revisions > 1:
            _let_go(session, tomb.record)
        elif _full(tomb) and tomb.at is not None and tomb.at <= oldest:
            _empty(session, tomb)
    _let_go_before_edits(session)


def _tombs(session: Session) -> list[Entry]:
    """The records that are deleted; one that was edited elsewhere meanwhile is not."""
    return [
        tomb
        for tomb in session.store.entries(kinds={Tombstone.KIND}, tombstones=True)
        if tomb.heads == 1
        or all(head.kind == Tombstone.KIND for head in session.store.heads(tomb.record))
    ]


def _full(tomb: Entry) -> bool:
    return isinstance(tomb.body, Tombstone) and tomb.body.emptied is None


def _last(session: Session, record: str) -> Revision | None:
    known = session.store.revisions(record)
    return next(reversed(heads(r for r in known if r.kind != Tombstone.KIND)), None)


def _empty(session: Session, tomb: Entry) -> None:
    """First the tombstone that says so, durably; a crash after it only delays the rest."""
    assert isinstance(tomb.body, Tombstone)
    body = Tombstone(
        of=tomb.body.of,
        emptied=session.today,
        envelopes=envelopes_of(session, tomb.record),
    )
    session.store.save(session.compose_whole(body, record=tomb.record, day=tomb.day))
    _let_go(session, tomb.record)


def _let_go(session: Session, record: str) -> None:
    """Remove every version but the tombstone, and of what was given all but its withdrawal.

    The record's own go last: while there are any, `sweep` knows that it is not done.
    """
    store = session.store
    stays = {head.id for head in store.heads(record)}
    known: list[Revision] = []
    for link in session.links(live_only=False):
        copy = copy_record_id(link.record, record)
        known += store.revisions(copy)
        stays |= {head.id for head in store.heads(copy) if link.live and _is_withdrawal(head)}
    known += store.revisions(record)
    names = [revision.id for revision in known if revision.id not in stays]
    store.forget(MINE, names, mentions={record})


def _let_go_before_edits(session: Session) -> None:
    """Remove what another device has let go of, though this one edited it: the edit stays.

    Sent again and again, the words from before would never be gone from where they lay.
    """
    store = session.store
    for tomb in store.entries(kinds={Tombstone.KIND}, tombstones=True, versions=True):
        if tomb.heads == 1 or not isinstance(tomb.body, Tombstone) or not tomb.body.envelopes:
            continue
        links = session.links(live_only=False)
        records = [*(copy_record_id(link.record, tomb.record) for link in links), tomb.record]
        known = [revision for each in records for revision in _superseded(store.revisions(each))]
        if names := named_by(session, tomb.body, known):
            store.forget(MINE, names)


def _superseded(known: Sequence[Revision]) -> list[Revision]:
    stays = {head.id for head in heads(known)}
    return [revision for revision in known if revision.id not in stays]


def _is_withdrawal(head: Revision) -> bool:
    return isinstance(head.body, SharedCopy) and head.body.level == "withdrawn"
