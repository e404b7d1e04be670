"""A new device: from a seed and one place of the private space, everything comes back.

The seed comes from the twelve words, or from another device of the same person. What was
made is taken away again when nothing could be fetched, so that the next try starts clean.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sponsorterm.records.kinds import Place, Profile
from sponsorterm.sealing.recovery import private_space, seed_of
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home import doors
from sponsorterm.services.home.doors import PRIVATE_MEMBER
from sponsorterm.services.home.session import Clock, Session, wall_clock
from sponsorterm.services.home.setup import is_set_up
from sponsorterm.services.syncing.devices import note_this_device
from sponsorterm.services.syncing.private_space import sync_places, sync_private
from sponsorterm.services.syncing.rounds import SyncReport, sync_all
from sponsorterm.services.syncing.safety import note_words_checked
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard
from sponsorterm.store.keys import changing_keys, load_keys
from sponsorterm.store.store import Store
from sponsorterm.strings import arrival as words
from sponsorterm.strings import services as service_words
from sponsorterm.sync.remotes.base import RemoteError


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came back: how many revisions of mine, and a report for each link's place."""

    revisions: int
    links: tuple[SyncReport, ...]


def restore_from_words(
    home: Home, text: str, place: Place, name: str | None = None, clock: Clock = wall_clock
) -> Arrived:
    """Bring everything back from the twelve words and one place of the private space.

    Raises:
        BadCode, BadWords: what is wrong with the words. Nothing was made.
        ServiceError, RemoteError: as `arrive`.
    """
    seed = seed_of(text)
    arrived = arrive(home, seed, place, name, clock)
    with Session.open(home, clock) as session:
        note_words_checked(session)
        sync_private(session)
    return arrived


def refuse_used(home: Home) -> None:
    """Only a home without a profile can become a device of somebody.

    Raises:
        ServiceError: this one is set up already.
    """
    if is_set_up(home):
        raise ServiceError(service_words.SET_UP_BEFORE, words.OTHER_HOME_HINT)


def arrive(
    home: Home, seed: bytes, place: Place, name: str | None = None, clock: Clock = wall_clock
) -> Arrived:
    """Make a home that is one more device of the person whose seed this is, and fill it.

    What a try that died has left is gone on with.

    Raises:
        ServiceError: the home is set up already, or was begun with another seed, or the seed
            opens nothing at the place.
        RemoteError: the place cannot be reached or used.
        StoreError: the disk refused.
    """
    refuse_used(home)
    was_begun = home.exists()
    if was_begun and load_keys(home).seed not in ("", seed.hex()):
        raise ServiceError(service_words.SET_UP_BEFORE, words.OTHER_HOME_HINT)
    home.create()
    try:
        _fetch(home, seed, place, clock)
    except BaseException:
        if not was_begun:
            with suppress(StoreError):  # a person has to hear of what went wrong first
                _take_away(home)
        raise
    return settle_in(home, name, clock)


def settle_in(home: Home, name: str | None, clock: Clock) -> Arrived:
    """Be one of one's devices, and fetch what the links have. Again is fine.

    Raises:
        StoreError: the disk refused.
    """
    with Session.open(home, clock) as session:
        note_this_device(session, name)
        sync_private(session)
        links = sync_all(session)
        session.refresh()
        return Arrived(len(session.store.names()), tuple(links))


def _fetch(home: Home, seed: bytes, place: Place, clock: Clock) -> None:
    """Fill a bare home from the place; with nobody's profile there, it is the wrong one."""
    with changing_keys(home) as keys:
        keys.seed, keys.places = seed.hex(), [place]
    with Session(home, Store.open(home, now=clock), clock) as session:
        session.__dict__["zone"] = ZoneInfo("UTC")  # theirs is in the profile, still to come
        if place.kind == "http":
            _enter(session, seed, place)
        (report,) = sync_places(session, [place])
        if not session.store.count(kinds={Profile.KIND}):
            if report.code == "no_space":
                raise ServiceError(words.NOT_THESE_WORDS, words.NOT_THESE_WORDS_HINT)
            if report.trouble:
                raise ServiceError(report.trouble, report.hint)
            raise ServiceError(words.NOTHING_THERE, words.NOTHING_THERE_HINT)


def _enter(session: Session, seed: bytes, place: Place) -> None:
    try:
        doors.enter(session, private_space(seed).space, place, PRIVATE_MEMBER)
    except RemoteError as error:
        if error.code not in ("refused", "no_space"):
            raise
        raise ServiceError(words.NOT_THESE_WORDS, words.NOT_THESE_WORDS_HINT) from None


def _take_away(home: Home) -> None:
    """Remove what a try that brought nothing has made in a home that was not there before.

    Raises:
        StoreError: the disk refused; the next try goes on with what is left.
    """
    files.remove(home.keys)
    files.remove(home.device)
    for database in (home.index, home.sync):
        discard(database)
    files.remove_tree(home.records)
