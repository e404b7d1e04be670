from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.sealing import BadArmor, armor, dearmor

BLOCK = bytes(range(150))
TEXT = armor("offer", BLOCK)

kinds = st.sampled_from(["offer", "answer", "grant"])


@given(kinds, st.binary(max_size=1000))
def test_a_block_comes_back_from_its_text(kind: str, block: bytes) -> None:
    assert dearmor(kind, armor(kind, block)) == block


@given(kinds, st.binary(max_size=1000))
def test_no_line_is_wider_than_a_phone(kind: str, block: bytes) -> None:
    text = armor(kind, block)
    assert text.endswith("\n")
    assert all(0 < len(line) <= 36 for line in text.splitlines())


def test_the_text_is_what_chat_programs_leave_alone() -> None:
    begin, *body, end = TEXT.splitlines()
    assert (begin, end) == ("BEGIN SPONSORTERM OFFER", "END SPONSORTERM OFFER")
    assert set("".join(body)) <= set("abcdefghijklmnopqrstuvwxyz234567")


@pytest.mark.parametrize(
    "mangle",
    [
        lambda text: f"Hi Sam,\nhere it is:\n\n{text}\nSee you. The END\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "".join(f"> {line}\n" for line in text.splitlines()),
        lambda text: "".join(f">> > {line}\n" for line in text.splitlines()),
        lambda text: "".join(f"   {line}\t \n\n" for line in text.splitlines()),
        lambda text: text.replace("\n", " "),
        lambda text: text.upper(),
        lambda text: text.lower(),
        lambda text: text.title(),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", "\u200b\n\ufeff"),
        lambda text: f"```\n{text}```",
        lambda text: "".join(f"**{line}**\n" for line in text.splitlines()),
        lambda text: text.rstrip("\n"),
        lambda text: f"END SPONSORTERM OFFER\n{text}",
        lambda text: armor("answer", b"before") + text + armor("answer", b"after"),
    ],
)
def test_what_messages_do_to_a_text_does_not_matter(mangle: object) -> None:
    assert callable(mangle)
    assert dearmor("offer", mangle(TEXT)) == BLOCK


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no offer in this text"),
        ("hello", "no offer in this text"),
        (TEXT.split("\n", 1)[1], "no offer in this text"),
        (armor("answer", BLOCK), "This is the answer, and the offer is needed"),
        (TEXT[:-30], "end of the offer is missing"),
        (TEXT.replace("a", "1"), "damaged"),
        (TEXT.replace("a", "\u00e4"), "damaged"),
        ("BEGIN SPONSORTERM OFFER\na\nEND SPONSORTERM OFFER", "damaged"),
    ],
)
def test_what_is_wrong_with_a_text_is_said(text: str, says: str) -> None:
    with pytest.raises(BadArmor, match=says):
        dearmor("offer", text)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    for pasted in (text, f"BEGIN SPONSORTERM OFFER {text}\nEND SPONSORTERM OFFER"):
        with contextlib.suppress(BadArmor):
            assert isinstance(dearmor("offer", pasted), bytes)


def test_a_text_that_only_looks_like_another_block_is_not_repeated() -> None:
    with pytest.raises(BadArmor, match="no offer in this text"):
        dearmor("offer", "BEGIN SPONSORTERM " + "x" * 1000)


def test_a_long_text_of_beginnings_is_refused_in_one_pass() -> None:
    with pytest.raises(BadArmor, match="end of the offer"):
        dearmor("offer", "BEGIN SPONSORTERM OFFER " * 100_000)
