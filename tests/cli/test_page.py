from __future__ import annotations

import json

import pytest

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.page import Page, page_for
from tests.cli.conftest import HOSTILE, ONLY_TEXT


def page(width: int = 80, *, colour: bool = False, plain: bool = False) -> Page:
    return Page(width=width, colour=colour, plain=plain)


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_is_only_text_in_every_way_to_print(
    colour: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = page(200, colour=colour)
    shown.line(HOSTILE)
    shown.text(HOSTILE)
    shown.title(HOSTILE, HOSTILE)
    shown.spread(Cell(HOSTILE), Cell("x"))
    shown.rows((Column(),), [[Cell(HOSTILE)]])
    shown.pairs([(HOSTILE, HOSTILE)])
    shown.grid([HOSTILE])
    shown.done(HOSTILE)
    printed = capsys.readouterr().out
    assert printed.count(ONLY_TEXT) == 10
    assert "\x1b]" not in printed
    assert "\x1b[31mred" not in printed
    assert not set(printed) & set("\x07\x9b\u202e")


def test_json_is_safe_and_starts_with_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    page().json(text=HOSTILE, rows=[{"name": HOSTILE}])
    document = json.loads(capsys.readouterr().out)
    assert next(iter(document)) == "schema"
    assert document["text"] == ONLY_TEXT
    assert document["rows"][0]["name"] == ONLY_TEXT


def test_a_colour_is_never_the_only_sign(capsys: pytest.CaptureFixture[str]) -> None:
    page(colour=True).line("! call", "alert")
    page(colour=False).line("! call", "alert")
    coloured, bare = capsys.readouterr().out.splitlines()
    assert "\x1b[" in coloured
    assert bare == "! call"


def test_plain_has_no_signs_but_letters(capsys: pytest.CaptureFixture[str]) -> None:
    shown = page(plain=True)
    shown.line(f"{shown.marks.tick} mood 4 · craving 2")
    assert capsys.readouterr().out.isascii()


def test_labels_stand_beside_their_words_or_above_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pairs = [("Mood", "4 of 5"), ("What went well", "slept")]
    page(80).pairs(pairs)
    page(40).pairs(pairs)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Mood            4 of 5"
    assert lines[2:] == ["Mood", "  4 of 5", "What went well", "  slept"]


def test_quiet_leaves_out_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    Page(width=80, colour=False, plain=False, quiet=True).done("Saved here.")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("environment", "color", "coloured"),
    [({}, "auto", False), ({}, "always", True), ({"NO_COLOR": "1"}, "auto", False)],
)
def test_colour_is_for_terminals_or_for_whoever_asks(
    environment: dict[str, str], color: str, coloured: bool
) -> None:
    assert page_for(environment, plain=False, color=color).colour is coloured


def test_the_width_is_what_was_asked_for_and_a_pipe_has_none() -> None:
    assert page_for({"COLUMNS": "40"}, plain=False).width == 40
    assert page_for({}, plain=False).width == 0
