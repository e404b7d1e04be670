"""Three people, four devices, two links and two endpoints, all real but the lines between them.

Sam is a sponsee with two devices. Maria is a sponsor of Sam; their link lies at one
endpoint or at both. Rosa is another, at one of them. Sam's private space lies at the
other. A schedule
has two devices or more; where Rosa's own is not among them, somebody hostile has her keys.

`World` also writes down what was acknowledged: `history` is all that a person ever saved.
"""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import pytest

from sponsorterm import wire
from sponsorterm.records.kinds import Link, Place
from sponsorterm.records.revision import Revision
from sponsorterm.sealing.keys import SpaceKeys
from sponsorterm.sealing.recovery import private_space
from sponsorterm.services.home.doors import own_seed, own_token
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.syncing.arrival import arrive
from sponsorterm.services.syncing.private_space import add_private_place, sync_everything
from sponsorterm.services.syncing.rounds import SyncReport
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard
from sponsorterm.store.keys import changing_keys
from sponsorterm.sync.remotes import http
from tests.faults.disks import Deadly, Failing, Killed, Recorder
from tests.model.databases import begin_anew
from tests.model.mailbox import CODE, Mailbox, Network
from tests.model.swift import swiftly
from tests.sync.sites import small_pages

START = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
EAST, WEST = "http://127.0.0.1:1", "http://127.0.0.1:2"
CANARY = "quietcanary"
"""Stands in every text that is written here and may lie readable in no other place."""
LINKS = {"maria": "1a" * 16, "rosa": "2a" * 16}
"""The record each link is kept in, on both sides; and so the space of what came over it."""
DEVICES = ("sam", "maria", "sam too", "rosa")
PAGE, BATCH = 16, 12
"""So small that a few records make several."""


class Wrist:
    """A clock somebody else winds."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Device:
    """One home, the clock beside it, and the session that is open on it."""

    name: str
    person: str
    home: Home
    clock: Wrist
    session: Session
    shown: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """Of each record that was ever shown here, all revisions that what was shown superseded."""

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(LINKS.values()) if self.person == "sam" else (LINKS[self.person],)

    def close(self) -> None:
        """Let go of everything, as the system does when a process is gone."""
        self.session.close()


class Template(NamedTuple):
    """A world as it begins; each schedule has a copy of it."""

    folder: Path
    mailboxes: dict[str, Mailbox]
    seed: bytes
    keys: dict[str, SpaceKeys]
    """Of each link, by the person at its other end."""
    places: dict[str, tuple[str, ...]]
    """Where each link lies."""


_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


@contextlib.contextmanager
def chance(dice: random.Random) -> Iterator[None]:
    """Let all random names come from these dice, so that a seed says all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_bytes", dice.randbytes)
        patch.setattr(secrets, "token_hex", lambda count: dice.randbytes(count).hex())
        patch.setattr(uuid, "uuid4", lambda: uuid.UUID(bytes=dice.randbytes(16), version=4))
        yield


@contextlib.contextmanager
def over(network: Network) -> Iterator[None]:
    """Let whatever is asked by HTTP go over this network."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "Connection", network.connect)
        small_pages(patch, PAGE, BATCH)
        yield


def home_at(folder: Path, name: str) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(folder / name)})


def _memory() -> str | None:
    """A folder that costs no disk, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@cache
def template(where: tuple[str, ...]) -> Template:
    """Everybody set up, linked and in step; made once for each choice of Maria's places."""
    places = {"maria": where, "rosa": (WEST,)}
    _FOLDERS.append(tempfile.TemporaryDirectory(prefix="sponsorterm-model-", dir=_memory()))
    folder, dice = Path(_FOLDERS[-1].name), random.Random("the beginning")
    network = Network({EAST: Mailbox(dice), WEST: Mailbox(dice)})
    with chance(dice), swiftly(), over(network), contextlib.ExitStack() as stack:
        people = {
            name: stack.enter_context(
                set_up(home_at(folder, name), SetupAnswers(name, zone="UTC"), Wrist())
            )
            for name in ("sam", "maria", "rosa")
        }
        keys = {
            name: _link(
                people["sam"],
                people[name],
                name,
                SpaceKeys(record, dice.randbytes(32)),
                places[name],
            )
            for name, record in (("maria", "ca" * 16), ("rosa", "da" * 16))
        }
        sam = people["sam"]
        add_private_place(sam, Place(kind="http", where=EAST), CODE)
        sync_everything(sam)
        arrive(home_at(folder, "sam too"), own_seed(sam), Place(kind="http", where=EAST),
               "sam too", Wrist())  # fmt: skip
        with Session.open(home_at(folder, "sam too"), Wrist()) as too:
            for session in (*people.values(), too, *people.values(), too):
                assert not [report for report in sync_everything(session) if report.trouble]
        seed = own_seed(sam)
    for name in DEVICES:
        _forget_place(home_at(folder, name))
    return Template(folder, network.mailboxes, seed, keys, places)


def _link(
    sam: Session, other: Session, name: str, keys: SpaceKeys, places: Sequence[str]
) -> SpaceKeys:
    """Join the two as pairing does, and let both in where the link lies: Sam invited."""
    tokens = {session: own_token(session)(keys.space) for session in (sam, other)}
    for where in places:
        http.register(where, keys.space, tokens[sam], CODE)
        http.add_device(where, keys.space, tokens[sam], wire.token_hash(tokens[other]), "b")
    for session, called, role, direction in (
        (sam, name, "sponsor", "a"), (other, "sam", "sponsee", "b"),
    ):  # fmt: skip
        with changing_keys(session.home) as kept:
            kept.tokens[keys.space] = tokens[session]
            if session is sam:
                kept.peers[keys.space] = wire.token_hash(tokens[other])
                kept.codes.update(dict.fromkeys(places, CODE))
        link = Link(
            name=called,
            role=role,  # type: ignore[arg-type]
            state="active",
            space=keys.space,
            direction=direction,  # type: ignore[arg-type]
            root=keys.root.hex(),
            copy_key=secrets.token_hex(32),
            purge_key=secrets.token_hex(32),
            places=[Place(kind="http", where=where) for where in places],
            default_level="full",
        )
        session.save(link, record=LINKS[name])
    return keys


def _forget_place(home: Home) -> None:
    """Have a device go on under its name in a copied home, as on a disk that tells no copies."""
    told = home.device.read_text()
    home.device.write_text(told.split("\n", 1)[0] + '\nhere = ""\n')


class World:
    """One schedule's people, and what they were promised. Close it."""

    def __init__(self, seed: int, size: int = 4) -> None:
        begun = self._begun = template((EAST, WEST) if seed % 3 == 0 else (EAST,))
        self.dice = random.Random(seed)
        """What chance is made of; what is done is chosen elsewhere."""
        self.seed, self.keys, self.places = begun.seed, begun.keys, begun.places
        self._after = contextlib.ExitStack()
        self._after.enter_context(chance(self.dice))
        self._after.enter_context(swiftly())
        boxes = {where: box.copy(self.dice) for where, box in begun.mailboxes.items()}
        self.network = Network(boxes)
        self._after.enter_context(over(self.network))
        self.copies = {where: [box.copy(self.dice)] for where, box in boxes.items()}
        """What each endpoint was at some moments, to be put back."""
        self.folder = begun.folder / "now"
        self.devices = [self._device(name) for name in DEVICES[:size]]
        self.history: dict[str, dict[str, Revision]] = {
            device.person: {} for device in self.devices
        }
        self.records: dict[str, list[str]] = {device.person: [] for device in self.devices}
        """What each person wrote, in that order."""
        self.foreign: set[str] = set()
        """Envelopes that nobody honest has sent."""
        self.words = 0
        for device in self.devices:
            store = device.session.store
            self.promise(device, *(store.revision(name) for name in store.names()))

    def close(self) -> None:
        for device in self.devices:
            device.close()
        self._after.close()

    @property
    def has_rosa(self) -> bool:
        return "rosa" in self.history

    def _device(self, name: str) -> Device:
        home, clock = home_at(self.folder, name.replace(" ", "-")), Wrist()
        begin_anew(self._begun.folder / name, self.folder / name.replace(" ", "-"))
        return Device(name, name.split()[0], home, clock, Session.open(home, clock))

    def of(self, person: str) -> list[Device]:
        return [device for device in self.devices if device.person == person]

    def text(self) -> str:
        """Words nobody has written before."""
        self.words += 1
        return f"{CANARY} zq{self.words:06}"

    def remember(self, device: Device) -> None:
        """What this device has written by now it was told is kept: it may never be gone."""
        history, store = self.history[device.person], device.session.store
        for name in store.names():
            if name not in history:
                revision = store.revision(name)
                if revision.header.device == store.device:
                    history[name] = revision

    def promise(self, device: Device, *revisions: Revision) -> None:
        """These were acknowledged, whatever the store says it has."""
        self.history[device.person].update((each.id, each) for each in revisions)

    def attempt(self, device: Device, act: Callable[[], object], disk: Recorder | None) -> bool:
        """Do something on a device whose disk may fail or die; whether it went through."""
        before, files.disk = files.disk, disk or files.disk
        done = died = False
        try:
            act()
            done = True
        except Killed:
            died = True
        except StoreError:
            if disk is None:
                raise
        finally:
            files.disk = before
        if died:
            self.reopen(device)
        self.remember(device)
        return done

    def reopen(self, device: Device, lost: Sequence[str] = ()) -> None:
        """The process is gone; the next one finds what lies on the disk."""
        device.close()
        for name in lost:
            discard(getattr(device.home, name))
        device.session = Session.open(device.home, device.clock)
        assert device.session.store.problems() == []
        self.remember(device)

    def wind(self, device: Device, days: int) -> None:
        """Set a clock to so many days from the beginning; it also goes on a little."""
        seconds = (device.clock.now - START).total_seconds() % 86400
        device.clock.now = START + timedelta(days=days, seconds=seconds)

    def tick(self, device: Device) -> None:
        device.clock.now += timedelta(seconds=61)

    def settle(self) -> None:
        """All lines are well again and everybody syncs until there is nothing left to do."""
        self.network.heal()
        quiet = 0
        for device in islice(cycle(self.devices), MOST_ROUNDS * len(self.devices)):
            reports = sync_everything(device.session)
            self.remember(device)
            quiet = 0 if any(map(_did_something, reports)) else quiet + 1
            if quiet == len(self.devices):
                return
        raise AssertionError(f"never in step: {reports}")

    def own_space(self) -> SpaceKeys:
        return private_space(self.seed)


MOST_ROUNDS = 9
"""In which all must come to rest."""


def _did_something(report: SyncReport) -> bool:
    return bool(
        report.trouble or report.sent or report.received or report.refilled or report.purged
        or report.waiting
    )  # fmt: skip


def bad_disk(kind: str, at: int) -> Recorder | None:
    """A disk that dies or refuses at its n-th call; none is a good one."""
    if kind == "dies":
        return Deadly(at)
    return Failing(at) if kind == "refuses" else None
