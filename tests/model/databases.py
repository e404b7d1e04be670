"""Homes that begin anew, and SQLite without its waits: a connection outlives its schedule.

To open a database and to compile what is asked of it takes longer than to answer. Here a
program that ends leaves its connection to the next one on the same file, and a new schedule
puts the first bytes back into that file, as another process might. No crash of SQLite itself
is tried in the model, so it need not prepare for one.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sqlite3
from pathlib import Path

from sponsorterm.store import database

_PRAGMAS = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
"""
_COUNTER, _VALID_FOR = 24, 92
"""Where the SQLite file format has its change counter, and the copy of it."""
_changes = itertools.count(1 << 24)


class _Kept(sqlite3.Connection):
    """A connection that stays when its user is gone; what was not committed goes."""

    file: os.stat_result

    def close(self) -> None:
        if self.in_transaction:
            self.rollback()


_open: dict[Path, _Kept] = {}


def open_kept(place: Path) -> sqlite3.Connection:
    """Stands in for `open_database`."""
    database._make_private(place)
    return _kept(place) or _opened(place)


def begin_anew(beginning: Path, home: Path) -> None:
    """Let a home be what it was at the beginning, whatever was done to it since."""
    for folder, folders, names in os.walk(home, topdown=False):
        for name in names:
            if not name.endswith(".db"):
                Path(folder, name).unlink()
        for name in folders:
            with contextlib.suppress(OSError):  # a database is left in it
                Path(folder, name).rmdir()
    shutil.copytree(beginning, home, copy_function=_copy, dirs_exist_ok=True)


def _copy(source: str, target: str) -> None:
    if source.endswith(".db"):
        _put_back(Path(source).read_bytes(), Path(target))
    else:
        shutil.copy2(source, target)


def _put_back(data: bytes, place: Path) -> None:
    """Let a database be these bytes, whoever has it open: that one takes it for another's work."""
    known = _kept(place)
    if known is None:
        place.write_bytes(data)
        return
    known.execute("PRAGMA locking_mode = NORMAL")
    known.execute("SELECT count(*) FROM sqlite_schema").fetchall()  # only now it lets go
    change = next(_changes).to_bytes(4, "big")
    with place.open("r+b") as file:
        file.write(data)
        file.truncate()
        for where in (_COUNTER, _VALID_FOR):
            file.seek(where)
            file.write(change)
    known.execute("PRAGMA locking_mode = EXCLUSIVE")


def _kept(place: Path) -> _Kept | None:
    """The connection to a file, unless that was deleted since."""
    known = _open.get(place)
    if known is None or (place.exists() and os.path.samestat(place.stat(), known.file)):
        return known
    sqlite3.Connection.close(_open.pop(place))
    return None


def _opened(place: Path) -> _Kept:
    new = sqlite3.connect(place, isolation_level=None, check_same_thread=False, factory=_Kept)
    new.executescript(_PRAGMAS)
    new.file = place.stat()
    _open[place] = new
    return new
