"""Disks that tell what they did, fail on demand, or die; and the same for SQLite."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import threading
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import pytest

from sponsorterm.store import files
from sponsorterm.store.files import Disk

CALLS = (
    "open", "write", "fsync", "close", "read", "link", "replace", "unlink", "mkdir", "rmdir",
    "scandir",
)  # fmt: skip

Place = tuple[tuple[CodeType, int], ...]
"""Functions of the program with the line each stands at, the innermost first."""


class Recorder(Disk):
    """Writes down each call with the name it is about; ".tmp" stands for a random one."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._names: dict[int, str] = {}
        self._turn = threading.Lock()

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in CALLS:
            return found

        def call(*arguments: Any, **options: Any) -> Any:
            about = arguments[-1] if name in ("link", "replace") else arguments[0]
            about = self._names.get(about, "?") if isinstance(about, int) else Path(about).name
            about = ".tmp" if about.endswith(".tmp") else about
            with contextlib.ExitStack() as after:
                if name == "close":  # a close that fails, or a death, closes all the same
                    after.callback(found, *arguments)
                self.told(f"{name} {about}")
                if name != "close":
                    result = self.carry_out(name, found, *arguments, **options)
                    if name == "open":
                        self._names[result] = about
                    return result
            return None

        return call

    def told(self, call: str) -> None:
        """Note a call, and perhaps do not let it happen."""
        with self._turn:
            self.calls.append(call)
            at = len(self.calls)
        self.before(call, at)

    def before(self, call: str, at: int) -> None:
        """What happens instead of the call, the `at`-th since the beginning."""

    def carry_out(self, _name: str, real: Any, *arguments: Any, **options: Any) -> Any:
        return real(*arguments, **options)


class Tracer(Recorder):
    """Writes down as well from where in the program each call came, through which functions."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []

    def before(self, _call: str, _at: int) -> None:
        stack = traceback.walk_stack(None)
        self.places.append(
            tuple((frame.f_code, line) for frame, line in stack if is_ours(frame.f_globals))
        )


def is_ours(module: Mapping[str, Any]) -> bool:
    return str(module["__name__"]).startswith("sponsorterm.")


class Killed(BaseException):
    """The process is no more."""


class Deadly(Recorder):
    """Dies before its n-th call; a dead process does nothing more, not even clean up."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def before(self, _call: str, at: int) -> None:
        if at > self.at:
            raise Killed


class Failing(Recorder):
    """Fails once, at its n-th call, with this error."""

    def __init__(self, at: int, code: int = errno.EIO) -> None:
        super().__init__()
        self.at, self.code = at, code

    def before(self, call: str, at: int) -> None:
        if at == self.at + 1:
            if call.startswith("sql"):
                raise sqlite_error(self.code)
            raise OSError(self.code, os.strerror(self.code))


class Short(Recorder):
    """Reads or writes a single byte, where more was asked, the first time from call n on."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at
        self._was_short = False

    def carry_out(self, name: str, real: Any, *arguments: Any, **options: Any) -> Any:
        if name in ("read", "write") and len(self.calls) > self.at and not self._was_short:
            self._was_short = True
            fd, more = arguments
            return real(fd, 1 if name == "read" else more[:1])
        return real(*arguments, **options)


def sqlite_error(code: int) -> sqlite3.OperationalError:
    """What SQLite makes of a refusal of the system."""
    full = code in (errno.ENOSPC, errno.EDQUOT)
    error = sqlite3.OperationalError("database or disk is full" if full else "disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL if full else sqlite3.SQLITE_IOERR
    return error


class Connection(sqlite3.Connection):
    """A connection whose every statement is told to the disk of the day."""

    watch: ClassVar[Recorder | None] = None
    opened: ClassVar[list[Connection]] = []

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.opened.append(self)

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self._tell(sql)
        return super().execute(sql, *values)

    def executemany(self, sql: str, values: Any) -> sqlite3.Cursor:
        self._tell(sql)
        return super().executemany(sql, values)

    def executescript(self, sql: str) -> sqlite3.Cursor:
        self._tell(sql)
        return super().executescript(sql)

    def _tell(self, sql: str) -> None:
        # Undoing is what SQLite does by itself when the process is gone.
        if self.watch is not None and not sql.startswith("ROLLBACK"):
            self.watch.told(f"sql {sql.strip()[:8].lower()}")


@contextlib.contextmanager
def in_place(disk: Recorder) -> Iterator[None]:
    """Let this disk stand under the store, and under every database opened meanwhile."""
    connect = sqlite3.connect

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        return connect(*arguments, factory=Connection, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "disk", disk)
        patch.setattr(sqlite3, "connect", watched)
        patch.setattr(Connection, "watch", disk)
        try:
            yield
        finally:
            while Connection.opened:  # what a dead process had open the system closes
                Connection.opened.pop().close()
