"""A crash or an error at any call of a write: afterwards all is whole, nothing else is lost."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sponsorterm.records.ids import revision_id
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import Disk
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from tests.faults.disks import Deadly, Failing, Killed
from tests.store import pen
from tests.store.conftest import Open

CALLS_OF_A_SAVE = 17
"""Making the month's folder and its space's, then the file: open, write, sync, name, sync."""
ERRORS = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.EROFS,
    errno.EACCES,
    errno.EMFILE,
    errno.ESTALE,
)


def record_files(home: Home) -> list[Path]:
    return sorted(home.records.rglob("*.toml"))


def assert_whole(home: Home, open_store: Open, before: bytes, attempted: bytes) -> bool:
    """Every file is one of the two, the old one is there; whether the new one is."""
    found = {revision_id(path.read_bytes()) for path in record_files(home)}
    assert revision_id(before) in found
    assert found <= {revision_id(before), revision_id(attempted)}
    store = open_store()
    assert {entry.id for entry in store.entries(space=None)} == found
    assert store.problems() == []
    return revision_id(attempted) in found


def attempt(monkeypatch: pytest.MonkeyPatch, disk: Disk, save: Callable[[], object]) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(files, "disk", disk)
        save()


@pytest.mark.parametrize("at", range(CALLS_OF_A_SAVE))
def test_a_crash_leaves_a_save_whole_or_absent(
    home: Home, open_store: Open, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    store, before = open_store(), pen.note("before", day=pen.DAY.replace(month=1))
    store.receive(pen.LINK, pen.copy("elsewhere"))
    before = store.receive(pen.LINK, pen.copy("elsewhere")).payload
    attempted = pen.note("attempted", "two")
    with pytest.raises(Killed):
        attempt(monkeypatch, Deadly(at), lambda: store.save(attempted))
    there = assert_whole(home, open_store, before, attempted)
    open_store().save(attempted)
    assert assert_whole(home, open_store, before, attempted)
    assert not there or at > 11, "published before it was synced"


def test_every_call_of_a_save_was_tried(open_store: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Deadly(1000)
    attempt(monkeypatch, disk, lambda: open_store().save(pen.note("words")))
    calls = disk.calls[disk.calls.index("mkdir mine") :]
    assert len(calls) == CALLS_OF_A_SAVE, calls


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_at_any_call_is_told_and_leaves_a_save_whole_or_absent(
    home: Home, open_store: Open, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    store = open_store()
    before = store.receive(pen.LINK, pen.copy("elsewhere")).payload
    attempted = pen.note("attempted", "two")
    refusals: list[StoreError] = []
    for at in range(CALLS_OF_A_SAVE):
        shutil.rmtree(home.records / "mine", ignore_errors=True)
        try:
            attempt(monkeypatch, Failing(at, code), lambda: store.save(attempted))
        except StoreError as error:
            refusals.append(error)
        assert_whole(home, open_store, before, attempted)
    assert all("\n" not in refusal.message + refusal.hint for refusal in refusals)
    assert len(refusals) == CALLS_OF_A_SAVE
    store.save(attempted)
    assert assert_whole(home, open_store, before, attempted)


def test_a_save_that_was_acknowledged_survives_without_close(home: Home, open_store: Open) -> None:
    saved = open_store().save(pen.note("words"))
    home.index.unlink()
    assert [entry.id for entry in open_store().entries()] == [saved.id]


def test_those_before_a_failure_are_kept(
    home: Home, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    payloads = [pen.note("words", str(number)) for number in range(4)]
    store.save(payloads[0])
    with pytest.raises(StoreError):
        attempt(monkeypatch, Failing(13, errno.ENOSPC), lambda: store.save_many(payloads))
    kept = {entry.id for entry in store.entries()}
    assert kept == {revision_id(payload) for payload in payloads[: len(kept)]}
    assert 1 <= len(kept) < 4


@pytest.mark.parametrize("remembered", [True, False])
def test_a_crash_while_a_hand_edit_is_taken_in_loses_neither_side(
    home: Home, open_store: Open, monkeypatch: pytest.MonkeyPatch, remembered: bool
) -> None:
    for at in range(80):
        store = Store.open(home)
        original = store.save(pen.note("before", str(at)))
        store.close()
        path = next(p for p in record_files(home) if original.id[:8] in p.name)
        edited = original.payload.replace(b"before", b"edited")
        path.chmod(0o600)
        path.write_bytes(edited)
        if not remembered:
            home.index.unlink()
        try:
            attempt(monkeypatch, Deadly(at), lambda: Store.open(home).close())
        except Killed:
            with Store.open(home) as store:
                assert_taken_in(store, original.record, remembered=remembered)
        else:
            break
    with Store.open(home) as store:
        assert_taken_in(store, original.record, remembered=remembered)
    assert at > 25


def assert_taken_in(store: Store, record: str, *, remembered: bool) -> None:
    (head,) = store.heads(record)
    assert b"edited" in head.payload
    assert [b"before" in known.payload for known in store.revisions(record)][:-1] == (
        [True] if remembered else []
    )
    assert store.problems() == []


def test_what_a_crash_left_half_written_is_never_read(home: Home, open_store: Open) -> None:
    saved = open_store().save(pen.note("words"))
    month = record_files(home)[0].parent
    fresh, old = month / ".0123456789abcdef.tmp", month / ".fedcba9876543210.tmp"
    for path in (fresh, old):
        path.write_bytes(saved.payload[:40])
    long_ago = time.time() - 2 * 3600
    os.utime(old, (long_ago, long_ago))
    store = open_store()
    assert len(store.entries()) == 1
    assert store.problems() == []
    assert fresh.exists(), "somebody may be writing it"
    assert not old.exists()
