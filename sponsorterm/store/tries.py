"""Wrong passphrases are counted on disk, so that each further one has to wait for its turn."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import rtoml
import tomli_w

from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import read_regular, remove, replace
from sponsorterm.strings import lock as words

FREE = 3
"""Wrong passphrases before waiting begins: people mistype."""
LONGEST = 300
"""Seconds to wait at most: nobody is shut out of what is their own."""
NAME = "tries.toml"


class TooSoon(StoreError):
    """Another try has to wait. `seconds` says how long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(words.TOO_SOON, words.wait(seconds))
        self.seconds = seconds


class _Tries(msgspec.Struct, frozen=True):
    wrong: int
    at: datetime


def delay(wrong: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row."""
    return min(2 ** min(wrong - FREE, 16), LONGEST) if wrong >= FREE else 0


def begin(state: Path, now: datetime) -> None:
    """Count a try before it is made, so that ending the program saves nobody the waiting.

    Raises:
        TooSoon: the last one was wrong, and not long ago.
    """
    last = _load(state)
    wrong = last.wrong if last else 0
    if last:
        left = timedelta(seconds=delay(wrong)) - (now - last.at)
        if left > timedelta():
            raise TooSoon(min(-(-left // timedelta(seconds=1)), delay(wrong)))
    with contextlib.suppress(StoreError):  # on a full disk a person still gets at their own
        data = tomli_w.dumps({"wrong": wrong + 1, "at": now}).encode()
        replace(state / NAME, data)


def clear(state: Path) -> None:
    """It was the right one."""
    with contextlib.suppress(StoreError):
        remove(state / NAME)


def _load(state: Path) -> _Tries | None:
    try:
        return msgspec.convert(rtoml.loads(read_regular(state / NAME, 4096).decode()), _Tries)
    except (FileNotFoundError, StoreError, ValueError):
        return None
