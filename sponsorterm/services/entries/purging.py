"""What of mine is to lie nowhere any more: replaced, taken back, or deleted for good.

An envelope follows from its payload, so its name can be found out again at any time, by
sealing. When the words themselves are let go, their tombstone keeps the names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import SharedCopy, Tombstone
from sponsorterm.records.revision import Revision
from sponsorterm.sealing.envelope import seal
from sponsorterm.sealing.keys import Direction, SpaceKeys
from sponsorterm.sealing.recovery import private_space
from sponsorterm.services.entries.filing import copies_of, copy_record_id
from sponsorterm.services.home.doors import PRIVATE_MEMBER, own_seed
from sponsorterm.services.home.session import LinkView, Session

Payloads = Iterable[tuple[str, bytes]]
"""Revision ids and exact bytes."""


def obsolete(session: Session, link: LinkView, live: Collection[str]) -> set[str]:
    """Names of the envelopes that a link is not to hold; `live` are the revisions it is to.

    Where the author keeps old versions, those of entries that are still shared stay.
    """
    keeps = link.live and link.body.keep_old
    old = {
        id: payload
        for entry in copies_of(session, link)
        if not (keeps and isinstance(entry.body, SharedCopy) and entry.body.level != "withdrawn")
        for id, payload in _copies(session, entry.record)
        if id not in live
    }
    return _names_on(session, link, old.items()) | named_by_tombstones(
        session, link.body.space or ""
    )


def named_by_tombstones(session: Session, space: str) -> set[str]:
    """Names of the envelopes in a space that held what was let go for good.

    What was edited elsewhere meanwhile stays, but not the words from before. What came only
    after its tombstone has its name from the ledger.
    """
    sealed = session.ledger.sealed(space)
    names: set[str] = set()
    for tomb in session.store.entries(kinds={Tombstone.KIND}, tombstones=True, versions=True):
        if isinstance(tomb.body, Tombstone) and tomb.body.emptied:
            replaced = session.store.revision(tomb.id).header.supersedes
            names.update(tomb.body.envelopes.get(space, ()))
            names.update(sealed[each] for each in replaced if each in sealed)
    return names


def envelopes_of(session: Session, record: str) -> dict[str, list[str]]:
    """Names of all envelopes that ever held an entry of mine, by space, the private one too."""
    own = private_space(own_seed(session))
    whole = [*session.store.revisions(record)]
    found: dict[str, set[str]] = {}
    for link in session.links(live_only=False):
        copy = copy_record_id(link.record, record)
        whole += session.store.revisions(copy)
        found[link.body.space or ""] = _names_on(session, link, _copies(session, copy))
    payloads = ((revision.id, revision.payload) for revision in whole)
    found[own.space] = _names(session, own, PRIVATE_MEMBER, payloads)
    return {space: sorted(names) for space, names in found.items() if names}


def named_by(session: Session, tomb: Tombstone, known: Iterable[Revision]) -> list[str]:
    """Of these revisions of mine those whose envelopes a tombstone names."""
    own = private_space(own_seed(session))
    names = set(tomb.envelopes.get(own.space, ()))
    return [
        each.id
        for each in known
        if _names(session, own, PRIVATE_MEMBER, [(each.id, each.payload)]) <= names
    ]


def _names_on(session: Session, link: LinkView, payloads: Payloads) -> set[str]:
    body = link.body
    if not (body.space and body.root and body.direction):
        return set()
    keys = SpaceKeys(body.space, bytes.fromhex(body.root))
    return _names(session, keys, body.direction, payloads)


def _names(session: Session, keys: SpaceKeys, direction: Direction, payloads: Payloads) -> set[str]:
    known = session.ledger.sealed(keys.space)
    return {known.get(id) or seal(payload, keys, direction).id for id, payload in payloads}


def _copies(session: Session, copy: str) -> Iterator[tuple[str, bytes]]:
    """Every version of a shared copy that was ever made."""
    for revision in session.store.revisions(copy):
        if isinstance(revision.body, SharedCopy):
            payload = revision.body.bytes.encode()
            yield revision_id(payload), payload
