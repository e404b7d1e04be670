"""`state/lock.toml`: whether a home is sealed, the two slots of its key, and what shows locked.

There is none while the lock is off. It is read again before every write, because another
program may have turned the lock on since.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import rtoml
import tomli_w

from sponsorterm.records.text import Line
from sponsorterm.sealing.at_rest import PassphraseSlot
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import read_regular, remove, replace
from sponsorterm.strings import lock as words

NAME = "lock.toml"
MAX_LOCK = 256 * 1024
"""Bytes of the file: room for any list of telephone numbers."""
MOST_IDLE = 1440
"""Minutes: a day."""
IDLE_MINUTES = 10
"""How long a home stays open by itself, unless chosen otherwise; 0 is for ever."""

State = Literal["sealing", "sealed", "opening"]


class Number(msgspec.Struct, frozen=True):
    """A number that is shown while locked, because its owner said so."""

    name: Line
    number: Line


class LockFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that is known of a locked home without its key."""

    state: State
    commit: str
    """Which key seals the files; 16 bytes as hex."""
    passphrase: PassphraseSlot
    recovery: str
    """The slot that the recovery words open."""
    turn: int = 0
    """Counts how often every open instance was told to lock."""
    idle_minutes: Annotated[int, msgspec.Meta(ge=0, le=MOST_IDLE)] = IDLE_MINUTES
    country: Line = ""
    """Whose emergency number stands first while locked."""
    numbers: list[Number] = []


def load(state: Path) -> LockFile | None:
    """The lock of a home; None while it is off.

    Raises:
        StoreError: the file is damaged. It is left as it is: without it nothing can be opened.
    """
    try:
        raw = read_regular(state / NAME, MAX_LOCK)
    except FileNotFoundError:
        return None
    try:
        return msgspec.convert(rtoml.loads(raw.decode()), LockFile)
    except ValueError:
        raise StoreError(words.LOCK_DAMAGED, words.LOCK_DAMAGED_HINT) from None


def save(state: Path, lock: LockFile) -> None:
    """Keep the lock, durably and in one move."""
    replace(state / NAME, tomli_w.dumps(msgspec.to_builtins(lock)).encode())


def take_away(state: Path) -> None:
    """The lock is off."""
    remove(state / NAME)


def stamp(state: Path) -> tuple[int, int, int] | None:
    """What differs after every change of the file; None while there is none."""
    try:
        info = os.lstat(state / NAME)
    except OSError:
        return None
    return (info.st_ino, info.st_size, info.st_mtime_ns)
