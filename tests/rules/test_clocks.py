"""Clocks: counted by hand beside the code, and against a second way of counting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sponsorterm.program import Milestone, builtin
from sponsorterm.records import kinds
from sponsorterm.records.kinds import Clock, Setback, Span
from sponsorterm.rules.clocks import (
    Count,
    Upcoming,
    count,
    is_open,
    milestone_day,
    milestones_ahead,
    next_milestone,
    noted_for,
    reached,
    reached_lately,
    reached_today,
    spans,
)


def day(text: str) -> date:
    """`2026-03-01`, or `03-01` for a day of 2026."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def clock(start: str, *setbacks: tuple[str, str], count_from: Any = 0) -> Clock:
    rows = [Setback(on=day(on), restart=day(restart)) for on, restart in setbacks]
    return Clock(label="alcohol", start=day(start), setbacks=rows, count_from=count_from)


# (clock, today, current, total, longest, since)
HISTORIES = {
    # The first day is not over, so no day has passed.
    "begun today": (clock("03-01"), "03-01", 0, 0, 0, "03-01"),
    # One night later 24 hours are behind: one day.
    "begun yesterday": (clock("03-01"), "03-02", 1, 1, 1, "03-01"),
    # Who counts from 1 reads "day 1" on the first day; what has passed stays nothing.
    "counted from one": (clock("03-01", count_from=1), "03-01", 1, 0, 0, "03-01"),
    # 30 days have passed, and one more is read.
    "counted from one, later": (clock("03-01", count_from=1), "03-31", 31, 30, 30, "03-01"),
    # A day chosen in advance counts nothing before it comes, not even the one.
    "begins tomorrow": (clock("03-02"), "03-01", 0, 0, 0, "03-02"),
    "begins tomorrow, from one": (clock("03-02", count_from=1), "03-01", 0, 0, 0, "03-02"),
    # 2024 has a 29 February: 366 days from one 1 January to the next.
    "over a leap year": (clock("2024-01-01"), "2025-01-01", 366, 366, 366, "2024-01-01"),
    # Berlin put its clocks back on 25 October; a day of 25 hours is one day.
    "over a change of clocks": (clock("10-24"), "10-27", 3, 3, 3, "10-24"),
    # 1 to 11 January are 10 days; from the 12th to the 20th 8 more. Longest is the first.
    "one setback": (clock("01-01", ("01-11", "01-12")), "01-20", 8, 18, 10, "01-12"),
    # Used in the morning of the 11th and began again that day: no day lies between.
    "restart the same day": (clock("01-01", ("01-11", "01-11")), "01-20", 9, 19, 10, "01-11"),
    # A setback of a month: its days belong to no span. 10, then 28 Feb to 8 Mar = 8.
    "a long way back": (clock("01-01", ("01-11", "02-28")), "03-08", 8, 18, 10, "02-28"),
    # 10 (to the 11th), 5 (12th to 17th), 2 (18th to 20th).
    "two setbacks": (
        clock("01-01", ("01-11", "01-12"), ("01-17", "01-18")),
        *("01-20", 2, 17, 10, "01-18"),
    ),
    # The same two, written down in the other order.
    "out of order": (
        clock("01-01", ("01-17", "01-18"), ("01-11", "01-12")),
        *("01-20", 2, 17, 10, "01-18"),
    ),
    # Entered twice, on two devices: the second ends a span of no days.
    "the same one twice": (
        clock("01-01", ("01-11", "01-12"), ("01-11", "01-12")),
        *("01-20", 8, 18, 10, "01-12"),
    ),
    # Out from the 11th to the 20th, and within that another one: counting begins on the 20th.
    "one within another": (
        clock("01-01", ("01-11", "01-20"), ("01-14", "01-15")),
        *("01-25", 5, 15, 10, "01-20"),
    ),
    # A restart before its own setback cannot be; the count begins on the setback.
    "restart before the setback": (
        clock("01-01", ("01-11", "01-05")),
        *("01-20", 9, 19, 10, "01-11"),
    ),
    # A setback noted from before the clock's start takes nothing from it.
    "before the start": (clock("02-01", ("01-11", "01-12")), "02-10", 9, 9, 9, "02-01"),
    # Out since the 11th, beginning again tomorrow: 0 now, and the ten stay in the total.
    "restart still ahead": (clock("01-01", ("01-11", "01-16")), "01-15", 0, 10, 10, "01-16"),
    # Dated ahead by mistake: until that day it has not happened.
    "a setback ahead": (clock("01-01", ("01-21", "01-22")), "01-20", 19, 19, 19, "01-01"),
    # On the day itself it has: 20 days lie behind, and nothing is counted until tomorrow.
    "a setback today": (clock("01-01", ("01-21", "01-22")), "01-21", 0, 20, 20, "01-22"),
    # Began again today and counts from 1: reads 1; 20 in all, as the restart day is not over.
    "restart today, from one": (
        clock("01-01", ("01-21", "01-21"), count_from=1),
        *("01-21", 1, 20, 20, "01-21"),
    ),
    # The last span is the longest: 5, then 12 January to 12 March is 20 + 28 + 11 = 59.
    "longest is now": (clock("01-06", ("01-11", "01-12")), "03-12", 59, 64, 59, "01-12"),
}


@pytest.mark.parametrize("case", HISTORIES.values(), ids=HISTORIES.keys())
def test_a_history_counted_by_hand(case: tuple[Clock, str, int, int, int, str]) -> None:
    body, today, current, total, longest, since = case
    assert count(body, day(today)) == Count(current, total, longest, day(since), body.start)


DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))
CLOCKS = st.builds(
    Clock,
    label=st.just("x"),
    start=DAYS,
    count_from=st.sampled_from([0, 1]),
    setbacks=st.lists(st.builds(Setback, on=DAYS, restart=DAYS), max_size=5),
    past=st.lists(st.builds(Span, start=DAYS, end=DAYS), max_size=3),
)


@given(CLOCKS, DAYS)
def test_total_is_the_number_of_days_outside_every_setback(body: Clock, today: date) -> None:
    known = [s for s in body.setbacks if s.on <= today]
    days = [body.start + timedelta(n) for n in range((today - body.start).days)]
    lived = {d for d in days if not any(s.on <= d < s.restart for s in known)}
    for span in body.past:
        until = min(span.end, body.start, today)
        lived |= {span.start + timedelta(n) for n in range((until - span.start).days)}
    assert count(body, today).total == len(lived)


@given(CLOCKS, DAYS)
def test_a_day_later_nothing_was_taken_away(body: Clock, today: date) -> None:
    before, after = count(body, today), count(body, today + timedelta(days=1))
    assert before.total <= after.total <= before.total + 1
    assert before.longest <= after.longest
    assert before.first == after.first
    assert before.since <= after.since


@given(CLOCKS, DAYS)
def test_the_three_counts_hang_together(body: Clock, today: date) -> None:
    found = count(body, today)
    passed = found.current - (body.count_from if found.since <= today else 0)
    assert 0 <= passed <= found.longest <= found.total
    assert passed == max((today - found.since).days, 0)


@given(CLOCKS, DAYS, st.randoms())
def test_the_order_of_setbacks_does_not_matter(body: Clock, today: date, random: Any) -> None:
    rows = list(body.setbacks)
    random.shuffle(rows)
    again = replace(body, setbacks=rows)
    assert count(again, today) == count(body, today)


@given(CLOCKS, DAYS, st.builds(Setback, on=DAYS, restart=DAYS))
def test_one_more_setback_never_adds_a_day(body: Clock, today: date, more: Setback) -> None:
    worse = replace(body, setbacks=[*body.setbacks, more])
    assert count(worse, today).total <= count(body, today).total


# Two earlier times: March of 2025 (1 to 31 March: 30 days) and July (10 days). 20 days now.
FILLED_IN = {
    "an earlier time counts in all and can be the longest": (
        [("2025-03-01", "2025-03-31")],
        50,
        30,
    ),
    "two of them": ([("2025-07-01", "2025-07-11"), ("2025-03-01", "2025-03-31")], 60, 30),
    # 21 to 31 March was told twice: 1 to 31 March, then no day more until 10 April.
    "told twice": ([("2025-03-01", "2025-03-31"), ("2025-03-21", "2025-04-10")], 60, 30),
    # What reaches into the present span belongs to it: 27 December to 1 January is 5 days.
    "into the present": ([("2025-12-27", "2026-01-09")], 25, 20),
    "ended before it began": ([("2025-03-31", "2025-03-01")], 20, 20),
}


@pytest.mark.parametrize("case", FILLED_IN.values(), ids=FILLED_IN.keys())
def test_a_past_filled_in_later_is_no_setback(case: tuple[Any, int, int]) -> None:
    spans, total, longest = case
    past = [Span(start=day(start), end=day(end)) for start, end in spans]
    found = count(Clock(label="x", start=day("01-01"), past=past), day("01-21"))
    first = min([day("01-01"), *(span.start for span in past if span.start < span.end)])
    assert found == Count(20, total, longest, day("01-01"), first)


def milestone(n: int, unit: Any = "days", lead: int = 7) -> Milestone:
    return Milestone(key=f"{unit}_{n}", label=f"{n} {unit}", unit=unit, n=n, lead=lead)


@pytest.mark.parametrize(
    ("start", "n", "unit", "falls_on"),
    [
        ("2026-01-31", 1, "days", "2026-02-01"),
        ("2026-01-31", 30, "days", "2026-03-02"),  # 28 days of February, and two
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2024-01-31", 1, "months", "2024-02-29"),
        ("2026-08-31", 6, "months", "2027-02-28"),
        ("2026-12-15", 9, "months", "2027-09-15"),
        ("2024-02-29", 1, "years", "2025-02-28"),
        ("2024-02-29", 4, "years", "2028-02-29"),
        ("2025-12-02", 1, "years", "2026-12-02"),  # 365 days
        ("2027-12-02", 1, "years", "2028-12-02"),  # 366: never 365 times n
        ("2026-01-01", 18, "months", "2027-07-01"),
    ],
)
def test_a_milestone_falls_on_its_day_of_the_calendar(
    start: str, n: int, unit: str, falls_on: str
) -> None:
    assert milestone_day(clock(start), milestone(n, unit), day(start)) == day(falls_on)


def test_a_milestone_follows_the_span_current_that_day() -> None:
    body = clock("2026-01-01", ("2026-03-01", "2026-03-05"))
    assert milestone_day(body, milestone(30), day("02-28")) == day("01-31")
    assert milestone_day(body, milestone(30), day("03-01")) == day("04-04")


TWO_SPANS = clock("01-01", ("03-01", "03-10"))
UNBROKEN = clock("01-01")
# (what the mark says of the milestone, the clock as it stands, the day the mark is meant for)
NOTED = {
    "as it stood": (("days", 30, "01-31"), TWO_SPANS, "01-31"),
    "of the second span": (("days", 30, "04-09"), TWO_SPANS, "04-09"),
    "put right, some days earlier": (("days", 30, "02-03"), UNBROKEN, "01-31"),
    "put right, a year earlier": (("days", 30, "2027-01-31"), UNBROKEN, "01-31"),
    "put right, to after the chip": (("days", 30, "2025-12-24"), UNBROKEN, "01-31"),
    "put right, to the very day": (("days", 30, "01-01"), UNBROKEN, "01-31"),
    "put right before a second span": (("days", 30, "02-20"), TWO_SPANS, "01-31"),
    "put right, to after it, of two": (("days", 30, "2025-12-24"), TWO_SPANS, "01-31"),
    "on the day the second begins": (("days", 30, "03-10"), TWO_SPANS, "01-31"),
    "a day into the second": (("days", 30, "03-11"), TWO_SPANS, "04-09"),
    "of another length": (("days", 60, "01-31"), TWO_SPANS, None),
    "of another unit": (("months", 30, "01-31"), TWO_SPANS, None),
    "of no day": (("days", 30, None), TWO_SPANS, None),
}


@pytest.mark.parametrize("case", NOTED.values(), ids=NOTED.keys())
def test_what_was_noted_stays_with_its_milestone_whatever_day_it_falls_on(
    case: tuple[tuple[Any, int, str | None], Clock, str | None],
) -> None:
    (unit, n, on), body, meant = case
    mark = kinds.Milestone(unit=unit, n=n, on=on and day(on), chip_on=day("05-01"))
    assert noted_for(mark, milestone(30), body, day("05-01")) == (meant and day(meant))


def test_what_was_noted_ahead_does_not_go_over_to_a_span_begun_since() -> None:
    ninety = milestone(90)
    mark = kinds.Milestone(unit="days", n=90, on=day("04-01"), dismissed=True)
    assert noted_for(mark, ninety, TWO_SPANS, day("05-01")) == day("04-01")
    assert milestone_day(TWO_SPANS, ninety, day("05-01")) == day("06-08")


def test_counting_from_one_moves_no_milestone() -> None:
    assert milestone_day(clock("01-01", count_from=1), milestone(30), day("01-05")) == day("01-31")


@pytest.mark.parametrize("unit", ["days", "months", "years"])
def test_a_date_from_nowhere_breaks_nothing(unit: str) -> None:
    odd = clock("9999-12-31")
    assert milestone_day(odd, milestone(2, unit), day("11-20")) == date.max
    assert count(odd, day("11-20")).current == 0


MARKS = [milestone(30, lead=7), milestone(1, "years", lead=21), milestone(60, lead=10)]


def ahead(one: Milestone, on: str, days: int) -> Upcoming:
    return Upcoming(one, day(on), days)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("01-01", ahead(MARKS[0], "01-31", 30)),
        ("01-30", ahead(MARKS[0], "01-31", 1)),
        ("01-31", ahead(MARKS[2], "03-02", 30)),  # the day itself is no longer ahead
        ("03-02", ahead(MARKS[1], "2027-01-01", 305)),
        ("2027-01-01", None),
    ],
)
def test_the_next_milestone_is_the_nearest_after_today(
    today: str, expected: Upcoming | None
) -> None:
    assert next_milestone(clock("01-01"), MARKS, day(today)) == expected


@pytest.mark.parametrize(
    ("today", "days"),
    [("01-23", []), ("01-24", [7]), ("01-30", [1]), ("01-31", [0]), ("02-01", [])],
)
def test_a_lead_window_opens_that_many_days_before_and_closes_after_the_day(
    today: str, days: list[int]
) -> None:
    found = milestones_ahead(clock("01-01"), MARKS, day(today))
    assert [one.days for one in found] == days


@pytest.mark.parametrize("start", ["1924-02-29", "1999-12-31", "2023-08-30"])
@pytest.mark.parametrize(("unit", "most"), [("days", 4_000), ("months", 1_200), ("years", 100)])
def test_a_lead_window_is_as_long_however_far_away_it_is(start: str, unit: Any, most: int) -> None:
    """Months and years are not all as long; over a life that comes to weeks."""
    body = clock(start)
    for n in range(1, most, 1 + most // 100):
        mark = milestone(n, unit, lead=14)
        on = milestone_day(body, mark, body.start)
        for before, shown in ((15, []), (14, [14]), (0, [0]), (-1, [])):
            found = milestones_ahead(body, [mark], on - timedelta(days=before))
            assert [one.days for one in found] == shown, (n, before)


def test_milestones_ahead_stand_nearest_first() -> None:
    far, near = milestone(35, lead=90), milestone(33, lead=90)
    found = milestones_ahead(clock("01-01"), [far, near], day("01-30"))
    assert [one.milestone for one in found] == [near, far]


def test_what_was_reached_stands_newest_first() -> None:
    marks = [milestone(n) for n in (3, 9, 5)]
    body = clock("01-01", ("01-07", "01-08"))
    assert [(one.milestone.n, one.on) for one in reached(body, marks, day("01-18"))] == [
        (9, day("01-17")),
        (5, day("01-13")),
        (3, day("01-11")),
        (5, day("01-06")),
        (3, day("01-04")),
    ]
    assert [one.milestone.n for one in reached_lately(body, marks, day("01-18"), 5)] == [9, 5]


def test_of_several_setbacks_the_last_says_whether_a_day_to_begin_again_is_open() -> None:
    rows = [Setback(on=day("01-05"), restart=day("01-06")), Setback(on=day("01-10"))]
    body = Clock(label="alcohol", start=day("01-01"), setbacks=rows)
    assert [is_open(body, day(today)) for today in ("01-04", "01-09", "01-10")] == [
        False,
        False,
        True,
    ]


def test_a_time_before_that_adds_no_day_is_no_span() -> None:
    past = [
        Span(start=day("2020-01-01"), end=day("2020-03-01")),
        Span(start=day("2020-02-01"), end=day("2020-03-01")),
    ]
    body = Clock(label="alcohol", start=day("01-01"), past=past)
    assert list(spans(body, day("01-05"))) == [
        (day("2020-01-01"), day("2020-03-01")),
        (day("01-01"), day("01-05")),
    ]


@pytest.mark.parametrize(("today", "met"), [("01-30", 0), ("01-31", 1), ("02-01", 0)])
def test_a_milestone_is_reached_on_its_day_and_no_other(today: str, met: int) -> None:
    assert reached_today(clock("01-01"), MARKS, day(today)) == MARKS[:met]


def test_the_built_in_programme_leads_from_one_milestone_to_the_next_for_sixty_years() -> None:
    body, today, met = clock("2020-02-29"), day("2020-02-29"), []
    while upcoming := next_milestone(body, builtin().milestones, today):
        met.append(upcoming.milestone.label)
        assert upcoming.on > today
        today = upcoming.on
    assert met[:6] == ["24 hours", "30 days", "60 days", "90 days", "6 months", "9 months"]
    assert met[-1] == "60 years"
    assert today == day("2080-02-29")
