"""Text from others is data: nothing a terminal obeys comes through."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.records.text import clean, one_line

UNSAFE = [
    *(chr(c) for c in range(0x20) if chr(c) not in "\n\t"),
    *(chr(c) for c in range(0x7F, 0xA0)),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029",
    "\ud800",
    "\udfff",
]


@pytest.mark.parametrize("char", UNSAFE, ids=lambda c: f"U+{ord(c):04X}")
def test_every_control_is_dropped(char: str) -> None:
    assert clean(f"a{char}b") == "ab"


def test_what_people_write_stays() -> None:
    text = "a\tb\n[/b] [@click=app.quit] — naïve 你好 👩‍👧"
    assert clean(text) == text


def test_windows_line_ends_become_plain() -> None:
    assert clean("one\r\ntwo\rthree") == "one\ntwothree"


@given(st.text())
def test_clean_is_stable_and_normal(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


def test_a_hint_stands_in_the_same_line() -> None:
    assert one_line("The disk is full.", "free some space") == "The disk is full. Free some space"
    assert one_line("No such verb. (Did you mean dash?)", "see") == (
        "No such verb. (Did you mean dash?) See"
    )
    assert one_line("port taken", "Choose another.") == "port taken; Choose another."
