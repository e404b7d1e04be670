"""My own devices: which there are, what they are called, and shutting one out."""

from __future__ import annotations

import platform
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count

from msgspec.structs import replace

from sponsorterm.records.codec import decode
from sponsorterm.records.entry import Entry
from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Device
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.doors import shut_out_revoked
from sponsorterm.services.home.session import Session
from sponsorterm.strings import devices as words


@dataclass(frozen=True, slots=True)
class OwnDevice:
    """One of my devices. `last_seen` is when it last wrote something that is known here."""

    device: str
    name: str
    this: bool
    since: date
    revoked: date | None
    last_seen: datetime | None


def own_devices(session: Session) -> list[OwnDevice]:
    """All devices of mine that are known here, this one first, revoked ones last."""
    note_this_device(session)
    seen = _last_seen(session)
    found = [
        OwnDevice(
            body.device,
            body.name,
            body.device == session.store.device,
            body.since,
            body.revoked,
            seen.get(body.device),
        )
        for body in _records(session)
    ]
    return sorted(found, key=lambda each: (not each.this, each.revoked is not None, each.name))


def note_this_device(session: Session, name: str | None = None) -> None:
    """See that this device has a record of its own; `name` is what to call it from now on."""
    device = session.store.device
    devices = _records(session)
    known = next((body for body in devices if body.device == device), None)
    if known is None:
        name = name or _own_name({body.name for body in devices})
        known = Device(device=device, name=name, since=session.today)
    elif name is None or name == known.name:
        return
    session.save(replace(known, name=name or known.name), record=_record_id(device))


def _own_name(taken: Collection[str]) -> str:
    """What this machine is called, with a number behind it if another device is called so."""
    name = platform.node() or words.SOME_DEVICE
    numbered = (f"{name} {number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


def device_named(session: Session, text: str) -> OwnDevice:
    """The device whose name, or whose short id, starts with `text`; another before this one.

    Raises:
        ServiceError: none does, or several do and none is it exactly.
    """
    wanted = text.strip().casefold()
    devices = [each for each in own_devices(session) if each.revoked is None]
    exact = [each for each in devices if wanted in (each.name.casefold(), each.device)]
    found = exact or [
        each
        for each in devices
        if each.name.casefold().startswith(wanted) or each.device.startswith(wanted)
    ]
    found = [each for each in found if not each.this] or found
    if not found:
        raise ServiceError(words.NO_SUCH_DEVICE, words.SEE_DEVICES)
    if len(found) > 1:
        raise ServiceError(words.SEVERAL_DEVICES, words.RENAME_ONE)
    return found[0]


def revoke(session: Session, device: OwnDevice) -> list[str]:
    """Shut a device out: its tokens die at every endpoint, now or when it can be reached.

    Returns:
        A line for each endpoint where that could not be done yet.

    Raises:
        ServiceError: it is this very device.
    """
    if device.this:
        raise ServiceError(words.NOT_THIS_ONE, words.NOT_THIS_ONE_HINT)
    body = next(each for each in _records(session) if each.device == device.device)
    session.save(replace(body, revoked=session.today), record=_record_id(device.device))
    return [words.not_shut_yet(where, error.message) for where, error in shut_out_revoked(session)]


def _records(session: Session) -> list[Device]:
    entries: list[Entry] = session.store.entries(kinds={Device.KIND})
    return [entry.body for entry in entries if isinstance(entry.body, Device)]


def _record_id(device: str) -> str:
    return derived_record_id(Device.KIND, device)


def _last_seen(session: Session) -> dict[str, datetime]:
    seen: dict[str, datetime] = {}
    for _, payload in session.store.everything():
        header = decode(payload).header
        if header.device and header.at:
            seen[header.device] = max(header.at, seen.get(header.device, header.at))
    return seen
