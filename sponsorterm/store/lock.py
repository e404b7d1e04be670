"""The lock: turning it on and off, opening it, and telling every open instance to lock.

The states of a home are plain (no lock file), sealing, sealed and opening; the state is
durable before anything is moved and again when all is, so whoever opens the home next with
the passphrase or the words finishes what a crash cut short.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from sponsorterm.sealing.at_rest import (
    Cost,
    StoreKey,
    affordable,
    open_passphrase_slot,
    open_words_slot,
)
from sponsorterm.store import lockfile, tries
from sponsorterm.store.cover import PLAIN, Sealed
from sponsorterm.store.errors import StoreError
from sponsorterm.store.gate import alone
from sponsorterm.store.home import Home
from sponsorterm.store.intake import Progress
from sponsorterm.store.lockfile import LockFile
from sponsorterm.store.turnover import turn_over
from sponsorterm.strings import lock as words

_AVAILABLE = re.compile(r"^MemAvailable:\s+(\d+) kB$", re.MULTILINE)
_MEMINFO = Path("/proc/meminfo")


def is_on(home: Home) -> bool:
    """Whether the lock is on, or was being turned on or off when the program ended."""
    return lockfile.stamp(home.state) is not None


def turn_on(
    home: Home,
    passphrase: str,
    seed: bytes,
    *,
    cost: Cost | None = None,
    progress: Progress | None = None,
) -> Home:
    """Seal a plain home. The same home, open under its lock.

    Raises:
        StoreError: the lock is on already, another program writes, or the system refused;
            what was begun goes on when the home is unlocked.
    """
    key = StoreKey.new()
    lock = LockFile(
        state="sealing",
        commit=key.commit,
        passphrase=key.under_passphrase(passphrase, cost or affordable(free_memory())),
        recovery=key.under_words(seed),
    )
    with alone(home.state):
        if is_on(home):
            raise StoreError(words.IS_ON, words.IS_ON_HINT)
        lockfile.save(home.state, lock)
        tries.clear(home.state)
        return _finish(home, key, lock, progress)


def turn_off(home: Home, progress: Progress | None = None) -> Home:
    """Put an unlocked home back in clear. The same home, plain.

    Raises:
        StoreError: it is not unlocked, or as `turn_on`.
    """
    key = _key(home)
    with alone(home.state):
        lock = replace(_there(home), state="opening")
        lockfile.save(home.state, lock)
        return _finish(home, key, lock, progress)


def unlock(home: Home, passphrase: str, now: datetime, progress: Progress | None = None) -> Home:
    """Open a locked home; a plain one comes back as it is.

    Raises:
        TooSoon: the last wrong passphrase was not long ago.
        WrongPassphrase: this one is wrong; the next has to wait the longer.
        StoreError: the lock's file is damaged, memory is short, or the system refused.
    """
    lock = lockfile.load(home.state)
    if lock is None:
        return home.under(PLAIN)
    tries.begin(home.state, now)
    try:
        key = open_passphrase_slot(lock.passphrase, passphrase)
    except MemoryError:
        raise StoreError(words.NO_MEMORY, words.NO_MEMORY_HINT) from None
    tries.clear(home.state)
    return _opened(home, key, lock, progress)


def unlock_with_words(home: Home, seed: bytes, progress: Progress | None = None) -> Home:
    """Open a locked home by its recovery words.

    Raises:
        WrongPassphrase: these are another home's words.
        StoreError: as `unlock`.
    """
    lock = lockfile.load(home.state)
    if lock is None:
        return home.under(PLAIN)
    key = open_words_slot(lock.recovery, seed)
    tries.clear(home.state)
    return _opened(home, key, lock, progress)


def change_passphrase(home: Home, passphrase: str, cost: Cost | None = None) -> None:
    """Give an unlocked home another passphrase. One slot is written anew, and no file.

    Raises:
        StoreError: it is not unlocked, or the system refused; the old one still opens it.
    """
    slot = _key(home).under_passphrase(passphrase, cost or affordable(free_memory()))
    change(home, lambda lock: replace(lock, passphrase=slot))


def lock_everywhere(home: Home) -> None:
    """Have every open instance let go of the key, here and in other programs.

    Raises:
        StoreError: the lock is off, or the system refused.
    """
    change(home, lambda lock: replace(lock, turn=lock.turn + 1))


def change(home: Home, how: Callable[[LockFile], LockFile]) -> None:
    """Change what the lock's file says, in one move.

    Raises:
        StoreError: the lock is off, or the system refused; the file is as before.
    """
    with alone(home.state):
        lockfile.save(home.state, how(_there(home)))


def free_memory(meminfo: Path = _MEMINFO) -> int | None:
    """Bytes of memory a program may take now; None where the system does not say."""
    try:
        found = _AVAILABLE.search(meminfo.read_text("ascii"))
    except (OSError, ValueError):
        return None
    return int(found[1]) * 1024 if found else None


def _opened(home: Home, key: StoreKey, lock: LockFile, progress: Progress | None) -> Home:
    if lock.state == "sealed":
        return home.under(Sealed(key, lock))
    with alone(home.state):
        now = lockfile.load(home.state)  # another program may have finished it meanwhile
        return _finish(home, key, now, progress) if now else home.under(PLAIN)


def _finish(home: Home, key: StoreKey, lock: LockFile, progress: Progress | None) -> Home:
    """Carry through what the lock's state says was begun."""
    plain, sealed = home.under(PLAIN), home.under(Sealed(key, lock))
    if lock.state == "opening":
        turn_over(sealed, plain, progress)
        lockfile.take_away(home.state)
        return plain
    if lock.state == "sealing":
        turn_over(plain, sealed, progress)
        lockfile.save(home.state, replace(lock, state="sealed"))
    return sealed


def _there(home: Home) -> LockFile:
    lock = lockfile.load(home.state)
    if lock is None:
        raise StoreError(words.IS_OFF, words.IS_OFF_HINT)
    return lock


def _key(home: Home) -> StoreKey:
    if not isinstance(home.cover, Sealed):
        raise StoreError(words.IS_OFF, words.IS_OFF_HINT)
    return home.cover.key
