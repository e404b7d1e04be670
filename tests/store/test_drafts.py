"""Drafts: there after any crash, whole, and for their owner alone."""

from __future__ import annotations

import os
import stat

import pytest

from sponsorterm.store.drafts import Drafts
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home

KEY = "nightly-quick-2026-11-20"


def test_a_draft_comes_back_until_it_is_let_go(home: Home) -> None:
    drafts = Drafts(home)
    assert drafts.load(KEY) is None
    assert drafts.keys() == []
    drafts.save(KEY, b"half a sen")
    drafts.save(KEY, b"half a sentence")
    drafts.save("another", b"")
    assert Drafts(home).load(KEY) == b"half a sentence"
    assert drafts.keys() == ["another", KEY]
    drafts.remove(KEY)
    drafts.remove(KEY)
    assert drafts.load(KEY) is None
    assert drafts.keys() == ["another"]


def test_a_draft_is_for_its_owner_alone(home: Home) -> None:
    Drafts(home).save(KEY, b"words")
    (path,) = home.drafts.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("key", ["", ".", "..", "../x", "a/b", "A", "a.b", "x" * 65, "a\n", "é"])
def test_a_name_of_another_shape_is_refused(home: Home, key: str) -> None:
    for use in (Drafts(home).load, Drafts(home).remove, lambda k: Drafts(home).save(k, b"")):
        with pytest.raises(StoreError):
            use(key)
    assert list(home.drafts.iterdir()) == []


def test_a_fifo_in_a_drafts_place_is_refused_without_waiting(home: Home) -> None:
    os.mkfifo(home.drafts / f"{KEY}.draft")
    with pytest.raises(StoreError):
        Drafts(home).load(KEY)
