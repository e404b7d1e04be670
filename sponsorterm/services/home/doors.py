"""The doors of endpoints: each device of mine has a token of its own for each of my spaces.

Which token it is follows from the seed, so that any device can have another's revoked. Whoever
is in leaves the recovery token of the space beside its own; with that, a device that has the
seed lets itself in.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sponsorterm import wire
from sponsorterm.records.kinds import Device, Place
from sponsorterm.sealing.recovery import device_token, new_seed, private_space, recovery_token
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.store.keys import DeviceKeys, changing_keys, load_keys
from sponsorterm.store.paths import path_at
from sponsorterm.strings import people as words
from sponsorterm.sync.drops import open_drops
from sponsorterm.sync.remotes.base import RemoteError

if TYPE_CHECKING:
    from sponsorterm.sync.remotes.base import Remote

PRIVATE_MEMBER: wire.Member = "a"
"""All my devices are one member of my private space, and all seal in one direction."""


def own_keys(session: Session) -> DeviceKeys:
    """This device's keys, with a seed. In a copied home the tokens are another device's: gone.

    Raises:
        StoreError: they are damaged or could not be kept.
    """
    keys, device = load_keys(session.home), session.store.device
    if keys.seed and keys.device == device:
        return keys
    with changing_keys(session.home) as keys:
        if keys.device and keys.device != device:
            keys.tokens, keys.doors = {}, []
        keys.device = device
        keys.seed = keys.seed or new_seed().hex()
    return keys


def own_seed(session: Session) -> bytes:
    """The master seed, which the twelve words say."""
    return bytes.fromhex(own_keys(session).seed)


def own_token(session: Session) -> Callable[[str], str]:
    """What this device's token for a space is."""
    seed, device = own_seed(session), session.store.device
    return lambda space: device_token(seed, space, device)


def code_for(session: Session, place: Place | None, given: str | None) -> str:
    """The registration code of an endpoint: the one given, or the one used there before.

    Raises:
        RemoteError: the place is an address that cannot be used.
        ServiceError: there is none, and one is needed there.
    """
    if place is None or place.kind != "http":
        return ""
    open_drops(place).close()  # what is no address is told before a code is asked for
    code = given or load_keys(session.home).codes.get(place.where, "")
    if not code:
        raise ServiceError(words.CODE_NEEDED, words.CODE_NEEDED_HINT)
    return code


def refuse_own_home(session: Session, place: Place | None) -> None:
    """See that where others are let in is apart from where my records lie in plain files.

    Raises:
        ServiceError: the folder or file that was named lies in this home, or holds it.
        StoreError: no path can be called so.
    """
    if place is not None and place.kind != "http" and session.home.is_near(path_at(place.where)):
        raise ServiceError(words.OWN_HOME, words.OWN_HOME_HINT)


def open_place(
    session: Session, space: str, place: Place, member: wire.Member, *, anew: bool = False
) -> Remote:
    """The remote of one of my spaces at a place, with this device's own token.

    At an endpoint this device has not been to yet, or `anew`, the door is opened first. If
    that fails, the remote itself will tell why.

    Raises:
        RemoteError: the place is an address that cannot be used.
    """
    from sponsorterm.sync.remotes.opening import open_remote

    if anew:
        forget(session, space, place)
    token = _token(session, space, place, member) if place.kind == "http" else None
    return open_remote(replace(place, token=token), space)


def enter(session: Session, space: str, place: Place, member: wire.Member) -> None:
    """Let this device in by the recovery token, as another device of mine left it there.

    Raises:
        RemoteError: the endpoint cannot be reached, or knows no such token.
    """
    from sponsorterm.sync.remotes.http import add_device

    token = own_token(session)(space)
    recovery = recovery_token(own_seed(session), space)
    add_device(place.where, space, recovery, wire.token_hash(token), member)
    with changing_keys(session.home) as keys:
        keys.tokens[space] = token


def let_others_in(session: Session, space: str, place: Place, member: wire.Member) -> None:
    """See that an endpoint this device is in lets in all who may: it may have lost any of them.

    That is the recovery token, my other devices but for those I shut out, and whom I invited.

    Raises:
        RemoteError: the endpoint refuses the recovery token, or cannot be reached.
    """
    leave_recovery(session, space, place, member)
    keys, seed = own_keys(session), own_seed(session)
    mine = (device_token(seed, space, each) for each in _other_devices(session))
    known = [(wire.token_hash(token), member) for token in mine]
    if member == "a" and space in keys.peers:
        known.append((keys.peers[space], "b"))
    for token_hash, whose in known:
        _let_in(place, space, keys.tokens[space], token_hash, whose)
    with changing_keys(session.home) as keys:
        if (door := _door(space, place)) not in keys.doors:
            keys.doors.append(door)


def leave_recovery(session: Session, space: str, place: Place, member: wire.Member) -> None:
    """Leave the recovery token where this device is in already, for my other devices.

    Raises:
        RemoteError: the endpoint refuses it or cannot be reached.
    """
    from sponsorterm.sync.remotes.http import add_device

    token = own_keys(session).tokens[space]
    recovery = wire.token_hash(recovery_token(own_seed(session), space))
    add_device(place.where, space, token, recovery, member, recovery=True)


def let_back_in(session: Session, space: str, place: Place, member: wire.Member) -> None:
    """After an endpoint lost something, `let_others_in`; what fails now is done by the next sync.

    Raises:
        RemoteError: as there.
    """
    if place.kind == "http":
        forget(session, space, place)
        let_others_in(session, space, place, member)


def close(session: Session, space: str, place: Place, member: wire.Member) -> None:
    """Close one of my spaces at an endpoint for good; elsewhere there is no door to close.

    Raises:
        RemoteError: the endpoint cannot be reached, or does not know this device.
    """
    if place.kind != "http":
        return
    from sponsorterm.sync.remotes.http import close_space

    if space in own_keys(session).tokens:
        leave_recovery(session, space, place, member)
    close_space(place.where, space, recovery_token(own_seed(session), space))


def forget(session: Session, space: str, place: Place) -> None:
    """Take nothing for granted of a door: the endpoint may have lost what it knew."""
    with changing_keys(session.home) as keys:
        keys.doors = [door for door in keys.doors if door != _door(space, place)]


def shut_out_revoked(session: Session) -> list[tuple[str, RemoteError]]:
    """Have the tokens of revoked devices deleted wherever that has not been done yet.

    Returns:
        The addresses where it could not be done now, and why. It is tried again.
    """
    revoked = [
        entry.body.device
        for entry in session.store.entries(kinds={Device.KIND})
        if isinstance(entry.body, Device) and entry.body.revoked
    ]
    done = own_keys(session).shut if revoked else []
    troubles = []
    for device in revoked:
        for space, place, member in _all_doors(session):
            door = f"{device} {_door(space, place)}"
            if door in done:
                continue
            try:
                _shut_out(session, device, space, place, member)
            except RemoteError as error:
                troubles.append((place.where, error))
            else:
                with changing_keys(session.home) as keys:
                    keys.shut.append(door)
    return troubles


def _token(session: Session, space: str, place: Place, member: wire.Member) -> str:
    keys = own_keys(session)
    token = keys.tokens.get(space)
    if token and _door(space, place) in keys.doors:
        return token
    with contextlib.suppress(RemoteError):
        if token:
            with contextlib.suppress(RemoteError):
                let_others_in(session, space, place, member)
                return token
        enter(session, space, place, member)
        return own_token(session)(space)
    return token or own_token(session)(space)


def _other_devices(session: Session) -> list[str]:
    """The names of my other devices, but for those that were shut out."""
    entries = session.store.entries(kinds={Device.KIND})
    bodies = [entry.body for entry in entries if isinstance(entry.body, Device)]
    return [
        body.device for body in bodies if not body.revoked and body.device != session.store.device
    ]


def _let_in(place: Place, space: str, token: str, token_hash: str, member: wire.Member) -> None:
    """Let one more in; an endpoint that has no room or has another of them is left as it is."""
    from sponsorterm.sync.remotes.http import add_device

    try:
        add_device(place.where, space, token, token_hash, member)
    except RemoteError as error:
        if error.code not in ("refused", "full", "closed"):
            raise


def _door(space: str, place: Place) -> str:
    return f"{space} {place.where}"


def _all_doors(session: Session) -> Iterator[tuple[str, Place, wire.Member]]:
    """Every space of mine at every endpoint it lies at."""
    keys = own_keys(session)
    spaces: list[tuple[str, list[Place], wire.Member]] = [
        (private_space(bytes.fromhex(keys.seed)).space, keys.places, PRIVATE_MEMBER)
    ]
    spaces += [
        (link.space, link.places, link.direction)
        for link in (view.body for view in session.links(live_only=False))
        if link.space and link.direction and link.state != "ended"
    ]
    for space, places, member in spaces:
        yield from ((space, place, member) for place in places if place.kind == "http")


def _shut_out(session: Session, device: str, space: str, place: Place, member: wire.Member) -> None:
    """Delete one device's token in one space.

    Adding it again tells its id at the endpoint, whether it was in or not.
    """
    from sponsorterm.sync.remotes.http import add_device, revoke_device

    seed = own_seed(session)
    recovery = recovery_token(seed, space)
    token = wire.token_hash(device_token(seed, space, device))
    revoke_device(
        place.where, space, recovery, add_device(place.where, space, recovery, token, member)
    )
