"""Turning the lock on or off, cut short more than once; `tests/faults` has every single call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sponsorterm.store import files, lock
from sponsorterm.store.home import Home
from sponsorterm.store.lock import turn_off, turn_on, unlock
from tests.faults.disks import Deadly, Killed, Recorder
from tests.store.locking import (
    CHEAP,
    NOW,
    PASSPHRASE,
    SEED,
    assert_all_there,
    fill,
    in_clear,
    litter,
)

FEW = 12
"""Every how manieth record: two of mine, one of theirs, and one of every other sort."""
Turn = Callable[[Home], object]


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several threads would write in another order each time; a kill needs no waiting disk."""
    monkeypatch.setattr(files, "_AT_ONCE", 1)
    monkeypatch.setattr(files.Disk, "fsync", staticmethod(lambda _: None))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A plain home with something of every sort in it."""
    home = Home.find({"SPONSORTERM_HOME": str(tmp_path / "home")})
    home.create()
    fill(home, every=FEW)
    litter(home)
    return home


def turning_on(home: Home) -> None:
    turn_on(home, PASSPHRASE, SEED, cost=CHEAP)


def turning_off(home: Home) -> None:
    turn_off(unlock(home, PASSPHRASE, NOW))


def attempt(monkeypatch: pytest.MonkeyPatch, disk: Recorder, turn: Turn, home: Home) -> None:
    """Turn a home over a disk that may fail."""
    with monkeypatch.context() as patch:
        patch.setattr(files, "disk", disk)
        turn(home)


def assert_goes_on(home: Home) -> None:
    """Whoever opens it next finishes what was begun, and finds everything."""
    opened = unlock(home, PASSPHRASE, NOW)
    assert_all_there(opened, every=FEW)
    assert in_clear(home) == set() or not lock.is_on(home)
    again = unlock(home, PASSPHRASE, NOW)
    assert again.cover.is_sealed == opened.cover.is_sealed


def test_going_on_can_be_cut_short_as_well(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in (40, 30, 20, 30, 40):
        turn = turning_off if lock.is_on(home) else turning_on
        with pytest.raises(Killed):
            attempt(monkeypatch, Deadly(at), turn, home)
    assert_goes_on(home)


def test_the_words_finish_it_too(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Killed):
        attempt(monkeypatch, Deadly(60), turning_on, home)
    assert in_clear(home)
    assert_all_there(lock.unlock_with_words(home, SEED), every=FEW)
    assert in_clear(home) == set()
