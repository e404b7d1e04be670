from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.cli.columns import Cell, Column, cells, cut, fitted, wrapped

TEXT = st.text(max_size=60)


def test_wide_characters_take_two_cells_and_joining_ones_none() -> None:
    assert cells("abc") == 3
    assert cells("漢字") == 4
    assert cells("e\u0301") == 1
    assert cells("a\u200db") == 2


@given(TEXT, st.integers(1, 40))
def test_what_is_cut_fits(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width


def test_a_cut_is_shown() -> None:
    assert cut("a long walk", 8) == "a long…"
    assert cut("short", 8) == "short"


@given(TEXT, st.integers(2, 40))
def test_every_line_fits_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells(line) <= width for line in lines)
    kept = "".join("".join(line.split()) for line in lines)
    assert kept == "".join("".join(line.split()) for line in wrapped(text, 10_000))


def test_paragraphs_stay() -> None:
    assert wrapped("one two\n\nthree", 4) == ["one", "two", "", "thre", "e"]


ROWS = st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=5)


@given(ROWS, st.integers(20, 80))
def test_rows_never_run_over_the_width(rows: list[tuple[str, str, str]], width: int) -> None:
    columns = (Column(keep=9), Column(keep=3), Column(keep=5, gives=True))
    table = [[Cell(text) for text in row] for row in rows]
    for line in fitted(columns, table, width):
        assert cells("  ".join(cell.text for cell in line)) <= width


def test_the_least_important_column_goes_first() -> None:
    columns = (Column(keep=9), Column(keep=1), Column(keep=5))
    row = [Cell("Sam"), Cell("inventory"), Cell("mood 4")]
    assert [cell.text for cell in next(fitted(columns, [row], 12))] == ["Sam", "mood 4"]


def test_a_column_that_gives_way_is_cut_before_another_is_dropped() -> None:
    columns = (Column(keep=5), Column(gives=True))
    row = [Cell("today"), Cell("walked home in the rain and slept")]
    assert [cell.text for cell in next(fitted(columns, [row], 26))] == [
        "today",
        "walked home in the…",
    ]


def test_an_empty_column_is_left_out_with_its_heading() -> None:
    columns = (Column(heading="who"), Column(heading="craving"))
    lines = list(fitted(columns, [[Cell("Jo"), Cell("")]], 40))
    assert [[cell.text for cell in line] for line in lines] == [["who"], ["Jo "]]


def test_a_pipe_is_never_cut() -> None:
    row = [Cell("x" * 300), Cell("y" * 300)]
    line = next(fitted((Column(gives=True), Column(gives=True)), [row], 0))
    assert [len(cell.text) for cell in line] == [300, 300]


def test_a_drawing_keeps_its_blanks() -> None:
    line = next(fitted((Column(), Column()), [[Cell("━  ━", drawn=True), Cell("x")]], 40))
    assert line[0].text == "━  ━"
