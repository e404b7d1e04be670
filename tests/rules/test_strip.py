"""Pictures of days: what was filed, what is known to be nothing, and what nobody can know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.rules.strip import BARS, figures, heat, in_ascii, spark, strip
from tests.rules.conftest import TODAY


def days_ago(*ago: int) -> set[date]:
    return {TODAY - timedelta(days=n) for n in ago}


@pytest.mark.parametrize(
    ("filed", "lines", "known_until", "since", "picture"),
    [
        ((0, 1, 2), (), None, None, "····━━━"),
        ((6,), (1,), None, None, "━····─·"),
        ((), (), None, None, "·······"),
        # A day with both is a filed day.
        ((3,), (3,), None, None, "···━···"),
        # Known through two days ago: yesterday and today are blank, not dots.
        ((5,), (), 2, None, "·━···  "),
        # What arrived is shown, however little else is known.
        ((1,), (0,), 4, None, "···  ━─"),
        # Shared since three days ago; before that there was nothing to see.
        ((3,), (), None, 3, "   ━···"),
        ((5,), (), None, 3, " ━ ····"),
    ],
)
def test_a_strip_of_seven_days(
    filed: tuple[int, ...],
    lines: tuple[int, ...],
    known_until: int | None,
    since: int | None,
    picture: str,
) -> None:
    def ago(days: int | None) -> date | None:
        return None if days is None else TODAY - timedelta(days=days)

    drawn = strip(
        days_ago(*filed),
        TODAY,
        7,
        ago(known_until),
        lines=days_ago(*lines),
        since=ago(since),
    )
    assert drawn == picture


def test_a_strip_is_two_weeks_unless_said_otherwise() -> None:
    assert strip(days_ago(13, 14), TODAY) == "━" + 13 * "·"


@pytest.mark.parametrize(
    ("values", "low", "high", "bars"),
    [
        ([1, 2, 3, 4, 5], 1, 5, "▁▃▅▆█"),
        ([0, 5, 10], 0, 10, "▁▅█"),
        ([None, 5, None, 1], 1, 5, " █ ▁"),
        ([-3, 99], 0, 10, "▁█"),
        ([2.5, 3.4], 1, 5, "▄▅"),
        ([], 1, 5, ""),
    ],
)
def test_bars_stand_for_values_and_a_gap_for_none(
    values: list[float | None], low: float, high: float, bars: str
) -> None:
    assert spark(values, low, high) == bars


@given(st.lists(st.none() | st.integers(0, 10), max_size=30))
def test_a_higher_value_never_has_a_lower_bar(values: list[int | None]) -> None:
    drawn = spark(values, 0, 10)
    assert len(drawn) == len(values)
    pairs = sorted(
        (value, BARS.index(bar))
        for value, bar in zip(values, drawn, strict=True)
        if value is not None
    )
    assert [bar for _, bar in pairs] == sorted(bar for _, bar in pairs)


def test_in_ascii_nothing_is_lost() -> None:
    assert in_ascii("━─· ") == "#-. "
    assert figures([0, 1, None, 2.6, 9, 9.4, 9.6, 10]) == "01 399XX"


def test_a_year_is_seven_rows_of_weeks_with_today_in_the_last() -> None:
    counts = {TODAY: 1, TODAY - timedelta(days=7): 2, TODAY - timedelta(days=9): 3}
    counts[TODAY - timedelta(days=10)] = 12
    rows = heat(counts, TODAY)
    assert [len(row) for row in rows] == [53] * 7
    assert rows[4][-2:] == [2, 1]  # Fridays: last week and today
    assert rows[2][-2:] == [3, 0]
    assert rows[1][-2] == 3
    assert rows[5][-2:] == rows[6][-2:] == [0, None]  # the weekend is still to come
    assert sum(cell or 0 for row in rows for cell in row) == 9


def test_a_calendar_begins_on_a_monday() -> None:
    monday = date(2026, 11, 16)
    rows = heat({monday: 1, monday - timedelta(days=1): 1, monday - timedelta(days=8): 1}, TODAY, 2)
    assert [row[0] for row in rows] == [0, 0, 0, 0, 0, 0, 1]
    assert rows[0][1] == 1


@pytest.mark.parametrize("today", [date(2026, 11, 16), date(2026, 11, 22)])
def test_on_monday_and_on_sunday_today_is_in_the_last_column(today: date) -> None:
    rows = heat({today: 1}, today, 1)
    assert rows[today.weekday()] == [1]
    assert [row[0] for row in rows].count(None) == 6 - today.weekday()
