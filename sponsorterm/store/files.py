"""How bytes reach the disk: written aside, synced, published under a name, synced again.

A file is whole or absent, whatever happens on the way: the bytes are synced before they get
a name, and the name is synced before anybody is told "saved". Leaving out either one loses
acknowledged work at a power cut.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import secrets
import stat
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from sponsorterm.store.errors import StoreError
from sponsorterm.strings import store as words

WRITE_ONCE = 0o400
PRIVATE = 0o600
FOLDER = 0o700

_NO_LINK = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What a filesystem without hard links answers."""
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP}
"""What a filesystem answers that keeps names durable by itself (CIFS, some FUSE)."""
_CHUNK = 1 << 20
_AT_ONCE = 8
"""Files synced at the same time: a disk takes several nearly as fast as one."""
_ASIDE = re.compile(r"\.[0-9a-f]{16}\.tmp")
_LONGEST_WRITE = 3600
"""Seconds after which nobody is writing a file aside any more."""


class Disk:
    """Every call by which this room touches a file; a test puts a failing one in its place."""

    open = staticmethod(os.open)
    write = staticmethod(os.write)
    close = staticmethod(os.close)
    read = staticmethod(os.read)
    link = staticmethod(os.link)
    replace = staticmethod(os.replace)
    unlink = staticmethod(os.unlink)
    mkdir = staticmethod(os.mkdir)
    rmdir = staticmethod(os.rmdir)

    @staticmethod
    def scandir(path: Path) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        """What lies in a folder."""
        return os.scandir(path)

    @staticmethod
    def fsync(fd: int) -> None:
        """Have the device itself keep it: plain fsync on macOS stops at the drive's cache."""
        if hasattr(fcntl, "F_FULLFSYNC"):
            with contextlib.suppress(OSError):  # some network mounts know only the plain one
                fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
                return
        os.fsync(fd)


disk = Disk()


class NameTaken(StoreError):
    """The name stands for other bytes."""

    def __init__(self, name: str) -> None:
        super().__init__(words.name_taken(name), words.NAME_HINT)


def write_once(path: Path, data: bytes, mode: int = WRITE_ONCE) -> None:
    """Give `data` this name for ever. The same bytes again are fine.

    Raises:
        NameTaken: the name stands for other bytes.
        StoreError: the system refused; nothing was published.
    """
    with writing(path):
        aside = _write_aside(path, data, mode)
        try:
            publish(aside, path)
        except FileExistsError:
            disk.unlink(aside)
            _confirm(path, data)
        except OSError:
            discard(aside)
            raise
        sync_folder(path.parent)


def write_together(contents: Mapping[Path, bytes], mode: int = WRITE_ONCE) -> set[Path]:
    """Give many their names for ever; all are durable on return, as after `write_once`.

    The names come in the given order. Those that are taken, even by the same bytes, are
    left alone and returned.

    Raises:
        StoreError: the system refused; some may have been published, each of them whole.
    """
    from concurrent.futures import ThreadPoolExecutor  # only first syncs and imports need it

    def aside_for(path: Path) -> Path | StoreError:
        try:
            with writing(path):
                return _write_aside(path, contents[path], mode)
        except StoreError as error:
            return error

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asides = dict(zip(contents, pool.map(aside_for, contents), strict=True))
    try:
        taken = {path for path, aside in asides.items() if not _named(path, aside)}
    except StoreError:
        for aside in asides.values():
            if isinstance(aside, Path):
                discard(aside)
        raise
    for folder in dict.fromkeys(path.parent for path in contents):
        with writing(folder):
            sync_folder(folder)
    return taken


def replace(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Put `data` under this name in place of what was there, in one move.

    Raises:
        StoreError: the system refused; what was there before stands.
    """
    with writing(path):
        aside = _write_aside(path, data, mode)
        try:
            disk.replace(aside, path)
        except OSError:
            discard(aside)
            raise
        sync_folder(path.parent)


def remove(path: Path) -> None:
    """Take a name away, durably; one that is not there is fine.

    Raises:
        StoreError: the system refused.
    """
    with writing(path):
        try:
            disk.unlink(path)
        except FileNotFoundError:
            return
        sync_folder(path.parent)


def remove_tree(path: Path) -> None:
    """Take a folder away with all that is in it, durably; one that is not there is fine.

    A symlink goes, never what it leads to.

    Raises:
        StoreError: the system refused; what was removed by then is gone.
    """
    with writing(path):
        if not os.path.lexists(path):
            return
        _remove_all(path)
        sync_folder(path.parent)


def remove_together(paths: Collection[Path]) -> None:
    """Take many names away, durably; those that are not there are fine.

    Raises:
        StoreError: the system refused; some may be gone.
    """
    for path in paths:
        with writing(path), contextlib.suppress(FileNotFoundError):
            disk.unlink(path)
    for folder in dict.fromkeys(path.parent for path in paths):
        with writing(folder):
            sync_folder(folder)


def make_folder(path: Path) -> None:
    """Make a private folder and its missing parents, durably.

    Raises:
        StoreError: the system refused, or something else has the name.
    """
    if not _is_settled(path):
        make_folder(path.parent)
        add_folder(path)


def add_folder(path: Path, mode: int = FOLDER) -> None:
    """Make a folder in one that is there, durably; one that is there already is fine.

    Raises:
        StoreError: the system refused, or something else has the name.
    """
    if _is_settled(path):
        return
    with writing(path):
        try:
            disk.mkdir(path, mode)
        except FileExistsError:  # another process was first, or died before it was durable
            if not path.is_dir():
                raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable."""
    fd = disk.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        disk.fsync(fd)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        disk.close(fd)


def _is_settled(folder: Path) -> bool:
    """Whether a folder is there for good.

    An empty one may be the work of a program that died before the name was durable, so it is
    synced once more; nothing is ever put into a folder before that. What lies where this
    person may not write is none of ours.
    """
    if not folder.is_dir():
        return False
    with writing(folder), disk.scandir(folder) as items:
        return any(True for _ in items) or not os.access(folder.parent, os.R_OK | os.W_OK)


def is_aside(path: Path) -> bool:
    """Whether this is a file being written, or left half-written by a crash."""
    return _ASIDE.fullmatch(path.name) is not None


def is_left_over(item: os.DirEntry[str]) -> bool:
    """Whether a crash left this behind: a write of ours that began long ago."""
    if not _ASIDE.fullmatch(item.name):
        return False
    return time.time() - item.stat(follow_symlinks=False).st_mtime > _LONGEST_WRITE


def read_regular(path: Path, limit: int) -> bytes:
    """The bytes of a plain file of at most `limit` bytes; never follows, never hangs.

    Raises:
        FileNotFoundError: there is none.
        StoreError: a symlink, FIFO, device or folder, too large, or not to be opened.
    """
    try:
        fd = disk.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError as error:
        is_link = error.errno in {errno.ELOOP, errno.EMLINK}
        raise _unreadable(path, words.NOT_A_PLAIN_FILE if is_link else words.NOT_READABLE) from None
    try:
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise _unreadable(path, words.NOT_A_PLAIN_FILE)
            data = b"".join(_chunks(fd, limit + 1))
        finally:
            disk.close(fd)
    except OSError:
        raise _unreadable(path, words.NOT_READABLE) from None
    if len(data) > limit:
        raise _unreadable(path, words.too_large(limit))
    return data


class Unreadable(StoreError):
    """What stands under a name is not to be read. `reason` says why, without the name.

    `passes` is true when the system refused: it may not do so the next time.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(words.cannot_read(name, reason), words.READ_HINT)
        self.reason = reason
        self.passes = reason == words.NOT_READABLE


def _unreadable(path: Path, reason: str) -> Unreadable:
    return Unreadable(path.name, reason)


def _remove_all(path: Path) -> None:
    if path.is_symlink() or not path.is_dir():
        disk.unlink(path)
        return
    with disk.scandir(path) as items:
        below = [Path(item.path) for item in items]
    for each in below:
        _remove_all(each)
    disk.rmdir(path)


def _chunks(fd: int, limit: int) -> Iterator[bytes]:
    while limit > 0 and (chunk := disk.read(fd, min(limit, _CHUNK))):
        limit -= len(chunk)
        yield chunk


def _write_aside(path: Path, data: bytes, mode: int) -> Path:
    """Write and sync `data` under a hidden name beside `path`, and say which."""
    aside = path.parent / f".{secrets.token_hex(8)}.tmp"
    fd = disk.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        try:
            write_all(fd, data)
            disk.fsync(fd)
        finally:
            disk.close(fd)  # a network filesystem may say only here that the disk is full
    except OSError:
        discard(aside)
        raise
    return aside


def write_all(fd: int, data: bytes) -> None:
    """Write until all of it is written."""
    rest = memoryview(data)
    while rest:
        written = disk.write(fd, rest)
        if not written:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def publish(aside: Path, path: Path) -> None:
    """Give the bytes their name, which must be free: `link` refuses where `rename` destroys."""
    try:
        disk.link(aside, path)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        disk.replace(aside, path)
        return
    disk.unlink(aside)


def _named(path: Path, aside: Path | StoreError) -> bool:
    """Publish one of several; whether its name was free."""
    if isinstance(aside, StoreError):
        raise aside
    with writing(path):
        try:
            publish(aside, path)
        except FileExistsError:
            disk.unlink(aside)
            return False
    return True


def _confirm(path: Path, data: bytes) -> None:
    """Make sure that what has the name are these bytes, and that they are on the device."""
    try:
        there = read_regular(path, len(data))
    except (Unreadable, FileNotFoundError):
        raise NameTaken(path.name) from None
    if there != data:
        raise NameTaken(path.name)
    fd = disk.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        disk.fsync(fd)
    finally:
        disk.close(fd)


def discard(aside: Path) -> None:
    """Let go of what was written aside, if that is possible."""
    with contextlib.suppress(OSError):
        disk.unlink(aside)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says into one line that names the file and never its content."""
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise StoreError(words.cannot_write(path.name, reason), words.WRITE_HINT) from None
