"""A home's files with an index over them, which may fail or go without harm to anybody."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sponsorterm.records.revision import Revision
from sponsorterm.store.cover import Locked
from sponsorterm.store.database import local_place
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.index import Index, OtherVersion, discard, is_damage
from sponsorterm.store.intake import Author, Intake, Problem, Progress
from sponsorterm.store.memory import Memory
from sponsorterm.store.shelf import Place, Shelf

Answer = TypeVar("Answer")

SNAPSHOT_EVERY = 32
"""Changes after which an index in memory is kept: what is newer is read from the files."""


class Attached:
    """The shelf, the index over it, and the intake that keeps the two in step."""

    def __init__(
        self, home: Home, device: str, now: Callable[[], datetime], *, thorough: bool = True
    ) -> None:
        self.home = home
        self.device = device
        """This device's name: 16 hex digits, made at random."""
        self._now = now
        self._lock = threading.RLock()
        self._shelf = Shelf(home)
        self._author = Author(device, now, home)
        self._place = local_place(home.database(home.index), os.environ.get("XDG_RUNTIME_DIR"))
        self._noticed: list[Problem] = []
        self._index: Index
        self._intake: Intake
        self._behind = False
        self._news = 0
        self._thorough = thorough

    def _tell_index(self, *kept: tuple[Revision, Place]) -> None:
        """Let the index know what is durable already; if that fails, it catches up later."""
        with self._lock:
            try:
                self._intake.add(*kept)
                self._note(1)
            except sqlite3.Error:
                self._behind = True

    def _note(self, changes: int) -> None:
        """An index in memory is kept, sealed, once enough has changed."""
        if isinstance(self._place, Memory):
            self._place.note(changes)
            with contextlib.suppress(StoreError):
                self._place.save(SNAPSHOT_EVERY)

    def _ask(self, question: Callable[[Index], Answer]) -> Answer:
        """Put a question to the index; if it fails, to the next one."""
        with self._lock:
            if self._behind:
                self._attach_anew()
            try:
                return question(self._index)
            except sqlite3.ProgrammingError:  # asked after close(): the caller's mistake
                raise
            except sqlite3.Error as error:
                self._attach_anew(error)
                return question(self._index)

    def _attach_anew(self, failed: sqlite3.Error | None = None) -> None:
        """Let go of an index that failed, was deleted or fell behind, and get another."""
        path = self._index.path if self._index.is_current() else None
        self._index.close()
        if path and failed and is_damage(failed):
            discard(path)
        self._attach()

    def _attach(self, progress: Progress | None = None, *, opening: bool = False) -> None:
        """Get an index that works: the one on disk, a new one there, or one in memory.

        A program that is running leaves another version's index alone: the two would go on
        replacing each other's.
        """
        self._behind, self._news = False, -1
        failed = self._try(self._place, progress)
        if failed is None:
            return
        may_replace = opening or not isinstance(failed, OtherVersion)
        if self._place and may_replace and is_damage(failed):
            discard(self._place)
            if self._try(self._place, progress) is None:
                return
        if failed := self._try(None, progress):
            raise failed

    def _try(self, place: Path | Memory | None, progress: Progress | None) -> Exception | None:
        """Open one index and bring it in step; what went wrong, if anything did."""
        try:
            with self.home.writing():
                index = Index.open(place)
        except Locked:
            raise
        except (sqlite3.Error, StoreError) as error:
            return error
        self._index = index
        self._intake = Intake(
            index, self._shelf, self._author, self._noticed, stands_in=place != self._place
        )
        try:
            before = index.news()
            self._intake.look_everywhere(progress, thorough=self._thorough)
            self._note(index.news() - before)
        except (sqlite3.Error, StoreError) as error:
            index.close()
            return error
        return None
