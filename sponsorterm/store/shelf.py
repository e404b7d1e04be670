"""Where a revision's file stands: a folder a space, one a month in it, names people can read.

Sealed, a name is an id that tells neither day nor kind, and its first character is the folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sponsorterm.records.ids import revision_id
from sponsorterm.records.revision import Revision
from sponsorterm.store import files
from sponsorterm.store.cover import SEALED
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import (
    WRITE_ONCE,
    NameTaken,
    is_left_over,
    make_folder,
    read_regular,
    remove,
    remove_together,
    replace,
    write_once,
    write_together,
)
from sponsorterm.store.home import Home
from sponsorterm.strings import store as words
from sponsorterm.wire import MAX_PAYLOAD

SUFFIX = ".toml"
SHORTEST, LONGEST, STEP = 8, 32, 4
"""Characters of a revision id in a file name: more only where fewer are taken."""

_NAME = re.compile(r"\d{4}-\d\d-\d\d-[a-z][a-z0-9_]*-([a-z2-7]{8,32})\.toml")


class Place(NamedTuple):
    """A file among the records: its folder ("mine/2026-11") and its name."""

    folder: str
    name: str

    @property
    def space(self) -> str:
        """The space it lies in."""
        return self.folder.partition("/")[0]

    def __str__(self) -> str:
        return f"{self.folder}/{self.name}"


def told_by(name: str) -> str | None:
    """The start of the revision id that a file's name tells, if it tells one."""
    match = _NAME.fullmatch(name)
    return match[1] if match else None


def _folder_of(space: str, revision: Revision) -> str:
    return f"{space}/{revision.day.isoformat()[:7]}"


def _sealed_place(space: str, revision: Revision) -> str:
    """What a sealed record's file is bound to."""
    return f"records/{space}/{revision.id}"


def _place_of(space: str, revision: Revision, length: int) -> Place:
    name = f"{revision.day.isoformat()}-{revision.kind}-{revision.id[:length]}{SUFFIX}"
    return Place(_folder_of(space, revision), name)


class Shelf:
    """The record files of one home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._records = home.records
        self._cover = home.cover
        self._suffix = SEALED if home.cover.is_sealed else SUFFIX

    def put(self, space: str, revision: Revision) -> Place:
        """Keep a revision's exact bytes; on return they are durable. Again is fine.

        Raises:
            StoreError: the system refused; nothing was published.
        """
        with self._home.writing():
            *others, last = self._places(space, revision)
            for place in others:
                with suppress(NameTaken):
                    return self._put(place, revision)
            return self._put(last, revision)

    def put_all(self, space: str, revisions: Sequence[Revision]) -> list[Place]:
        """Keep many together, much faster than one by one; on return all are durable.

        Raises:
            StoreError: the system refused; some may have been published, each of them whole.
        """
        places = [self._places(space, revision)[0] for revision in revisions]
        paths = [self._path(place) for place in places]
        with self._home.writing():
            for folder in {place.folder for place in places}:
                self._make_ready(folder)
            contents = map(self._content, places, revisions)
            taken = write_together(dict(zip(paths, contents, strict=True)))
        return [
            self.put(space, revision) if path in taken else place
            for revision, place, path in zip(revisions, places, paths, strict=True)
        ]

    def read(self, place: Place) -> bytes:
        """The bytes of one file.

        Raises:
            FileNotFoundError: it is gone.
            StoreError: it is no plain file, too large, or may not be read.
        """
        raw = read_regular(self._path(place), self._cover.room(MAX_PAYLOAD))
        return self._cover.take_off(place.name, raw)

    def vouches(self, place: Place, data: bytes) -> bool:
        """Whether `data`, as `read` gave it, is what the file's name stands for."""
        return self._cover.is_sealed or matches(place, data)

    def restore(self, place: Place, payload: bytes) -> None:
        """Put the bytes back that the name stands for."""
        with self._home.writing():
            replace(self._path(place), payload, WRITE_ONCE)

    def remove(self, place: Place) -> None:
        """Take a file away whose bytes are kept elsewhere."""
        with self._home.writing():
            remove(self._path(place))

    def remove_all(self, places: Sequence[Place]) -> None:
        """Take files away whose bytes are kept elsewhere, and the folder they leave empty."""
        with self._home.writing():
            remove_together([self._path(place) for place in places])
            for folder in {place.folder for place in places}:
                with suppress(OSError):  # another file may lie there
                    files.disk.rmdir(self._records / folder)

    def stamp(self, place: Place) -> str:
        """What changes when a file does, without reading it; empty when it is gone."""
        try:
            return _stamp(self._path(place).lstat())
        except OSError:
            return ""

    def listing(self, folder: str) -> dict[str, str]:
        """The TOML files of a folder with their stamps; none when the folder is gone.

        A name that no terminal should see is given escaped, and is then no file's name. What
        a crash left half-written is taken away once nobody can be writing it any more.

        Raises:
            StoreError: the folder may not be read.
        """
        found: dict[str, str] = {}
        try:
            with files.disk.scandir(self._records / folder) as items:
                for item in items:
                    if item.name.endswith(self._suffix) and not item.name.startswith("."):
                        found[_shown(item.name)] = _stamp(item.stat(follow_symlinks=False))
                    elif is_left_over(item):
                        remove(Path(item.path))
        except FileNotFoundError:  # a file or the folder went while we looked
            return self.listing(folder) if (self._records / folder).exists() else {}
        except OSError as error:
            raise _closed(folder, error) from None
        return found

    def spaces(self) -> set[str]:
        """The names of the folders that may hold spaces; a symlink is never one.

        Raises:
            StoreError: they may not be listed.
        """
        return {name for name, _ in self._subfolders("")}

    def folders(self, space: str | None = None) -> dict[str, int]:
        """Every folder that may hold records, with its modification time in nanoseconds.

        With `space` only that space's. A record is found in whatever folder of its space it
        lies, one level deep; a symlink is never followed.

        Raises:
            StoreError: a folder may not be read.
        """
        names = [space] if space else self.spaces()
        found: dict[str, int] = {}
        for name in names:
            try:
                found[name] = (self._records / name).lstat().st_mtime_ns
            except FileNotFoundError:
                continue
            found.update((f"{name}/{month}", mtime) for month, mtime in self._subfolders(name))
        return found

    def _subfolders(self, folder: str) -> list[tuple[str, int]]:
        try:
            with files.disk.scandir(self._records / folder) as items:
                return [
                    (item.name, item.stat(follow_symlinks=False).st_mtime_ns)
                    for item in items
                    if item.is_dir(follow_symlinks=False)
                    and not item.name.startswith(".")
                    and item.name == _shown(item.name)
                ]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _closed(folder, error) from None

    def _places(self, space: str, revision: Revision) -> list[Place]:
        """Where a revision may stand, the first that is free being the right one."""
        if self._cover.is_sealed:
            name = self._cover.file_name(_sealed_place(space, revision))
            return [Place(f"{space}/{name[0]}", name)]
        lengths = range(SHORTEST, LONGEST + 1, STEP)
        return [_place_of(space, revision, length) for length in lengths]

    def _put(self, place: Place, revision: Revision) -> Place:
        self._make_ready(place.folder)
        write_once(self._path(place), self._content(place, revision))
        return place

    def _content(self, place: Place, revision: Revision) -> bytes:
        return self._cover.put_on(_sealed_place(place.space, revision), revision.payload)

    def _make_ready(self, folder: str) -> None:
        for each in (folder.partition("/")[0], folder):
            if (self._records / each).is_symlink():  # it would be written and never be read
                raise StoreError(words.not_a_folder(each), words.NOT_A_FOLDER_HINT)
        make_folder(self._records / folder)

    def _path(self, place: Place) -> Path:
        return self._records / place.folder / place.name


def matches(place: Place, data: bytes) -> bool:
    """Whether these are the bytes that the file's name stands for."""
    told = told_by(place.name)
    return told is not None and revision_id(data).startswith(told)


def _stamp(info: os.stat_result) -> str:
    return f"{info.st_size}.{info.st_mtime_ns}.{info.st_ctime_ns}"


def _shown(name: str) -> str:
    plain = name.isprintable() and "\\" not in name
    return name if plain else name.encode("unicode_escape").decode("ascii")


def _closed(folder: str, error: OSError) -> StoreError:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return StoreError(words.cannot_read(folder or "records", reason), words.READ_HINT)
