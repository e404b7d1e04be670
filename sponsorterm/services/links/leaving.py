"""Leaving: ending a link from either side, and moving it to a new space.

Ending is local first: from then on nothing is read or written on that link. What is mine
there is deleted by the next sync that gets through (`syncing.sync_link`), the other person is
told, and an endpoint's space is closed. What they have read they keep.
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Ending, Place, Presence, SharedCopy
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import copies_of, copy_record_id, prepare
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.store.keys import changing_keys

OF_THE_SPACE = frozenset({Presence.KIND, Ending.KIND})
"""Kinds that speak of a space itself, so they are not carried into another."""


def end(session: Session, record: str, *, moved: bool = False) -> None:
    """End a link from my side; the goodbye waits here until a sync can bring it.

    Raises:
        StoreError: it could not be written.
    """
    link = session.link(record)
    if link.live:
        goodbye = Ending(moved=True if moved else None)
        name = derived_record_id(Ending.KIND, record)
        made = prepare(session, goodbye, record=name, sharing={record: Sharing("full")})
        session.store.save_many(made.records)
    _end(session, link, "me")


def hear_the_end(session: Session, record: str) -> None:
    """The other person has ended a link: it is over here too."""
    link = session.link(record)
    if link.live:
        _end(session, link, "them")


def cleared(session: Session, link: LinkView, place: Place) -> None:
    """Nothing of mine is left at a place of an ended link. After the last its keys go too."""
    body = session.link(link.record).body
    left = [other for other in body.places if other != place]
    root = body.root if left else None
    session.save(replace(body, places=left, root=root), record=link.record)
    if not left and body.space:
        with changing_keys(session.home) as keys:
            keys.tokens.pop(body.space, None)


def forget_received(session: Session, record: str) -> None:
    """Remove all that came over a link from this device, for good.

    Raises:
        StoreError: a file could not be removed; again is fine.
    """
    session.store.forget(record, mentions={record})


def move_in(session: Session, record: str) -> None:
    """A new link takes the place of the one it follows: what is shared now is shared there.

    The very copies go over, byte for byte: nothing is made anew, nothing that was taken back
    comes along, and what was read stays read. Then the old link ends.

    Raises:
        StoreError: something could not be written. Again is fine.
    """
    link = session.link(record)
    before = link.body.follows
    if before is None:
        return
    old = session.link(before)
    given = [
        (entry, entry.body)
        for entry in copies_of(session, old)
        if isinstance(entry.body, SharedCopy)
        and entry.body.level != "withdrawn"
        and entry.body.kind not in OF_THE_SPACE
    ]
    session.store.save_many(
        [
            session.compose(
                replace(copy, link=record), record=copy_record_id(record, copy.of), day=entry.day
            )
            for entry, copy in reversed(given)
        ]
    )
    if old.live:
        end(session, before, moved=True)


def _end(session: Session, link: LinkView, who: Literal["me", "them"]) -> None:
    ended = replace(link.body, state="ended", who_ended=who, ended=session.today)
    session.save(ended, record=link.record)
