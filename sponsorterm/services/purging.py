"""What of mine is to lie nowhere any more: replaced, taken back, or deleted for good.

An envelope follows from its payload, so its name can be found out again at any time, by
sealing. When the words themselves are let go, their tombstone keeps the names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import SharedCopy, Tombstone
from sponsorterm.sealing.envelope import seal
from sponsorterm.sealing.keys import SpaceKeys
from sponsorterm.services.filing import copies_of, copy_record_id
from sponsorterm.services.session import LinkView, Session


def obsolete(session: Session, link: LinkView, live: Collection[str]) -> set[str]:
    """Names of the envelopes that a link is not to hold; `live` are the revisions it is to.

    Where the author keeps old versions, those of entries that are still shared stay.
    """
    keeps = link.live and link.body.keep_old
    old = {
        id: payload
        for entry in copies_of(session, link)
        if not (keeps and isinstance(entry.body, SharedCopy) and entry.body.level != "withdrawn")
        for id, payload in _payloads(session, entry.record)
        if id not in live
    }
    return names_of(session, link, old.items()) | _named(session, link.body.space or "")


def envelopes_of(session: Session, record: str) -> dict[str, list[str]]:
    """Names of all envelopes that ever held an entry of mine, by space."""
    found: dict[str, list[str]] = {}
    for link in session.links(live_only=False):
        payloads = _payloads(session, copy_record_id(link.record, record))
        if names := names_of(session, link, payloads):
            found[link.body.space or ""] = sorted(names)
    return found


def names_of(session: Session, link: LinkView, payloads: Iterable[tuple[str, bytes]]) -> set[str]:
    """Names of the envelopes of copies, given by revision id and exact bytes."""
    body = link.body
    if not (body.space and body.root and body.direction):
        return set()
    keys, direction = SpaceKeys(body.space, bytes.fromhex(body.root)), body.direction
    known = session.ledger.sealed(body.space)
    return {known.get(id) or seal(payload, keys, direction).id for id, payload in payloads}


def _payloads(session: Session, copy: str) -> Iterator[tuple[str, bytes]]:
    """Every version of a shared copy that was ever made."""
    for revision in session.store.revisions(copy):
        if isinstance(revision.body, SharedCopy):
            payload = revision.body.bytes.encode()
            yield revision_id(payload), payload


def _named(session: Session, space: str) -> set[str]:
    tombs = session.store.entries(kinds={Tombstone.KIND}, tombstones=True)
    return {
        name
        for tomb in tombs
        if isinstance(tomb.body, Tombstone)
        for name in tomb.body.envelopes.get(space, ())
    }
