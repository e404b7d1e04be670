"""The private space: all that is mine, whole, at places of my choosing and on all my devices.

It is synced like a link's space, by the same engine, but for two things: everything of mine
goes into it, and what lies in it is read by each of my devices, for all of it is my own.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sponsorterm.records.entry import MINE
from sponsorterm.records.kinds import Place
from sponsorterm.sealing.recovery import private_purge_key, private_space
from sponsorterm.services.entries.filing import stand_by_the_safest
from sponsorterm.services.entries.purging import named_by_tombstones
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home import doors
from sponsorterm.services.home.doors import PRIVATE_MEMBER, own_keys, own_seed, own_token
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.syncing.devices import note_this_device
from sponsorterm.services.syncing.rounds import (
    Door,
    SyncReport,
    due,
    note_presence,
    sync_all,
    sync_place,
)
from sponsorterm.services.syncing.standing import SyncState, state_at
from sponsorterm.store.errors import StoreError
from sponsorterm.store.keys import changing_keys
from sponsorterm.store.paths import path_at
from sponsorterm.strings import private_space as words
from sponsorterm.strings import syncing
from sponsorterm.sync.remotes.base import RemoteError

if TYPE_CHECKING:
    from sponsorterm.sync.channel import Channel
    from sponsorterm.sync.remotes.base import Remote


def private_places(session: Session) -> list[Place]:
    """Where the private space lies, as this device finds it."""
    return own_keys(session).places


def add_private_place(session: Session, place: Place, registration_code: str | None = None) -> None:
    """Keep everything at a place too, from the next sync on.

    Raises:
        RemoteError: the place cannot be used, or other people can open it.
        ServiceError: the endpoint asks for a registration code.
    """
    if place in private_places(session):
        return
    _refuse_open(place)
    space = private_space(own_seed(session)).space
    if place.kind == "http":
        _open_at_endpoint(session, space, place, registration_code)
    else:
        from sponsorterm.sync.remotes.opening import prepare

        prepare(place, space)
    with changing_keys(session.home) as keys:
        keys.places.append(place)


def remove_private_place(session: Session, place: Place) -> None:
    """Use a place no longer. What lies there stays; nobody can read it without the words."""
    with changing_keys(session.home) as keys:
        keys.places = [each for each in keys.places if each != place]


def private_channel(session: Session) -> Channel:
    """The private space as the engine needs to know it."""
    from sponsorterm.sync.channel import Channel

    seed = own_seed(session)
    return Channel(
        link=words.SOURCE,
        keys=private_space(seed),
        direction=PRIVATE_MEMBER,
        peer_role=None,
        given=session.store.names,
        outgoing=session.store.everything,
        receive=session.store.keep_all,
        set_aside=session.store.quarantine,
        purge_key=private_purge_key(seed),
        obsolete=lambda: named_by_tombstones(session, private_space(seed).space),
        knows=lambda revision: session.store.knows(MINE, revision),
    )


def sync_private(session: Session, *, anew: bool = False, code: str = "") -> list[SyncReport]:
    """One round with every place of the private space; `anew` and `code` as for `sync_all`.

    Raises:
        StoreError: what came could not be kept here. It will come again.
    """
    places = private_places(session)
    if not places:
        return []
    note_this_device(session)
    reports = sync_places(session, places, anew=anew, code=code)
    session.refresh()
    doors.shut_out_revoked(session)
    return reports


def sync_everything(
    session: Session,
    links: Sequence[LinkView] | None = None,
    *,
    anew: bool = False,
    code: str = "",
) -> list[SyncReport]:
    """One round: the private space first, then each link, or those named; see `sync_all`.

    So no link ever holds a copy of which my other devices know nothing; the day's presence
    notes are made in between, knowing what my other devices have given.

    Raises:
        StoreError: what came could not be kept here. It will come again.
    """
    chosen = due(session) if links is None else links
    own = sync_private(session, anew=anew, code=code)
    known = len(session.store.names())
    for link in chosen if own else ():
        if link.live:
            stand_by_the_safest(session, link)
            note_presence(session, link)
    if own and len(session.store.names()) > known:
        own = [_both(*pair) for pair in zip(own, sync_private(session), strict=True)]
    return [*own, *sync_all(session, chosen, anew=anew, code=code)]


def sync_places(
    session: Session, places: Sequence[Place], *, anew: bool = False, code: str = ""
) -> list[SyncReport]:
    """One round with these places, in a home that may not have its profile yet."""
    channel = private_channel(session)
    return [
        sync_place(
            session, words.NAME, channel, place, _door(session, place, anew, code), anew=anew
        )
        for place in places
    ]


def private_state(session: Session) -> SyncState:
    """How the private space stands with its places; with several, the one that needs a look."""
    space = private_space(own_seed(session)).space
    return state_at(session, "", words.NAME, space, private_places(session), session.store.names())


def _both(first: SyncReport, second: SyncReport) -> SyncReport:
    return replace(
        second,
        sent=first.sent + second.sent,
        received=first.received + second.received,
        set_aside=first.set_aside + second.set_aside,
        refilled=first.refilled + second.refilled,
        reasons=(*first.reasons, *second.reasons),
    )


def _door(session: Session, place: Place, anew: bool, code: str) -> Door:
    space = private_space(own_seed(session)).space

    def open_() -> Remote:
        _refuse_open(place)
        return doors.open_place(session, space, place, PRIVATE_MEMBER, anew=anew)

    return Door(
        open=open_,
        reopen=partial(_register, session, space, place, code),
        let_back_in=partial(doors.let_back_in, session, space, place, PRIVATE_MEMBER),
    )


def _open_at_endpoint(session: Session, space: str, place: Place, code: str | None) -> None:
    """Go in where another device of mine has opened the space, or open it."""
    from sponsorterm.sync.remotes.connection import Refusal

    try:
        doors.enter(session, space, place, PRIVATE_MEMBER)
    except Refusal as refusal:
        if refusal.wire_code not in ("bad_token", "no_space"):
            raise
        doors.code_for(session, place, code)
        _register(session, space, place, code)


def _register(session: Session, space: str, place: Place, code: str | None) -> None:
    """Open the space at an endpoint that has none of this name.

    Raises:
        RemoteError: it is open there and this device was shut out, or no code is known.
    """
    from sponsorterm.sync.remotes.http import register

    try:
        code = doors.code_for(session, place, code)
    except ServiceError:
        raise RemoteError("refused", syncing.UNKNOWN_THERE, syncing.OWN_HINT) from None
    token = own_token(session)(space)
    doors.forget(session, space, place)
    register(place.where, space, token, code)
    with changing_keys(session.home) as keys:
        keys.tokens[space], keys.codes[place.where] = token, code
    doors.let_others_in(session, space, place, PRIVATE_MEMBER)


def _refuse_open(place: Place) -> None:
    """A folder other people can open is no place for what is nobody else's.

    They could not read it, but could see when and how much is written, and delete it.
    """
    if place.kind == "http":
        return
    try:
        path = path_at(place.where)
        folder = path if place.kind == "folder" else path.parent
        mode = folder.stat().st_mode
    except (OSError, StoreError):
        return  # the remote itself says what is wrong with it
    if stat.S_ISDIR(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise RemoteError("refused", words.open_to_others(place.where), words.close_it(str(folder)))
