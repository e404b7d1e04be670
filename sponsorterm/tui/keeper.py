"""Keeping a draft close behind the typing, without ever making the typing wait."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

SECONDS = 1.5
"""How long a change may wait for the disk."""
CHANGES = 40
"""How many changes may wait, however fast somebody types."""

Copy = TypeVar("Copy")


class Keeper(Generic[Copy]):
    """Writes copies of something being typed, the newest last, from whichever thread.

    `take` makes a copy, where the typing happens; `save` writes one, in a thread, for the disk
    may be slow. Should an older copy come to the disk after a newer one, or after the whole was
    filed, it is let go.
    """

    def __init__(self, take: Callable[[], Copy], save: Callable[[Copy], None]) -> None:
        self._take = take
        self._save = save
        self._lock = Lock()
        self._taken = 0
        self._written = 0
        self._waiting = 0
        self._closed = False

    @property
    def waiting(self) -> int:
        """Changes that are not on their way to the disk yet."""
        return self._waiting

    def touch(self) -> None:
        """Count a change."""
        self._waiting += 1

    def snapshot(self) -> Callable[[], None]:
        """What is typed by now, as something that writes it when called."""
        self._taken += 1
        self._waiting = 0
        number, copy = self._taken, self._take()
        return lambda: self._write(number, copy)

    def close(self) -> None:
        """Write no more: it was filed or let go. Waits for a write under way."""
        with self._lock:
            self._closed = True

    def _write(self, number: int, copy: Copy) -> None:
        with self._lock:
            if not self._closed and number > self._written:
                self._save(copy)
                self._written = number
