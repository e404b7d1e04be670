"""A crash or an error at any operation of turning the lock on or off: nothing is lost."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sponsorterm.store import files, lock
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.lock import turn_off, turn_on, unlock
from tests.faults.disks import Deadly, Failing, Killed, Recorder
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


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A plain home, and the same one with the lock on; each test works on a copy."""
    roots = {name: tmp_path_factory.mktemp(name) / "home" for name in ("plain", "sealed")}
    for name, root in roots.items():
        home = Home.find({"SPONSORTERM_HOME": str(root)})
        home.create()
        fill(home, every=FEW)
        if name == "sealed":
            turn_on(home, PASSPHRASE, SEED, cost=CHEAP)
        else:
            litter(home)
    return roots


def copy(root: Path, to: Path) -> Home:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(root, to)
    return Home.find({"SPONSORTERM_HOME": str(to)})


def turning_on(home: Home) -> None:
    turn_on(home, PASSPHRASE, SEED, cost=CHEAP)


def turning_off(home: Home) -> None:
    turn_off(unlock(home, PASSPHRASE, NOW))


TURNS = {"plain": turning_on, "sealed": turning_off}


def attempt(monkeypatch: pytest.MonkeyPatch, disk: Recorder, turn: Turn, home: Home) -> int:
    """Turn a home over a disk that may fail; how many calls that took."""
    with monkeypatch.context() as patch:
        patch.setattr(files, "disk", disk)
        turn(home)
    return len(disk.calls)


def assert_goes_on(home: Home) -> None:
    """Whoever opens it next finishes what was begun, and finds everything."""
    opened = unlock(home, PASSPHRASE, NOW)
    assert_all_there(opened, every=FEW)
    assert in_clear(home) == set() or not lock.is_on(home)
    again = unlock(home, PASSPHRASE, NOW)
    assert again.cover.is_sealed == opened.cover.is_sealed


@pytest.mark.parametrize("start", TURNS)
def test_a_crash_at_any_operation_loses_nothing(
    homes: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    turn = TURNS[start]
    calls = attempt(monkeypatch, Recorder(), turn, copy(homes[start], tmp_path / "home"))
    assert calls > 100
    for at in range(calls):
        home = copy(homes[start], tmp_path / "home")
        with pytest.raises(Killed):
            attempt(monkeypatch, Deadly(at), turn, home)
        assert_goes_on(home)


@pytest.mark.parametrize("start", TURNS)
def test_an_error_at_any_operation_is_told_and_loses_nothing(
    homes: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    turn = TURNS[start]
    calls = attempt(monkeypatch, Recorder(), turn, copy(homes[start], tmp_path / "home"))
    refusals: list[StoreError] = []
    for at in range(0, calls, 5):
        home = copy(homes[start], tmp_path / "home")
        try:
            attempt(monkeypatch, Failing(at, errno.ENOSPC), turn, home)
        except StoreError as error:
            refusals.append(error)
        assert_goes_on(home)
    assert len(refusals) > calls // 10
    assert all("\n" not in refusal.message + refusal.hint for refusal in refusals)


def test_going_on_can_be_cut_short_as_well(
    homes: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = copy(homes["plain"], tmp_path / "home")
    for at in (40, 30, 20, 30, 40):
        turn = turning_off if lock.is_on(home) else turning_on
        with pytest.raises(Killed):
            attempt(monkeypatch, Deadly(at), turn, home)
    assert_goes_on(home)


def test_the_words_finish_it_too(
    homes: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = copy(homes["plain"], tmp_path / "home")
    with pytest.raises(Killed):
        attempt(monkeypatch, Deadly(60), turning_on, home)
    assert in_clear(home)
    assert_all_there(lock.unlock_with_words(home, SEED), every=FEW)
    assert in_clear(home) == set()
