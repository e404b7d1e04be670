"""The lock: nothing stands in clear while it is on, and nobody gets in but by the two ways."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from sponsorterm.sealing.errors import WrongPassphrase
from sponsorterm.sealing.recovery import new_seed
from sponsorterm.store import gate, lock, lockfile, tries
from sponsorterm.store.cover import Locked, Sealed
from sponsorterm.store.drafts import Drafts
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import Unreadable
from sponsorterm.store.home import Home
from sponsorterm.store.index import Index
from sponsorterm.store.keys import DeviceKeys, load_keys, save_keys
from sponsorterm.store.lock import change_passphrase, lock_everywhere, turn_off, turn_on, unlock
from sponsorterm.store.store import Store
from sponsorterm.store.tries import TooSoon
from tests.store import pen
from tests.store.locking import (
    CANARIES,
    CHEAP,
    NOW,
    PASSPHRASE,
    SEED,
    assert_all_there,
    fill,
    in_clear,
    litter,
)


@pytest.fixture
def sealed(home: Home) -> Home:
    fill(home)
    litter(home)
    assert in_clear(home) == set(CANARIES)
    return turn_on(home, PASSPHRASE, SEED, cost=CHEAP)


def test_nothing_stands_in_clear_once_the_lock_is_on(sealed: Home) -> None:
    assert in_clear(sealed) == set()
    names = [path.name for path in sealed.records.rglob("*") if path.is_file()]
    assert len(names) == 30
    assert all(re.fullmatch(r"[a-z2-7]{32}\.sealed", name) for name in names)


def test_all_is_there_and_nothing_in_clear_while_it_is_open(sealed: Home) -> None:
    assert_all_there(sealed)
    store = Store.open(sealed, now=lambda: NOW)
    for number in range(40):
        store.save(pen.note(CANARIES[0], f"more {number}"))
    Drafts(sealed).save("text-more", CANARIES[1].encode())
    store.quarantine(CANARIES[2].encode(), "why", "where")
    assert in_clear(sealed) == set(), "as a kill -9 leaves it"
    store.close()
    assert in_clear(sealed) == set()
    assert lockfile.load(sealed.state) is not None


def test_turning_it_off_puts_everything_back(sealed: Home, home: Home) -> None:
    plain = turn_off(sealed)
    assert not lock.is_on(home)
    assert_all_there(plain)
    assert not list(home.state.parent.rglob("*.sealed"))
    names = [path.name for path in (home.records / "mine" / "2026-03").iterdir()]
    assert all(name.startswith("2026-03-01-note-") for name in names)


def test_both_ways_in_open_it(sealed: Home, home: Home) -> None:
    for opened in (unlock(home, PASSPHRASE, NOW), lock.unlock_with_words(home, SEED)):
        assert_all_there(opened)
    with pytest.raises(WrongPassphrase):
        lock.unlock_with_words(home, new_seed())


def test_a_locked_home_gives_nothing_and_takes_nothing(sealed: Home, home: Home) -> None:
    with pytest.raises(Locked):
        Store.open(home)
    for attempt in (
        lambda: Drafts(home).save("text-x", b"x"),
        lambda: Drafts(home).load("text-x"),
        lambda: save_keys(home, DeviceKeys()),
        lambda: load_keys(home),
    ):
        with pytest.raises(Locked):
            attempt()


def test_wrong_passphrases_cost_time_and_are_counted_on_disk(sealed: Home, home: Home) -> None:
    now = NOW
    for _ in range(tries.FREE):
        with pytest.raises(WrongPassphrase):
            unlock(home, "wrong", now)
    with pytest.raises(TooSoon) as told:
        unlock(home, PASSPHRASE, now)
    assert told.value.seconds == 1
    waits = []
    for _ in range(12):
        now += timedelta(seconds=tries.LONGEST)
        with pytest.raises(WrongPassphrase):
            unlock(home, "wrong", now)
        with pytest.raises(TooSoon) as told:
            unlock(home, "wrong", now)
        waits.append(told.value.seconds)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    with pytest.raises(TooSoon) as told:
        unlock(home, "wrong", now - timedelta(days=400))
    assert told.value.seconds == 300, "a clock set back shuts nobody out"
    unlock(home, PASSPHRASE, now + timedelta(seconds=300))
    with pytest.raises(WrongPassphrase):
        unlock(home, "wrong", now + timedelta(seconds=300))


def test_another_passphrase_opens_it_and_the_old_one_no_more(sealed: Home, home: Home) -> None:
    change_passphrase(sealed, "a better one", CHEAP)
    with pytest.raises(WrongPassphrase):
        unlock(home, PASSPHRASE, NOW)
    assert_all_there(unlock(home, "a better one", NOW))
    assert_all_there(sealed)


def test_locking_once_locks_every_open_instance(sealed: Home, home: Home) -> None:
    others = [unlock(home, PASSPHRASE, NOW) for _ in range(2)]
    stores = [Store.open(other) for other in others]
    lock_everywhere(home)
    for store, other in zip(stores, others, strict=True):
        with pytest.raises(Locked):
            store.refresh()
        Drafts(other).save("text-x", b"the last words, on the way to the disk")
        Drafts(other).remove("text-x")
        with pytest.raises(Locked):
            Store.open(other)
    assert_all_there(unlock(home, PASSPHRASE, NOW))


def test_letting_go_of_the_key_ends_all_reading(sealed: Home) -> None:
    assert isinstance(sealed.cover, Sealed)
    sealed.cover.let_go()
    with pytest.raises(Locked):
        Store.open(sealed)
    with pytest.raises(Locked):
        load_keys(sealed)


def test_an_instance_left_open_in_clear_writes_nothing_more(home: Home) -> None:
    fill(home, every=8)
    with Store.open(home) as open_before:
        turn_on(home, PASSPHRASE, SEED, cost=CHEAP)
        with pytest.raises(Locked):
            open_before.refresh()
        with pytest.raises(Locked):
            open_before.save(pen.note(CANARIES[0], "late"))
        with pytest.raises(Locked):
            open_before._attach_anew()
    assert in_clear(home) == set()


def test_two_open_under_the_lock_see_each_other(sealed: Home, home: Home) -> None:
    with Store.open(sealed) as one, Store.open(unlock(home, PASSPHRASE, NOW)) as other:
        other.refresh()
        saved = one.save(pen.note("new", "new"))
        one.receive("cd" * 16, pen.copy("also new"))
        assert other.refresh()
        assert other.revision(saved.id).payload == saved.payload
        assert len(other.search("new")) == 2


def test_threads_of_one_program_share_one_index(sealed: Home) -> None:
    with Store.open(sealed) as one:
        found: list[int] = []

        def elsewhere() -> None:
            with Store.open(sealed) as other:
                other.save(pen.note("from a thread", "thread"))
                found.append(other.count())

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert one.refresh()
        assert found == [one.count()]


def test_a_snapshot_saves_reading_every_file_again(sealed: Home, home: Home) -> None:
    with Store.open(sealed) as store:
        for number in range(40):
            store.save(pen.note("words", f"more {number}"))
    read: list[int] = []
    with Store.open(unlock(home, PASSPHRASE, NOW), progress=lambda done, _: read.append(done)):
        assert max(read, default=0) < 32, "only what is newer than the snapshot"
    for path in home.state.glob("*.sealed"):
        path.write_bytes(path.read_bytes()[:-1])
    with Store.open(unlock(home, PASSPHRASE, NOW)) as store:
        assert store.count() == 64, "a damaged one is made anew"
    with pytest.raises(Unreadable):
        load_keys(unlock(home, PASSPHRASE, NOW))


def test_a_snapshot_of_another_version_is_let_go(
    sealed: Home, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(sealed) as store:
        for number in range(40):
            store.save(pen.note("words", f"more {number}"))
        everything = store.count()
    monkeypatch.setattr("sponsorterm.store.index.version", lambda: 7)
    with Store.open(unlock(home, PASSPHRASE, NOW)) as store:
        assert store.count() == everything
        assert isinstance(store._index, Index)


def test_a_changed_record_is_told_and_the_others_are_read(sealed: Home, home: Home) -> None:
    first, second = sorted(home.records.rglob("*.sealed"))[:2]
    for path in (first, second):
        path.chmod(0o600)
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept[:-1])
    with Store.open(sealed) as store:
        assert len(store.problems()) == 2
        assert len(store.entries(space=None)) == 28


def test_a_lock_is_turned_on_once(sealed: Home, home: Home) -> None:
    with pytest.raises(StoreError, match="on already"):
        turn_on(home, "another", SEED, cost=CHEAP)
    turn_off(sealed)
    with pytest.raises(StoreError):
        turn_off(home)
    assert unlock(home, "anything", NOW).cover is home.cover


def test_who_writes_during_a_turnover_waits_and_is_then_refused(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "PATIENCE", 0.05)
    with Store.open(home) as store:
        waiting = threading.Event()
        done = threading.Event()

        def turn_over() -> None:
            with gate.alone(home.state):
                waiting.set()
                done.wait(10)

        thread = threading.Thread(target=turn_over)
        thread.start()
        waiting.wait(10)
        with pytest.raises(gate.Busy):
            store.save(pen.note("words"))
        with pytest.raises(gate.Busy):
            turn_on(home, PASSPHRASE, SEED, cost=CHEAP)
        done.set()
        thread.join()
        store.save(pen.note("words"))


def test_a_damaged_lock_file_is_left_as_it_is(sealed: Home, home: Home) -> None:
    path = home.state / lockfile.NAME
    path.write_text("nonsense")
    with pytest.raises(StoreError, match="cannot be read"):
        unlock(home, PASSPHRASE, NOW)
    assert path.read_text() == "nonsense"
    with pytest.raises(StoreError):
        Store.open(home)


def test_a_slot_cannot_ask_for_more_than_a_machine_has(sealed: Home, home: Home) -> None:
    path = home.state / lockfile.NAME
    path.write_text(re.sub(r"memory = \d+", "memory = 99999999999", path.read_text()))
    with pytest.raises(StoreError):
        unlock(home, PASSPHRASE, NOW)


def test_free_memory_is_asked_of_the_system(tmp_path: Path) -> None:
    told = tmp_path / "meminfo"
    told.write_text("MemTotal: 9 kB\nMemAvailable:    2048 kB\n")
    assert lock.free_memory(told) == 2 << 20
    assert lock.free_memory(tmp_path / "none") is None
