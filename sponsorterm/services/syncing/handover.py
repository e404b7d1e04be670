"""Adding a device of one's own: a code on one screen, typed on the other, and digits on both.

Both meet where the private space lies, for the new device fetches everything from there. Each
side can stop between any two steps and go on later; what it needs lies in `state/pairing`.
"""

from __future__ import annotations

import contextlib
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from platform import node

from sponsorterm import sealing
from sponsorterm.records.kinds import Place
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.doors import own_seed
from sponsorterm.services.home.session import Clock, Session, wall_clock
from sponsorterm.services.home.setup import is_set_up
from sponsorterm.services.links.people import MAX_INVITATION
from sponsorterm.services.syncing.arrival import Arrived, arrive, refuse_used, settle_in
from sponsorterm.services.syncing.private_space import private_places, sync_private
from sponsorterm.services.syncing.rounds import SyncReport
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.files import make_folder
from sponsorterm.store.home import Home
from sponsorterm.store.keys import load_keys
from sponsorterm.strings import devices as device_words
from sponsorterm.strings import handover as words
from sponsorterm.sync import handover, pairing
from sponsorterm.sync.drops import open_drops
from sponsorterm.sync.handover import Half
from sponsorterm.sync.pairing import PairingError
from sponsorterm.sync.remotes.base import RemoteError

UNDER_WAY = "device.toml"
"""The one handover that may be under way in a home."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer to a new device: what to type there, and until when it holds."""

    place: Place
    expires: datetime
    code: str = field(repr=False)
    join_text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Met:
    """The new device's name, and the digits both screens show."""

    name: str
    digits: str


def offer(session: Session) -> Offered:
    """Offer a new device everything there is; an offer made before is void.

    Raises:
        ServiceError: the private space lies nowhere yet.
        RemoteError, PairingError: its place cannot be used.
    """
    places = private_places(session)
    if not places:
        raise ServiceError(words.NO_PLACE, words.NO_PLACE_HINT)
    half = handover.offer(places[0], session.now)
    with closing(open_drops(half.place)) as drops:
        drops.put(half.rendezvous, "offer", half.offer_block)
    _keep(session.home, half)
    server = half.place.where if half.place.kind == "http" else None
    text = pairing.join_url(server, half.code) if server else half.code
    return Offered(half.place, half.expires.astimezone(session.zone), half.code, text)


def answered(session: Session) -> Met | None:
    """The digits to compare, once the new device has answered; None while it has not.

    Raises:
        ServiceError: nothing was offered.
        RemoteError, PairingError: the place cannot be asked, or the answer is not to be trusted.
    """
    half = _under_way(session.home)
    if half.answer is None:
        with closing(open_drops(half.place)) as drops:
            block = drops.get(half.rendezvous, "answer")
        if block is None:
            return None
        half = handover.take_answer(half, block, session.now)
        _keep(session.home, half)
    return _met(half)


def grant(session: Session, *, same: bool) -> list[SyncReport]:
    """Say whether both screens show the same digits. The same: the new device may have it all.

    Returns:
        What a last sync with the private space's places did: everything is to be there.

    Raises:
        ServiceError: nothing was offered, or not answered.
        RemoteError, PairingError: the place cannot be used.
    """
    if answered(session) is None:
        raise ServiceError(words.NOT_ANSWERED, words.NOT_ANSWERED_HINT)
    half = _under_way(session.home)
    if not same:
        _clear(half)
        _forget(session.home)
        return []
    reports = sync_private(session)
    block = handover.grant_block(handover.agree(half), own_seed(session))
    with closing(open_drops(half.place)) as drops:
        drops.put(half.rendezvous, "grant", block)
    _forget(session.home)
    return reports


def answer(
    home: Home,
    code_text: str,
    place: Place | None,
    name: str | None = None,
    clock: Clock = wall_clock,
) -> Met:
    """Answer on the new device, with the code that the other one shows.

    Raises:
        ServiceError: this home is set up already, or no place is known to look at.
        RemoteError, PairingError, SealingError: no such offer, or it cannot be taken up.
    """
    refuse_used(home)
    server, code = pairing.parse_join(code_text)
    place = place or (Place(kind="http", where=server) if server else None)
    if place is None:
        raise ServiceError(words.PLACE_NEEDED, words.PLACE_NEEDED_HINT)
    with closing(open_drops(place)) as drops:
        block = drops.get(sealing.rendezvous(code), "offer")
        if block is None:
            raise ServiceError(words.NOT_THERE, words.NOT_THERE_HINT)
        called = name or node() or device_words.SOME_DEVICE
        half = handover.answer(code, block, called, place, clock())
        drops.put(half.rendezvous, "answer", half.answer_block)
    make_folder(home.pairing)
    _keep(home, half)
    return _met(half)


def waiting(home: Home) -> Met | None:
    """The digits of an answer given here before, if one is under way."""
    with contextlib.suppress(ServiceError):
        return _met(_under_way(home))
    return None


def take_over(home: Home, *, same: bool, clock: Clock = wall_clock) -> Arrived | None:
    """On the new device: fetch everything, once the other has said yes; None while it has not.

    Raises:
        ServiceError: nothing was answered here, or nothing is at the place.
        RemoteError, PairingError: the place cannot be used, or the grant is not to be trusted.
    """
    half = _under_way(home)
    if not same:
        _clear(half)
        _forget(home)
        return None
    with closing(open_drops(half.place)) as drops:
        block = drops.get(half.rendezvous, "grant")
    if block is None:
        if clock() >= half.expires:
            _forget(home)
            raise ServiceError(words.NOT_THERE, words.NOT_THERE_HINT)
        return None
    agreed = handover.agree(half)
    seed = handover.read_grant(agreed, block)
    if load_keys(home).seed == seed.hex() and is_set_up(home):
        arrived = settle_in(home, agreed.name, clock)  # it came before, and then the program died
    else:
        arrived = arrive(home, seed, half.place, agreed.name, clock)
    _forget(home)  # before the grant: without that, this would wait for ever
    _clear(half)
    return arrived


def _met(half: Half) -> Met:
    agreed = handover.agree(half)
    return Met(agreed.name, agreed.digits)


def _clear(half: Half) -> None:
    """Empty the slots; what cannot be reached now is gone after 48 hours, or of no use."""
    with contextlib.suppress(RemoteError), closing(open_drops(half.place)) as drops:
        drops.delete(half.rendezvous, "offer")
        drops.delete(half.rendezvous, "answer")
        drops.delete(half.rendezvous, "grant")


def _drawer(home: Home) -> Drawer:
    return Drawer(home, home.pairing)


def _keep(home: Home, half: Half) -> None:
    _drawer(home).put(UNDER_WAY, half.to_toml())


def _forget(home: Home) -> None:
    _drawer(home).remove(UNDER_WAY)


def _under_way(home: Home) -> Half:
    try:
        return Half.from_toml(_drawer(home).get(UNDER_WAY, MAX_INVITATION))
    except (FileNotFoundError, PairingError):
        raise ServiceError(words.NONE_UNDER_WAY, words.NONE_UNDER_WAY_HINT) from None
