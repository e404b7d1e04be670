"""A plot fills the room it is given, and shows every answer and no other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.rules.plot import ASCII, BLOCKS, bars, plot, spread
from sponsorterm.strings.dates import MONTHS

FIRST = date(2026, 10, 22)
values = st.lists(st.none() | st.integers(1, 5), min_size=1, max_size=400)


def test_thirty_days_with_their_axes() -> None:
    drawn = plot([1, None, 5, 3] * 7, 1, 5, FIRST, width=30, rows=2)
    assert [left + row for left, row in drawn.rows] == [
        "5┤  █▁" + "  █▁" * 6,
        "1┤▁ ██" + "▁ ██" * 6,
    ]
    assert drawn.axis == " └──────┬──────┬──────┬──────┬"
    assert drawn.labels == "        28 Oct 4 Nov    18 Nov"


def test_the_same_in_ascii() -> None:
    drawn = plot([1, None, 5], 1, 5, FIRST, width=5, rows=2, glyphs=ASCII)
    assert [left + row for left, row in drawn.rows] == ["5+  #", "1+. #"]
    assert drawn.axis.isascii()


def test_the_lowest_value_still_shows_and_a_gap_is_blank() -> None:
    assert bars([1, None, 5], 1, 5, 2, BLOCKS) == ["  █", "▁ █"]


def test_days_that_do_not_fit_are_gathered_into_means() -> None:
    assert spread([1, 3, None, None, 5], 3) == [2, None, 5]
    assert spread([1, 2], 7) == [1, 1, 1, 2, 2, 2]
    assert spread([], 7) == []


@pytest.mark.parametrize("width", [0, 3])
def test_where_there_is_hardly_room_one_column_stands(width: int) -> None:
    drawn = plot([1, 5], 1, 5, FIRST, width=width, rows=2)
    assert [row for _, row in drawn.rows] == ["▁", "█"]
    assert drawn.labels == "23 Oct"


@pytest.mark.parametrize(("days", "ticks", "named"), [(45, 7, True), (46, 2, False)])
def test_the_axis_is_named_by_weeks_or_by_months(days: int, ticks: int, named: bool) -> None:
    drawn = plot([3] * days, 1, 5, FIRST, width=80, rows=2)
    assert drawn.axis.count("┬") == ticks
    assert any(letter.isdigit() for letter in drawn.labels) == named


def test_a_year_is_named_by_its_months() -> None:
    drawn = plot([3] * 365, 1, 5, FIRST - timedelta(days=335), width=70, rows=3)
    assert drawn.labels.split() == [
        "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
    ]  # fmt: skip


def test_a_month_is_marked_at_its_first_day() -> None:
    drawn = plot([3] * 60, 1, 5, FIRST, width=62, rows=2)
    assert [at - 2 for at, mark in enumerate(drawn.axis) if mark == "┬"] == [10, 40]


@pytest.mark.parametrize("glyphs", [BLOCKS, ASCII])
@given(values, st.integers(8, 130), st.integers(2, 8))
def test_no_line_is_wider_than_the_room_and_all_bars_stand_on_the_axis(
    glyphs: object, given_values: list[int | None], width: int, rows: int
) -> None:
    drawn = plot(given_values, 1, 5, FIRST, width=width, rows=rows, glyphs=glyphs)  # type: ignore[arg-type]
    lines = [*(left + row for left, row in drawn.rows), drawn.axis]
    assert len({len(line) for line in lines}) == 1
    assert all(len(line) <= width for line in [*lines, drawn.labels])
    names = {*MONTHS, *(str(day) for day in range(1, 32))}
    assert names.issuperset(drawn.labels.split()), "no name runs into another"
    answered = any(value is not None for value in given_values)
    assert (drawn.rows[-1][1].strip() != "") == answered
