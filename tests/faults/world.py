"""A small world for faults: Sam's home, what he shares with Maria, and what was promised.

What must hold after a fault is `World.check`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from sponsorterm import wire
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import Link, Note, Place
from sponsorterm.sealing.envelope import seal
from sponsorterm.sealing.errors import SealingError
from sponsorterm.sealing.keys import Direction, SpaceKeys, purge_secret
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.doors import own_seed
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.lock import is_on, unlock_with_words
from sponsorterm.store.shelf import told_by
from sponsorterm.sync.pairing import PairingError
from sponsorterm.sync.remotes import prepare
from sponsorterm.sync.remotes.base import RemoteError
from sponsorterm.sync.remotes.folder import FolderRemote
from sponsorterm.sync.remotes.single_file import SingleFileRemote
from tests.store import pen

TOLD = (StoreError, RemoteError, ServiceError, PairingError, SealingError, BadRecord)
"""What a person may be told; anything else is a fault of the program."""
CANARY = "quietcanary"
"""Stands in every text that is written here and may stand in no error."""
NOW = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
KEYS = SpaceKeys("cd" * 16, b"r" * 32)
PURGE_KEY = bytes(32)
Kind = Literal["folder", "file"]


@contextmanager
def memory() -> Iterator[Path]:
    """A folder with a short name, gone afterwards; in memory, as all of the tests' folders."""
    with tempfile.TemporaryDirectory(prefix="sponsorterm-faults-") as folder:
        yield Path(folder)


class World:
    """Sam's home at `root`, the places he shares with Maria, and every save acknowledged."""

    def __init__(self, root: Path, size: int = 2) -> None:
        self.root = root
        self.size = size
        """How many records each action deals with."""
        self.promised: dict[str, bytes] = {}
        self.home = Home.find({"SPONSORTERM_HOME": str(root / "sam")})
        self.shared, self.stick = root / "shared", root / "stick" / "box.toml"
        self.seed = b""
        """What the recovery words say."""

    @property
    def _kept(self) -> Path:
        return self.root.with_suffix(".kept")

    def keep(self) -> None:
        """Remember the world as it is now, to begin from again and again."""
        self.root.rename(self._kept)
        self._promised_then = dict(self.promised)

    def begin_again(self) -> None:
        """Make it what it was: under the same path, because links name places by path."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self._kept, self.root, symlinks=True)
        self.promised = dict(self._promised_then)

    def opened(self) -> Home:
        """The home, by the recovery words if there is a lock; what was begun is finished."""
        return unlock_with_words(self.home, self.seed)

    def open(self, now: datetime = NOW) -> Session:
        return Session.open(self.opened(), lambda: now)

    def holding(self, word: str) -> list[str]:
        """The files of the home in which a word stands in clear."""
        files = (path for path in (self.root / "sam").rglob("*") if path.is_file())
        return [path.name for path in files if word.encode() in path.read_bytes()]

    def promise(self, *payloads: bytes) -> None:
        """These were acknowledged: from now on they must be there."""
        self.promised.update((revision_id(payload), payload) for payload in payloads)

    def notes(self) -> list[bytes]:
        """Payloads to be kept, the same ones each time."""
        months = [pen.DAY.replace(month=1 + number % 11) for number in range(self.size)]
        return [pen.note(f"{CANARY} {n}", f"note {n}", day=day) for n, day in enumerate(months)]

    def copies(self) -> list[bytes]:
        """What Maria gives."""
        return [pen.copy(f"{CANARY} {number}", f"copy {number}") for number in range(self.size)]

    def check_promises(self) -> None:
        """Whatever else lies there, every promise is kept."""
        with self.open() as session:
            self._check_promises(session)

    def _check_promises(self, session: Session) -> None:
        for name, payload in self.promised.items():
            assert session.store.revision(name).payload == payload

    def check(self) -> None:
        """What a fresh start finds: every promise kept, every file whole, nothing odd."""
        if not self.promised:
            return
        with self.open() as session:
            assert session.store.problems() == []
            self._check_promises(session)
            for path in self.home.records.rglob("*.toml"):
                data = path.read_bytes()
                told = told_by(path.name) or ""
                assert revision_id(data).startswith(told), "a torn file under a record's name"
                assert session.store.revision(revision_id(data)).payload == data
        assert not is_on(self.home) or not self.holding(CANARY), "in clear under a lock"


def build(root: Path, size: int = 2) -> World:
    """Sam is set up and linked with Maria over a folder and a file; one note is kept."""
    world = World(root, size)
    world.stick.parent.mkdir(parents=True)
    prepare(Place(kind="folder", where=str(world.shared)), KEYS.space)
    prepare(Place(kind="file", where=str(world.stick)), KEYS.space)
    session = set_up(world.home, SetupAnswers("Sam", zone="UTC"), lambda: NOW)
    with session:
        world.seed = own_seed(session)
        link = Link(
            name="Maria",
            role="sponsor",
            state="active",
            space=KEYS.space,
            direction="b",
            root=KEYS.root.hex(),
            copy_key="11" * 32,
            purge_key=PURGE_KEY.hex(),
            places=[],
        )
        session.save(link, record=pen.LINK)
        session.save(Note(body=f"{CANARY} before"), record=pen.record("before"))
        for entry in session.store.entries():
            world.promise(session.store.revision(entry.id).payload)
    return world


def meet_at(world: World, kind: Kind) -> None:
    """Have the link sync at one place."""
    where = world.shared if kind == "folder" else world.stick
    with world.open() as session:
        body = session.link(pen.LINK).body
        places = [Place(kind=kind, where=str(where))]
        session.save(replace(body, places=places), record=pen.LINK)


def remote(world: World, kind: Kind) -> FolderRemote | SingleFileRemote:
    """What both find at a place."""
    if kind == "folder":
        return FolderRemote(world.shared, KEYS.space, NOW.date)
    return SingleFileRemote(world.stick, KEYS.space)


def uploads(payloads: list[bytes], direction: Direction = "a") -> list[wire.Upload]:
    """Payloads as they go up: Maria's in direction `a`, Sam's in `b`."""
    envelopes = [seal(payload, KEYS, direction) for payload in payloads]
    return [
        wire.Upload(each, wire.purge_hash(purge_secret(PURGE_KEY, each.id))) for each in envelopes
    ]
