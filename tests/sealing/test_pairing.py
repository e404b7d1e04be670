from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sponsorterm.sealing import (
    BadPeerKey,
    Damaged,
    SealingError,
    WrongCode,
    digits,
    new_code,
    new_pair_keys,
    open_block,
    root_key,
    seal_block,
)

CODE = "abandon-ability-able-act-action-zoo-zone-zero-zebra-youth"
SPACE = "0123456789abcdef" * 2
OFFER, ANSWER = b'role = "sponsor"\n', b'role = "sponsee"\n'

data_blocks = st.binary(max_size=500)
labels = st.sampled_from(["offer", "answer", "grant"])


def test_both_sides_come_to_the_same_key_and_digits() -> None:
    (host, host_public), (guest, guest_public) = new_pair_keys(), new_pair_keys()
    mine = root_key(CODE, OFFER, ANSWER, host, guest_public)
    theirs = root_key(CODE, OFFER, ANSWER, guest, host_public)
    assert mine == theirs
    assert len(mine) == 32
    assert digits(mine, SPACE) == digits(theirs, SPACE)


def test_anything_changed_on_the_way_gives_another_key() -> None:
    (host, _), (_, guest_public), (_, stranger) = (new_pair_keys() for _ in range(3))
    keys = {
        root_key(CODE, OFFER, ANSWER, host, guest_public),
        root_key(new_code(), OFFER, ANSWER, host, guest_public),
        root_key(CODE, OFFER + b" ", ANSWER, host, guest_public),
        root_key(CODE, OFFER, ANSWER + b" ", host, guest_public),
        root_key(CODE, ANSWER, OFFER, host, guest_public),
        root_key(CODE, OFFER + ANSWER, b"", host, guest_public),
        root_key(CODE, OFFER, ANSWER, host, stranger),
    }
    assert len(keys) == 7


def test_pair_keys_are_fresh() -> None:
    pairs = {new_pair_keys() for _ in range(50)}
    assert len(pairs) == 50
    assert {len(key) for pair in pairs for key in pair} == {32}


@pytest.mark.parametrize("peer_public", [bytes(32), bytes([1]) + bytes(31), b"", b"x" * 31])
def test_a_peer_key_that_gives_no_secret_is_refused(peer_public: bytes) -> None:
    private, _ = new_pair_keys()
    with pytest.raises(BadPeerKey):
        root_key(CODE, OFFER, ANSWER, private, peer_public)


def test_a_private_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        root_key(CODE, OFFER, ANSWER, b"x" * 31, new_pair_keys()[1])


@settings(deadline=None)
@given(data_blocks, labels)
def test_a_block_opens_to_what_was_sealed(data: bytes, label: str) -> None:
    block = seal_block(CODE, label, data)
    assert open_block(CODE.upper(), label, block) == data
    assert seal_block(CODE, label, data) == block


def test_a_block_does_not_open_under_another_code() -> None:
    with pytest.raises(WrongCode):
        open_block(new_code(), "offer", seal_block(CODE, "offer", OFFER))


def test_a_block_does_not_pass_as_one_of_another_label() -> None:
    with pytest.raises(Damaged):
        open_block(CODE, "answer", seal_block(CODE, "offer", OFFER))


def test_every_flipped_bit_and_every_truncation_of_a_block_is_refused() -> None:
    block = seal_block(CODE, "offer", OFFER)
    for bit in range(len(block) * 8):
        changed = bytearray(block)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(WrongCode if bit < 128 else Damaged):
            open_block(CODE, "offer", bytes(changed))
    for size in range(len(block)):
        with pytest.raises(Damaged):
            open_block(CODE, "offer", block[:size])


def test_no_error_repeats_a_word_of_the_code_or_of_the_block() -> None:
    """Any code is refused in the same words, some of which may be words of a code."""
    block = seal_block(CODE, "offer", OFFER)
    assert _refused(new_code(), "offer", block) == _refused(new_code(), "offer", block)
    told = _refused(CODE, "answer", block).lower()
    assert not set(CODE.split("-")) & set(re.findall("[a-z]{4,}", told))
    assert block.hex()[:16] not in _refused(CODE, "answer", block)


def _refused(code: str, label: str, block: bytes) -> str:
    with pytest.raises(SealingError) as caught:
        open_block(code, label, block)
    return str(caught.value)


@given(st.binary(min_size=32, max_size=32))
def test_digits_are_five_groups_of_five(root: bytes) -> None:
    assert re.fullmatch(r"\d{5}( \d{5}){4}", digits(root, SPACE))
    assert digits(root, SPACE) == digits(root, SPACE)


def test_digits_differ_with_the_key_and_with_the_space() -> None:
    shown = {
        digits(bytes([n]) + bytes(31), space) for n in range(200) for space in (SPACE, "f" * 32)
    }
    assert len(shown) == 400


def test_every_digit_is_as_likely_in_every_place() -> None:
    shown = [digits(n.to_bytes(32, "big"), SPACE).replace(" ", "") for n in range(4000)]
    for place in range(25):
        counts = Counter(each[place] for each in shown)
        assert len(counts) == 10
        assert all(300 < count < 500 for count in counts.values())
