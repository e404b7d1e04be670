"""How the files of a home are: what is left over, open to others, damaged or set aside.

Everything here looks without changing anything, but for `discard_index` and `remove_left_over`.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import rtoml

from sponsorterm.store.drawer import Drawer
from sponsorterm.store.files import is_left_over, remove
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard

MAX_REASON = 16 * 1024
"""Bytes of the file that says why something was set aside."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def index_is_whole(home: Home) -> bool:
    """Whether SQLite finds nothing wrong with the index; one in memory, or none, is whole."""
    place = home.database(home.index)
    if not isinstance(place, Path) or not place.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as database:
            return database.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False


def discard_index(home: Home) -> None:
    """Let the index be built anew from the files when the home is opened next."""
    place = home.database(home.index)
    if isinstance(place, Path):
        discard(place)


def left_over(home: Home) -> list[Path]:
    """What a crash left half-written; nobody is writing it any more."""
    return [Path(item.path) for item in _files(home) if is_left_over(item)]


def remove_left_over(home: Home) -> None:
    """Delete what `left_over` finds.

    Raises:
        StoreError: the system refused.
    """
    for path in left_over(home):
        remove(path)


def open_to_others(home: Home) -> list[Path]:
    """Files and folders that other users of this machine may look into."""
    return [
        Path(item.path)
        for item in _files(home, folders=True)
        if item.stat(follow_symlinks=False).st_mode & _OTHERS and not item.is_symlink()
    ]


def set_aside_reasons(home: Home) -> list[str]:
    """Of everything in the quarantine, why it is there."""
    drawer = Drawer(home, home.quarantine)
    names = drawer.names()
    told = {name[:-5] for name in names if name.endswith(".toml")}
    kept = [name[:-4] for name in names if name.endswith(".bin")]
    return [_reason(drawer, name) if name in told else "" for name in kept]


def _reason(drawer: Drawer, name: str) -> str:
    try:
        found = rtoml.loads(drawer.get(f"{name}.toml", MAX_REASON).decode())
    except (FileNotFoundError, ValueError):
        return ""
    return str(found.get("reason", ""))


def _files(home: Home, *, folders: bool = False) -> Iterator[os.DirEntry[str]]:
    waiting = {home.config, home.state, home.data}
    while waiting:
        try:
            items = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for item in items:
            if item.is_dir(follow_symlinks=False):
                waiting.add(Path(item.path))
                if folders:
                    yield item
            else:
                yield item
