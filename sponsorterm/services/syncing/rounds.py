"""Syncing links: what is to be sent, and one round by hand. How things stand: `standing.py`.

Saving never waits for any of this. What is sent are the shared copies as they were kept;
what comes is checked by the engine and kept under its link.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from sponsorterm.records.ids import derived_record_id, revision_id
from sponsorterm.records.kinds import Ending, Place, Presence, SharedCopy
from sponsorterm.rules.holding import LONGEST, waits
from sponsorterm.rules.presence import live_digest
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import copies_of, holds_just, prepare, stand_by_the_safest
from sponsorterm.services.entries.purging import obsolete
from sponsorterm.services.entries.trash import sweep
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home import doors
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.leaving import cleared, hear_the_end
from sponsorterm.services.links.retention import sweep_received
from sponsorterm.services.syncing.reopening import (
    is_open_for_others,
    is_unknown,
    let_back_in,
    reopen,
)
from sponsorterm.strings import syncing as words
from sponsorterm.sync.remotes.base import RemoteError, name_of

if TYPE_CHECKING:
    from sponsorterm.sync.channel import Channel, Outcome
    from sponsorterm.sync.remotes.base import Remote

Why = Literal["asked", "going_round", "leaving"]
"""Somebody asked for it, the program goes round by itself, or it is about to end."""
MOST_REASONS = 50
"""Lines about what could not be used that one round says."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one round with one link did. `trouble` and `hint` are lines for a person.

    `refilled` counts what the place had lost of mine and was given again; `compared`, of a
    repair, what the place has.

    `reasons` says of each envelope that was set aside, and of each file in a shared place
    that cannot be read, why: one line each, and nothing of what is in it.
    """

    name: str
    sent: int
    received: int
    set_aside: int
    refilled: int
    waiting: int
    compared: int = 0
    trouble: str = ""
    hint: str = ""
    code: str = ""
    reasons: tuple[str, ...] = ()
    purged: int = 0


def sync_all(
    session: Session,
    links: Sequence[LinkView] | None = None,
    *,
    anew: bool = False,
    code: str = "",
) -> list[SyncReport]:
    """One round with every link that has one to come, each of its places in turn.

    What was deleted long enough ago is let go of first, what was received long enough ago
    last. `anew` repairs: everything is compared,
    whatever is remembered of earlier rounds. `code` opens spaces again at an endpoint that lost
    them.

    Raises:
        StoreError: what came could not be kept here. It will come again.
    """
    sweep(session)
    chosen = due(session) if links is None else links
    reports = [
        report for link in chosen for report in sync_link(session, link, anew=anew, code=code)
    ]
    sweep_received(session)
    return reports


def due(session: Session) -> list[LinkView]:
    """The links to go round with: the live, and the ended with something of mine still there."""
    links = session.links(live_only=False)
    return [link for link in links if link.live or (link.state == "ended" and link.body.places)]


def sync_link(
    session: Session,
    link: LinkView,
    *,
    anew: bool = False,
    code: str = "",
    why: Why = "asked",
) -> list[SyncReport]:
    """One round with one link, as `sync_all`: say how much there is, send, fetch, compare.

    Of an ended one nothing is read any more; what is mine there is taken away. Going round
    by itself the program leaves here what may still be taken back.
    """
    if not link.live:
        return [_clear_place(session, link, place) for place in link.body.places]
    stand_by_the_safest(session, link)
    waiting = frozenset() if why == "asked" else held(session, link, leaving=why == "leaving")
    note_presence(session, link, waiting)
    meant = channel(session, link, waiting)
    return [
        sync_place(
            session,
            link.name,
            meant,
            place,
            Door(
                open=partial(open_place, session, link, place, anew=anew),
                reopen=partial(reopen, session, link, place, code),
                let_back_in=partial(let_back_in, session, link, place),
            ),
            anew=anew,
        )
        for place in link.body.places
    ]


def open_place(session: Session, link: LinkView, place: Place, *, anew: bool = False) -> Remote:
    """The remote of a link at one of its places, with this device's own token.

    Raises:
        RemoteError: the place is an address that cannot be used.
    """
    member = link.body.direction or "a"
    return doors.open_place(session, link.body.space or "", place, member, anew=anew)


def channel(session: Session, link: LinkView, waiting: frozenset[str] = frozenset()) -> Channel:
    """A link as the engine needs to know it: keys, what is to go out, where it is kept.

    `waiting` are the revisions that are not to go out yet.
    """
    from sponsorterm.sealing.keys import SpaceKeys
    from sponsorterm.sync.channel import Channel

    body = link.body
    if not (body.space and body.root and body.direction):
        raise ServiceError(words.NO_KEYS, words.NO_KEYS_HINT)
    return Channel(
        link=link.record,
        keys=SpaceKeys(body.space, bytes.fromhex(body.root)),
        direction=body.direction,
        peer_role=link.role,
        given=lambda: [name for name in given(session, link) if name not in waiting],
        outgoing=lambda: [each for each in outgoing(session, link) if each[0] not in waiting],
        receive=lambda payloads: _receive(session, link.record, payloads),
        set_aside=session.store.quarantine,
        purge_key=bytes.fromhex(body.purge_key),
        obsolete=lambda: obsolete(session, link, set(given(session, link))),
        knows=lambda revision: session.store.knows(link.record, revision),
    )


def _receive(session: Session, link: str, payloads: Sequence[bytes]) -> None:
    kept = session.store.keep_all(payloads, link)
    if any(isinstance(revision.body, Ending) for revision in kept):
        hear_the_end(session, link)


def given(session: Session, link: LinkView) -> list[str]:
    """Ids of what `outgoing` gives, without reading any of it."""
    if link.state == "ended":
        return [revision for revision, _ in outgoing(session, link)]
    return session.store.given(link.record)


def outgoing(session: Session, link: LinkView) -> list[tuple[str, bytes]]:
    """The copies a link is to hold, as they were kept.

    Only the newest of each: a copy that was replaced or taken back before it could be sent
    never leaves at all. The presence note goes first: what it counts is never here before it
    is told of. On an ended link there is nothing left to be said but that.
    """
    copies = sorted(_copies(session, link), key=lambda copy: copy.kind != Presence.KIND)
    if link.state == "ended":
        copies = [copy for copy in copies if copy.kind == Ending.KIND]
    payloads = [copy.bytes.encode() for copy in copies]
    return [(revision_id(payload), payload) for payload in payloads]


def _copies(session: Session, link: LinkView) -> list[SharedCopy]:
    """The newest copy of each entry of mine that a link is to hold, the oldest first."""
    kept = (entry.body for entry in reversed(copies_of(session, link)))
    return [body for body in kept if isinstance(body, SharedCopy)]


def held(session: Session, link: LinkView, *, leaving: bool = False) -> frozenset[str]:
    """The revisions for a link that were kept so lately that they may still be taken back.

    One that was sent when somebody asked for it, maybe in another terminal, is held no more.
    """
    profile, now = session.profile, session.now
    since = now - LONGEST
    kept = session.store.entries(kinds={SharedCopy.KIND}, link=link.record, written_since=since)
    lately = {
        revision_id(entry.body.bytes.encode())
        for entry in kept
        if isinstance(entry.body, SharedCopy)
        and entry.at
        and waits(entry.body, entry.at.astimezone(session.zone), profile, now, leaving=leaving)
    }
    return frozenset(session.ledger.unsealed(link.body.space or "", lately))


def note_presence(session: Session, link: LinkView, waiting: frozenset[str] = frozenset()) -> None:
    """Keep today's note of how much I have given on a link, if it changed since the last.

    It lets the other tell "not synced" from silence, and is the hello of a new link. There
    is none when the person has switched it off.
    """
    if not session.profile.presence:
        return
    live = [name for name in session.store.shown(link.record) if name not in waiting]
    note = Presence(count=len(live), digest=live_digest(live))
    record = derived_record_id(Presence.KIND, link.record, session.today.isoformat())
    if holds_just(session, link.record, record, note):
        return
    prepared = prepare(session, note, record=record, sharing={link.record: Sharing("full")})
    session.store.save_many(prepared.records)


def set_presence(session: Session, *, on: bool) -> None:
    """Tell others how much I have given, or take back all that was told of it.

    An old note left standing would go on saying what is no longer so.
    """
    session.save(replace(session.profile, presence=on), record=session.profile_record)
    if on:
        return
    nothing = Presence(count=0, digest=live_digest(()))
    for link in session.links():
        for entry in copies_of(session, link):
            copy = entry.body
            if isinstance(copy, SharedCopy) and copy.kind == Presence.KIND:
                back = {link.record: Sharing("private")}
                made = prepare(session, nothing, day=entry.day, record=copy.of, sharing=back)
                session.store.save_many(made.records)


@dataclass(frozen=True, slots=True)
class Door:
    """How a space is entered at one place.

    `reopen` is for an endpoint that does not know this device, `let_back_in` for one that has
    lost something and may have lost other devices too. All may raise `RemoteError`.
    """

    open: Callable[[], Remote]
    reopen: Callable[[], None]
    let_back_in: Callable[[], None]


def sync_place(
    session: Session, name: str, channel: Channel, place: Place, door: Door, *, anew: bool = False
) -> SyncReport:
    """One round with one place. An endpoint that lost the space has it opened again."""
    space = channel.keys.space
    before = {} if anew else session.ledger.refused(space)
    outcome = _round(session, channel, place, door, anew)
    error = outcome.error
    try:
        if is_unknown(place, error):
            door.reopen()
            outcome = _round(session, channel, place, door, anew)
            error = outcome.error
        elif outcome.refilled:
            door.let_back_in()
    except RemoteError as trouble:
        error = error if is_open_for_others(trouble) else trouble
    refused = session.ledger.refused(space)
    new = [words.refused(name, why) for name, why in refused.items() if name not in before]
    odd = [words.unread(odd.name, odd.reason, waits=odd.waits) for odd in outcome.odd]
    return _report(name, outcome, error, _few([*new, *odd]))


def _round(session: Session, channel: Channel, place: Place, door: Door, anew: bool) -> Outcome:
    from sponsorterm.sync.engine import not_begun, repair, sync_once

    go_round = repair if anew else sync_once
    try:
        with closing(door.open()) as remote:
            return go_round(channel, remote, session.ledger, session.now)
    except RemoteError as error:  # an address or folder that is not to be used
        return not_begun(channel, name_of(place), error, session.ledger, session.now)


def _few(reasons: Sequence[str]) -> tuple[str, ...]:
    """The first of them, and how many more there are: others may have made them without end."""
    more = len(reasons) - MOST_REASONS
    return (*reasons[:MOST_REASONS], *([words.and_more(more)] if more > 0 else []))


def _clear_place(session: Session, link: LinkView, place: Place) -> SyncReport:
    """Take away what is mine at a place of an ended link, and shut an endpoint's door.

    Where an endpoint does not know this device any more nothing can be done; that is said once.
    """
    from sponsorterm.sync.engine import leave

    outcome, error = None, None
    try:
        if link.body.root:
            with closing(open_place(session, link, place)) as remote:
                outcome = leave(channel(session, link), remote, session.ledger, session.now)
            error = outcome.error
        if error is None:
            doors.close(session, link.body.space or "", place, link.body.direction or "a")
    except RemoteError as trouble:
        error = trouble
    if error is None or (error.code == "refused" and place.kind == "http"):
        cleared(session, link, place)
    return _report(link.name, outcome, error, ())


def _report(
    name: str, outcome: Outcome | None, error: RemoteError | None, reasons: tuple[str, ...]
) -> SyncReport:
    trouble = (error.message, error.hint, error.code) if error else ("", "", "")
    if outcome is None:
        return SyncReport(name, 0, 0, 0, 0, 0, 0, *trouble, reasons)
    return SyncReport(
        name,
        outcome.sent,
        outcome.received,
        outcome.set_aside,
        outcome.refilled,
        outcome.waiting,
        outcome.compared,
        *trouble,
        reasons,
        outcome.purged,
    )
