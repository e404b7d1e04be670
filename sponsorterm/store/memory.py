"""A database that never touches the disk in clear: in memory, with a sealed snapshot beside it.

All threads of one process share it, each over a connection of its own. What it holds can be
learned again, so a snapshot that is late or lost costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing

MAX_SNAPSHOT = 1 << 30
"""Bytes of a snapshot: a sponsor of fifty has a tenth of it after ten years."""

PATIENCE = 5.0
"""Seconds to wait for another thread that is writing, or another process."""


class Memory:
    """One such database; `load` and `keep` fetch and put its snapshot."""

    def __init__(self, load: Callable[[], bytes | None], keep: Callable[[bytes], None]) -> None:
        self._load = load
        self._keep = keep
        self._guard = threading.RLock()
        self._anchor: sqlite3.Connection | None = None
        self._address = ""
        self._unsaved = 0

    def connect(self) -> sqlite3.Connection:
        """A connection of one's own; the first one begins with the snapshot, if there is any."""
        with self._guard:
            if self._anchor is None:
                self._begin(self._load())
            return self._connection()

    def note(self, changes: int) -> None:
        """So much was written that no snapshot has."""
        with self._guard:
            self._unsaved += changes

    def save(self, every: int = 1) -> None:
        """Keep a snapshot once so many changes were noted.

        Raises:
            StoreError: it could not be written.
        """
        with self._guard:
            if self._anchor is not None and self._unsaved >= every:
                self._keep(self._anchor.serialize())
                self._unsaved = 0

    def forget(self) -> None:
        """Begin again without the snapshot: it was damaged, or another version's."""
        with self._guard:
            self.close()
            self._begin(None)

    def close(self) -> None:
        """Let go of it; when the last connection is closed, it is no more."""
        with self._guard:
            if self._anchor is not None:
                self._anchor.close()
            self._anchor = None

    def _begin(self, image: bytes | None) -> None:
        self._address = f"file:/sponsorterm-{secrets.token_hex(8)}?vfs=memdb"
        self._anchor = self._connection()
        self._unsaved = 0
        if image:
            with contextlib.suppress(sqlite3.Error), closing(sqlite3.connect(":memory:")) as kept:
                kept.deserialize(image)
                kept.backup(self._anchor)

    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(
            self._address,
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
