"""Backup and restore of a home: its files as they stand, in and out of one sealed file.

Everything goes in but what can be made anew: the index, what was learned of remotes, and the
name of this device, so that a restored home is a device of its own. Nothing is ever written
over, and a home appears only when all of it is there.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from sponsorterm.sealing.at_rest import StoreKey
from sponsorterm.sealing.backup import FRAME, HEADER, Header, open_frame, read_header, seal_frame
from sponsorterm.store import files, lockfile
from sponsorterm.store.bulk import publish_folder, write_checked
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import (
    PRIVATE,
    WRITE_ONCE,
    Unreadable,
    is_aside,
    make_folder,
    read_regular,
    remove_tree,
    write_once,
    write_together,
)
from sponsorterm.store.home import Home
from sponsorterm.strings import backup as words

MAX_FILE = 16 * 1024 * 1024
"""Bytes of one file; larger ones are left out and named."""
DEEPEST = 3
"""Folders within each other below a root."""
RECORDS = "records"
RESTORING = "records.restoring"
"""Where records wait until all of them are there."""
_AT_ONCE = 500
"""Files written together."""
_NAME = re.compile(r"(records|drafts|quarantine|pairing|config|state)(/[^/\0]{1,255}){1,4}")
_STATE = re.compile(r"state/(keys\.toml|lock\.toml|[a-z2-7]{32}\.sealed)")

_Contents = list[tuple[Annotated[str, Meta(max_length=1000)], Annotated[int, Meta(ge=0)]]]
MakeHeader = Callable[[int, int], Header]
"""Makes the header of a stream of so many bytes with contents of so many."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of a backup: its name, and where its bytes lie in the stream."""

    name: str
    start: int
    size: int

    @property
    def is_record(self) -> bool:
        """It holds a revision, mine or received."""
        return self.name.startswith(f"{RECORDS}/")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files of a home that go into a backup, and the names of those that cannot be read."""

    paths: dict[str, Path]
    sizes: dict[str, int]
    left_out: list[str]

    @property
    def records(self) -> int:
        """How many revisions there are."""
        return sum(name.startswith(f"{RECORDS}/") for name in self.paths)


def gather(home: Home) -> Gathered:
    """All of a home that cannot be made anew.

    Raises:
        StoreError: a folder may not be read.
    """
    found = Gathered({}, {}, [])
    for name, folder in _roots(home).items():
        _add_folder(found, name, folder, DEEPEST)
    keys = Drawer(home, home.state).where(home.keys.name)
    for path in (keys, home.state / lockfile.NAME):
        if os.path.lexists(path):
            _add(found, f"state/{path.name}", path)
    return found


def write(home: Home, gathered: Gathered, path: Path, key: StoreKey, make: MakeHeader) -> None:
    """Seal what was gathered into a new file, and read all of it back before it has its name.

    Raises:
        StoreError: the file could not be written or does not read back, or something changed
            meanwhile; there is no file then.
    """
    names = sorted(gathered.paths)
    contents = msgspec.json.encode([(name, gathered.sizes[name]) for name in names])
    header = make(2 * len(contents) + sum(gathered.sizes.values()), len(contents))

    def stream() -> Iterator[bytes]:
        yield contents
        for name in names:
            yield _whole(gathered.paths[name], gathered.sizes[name])
        yield contents

    def check(aside: Path) -> None:
        with Backup.open(aside) as made:
            made.unseal(key)
            if made.header != header or made.damaged():
                raise StoreError(words.NOT_READ_BACK, words.NOT_READ_BACK_HINT)

    with home.writing():
        write_checked(path, _sealed(header, key, stream()), check)


class Backup:
    """A backup file that was opened. Use it in a `with`."""

    def __init__(self, fd: int, size: int) -> None:
        self._fd = fd
        self._size = size
        self._key: StoreKey | None = None
        self._last: tuple[int, bytes | None] = (-1, None)
        self.items: list[Item] = []
        self.header = read_header(self._raw(0, HEADER), self._raw(max(0, size - HEADER), HEADER))

    @classmethod
    def open(cls, path: Path) -> Backup:
        """Open a file for reading.

        Raises:
            StoreError: there is none, it is no plain file, or may not be read.
            SealingError: it is no backup, or one of a newer version.
        """
        try:
            fd = files.disk.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            raise Unreadable(path.name, os.strerror(error.errno or 0)) from None
        try:
            info = os.fstat(fd)
            if not stat.S_ISREG(info.st_mode):
                raise Unreadable(path.name, words.NOT_A_PLAIN_FILE)
            return cls(fd, info.st_size)
        except BaseException:
            files.disk.close(fd)
            raise

    def __enter__(self) -> Backup:
        """Use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        with contextlib.suppress(OSError):  # nothing was written
            files.disk.close(self._fd)

    def unseal(self, key: StoreKey) -> None:
        """Read what is in it.

        Raises:
            StoreError: both lists of its contents are damaged, or they name what no backup has.
        """
        self._key = key
        size, end = self.header.contents, self.header.stream
        raw = self._bytes(0, size)
        raw = self._bytes(end - size, size) if raw is None else raw
        try:
            told = msgspec.json.decode(raw or b"", type=_Contents)
        except msgspec.MsgspecError:
            raise StoreError(words.NO_CONTENTS, words.NO_CONTENTS_HINT) from None
        at = size
        for name, length in told:
            if not _is_ours(name) or length > MAX_FILE:
                raise StoreError(words.NO_CONTENTS, words.NO_CONTENTS_HINT)
            self.items.append(Item(name, at, length))
            at += length

    def read(self, item: Item) -> bytes | None:
        """The bytes of one file; None when they were damaged."""
        return self._bytes(item.start, item.size)

    def damaged(self) -> list[str]:
        """The names of files that cannot be read any more."""
        return [item.name for item in self.items if self.read(item) is None]

    def _bytes(self, start: int, size: int) -> bytes | None:
        """A stretch of the stream, if every frame it lies in is whole."""
        first, last = start // FRAME, (start + size - 1) // FRAME if size else start // FRAME - 1
        pieces = []
        for number in range(first, last + 1):
            piece = self._frame(number)
            if piece is None:
                return None
            pieces.append(piece)
        whole = b"".join(pieces)[start - first * FRAME :][:size]
        return whole if len(whole) == size else None

    def _frame(self, number: int) -> bytes | None:
        """One frame, opened; the last one stays at hand for the file after it."""
        assert self._key is not None
        if self._last[0] != number:
            raw = self._raw(*self.header.place(number))
            self._last = (number, open_frame(self._key, number, raw))
        return self._last[1]

    def _raw(self, start: int, size: int) -> bytes:
        """Bytes of the file; fewer where it was cut short, none where the disk cannot read."""
        found = b""
        try:
            os.lseek(self._fd, start, os.SEEK_SET)
            while len(found) < size and (more := files.disk.read(self._fd, size - len(found))):
                found += more
        except OSError:
            return b""
        return found


def restore(home: Home, backup: Backup) -> None:
    """Write all that can be read of a backup to a home that is not there yet.

    A crash on the way leaves no home, and the next try begins anew.

    Raises:
        StoreError: there is a home, or other files lie where its own would; or the system
            refused.
    """
    home.check()
    refuse_taken(home, backup)
    staged = home.data / RESTORING
    for folder in (home.config, home.drafts, home.quarantine, home.pairing, home.data):
        make_folder(folder)
    remove_tree(staged)
    make_folder(staged)
    batch: dict[Path, bytes] = {}
    for item in backup.items:
        if (data := backup.read(item)) is None:
            continue
        if item.is_record:
            batch[staged / item.name.partition("/")[2]] = data
        else:
            _put_back(_target(home, item.name), data)
        if len(batch) == _AT_ONCE:
            _put_together(batch)
    _put_together(batch)
    publish_folder(staged, home.records)
    home.create()


def refuse_taken(home: Home, backup: Backup) -> None:
    """See that nothing would be written over.

    Raises:
        StoreError: there is a home, or another file has the name of one of the backup's.
    """
    if home.exists():
        raise StoreError(words.HOME_TAKEN, words.HOME_TAKEN_HINT)
    for item in backup.items:
        path = _target(home, item.name)
        if item.is_record or item.name.startswith("config/") or not os.path.lexists(path):
            continue
        data = backup.read(item)
        if data is not None and read_regular(path, MAX_FILE) != data:
            raise StoreError(words.HOME_TAKEN, words.HOME_TAKEN_HINT)


def _put_back(path: Path, data: bytes) -> None:
    """A file of the program's own, or of the user's unless they have one already."""
    make_folder(path.parent)
    if not os.path.lexists(path):
        write_once(path, data, PRIVATE)


def _put_together(batch: dict[Path, bytes]) -> None:
    for folder in sorted({path.parent for path in batch}):
        make_folder(folder)
    write_together(batch, WRITE_ONCE)
    batch.clear()


def _roots(home: Home) -> dict[str, Path]:
    return {
        RECORDS: home.records,
        "drafts": home.drafts,
        "quarantine": home.quarantine,
        "pairing": home.pairing,
        "config": home.config,
    }


def _target(home: Home, name: str) -> Path:
    """Where a file of the backup belongs."""
    root, _, rest = name.partition("/")
    return (home.state if root == "state" else _roots(home)[root]) / rest


def _is_ours(name: str) -> bool:
    """Whether it is a name that a backup gives: below its root, and of the state no other."""
    parts = name.split("/")
    plain = _NAME.fullmatch(name) and not {"", ".", ".."} & set(parts)
    return bool(plain) and (parts[0] != "state" or bool(_STATE.fullmatch(name)))


def _add_folder(found: Gathered, name: str, folder: Path, deeper: int) -> None:
    try:
        with files.disk.scandir(folder) as items:
            here = sorted((item.name, item.is_dir(follow_symlinks=False)) for item in items)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Unreadable(name, os.strerror(error.errno or 0)) from None
    for each, is_folder in here:
        below = f"{name}/{each}"
        if is_folder and deeper:
            _add_folder(found, below, folder / each, deeper - 1)
        elif not is_aside(folder / each):
            _add(found, below, folder / each)


def _add(found: Gathered, name: str, path: Path) -> None:
    """One more file; what is none, or cannot be read, is left out and named."""
    try:
        size = len(read_regular(path, MAX_FILE))
        name.encode()
    except (StoreError, FileNotFoundError, UnicodeEncodeError):
        found.left_out.append(name.encode("utf-8", "backslashreplace").decode())
        return
    found.paths[name], found.sizes[name] = path, size


def _whole(path: Path, size: int) -> bytes:
    try:
        data = read_regular(path, size)
    except (FileNotFoundError, Unreadable):
        data = b""
    if len(data) != size:
        raise StoreError(words.CHANGED_MEANWHILE, words.CHANGED_MEANWHILE_HINT)
    return data


def _sealed(header: Header, key: StoreKey, stream: Iterator[bytes]) -> Iterator[bytes]:
    """The file, piece by piece."""
    yield header.to_bytes()
    waiting, number = bytearray(), 0
    for part in stream:
        waiting += part
        while len(waiting) >= FRAME:
            yield seal_frame(key, number, bytes(waiting[:FRAME]))
            del waiting[:FRAME]
            number += 1
    if waiting:
        yield seal_frame(key, number, bytes(waiting))
    yield header.to_bytes()
