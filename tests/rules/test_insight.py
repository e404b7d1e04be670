"""The long view: counts and means as they are, and nothing taken for an answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Checkin, Clock, Halt, Setback
from sponsorterm.rules.clocks import count
from sponsorterm.rules.insight import (
    Helped,
    by_day,
    clock_line,
    curve,
    frequencies,
    helped,
    same_days,
    summary,
)
from tests.rules.conftest import TODAY, NewEntry, night


def test_the_inventory_of_a_day_counts_before_a_line_in_passing(entry: NewEntry) -> None:
    entries = [
        entry(Checkin(mood=1)),
        entry(night(mood=4)),
        entry(Checkin(mood=2), ago=1),
        entry(night(), ago=2),
    ]
    found = by_day(entries, "mood")
    assert found == {TODAY: 4, TODAY - timedelta(days=1): 2}
    assert curve(found, TODAY - timedelta(days=3), TODAY) == [None, None, 2, 4]


def test_a_curve_in_numbers() -> None:
    first = TODAY - timedelta(days=3)
    told = summary([2, None, 5, 2], first)
    assert told
    assert (told.days, told.mean) == (3, 3.0)
    assert (told.lowest, told.lowest_on) == (2, first)
    assert (told.highest, told.highest_on) == (5, TODAY - timedelta(days=1))
    assert (told.before, told.recent) == (2.0, 3.5)
    assert summary([None, None], first) is None
    half = summary([None, None, 3, 3], first)
    assert half
    assert half.before is half.recent is None, "one half alone is no comparison"


def test_only_what_was_ticked_is_counted(entry: NewEntry) -> None:
    entries = [
        entry(night(actions=["meeting", "service"], halt=Halt(tired=True, angry=False))),
        entry(night(actions=["meeting"], halt=Halt(tired=True, hungry=True))),
        entry(night()),
    ]
    assert frequencies(entries, "actions") == [("meeting", 2), ("service", 1)]
    assert frequencies(entries, "halt") == [("tired", 2), ("hungry", 1)]


def test_of_what_was_ticked_as_often_the_keys_say_the_order(entry: NewEntry) -> None:
    entries = [entry(night(actions=["sleep", "call"])), entry(night(actions=["meeting"]))]
    assert frequencies(entries, "actions") == [("call", 1), ("meeting", 1), ("sleep", 1)]


@pytest.mark.parametrize(("start", "shown"), [(TODAY, 1), (TODAY + timedelta(days=1), 0)])
def test_a_line_begins_on_its_day(start: date, shown: int) -> None:
    assert len(clock_line(Clock(label="alcohol", start=start), TODAY).spans) == shown


def days(entry: NewEntry, mood: int, action: str, times: int) -> list[Entry]:
    return [entry(night(mood=mood, actions=[action])) for _ in range(times)]


def test_better_days_are_told_with_enough_of_both(entry: NewEntry) -> None:
    good, plain = days(entry, 4, "meeting", 5), days(entry, 2, "sleep", 5)
    assert helped([*good, *plain]) == [Helped("meeting", 5, 4.0, 2.0)]
    assert helped([*good[:4], *plain]) == []
    assert helped([*good, *plain[:4]]) == []
    # Days that tell no mood, or no action, say nothing of either.
    silent = [entry(night(mood=1)), entry(night(actions=["meeting"]))]
    assert helped([*good, *plain, *silent]) == [Helped("meeting", 5, 4.0, 2.0)]


def test_the_clearest_comes_first(entry: NewEntry) -> None:
    entries = [
        *days(entry, 5, "a", 5),
        *days(entry, 3, "b", 5),
        *days(entry, 1, "c", 5),
    ]
    assert [one.key for one in helped(entries)] == ["a"]
    entries += days(entry, 4, "b", 5)
    assert [one.key for one in helped(entries)] == ["a", "b"]


def test_this_day_is_found_by_the_calendar() -> None:
    found = same_days(date(2024, 2, 29))
    assert found[:4] == [
        date(2024, 1, 29), date(2023, 11, 29), date(2023, 8, 29), date(2023, 2, 28)
    ]  # fmt: skip
    assert len(found) == 13
    assert [day.year for day in found[3:]] == list(range(2023, 2013, -1))


setbacks = st.lists(
    st.tuples(st.integers(0, 900), st.integers(0, 30)).map(
        lambda pair: Setback(
            on=date(2024, 1, 1) + timedelta(days=pair[0]),
            restart=date(2024, 1, 1) + timedelta(days=sum(pair)),
        )
    ),
    max_size=6,
)


@given(setbacks)
def test_the_spans_of_a_line_add_up_to_what_the_clock_counts(rows: list[Setback]) -> None:
    clock = Clock(label="x", start=date(2024, 1, 1), setbacks=rows)
    line = clock_line(clock, TODAY)
    assert sum((end - begin).days for begin, end in line.spans) == count(clock, TODAY).total
    assert all(begin <= end for begin, end in line.spans)
