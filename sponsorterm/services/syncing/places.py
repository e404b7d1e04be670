"""Where a link syncs: one place or several, each with its own state, and how it moves.

A place is what this device calls it, so each of the two names it for themselves. With several
places every envelope goes to each of them and what lies in any is read: a place that is broken,
gone or full holds up no other.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from msgspec.structs import replace

from sponsorterm.records.kinds import Place
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.doors import code_for, refuse_own_home
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.syncing.reopening import is_unknown, reopen
from sponsorterm.services.syncing.rounds import open_place, sync_link
from sponsorterm.services.syncing.standing import SyncState, state_at
from sponsorterm.store.paths import path_at
from sponsorterm.strings import places as words
from sponsorterm.sync.remotes.base import RemoteError, name_of
from sponsorterm.sync.remotes.opening import prepare


@dataclass(frozen=True, slots=True)
class PlaceState:
    """One place of a link, and how it stands there."""

    place: Place
    sync: SyncState


def states_by_place(session: Session, link: LinkView) -> list[PlaceState]:
    """How a link stands at each of its places, in the order they were added."""
    revisions = session.store.given(link.record)
    space = link.body.space or ""
    return [
        PlaceState(place, state_at(session, link.record, link.name, space, [place], revisions))
        for place in link.body.places
    ]


def named(link: LinkView, where: str | None) -> Place:
    """The place of a link that is meant; the only one when none is named.

    Raises:
        ServiceError: there is none like it, or it has to be said which.
        StoreError: no path can be called so.
    """
    places = link.body.places
    meant = {where, str(path_at(where).absolute())} if where else set()
    found = [place for place in places if not where or meant & {place.where, name_of(place)}]
    if len(found) != 1:
        message = words.NO_SUCH_PLACE if where else words.WHICH_PLACE
        raise ServiceError(message, words.one_of([place.where for place in places]))
    return found[0]


def add_place(session: Session, record: str, place: Place, code: str | None = None) -> None:
    """Tell this device where a link syncs, besides what it knows already.

    At an endpoint that does not know the space yet it is opened, by the one who invited and
    with a registration code; the other one is then let in without.

    Raises:
        RemoteError: the place cannot be used.
        ServiceError: the endpoint asks for a registration code.
    """
    refuse_own_home(session, place)
    link = session.link(record)
    if link.body.space:
        _make_ready(session, link, place, code)
    if place not in link.body.places:
        places = [*link.body.places, replace(place, token=None)]
        session.save(replace(link.body, places=places), record=record)


def remove_place(session: Session, record: str, place: Place) -> None:
    """Sync there no more. What lies there stays, sealed, for the other person to fetch."""
    body = session.link(record).body
    left = [each for each in body.places if each != place]
    session.save(replace(body, places=left), record=record)


def move_place(
    session: Session, record: str, old: Place, new: Place, code: str | None = None
) -> None:
    """Sync at `new` from now on, and no more at `old` once all of mine is there.

    The old place is looked into once more, if it can be: what the other one sent last.

    Raises:
        RemoteError: the new place cannot be used; nothing was changed.
        ServiceError: the new place could be opened, but not everything came there: the link
            has both now.
    """
    if old == new:
        raise ServiceError(words.SAME_PLACE, words.SAME_PLACE_HINT)
    add_place(session, record, new, code)
    link = session.link(record)
    reports = dict(zip(map(name_of, link.body.places), sync_link(session, link), strict=True))
    if trouble := reports[name_of(new)].trouble:
        raise ServiceError(words.not_moved(trouble), words.NOT_MOVED_HINT)
    remove_place(session, record, old)


def _make_ready(session: Session, link: LinkView, place: Place, code: str | None) -> None:
    """Prepare the space of a link at a place; again is fine, also where it was emptied."""
    if place.kind != "http":
        prepare(place, link.body.space or "")
    elif not _is_known(session, link, place):
        needed = link.body.direction == "a"
        reopen(session, link, place, code_for(session, place, code) if needed else "")


def _is_known(session: Session, link: LinkView, place: Place) -> bool:
    """Whether an endpoint lets this device into the space already."""
    try:
        with closing(open_place(session, link, place)) as remote:
            remote.digest()
    except RemoteError as error:
        if is_unknown(place, error):
            return False
        raise
    return True
