"""The gate of a home: any number may write side by side, or one may turn the whole over.

It is a lock the system drops with the process that holds it, so a crash leaves it open.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from sponsorterm.store.errors import StoreError
from sponsorterm.strings import lock as words

PATIENCE = 5.0
"""Seconds to wait for whoever turns the home over, or still writes."""
_LOOK = 0.02
_NAME = "gate"

_alone = threading.local()


class Busy(StoreError):
    """Another program is turning the lock on or off, or would not stop writing."""

    def __init__(self) -> None:
        super().__init__(words.BUSY, words.BUSY_HINT)


@contextlib.contextmanager
def side_by_side(state: Path) -> Iterator[None]:
    """Write while nobody turns the home over; who does so themselves may write as well.

    Raises:
        Busy: somebody did so for longer than `PATIENCE`.
    """
    if is_alone(state):
        yield
        return
    with _held(state, fcntl.LOCK_SH):
        yield


@contextlib.contextmanager
def alone(state: Path) -> Iterator[None]:
    """Turn the home over while nobody writes.

    Raises:
        Busy: others did not let go within `PATIENCE`.
    """
    with _held(state, fcntl.LOCK_EX):
        _alone.state = state
        try:
            yield
        finally:
            _alone.state = None


def is_alone(state: Path) -> bool:
    """Whether this thread is turning the home over."""
    return getattr(_alone, "state", None) == state


@contextlib.contextmanager
def _held(state: Path, kind: int) -> Iterator[None]:
    fd = _open(state)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _try(fd, kind):
            if time.monotonic() > deadline:
                raise Busy
            time.sleep(_LOOK)
        yield
    finally:
        os.close(fd)


def _open(state: Path) -> int:
    try:
        return os.open(state / _NAME, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise StoreError(words.cannot_open(_NAME, reason), words.CHECK_FOLDER) from None


def _try(fd: int, kind: int) -> bool:
    try:
        fcntl.flock(fd, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a filesystem without such locks: one program at a time, as said there
        return True
    return True
