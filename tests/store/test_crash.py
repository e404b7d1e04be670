"""What a crash or an error leaves behind; `tests/faults` has every path at every call."""

from __future__ import annotations

import errno
import os
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


def record_files(home: Home) -> list[Path]:
    return sorted(home.records.rglob("*.toml"))


def attempt(monkeypatch: pytest.MonkeyPatch, disk: Disk, save: Callable[[], object]) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(files, "disk", disk)
        save()


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
