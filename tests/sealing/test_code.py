from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from sponsorterm.sealing import BadCode, code_key, new_code, parse_code, rendezvous

LIST = Mnemonic("english").wordlist
CODE = "abandon-ability-able-act-action-zoo-zone-zero-zebra-youth"

codes = st.lists(st.sampled_from(LIST), min_size=10, max_size=10).map("-".join)
between_words = st.sampled_from(
    ["-", " ", "  ", " - ", "\n", ", ", "\u2013", ".", "\t", "_", " 7. "]
)


def test_a_new_code_is_ten_words_of_the_list() -> None:
    words = new_code().split("-")
    assert len(words) == 10
    assert set(words) <= set(LIST)


def test_no_code_comes_twice_and_every_word_comes_up() -> None:
    codes = [new_code() for _ in range(5000)]
    assert len(set(codes)) == 5000
    assert {word for code in codes for word in code.split("-")} == set(LIST)


@given(codes)
def test_a_code_is_read_as_itself(code: str) -> None:
    assert parse_code(code) == code


@given(codes, st.lists(between_words, min_size=11, max_size=11), st.data())
def test_case_separators_and_the_ends_of_words_are_free(
    code: str, separators: list[str], data: st.DataObject
) -> None:
    words = [word[: data.draw(st.integers(4, 8))] for word in code.split("-")]
    words = [data.draw(st.sampled_from([str.upper, str.title, str.lower]))(each) for each in words]
    typed = "".join(gap + word for gap, word in zip(separators, words, strict=False))
    assert parse_code(typed + separators[-1]) == code


def test_four_letters_of_any_word_are_enough() -> None:
    for word in LIST:
        assert parse_code(" ".join([word[:4]] * 10)) == "-".join([word] * 10)


@pytest.mark.parametrize("typo", ["aba", "abandom", "abandons", "qqqq", "ab\u00e1ndon", "x" * 300])
def test_a_word_that_is_not_on_the_list_is_named_by_its_place_only(typo: str) -> None:
    words = CODE.split("-")
    words[2] = typo
    with pytest.raises(BadCode, match="Word 3 is not on the list") as caught:
        parse_code("-".join(words))
    assert caught.value.positions == (3,)
    assert typo not in str(caught.value)
    assert not any(re.search(rf"\b{word}\b", str(caught.value)) for word in CODE.split("-"))


def test_all_unknown_words_are_named_at_once() -> None:
    with pytest.raises(BadCode, match=r"Words 1, 2 and 10 are not") as caught:
        parse_code("qqqq wwww able act action zoo zone zero zebra vvvv")
    assert caught.value.positions == (1, 2, 10)


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (0, "10 words, and 10 of them are missing"),
        (8, "10 words, and 2 of them are missing"),
        (9, "10 words, and 1 of them is missing"),
        (11, "10 words, and here are 11"),
    ],
)
def test_a_code_of_another_length_says_how_many_words_it_has(count: int, says: str) -> None:
    with pytest.raises(BadCode, match=says) as caught:
        parse_code(" ".join(["able"] * count))
    assert caught.value.found == count


def test_a_misspelt_word_is_named_before_missing_ones() -> None:
    with pytest.raises(BadCode) as caught:
        parse_code("able qqqq")
    assert caught.value.positions == (2,)


@given(st.text(max_size=200))
def test_a_refusal_is_made_of_places_and_counts_alone(text: str) -> None:
    with pytest.raises(BadCode) as caught:
        parse_code(text)
    assert str(caught.value) == str(BadCode(caught.value.positions, caught.value.found, 10))


@given(codes)
def test_key_and_rendezvous_tell_nothing_of_each_other(code: str) -> None:
    assert len(code_key(code)) == 32
    assert re.fullmatch("[0-9a-f]{32}", rendezvous(code))
    assert rendezvous(code) not in code_key(code).hex()


@given(codes, codes)
def test_another_code_has_another_key_and_another_place(one: str, two: str) -> None:
    assert (code_key(one) == code_key(two)) == (one == two)
    assert (rendezvous(one) == rendezvous(two)) == (one == two)


def test_every_spelling_of_a_code_gives_the_same_key_and_place() -> None:
    spelt = CODE.upper().replace("-", "  ").replace("ABANDON", "aban")
    assert code_key(spelt) == code_key(CODE)
    assert rendezvous(spelt) == rendezvous(CODE)


def test_no_key_follows_from_what_is_no_code() -> None:
    for use in (code_key, rendezvous):
        with pytest.raises(BadCode):
            use("able")
