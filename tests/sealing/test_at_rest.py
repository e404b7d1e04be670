"""A locked home's files and the two slots of its key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sponsorterm.sealing.at_rest import (
    LEAST,
    MIB,
    USUAL,
    Cost,
    StoreKey,
    affordable,
    open_passphrase_slot,
    open_words_slot,
)
from sponsorterm.sealing.errors import Damaged, WrongPassphrase
from sponsorterm.sealing.recovery import new_seed

CHEAP = Cost(8192, 1)
KEY = StoreKey(bytes(range(32)))


@given(st.text(max_size=60), st.binary())
def test_what_is_sealed_opens_under_its_own_name_only(place: str, data: bytes) -> None:
    raw = KEY.seal(place, data)
    assert KEY.unseal(KEY.name(place), raw) == (place, data)
    assert len(data) < 8 or data not in raw.partition(b"\n")[2], (
        "the first line is the same for all"
    )
    with pytest.raises(Damaged):
        KEY.unseal(KEY.name(place + "x"), raw)


def test_the_same_content_gives_the_same_file() -> None:
    assert KEY.seal("a", b"b") == KEY.seal("a", b"b")
    assert len(KEY.seal("a", b"")) == len(KEY.seal("a", b"b" * 900)), "a size tells nothing"


def test_another_key_neither_names_nor_opens() -> None:
    other = StoreKey.new()
    assert other.name("a") != KEY.name("a")
    with pytest.raises(Damaged):
        other.unseal(KEY.name("a"), KEY.seal("a", b"b"))


@pytest.mark.parametrize("at", [0, 25, 60, 1000, -1])
def test_a_changed_or_cut_file_does_not_open(at: int) -> None:
    raw = bytearray(KEY.seal("a", b"b"))
    raw[at] ^= 1
    for wrong in (bytes(raw), bytes(raw[:at]), b""):
        with pytest.raises(Damaged):
            KEY.unseal(KEY.name("a"), wrong)


def test_both_slots_open_and_nothing_else_does() -> None:
    seed = new_seed()
    slot, worded = KEY.under_passphrase("correct horse", CHEAP), KEY.under_words(seed)
    assert open_passphrase_slot(slot, "correct horse").commit == KEY.commit
    assert open_words_slot(worded, seed).commit == KEY.commit
    with pytest.raises(WrongPassphrase):
        open_passphrase_slot(slot, "correct house")
    with pytest.raises(WrongPassphrase):
        open_words_slot(worded, new_seed())
    with pytest.raises(WrongPassphrase):
        open_passphrase_slot(replace(slot, passes=2), "correct horse")
    assert "correct" not in repr(slot)


def test_a_passphrase_is_the_same_on_every_keyboard() -> None:
    slot = KEY.under_passphrase("caf\u00e9 au lait", CHEAP)
    assert open_passphrase_slot(slot, "cafe\u0301 au lait").commit == KEY.commit


def test_short_memory_makes_it_cheaper_down_to_a_floor() -> None:
    assert affordable(None) == affordable(8192 * MIB) == USUAL == Cost(256 * MIB, 3)
    assert affordable(300 * MIB) == Cost(128 * MIB)
    assert affordable(1) == LEAST
