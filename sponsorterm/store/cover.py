"""Covers: how what a person wrote stands on disk, as it is or sealed under the store key.

With the lock on nothing is ever written plain, not even while the home is open: locking is
letting go of the key and of the index in memory.
"""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Protocol

from sponsorterm.sealing.at_rest import StoreKey
from sponsorterm.sealing.errors import Damaged
from sponsorterm.store import lockfile
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import Unreadable, read_regular, replace
from sponsorterm.store.gate import side_by_side
from sponsorterm.store.lockfile import LockFile
from sponsorterm.store.memory import MAX_SNAPSHOT, Memory
from sponsorterm.strings import lock as words

SEALED = ".sealed"
"""What the name of every sealed file ends with."""
_ROOM = 8192
"""Bytes by which sealing makes even an empty file larger."""


class Locked(StoreError):
    """The home is locked, or its lock was turned on or off since it was opened."""

    def __init__(self) -> None:
        super().__init__(words.LOCKED, words.LOCKED_HINT)


class Cover(Protocol):
    """What stands between a content and its file."""

    is_sealed: bool

    def file_name(self, place: str) -> str:
        """The name of the file at a place, which is a path below `state` or a record's."""
        ...

    def put_on(self, place: str, data: bytes) -> bytes:
        """What is written for this content."""
        ...

    def take_off(self, name: str, raw: bytes) -> bytes:
        """The content of the file of this name.

        Raises:
            Unreadable: it was changed.
        """
        ...

    def room(self, limit: int) -> int:
        """Bytes that a file of a content of `limit` bytes may have."""
        ...

    def check(self, state: Path) -> None:
        """See that the home still stands as it was opened.

        Raises:
            Locked: it does not.
        """
        ...

    def is_recalled(self, state: Path) -> bool:
        """Whether somebody said "lock" to every open instance since this one was opened."""
        ...

    def memory(self, path: Path) -> Memory | None:
        """The database that stands in memory for the one at `path`; None for that one itself."""
        ...


class Plain:
    """As it is: any editor reads it."""

    is_sealed = False

    def file_name(self, place: str) -> str:
        """The last part of the place."""
        return place.rpartition("/")[2]

    def put_on(self, place: str, data: bytes) -> bytes:  # noqa: ARG002
        """The content."""
        return data

    def take_off(self, name: str, raw: bytes) -> bytes:  # noqa: ARG002
        """The content."""
        return raw

    def room(self, limit: int) -> int:
        """No more."""
        return limit

    def check(self, state: Path) -> None:
        """There must be no lock."""
        if lockfile.stamp(state) is not None:
            raise Locked

    def is_recalled(self, state: Path) -> bool:  # noqa: ARG002
        """There is nothing to be locked."""
        return False

    def memory(self, path: Path) -> Memory | None:  # noqa: ARG002
        """Databases lie on disk."""
        return None


class Sealed:
    """Sealed under a store key, for as long as the home is open."""

    is_sealed = True

    def __init__(self, key: StoreKey, lock: LockFile) -> None:
        self._key: StoreKey | None = key
        self._turn = lock.turn
        self._now: LockFile | None = None
        self._stamp: object = None
        self._databases: dict[Path, Memory] = {}
        self._guard = threading.Lock()

    @property
    def key(self) -> StoreKey:
        """What the files are sealed with.

        Raises:
            Locked: it was let go.
        """
        if self._key is None:
            raise Locked
        return self._key

    def file_name(self, place: str) -> str:
        """An id that tells nothing of the place to who has no key."""
        return self.key.name(place) + SEALED

    def put_on(self, place: str, data: bytes) -> bytes:
        """The content with its place, sealed."""
        return self.key.seal(place, data)

    def take_off(self, name: str, raw: bytes) -> bytes:
        """The content of the file of this name."""
        return self.opened(name, raw)[1]

    def opened(self, name: str, raw: bytes) -> tuple[str, bytes]:
        """The place and the content of the file of this name.

        Raises:
            Unreadable: it was changed.
        """
        try:
            return self.key.unseal(name.removesuffix(SEALED), raw)
        except Damaged as error:
            raise Unreadable(name, str(error)) from None

    def opens(self, name: str, raw: bytes) -> bool:
        """Whether the file of this name is as it was sealed."""
        try:
            self.opened(name, raw)
        except Unreadable:
            return False
        return True

    def room(self, limit: int) -> int:
        """Padding adds an eighth at most."""
        return limit + limit // 8 + _ROOM

    def check(self, state: Path) -> None:
        """The lock must be on, with this key."""
        self._look(state)
        if self._now is None or (self._now.state, self._now.commit) != ("sealed", self.key.commit):
            raise Locked

    def is_recalled(self, state: Path) -> bool:
        """Whether the count of such calls has grown."""
        self._look(state)
        return self._now is None or self._now.turn != self._turn

    def _look(self, state: Path) -> None:
        """Read the lock's file again if it is another than last time."""
        seen = lockfile.stamp(state)
        if seen is None or seen != self._stamp:
            self._now, self._stamp = lockfile.load(state), seen

    def memory(self, path: Path) -> Memory | None:
        """One for each path, shared by all threads."""
        with self._guard:
            if path not in self._databases:
                self._databases[path] = Memory(
                    partial(self._snapshot, path), partial(self._keep, path)
                )
            return self._databases[path]

    def _snapshot(self, path: Path) -> bytes | None:
        name = self.file_name(path.name)
        try:
            raw = read_regular(path.with_name(name), self.room(MAX_SNAPSHOT))
            return self.take_off(name, raw)
        except (FileNotFoundError, Unreadable):
            return None

    def _keep(self, path: Path, image: bytes) -> None:
        with side_by_side(path.parent):
            self.check(path.parent)
            replace(path.with_name(self.file_name(path.name)), self.put_on(path.name, image))

    def let_go(self) -> None:
        """Forget the key and what was learned with it."""
        self._key = None
        with self._guard:
            for database in self._databases.values():
                database.close()
            self._databases.clear()


PLAIN = Plain()
