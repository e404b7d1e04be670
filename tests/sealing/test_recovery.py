"""Twelve words say a seed, and everything a person needs to come back follows from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.sealing import recovery
from sponsorterm.sealing.errors import BadCode, BadWords

seeds = st.binary(min_size=recovery.SEED_BYTES, max_size=recovery.SEED_BYTES)


@given(seeds)
def test_words_say_the_seed(seed: bytes) -> None:
    words = recovery.words_of(seed)
    assert len(words) == recovery.WORDS
    assert recovery.seed_of(" ".join(words)) == seed


@given(seeds)
def test_four_letters_and_any_case_are_enough(seed: bytes) -> None:
    words = recovery.words_of(seed)
    assert recovery.seed_of(", ".join(word[:4].upper() for word in words)) == seed


def test_the_words_are_those_of_bip39() -> None:
    # The first test vector of BIP39.
    assert recovery.words_of(bytes(16)) == ["abandon"] * 11 + ["about"]


def test_words_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(BadWords):
        recovery.seed_of("abandon " * 12)


def test_a_missing_word_is_counted() -> None:
    with pytest.raises(BadCode) as told:
        recovery.seed_of("abandon " * 11)
    assert told.value.found == 11


def test_a_word_of_no_list_is_told_by_its_position() -> None:
    with pytest.raises(BadCode) as told:
        recovery.seed_of("abandon " * 4 + "xyzzy " + "abandon " * 7)
    assert told.value.positions == (5,)
    assert "xyzzy" not in str(told.value)


def test_what_follows_from_a_seed_stays_the_same_for_ever() -> None:
    seed = bytes(range(16))
    space = recovery.private_space(seed)
    found = {
        "space": space.space,
        "root": space.root.hex(),
        "token": recovery.recovery_token(seed, "5a" * 16),
        "device": recovery.device_token(seed, "5a" * 16, "0123456789abcdef"),
        "purge": recovery.private_purge_key(seed).hex(),
        "slot": recovery.slot_key(seed).hex(),
    }
    assert len(set(found.values())) == len(found)
    assert found == EXPECTED


EXPECTED = {
    "space": "1a371d5c9c6d271d8936847e8fcd8819",
    "root": "88e83a43c681e16287d01da74be9973e77a44fa12cd52c03973268a066dc4d8d",
    "token": "b4fcf5841711cb24f839a8ba15d6a18a0d2075f4c94d9dbf30c033d7aa8d19f2",
    "device": "a66a8e063412ba11cf1a167086ee6e07d99a554175b3fc125d8f4e55aabe9879",
    "purge": "f745ecea875e76923c140cbc3bc25e94f15eb970356f726286913eb5f14116af",
    "slot": "5a6a8a3a9a3fbac95b4585bc315cc78f87d215410166945726cb7d6ba7756a54",
}
