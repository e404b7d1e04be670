"""Backing up to a file and coming back from one."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
import rtoml
import tomli_w
from msgspec import Meta

from sponsorterm.sealing.at_rest import Cost, StoreKey, affordable
from sponsorterm.sealing.backup import Header, under_passphrase, under_words
from sponsorterm.sealing.recovery import seed_of
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.doors import own_seed
from sponsorterm.services.home.locking import check_passphrase
from sponsorterm.services.home.session import Session
from sponsorterm.store import backup as store
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.lock import free_memory
from sponsorterm.store.paths import path_at
from sponsorterm.strings import backup as words

Result = TypeVar("Result")

NOTE = "backup.toml"
MAX_NOTE = 4096


class LastBackup(msgspec.Struct, frozen=True):
    """When this home was last backed up to a file, and how many revisions it had then."""

    at: Annotated[datetime, Meta(tz=True)]
    records: Annotated[int, Meta(ge=0)]

    def says(self, now: datetime, records: int = 0) -> str:
        """The age in words; `records` is how many there are now, if that is known."""
        days = (now.date() - self.at.astimezone(now.tzinfo).date()).days
        return words.backed_up(words.age(days), self.records, records - self.records)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written and read back; `left_out` are files that cannot be read."""

    records: int
    size: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and the names of the files that did not."""

    records: int
    damaged: tuple[str, ...]


def back_up(
    session: Session, path: Path, passphrase: str | None = None, *, cost: Cost | None = None
) -> BackedUp:
    """Seal all of this home into a new file; without a passphrase the twelve words open it.

    On return it is on disk and was read back whole.

    Raises:
        ServiceError: the name is taken, or the passphrase is none that can be used.
        StoreError: it could not be written or does not read back; there is no file then.
    """
    path = path_at(str(path))
    if os.path.lexists(path):
        raise ServiceError(words.FILE_TAKEN, words.FILE_TAKEN_HINT)
    seed = own_seed(session)
    if passphrase is not None:
        check_passphrase(passphrase)
    key = StoreKey.new()

    def header(stream: int, contents: int) -> Header:
        if passphrase is None:
            return under_words(key, stream, contents, seed)
        return under_passphrase(
            key, stream, contents, passphrase, cost or affordable(free_memory())
        )

    gathered = store.gather(session.home)
    _with_memory(lambda: store.write(session.home, gathered, path, key, header))
    _note(session, LastBackup(session.now, gathered.records))
    return BackedUp(gathered.records, path.stat().st_size, tuple(gathered.left_out))


def last_backup(home: Home) -> LastBackup | None:
    """When this home was last backed up to a file; None when that is not known to be so."""
    try:
        data = Drawer(home, home.state).get(NOTE, MAX_NOTE)
        return msgspec.convert(rtoml.loads(data.decode()), LastBackup)
    except (FileNotFoundError, StoreError, ValueError):
        return None


def standing(session: Session) -> str:
    """When this home was last backed up, and what has come since; nothing if it never was."""
    last = last_backup(session.home)
    if last is None:
        return ""
    return last.says(session.now, store.gather(session.home).records)


def opens_with(path: Path) -> Literal["passphrase", "words"]:
    """What has to be asked for, to open this backup.

    Raises:
        StoreError: it cannot be read.
        SealingError: it is no backup, or one of a newer version.
    """
    with store.Backup.open(path_at(str(path))) as backup:
        return backup.header.opens_with


def restore(home: Home, path: Path, secret: str, *, readable: bool = False) -> Restored:
    """Bring a home back from a file; it goes on as a device of its own.

    `secret` is the passphrase or the words, as `opens_with` says. Of a damaged backup nothing
    is brought back unless `readable` asks for what can be read.

    Raises:
        ServiceError: it is damaged, or there is too little memory for its passphrase.
        StoreError: this home is not empty, or could not be written; there is no home then.
        SealingError: it is no backup, or another passphrase or other words open it.
    """
    with store.Backup.open(path_at(str(path))) as backup:
        backup.unseal(_opened(backup.header, secret))
        store.refuse_taken(home, backup)
        damaged = backup.damaged()
        if damaged and not readable:
            text = words.damaged(damaged, len(backup.items))
            raise ServiceError(text, words.RESTORE_READABLE)
        store.restore(home, backup)
        lost = set(damaged)
        records = sum(item.is_record and item.name not in lost for item in backup.items)
        return Restored(records, tuple(damaged))


def _opened(header: Header, secret: str) -> StoreKey:
    if header.opens_with == "words":
        return header.open_with_words(seed_of(secret))
    return _with_memory(lambda: header.open_with_passphrase(secret))


def _note(session: Session, done: LastBackup) -> None:
    drawer = Drawer(session.home, session.home.state)
    drawer.put(NOTE, tomli_w.dumps(msgspec.to_builtins(done, builtin_types=(datetime,))).encode())


def _with_memory(do: Callable[[], Result]) -> Result:
    """Say in words when the slow function finds no room to work in."""
    try:
        return do()
    except MemoryError:
        raise ServiceError(words.NO_MEMORY, words.NO_MEMORY_HINT) from None
