"""Turning a home over: all content moves from under one cover to under another.

Each content is durable under the new cover before its file under the old one goes. So a crash
anywhere loses nothing, and beginning again goes on where it stopped.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sponsorterm.records.codec import decode
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.revision import Revision
from sponsorterm.store import files, lockfile, tries
from sponsorterm.store.cover import SEALED, Sealed
from sponsorterm.store.database import local_place
from sponsorterm.store.desk import EDITING
from sponsorterm.store.drawer import MAX_KEPT, Drawer
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.intake import Progress
from sponsorterm.store.quarantine import set_aside
from sponsorterm.store.shelf import Place, Shelf
from sponsorterm.strings import lock as words


def turn_over(source: Home, target: Home, progress: Progress | None = None) -> None:
    """Move everything. Only who is `alone` in the home may.

    What is left then, in clear or damaged under its seal, is set aside byte for byte.

    Raises:
        StoreError: the system refused; nothing is lost, and the rest is still to be moved.
    """
    _move_records(source, target, progress)
    _move_drawers(source, target)
    _drop_databases(source)
    _set_strays_aside(source, target)


def _move_records(source: Home, target: Home, progress: Progress | None) -> None:
    here, there = Shelf(source), Shelf(target)
    folders = {folder: here.listing(folder) for folder in sorted(here.folders())}
    done, total = 0, sum(map(len, folders.values()))
    for folder, names in folders.items():
        places = [Place(folder, name) for name in names]
        found = [(p, revision) for p in places if (revision := _revision(here, p)) is not None]
        if found:
            there.put_all(places[0].space, [revision for _, revision in found])
            here.remove_all([place for place, _ in found])
        done += len(names)
        if progress and names:
            progress(done, total)


def _revision(shelf: Shelf, place: Place) -> Revision | None:
    """The revision a file holds; None when it holds none, or not the one of its name."""
    try:
        data = shelf.read(place)
        return decode(data, str(place)) if shelf.vouches(place, data) else None
    except (FileNotFoundError, BadRecord, files.Unreadable):
        return None


def _move_drawers(source: Home, target: Home) -> None:
    for folder in (source.drafts, source.pairing, source.quarantine):
        drawer = Drawer(source, folder)
        for name in drawer.names():
            _move(drawer, Drawer(target, folder), name)
    state = Drawer(source, source.state)
    told = {source.device.name, lockfile.NAME, tries.NAME}
    for name in state.names():
        if name.endswith(".toml") and name not in told:
            _move(state, Drawer(target, target.state), name)


def _move(source: Drawer, target: Drawer, name: str) -> None:
    try:
        target.put(name, source.get(name, MAX_KEPT))
    except FileNotFoundError:
        return
    source.remove(name)


def _drop_databases(source: Home) -> None:
    """What can be learned again is learned again, under the new cover."""
    for path in (source.index, source.sync):
        Drawer(source, source.state).remove(path.name)
        place = local_place(path, os.environ.get("XDG_RUNTIME_DIR"))
        for each in {path, place} if isinstance(place, Path) else {path}:
            for suffix in ("", "-wal", "-shm"):
                files.remove(each.with_name(each.name + suffix))


def _set_strays_aside(source: Home, target: Home) -> None:
    """Leave nothing under the old cover: neither what is no record, nor what is damaged."""
    flat = (source.state, source.drafts, source.pairing, source.quarantine)
    edited = [path for path in _listed(source.state) if path.name.startswith(EDITING)]
    desks = [path for path in edited if path.is_dir() and not path.is_symlink()]
    small = [path for folder in flat for path in _listed(folder) if _is_file(path)]
    deep = [path for top in (source.records, *desks) for path in _files_below(top)]
    # What else lies there in clear has no content: the device's name, the lock itself.
    strays = {*deep, *(edited if target.cover.is_sealed else small)}
    for path in (*deep, *small):
        if files.is_aside(path):
            files.remove(path)
        elif path in strays and (path.suffix == SEALED) == source.cover.is_sealed:
            _set_aside(source, target, path)
    for desk in desks:
        with suppress(OSError):  # a link may lie there
            files.disk.rmdir(desk)


def _set_aside(source: Home, target: Home, path: Path) -> None:
    data = files.read_regular(path, source.cover.room(MAX_KEPT))
    if _is_content(source, path, data):  # it could not be read before: that was only a trouble
        raise StoreError(words.cannot_open(path.name, words.READ_LATE), words.TRY_AGAIN)
    below = source.data if path.is_relative_to(source.data) else source.state
    set_aside(target, data, words.STRAY, str(path.relative_to(below)), datetime.now(UTC))
    files.remove(path)


def _is_content(source: Home, path: Path, data: bytes) -> bool:
    """Whether this is something that is moved, not set aside."""
    if isinstance(source.cover, Sealed):
        return source.cover.opens(path.name, data)
    if not path.is_relative_to(source.records):
        return False
    below = path.relative_to(source.records)
    return _revision(Shelf(source), Place(below.parent.as_posix(), below.name)) is not None


def _files_below(folder: Path) -> list[Path]:
    """Every plain file; a link is not followed."""
    found: list[Path] = []
    for path in _listed(folder):
        if path.is_dir() and not path.is_symlink():
            found += _files_below(path)
        elif _is_file(path):
            found.append(path)
    return found


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _listed(folder: Path) -> list[Path]:
    try:
        with files.disk.scandir(folder) as items:
            return [Path(item.path) for item in items]
    except OSError:
        raise StoreError(
            words.cannot_open(folder.name, words.NOT_LISTED), words.CHECK_FOLDER
        ) from None
