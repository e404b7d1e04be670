"""SQLite as this program opens it: private, quick, patient, and never on a network disk."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
import time
from pathlib import Path

from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import FOLDER, PRIVATE
from sponsorterm.store.memory import PATIENCE, Memory
from sponsorterm.strings import store as words

_PRAGMAS = """
PRAGMA synchronous = NORMAL;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -512;
"""
"""The system keeps pages too: of SQLite's own 2 MiB each connection would fill the most."""
_FAR = re.compile(
    r"nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|beegfs|ncpfs|virtiofs|fuse(blk)?(\..*)?"
)
"""Filesystems whose locks or shared memory SQLite's log cannot rely on."""
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def open_database(place: Path | Memory | None) -> sqlite3.Connection:
    """Open or make a database for its owner alone; None keeps it in memory for this one use.

    Write-ahead log, nothing deleted stays readable, no temporary file. A power cut may take
    back the last commits but never damages it, so it suits what can be learned again.
    Transactions are the caller's (autocommit), and so is the lock between threads.

    Raises:
        StoreError: something that is not a plain file has the name, or it cannot be made.
        sqlite3.Error: it is damaged, or locked for longer than `PATIENCE`.
    """
    if isinstance(place, Memory):
        connection = place.connect()
    else:
        if place is not None:
            _make_private(place)
        connection = sqlite3.connect(
            place or ":memory:", timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
    try:
        _use_log(connection)
        connection.executescript(_PRAGMAS)
    except BaseException:
        connection.close()
        raise
    return connection


def local_place(
    path: Path | Memory, runtime: str | None, mounts: Path = _MOUNTS
) -> Path | Memory | None:
    """Where a database meant for `path` may live.

    On a network or FUSE disk that is the `runtime` folder ($XDG_RUNTIME_DIR) when it is a
    private local one, else memory (None).
    """
    if isinstance(path, Memory) or not is_far(path.parent, mounts):
        return path
    if not runtime or not is_private(Path(runtime)) or is_far(Path(runtime), mounts):
        return None
    name = hashlib.blake2b(os.fsencode(path), digest_size=8).hexdigest()
    return Path(runtime) / f"sponsorterm-{name}.db"


def is_far(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a folder lies on a network or FUSE filesystem; where nobody can tell, it does not."""
    return _FAR.fullmatch(_kind(folder, mounts)) is not None


def _kind(folder: Path, mounts: Path) -> str:
    """The filesystem a folder lies on, as the system calls it; empty where nobody can tell."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    place = folder.resolve()
    above = {str(place), *map(str, place.parents)}
    over = [(point, kind) for point, kind in map(_mount, lines) if point in above]
    # Of two mounts on one point the later hides the earlier, so the last of the longest wins.
    return max(enumerate(over), key=lambda m: (len(m[1][0]), m[0]))[1][1] if over else ""


def is_in_memory(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a folder lies in memory and on no disk; where nobody can tell, it does not."""
    return _kind(folder, mounts) in ("tmpfs", "ramfs")


def _mount(line: str) -> tuple[str, str]:
    """Mount point and filesystem of one line of mountinfo, proc(5)."""
    before, _, after = line.partition(" - ")
    point = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), before.split(" ")[4])
    return point, after.split(" ")[0]


def is_private(folder: Path) -> bool:
    """Whether a folder is this person's and nobody else may enter it."""
    try:
        info = folder.stat()
    except OSError:
        return False
    return info.st_uid == os.geteuid() and stat.S_IMODE(info.st_mode) == FOLDER


def _make_private(path: Path) -> None:
    """Make the file before SQLite does: its log and its shared memory take over the mode."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        fd = files.disk.open(path, flags, PRIVATE)
        try:
            info = os.fstat(fd)
            if stat.S_ISREG(info.st_mode) and stat.S_IMODE(info.st_mode) != PRIVATE:
                os.fchmod(fd, PRIVATE)
        finally:
            files.disk.close(fd)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise StoreError(words.cannot_write(path.name, reason), words.WRITE_HINT) from None
    if not stat.S_ISREG(info.st_mode):
        reason = words.NOT_A_PLAIN_FILE
        raise StoreError(words.cannot_write(path.name, reason), words.WRITE_HINT)


def _use_log(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. SQLite does not wait for this lock by itself."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
