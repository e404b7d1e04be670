"""Erasing: everything on this device, and everything of mine that can be reached elsewhere."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, replace

from sponsorterm.records.kinds import Place
from sponsorterm.services.home import doors
from sponsorterm.services.home.doors import PRIVATE_MEMBER
from sponsorterm.services.home.session import Session
from sponsorterm.services.links.people import end_link
from sponsorterm.services.syncing.private_space import private_channel, private_places
from sponsorterm.services.syncing.rounds import due, sync_link
from sponsorterm.store.database import local_place
from sponsorterm.store.files import remove_tree
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard
from sponsorterm.strings import private_space as words
from sponsorterm.sync.remotes.base import RemoteError


@dataclass(frozen=True, slots=True)
class Unreached:
    """A place where something of mine still lies, whose link it was for, and why."""

    name: str
    where: str
    reason: str


def erase_elsewhere(session: Session) -> list[Unreached]:
    """End every link and take away what is mine at each of its places; what stayed there.

    Raises:
        StoreError: the end of a link could not be written.
    """
    for link in session.links(live_only=False):
        if link.state != "ended":
            end_link(session, link.record)
    left = [
        Unreached(link.name, place.where, report.trouble)
        for link in due(session)
        for place, report in zip(link.body.places, sync_link(session, link), strict=True)
        if report.trouble
    ]
    own = [(place, _clear_private(session, place)) for place in private_places(session)]
    return left + [Unreached(words.NAME, p.where, error.message) for p, error in own if error]


def _clear_private(session: Session, place: Place) -> RemoteError | None:
    """Take away all that lies in the private space at a place; why not, if it cannot be."""
    from sponsorterm.sync.engine import leave

    channel = replace(private_channel(session), given=tuple, outgoing=tuple)
    space = channel.keys.space
    try:
        with closing(doors.open_place(session, space, place, PRIVATE_MEMBER)) as remote:
            error = leave(channel, remote, session.ledger, session.now).error
        if error is None:
            doors.close(session, space, place, PRIVATE_MEMBER)
    except RemoteError as trouble:
        error = trouble
    return error


def erase_here(home: Home) -> None:
    """Remove all of a home from this device. It needs no key and no lock to be open.

    Keys go first and records last: whatever a crash leaves can be read by nobody else, and
    while there are records the program still knows this home, so it can be done again.

    Raises:
        StoreError: something could not be removed; what was before it is gone.
    """
    remove_tree(home.keys)
    for database in (home.index, home.sync):
        place = local_place(database, os.environ.get("XDG_RUNTIME_DIR"))
        if place is not None:
            discard(place)
    for folder in (home.state, home.config, home.data):
        remove_tree(folder)
