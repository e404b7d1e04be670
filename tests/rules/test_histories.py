"""Twenty people's lines, counted by hand: the zone they live in, the day they read it, the counts.

Each says how it was counted. The days themselves come from `civil_day`, as they do for a person:
an instant somewhere on earth is the day it is there, and a day ends at the hour they chose.
"""

from __future__ import annotations

import itertools
from calendar import isleap, monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.program import Milestone, builtin
from sponsorterm.records.days import add_months, civil_day
from sponsorterm.records.kinds import Clock, Setback, Span
from sponsorterm.rules.clocks import count, milestone_day, milestones_ahead, reached, spans

FOUR = time(4)
MIDNIGHT = time(0)


class History(NamedTuple):
    """Somebody's line, when (UTC) and where they look at it, and what they should read."""

    clock: Clock
    at: str
    zone: str
    day: str
    current: int
    total: int
    longest: int
    ends_at: time = FOUR


def line(start: str, *setbacks: str, past: tuple[str, ...] = (), count_from: int = 0) -> Clock:
    """`line("2026-01-01", "2026-02-01>2026-02-03")`; without the arrow the day is open."""
    rows = []
    for text in setbacks:
        on, _, again = text.partition(">")
        restart = date.fromisoformat(again) if again else None
        rows.append(Setback(on=date.fromisoformat(on), restart=restart))
    before = [
        Span(start=date.fromisoformat(a), end=date.fromisoformat(b))
        for a, b in (text.split("..") for text in past)
    ]
    return Clock(
        label="x",
        start=date.fromisoformat(start),
        setbacks=rows,
        past=before,
        count_from=1 if count_from else 0,
    )


HISTORIES = {
    # 00:40 in Berlin is still the 20th: the day ends at four. 16 Jul to 20 Nov: 15+31+30+31+20.
    "after midnight it is still yesterday": History(
        line("2026-07-16"), "2026-11-20T23:40", "Europe/Berlin", "2026-11-20", 127, 127, 127
    ),
    # 04:00 exactly (03:00 UTC) is the 21st: one more.
    "at four the next day begins": History(
        line("2026-07-16"), "2026-11-21T03:00", "Europe/Berlin", "2026-11-21", 128, 128, 128
    ),
    # Whose day ends at midnight reads the 21st at 00:40.
    "a day that ends at midnight": History(
        line("2026-07-16"),
        "2026-11-20T23:40",
        "Europe/Berlin",
        "2026-11-21",
        128,
        128,
        128,
        MIDNIGHT,
    ),
    # Auckland is 13 hours ahead: 20 Nov 18:00 UTC is the 21st, 07:00. 1 to 21 Nov: 20 days.
    "east of the date line": History(
        line("2026-11-01"), "2026-11-20T18:00", "Pacific/Auckland", "2026-11-21", 20, 20, 20
    ),
    # Honolulu is 10 hours behind: 21 Nov 06:00 UTC is the 20th, 20:00. 1 to 20 Nov: 19 days.
    "west of it": History(
        line("2026-11-01"), "2026-11-21T06:00", "Pacific/Honolulu", "2026-11-20", 19, 19, 19
    ),
    # Half an hour counts: 22:25 UTC is 03:55 in Kolkata (+5:30), still the 20th.
    "a zone of half hours, before four": History(
        line("2026-11-10"), "2026-11-20T22:25", "Asia/Kolkata", "2026-11-20", 10, 10, 10
    ),
    # 22:35 UTC is 04:05 there: the 21st.
    "a zone of half hours, after four": History(
        line("2026-11-10"), "2026-11-20T22:35", "Asia/Kolkata", "2026-11-21", 11, 11, 11
    ),
    # New York springs forward on 8 Mar 2026; 7 to 10 Mar are three days of 24, 23 and 24 hours.
    "over a day of 23 hours": History(
        line("2026-03-07"), "2026-03-10T16:00", "America/New_York", "2026-03-10", 3, 3, 3
    ),
    # And falls back on 1 Nov; 31 Oct to 2 Nov are two days, one of 25 hours.
    "over a day of 25 hours": History(
        line("2026-10-31"), "2026-11-02T17:00", "America/New_York", "2026-11-02", 2, 2, 2
    ),
    # 29 Feb 2024 to 28 Feb 2025: 366 - 1 days, since the leap day itself lies behind.
    "begun on a leap day": History(
        line("2024-02-29"), "2025-02-28T12:00", "UTC", "2025-02-28", 365, 365, 365
    ),
    # 31 Jan to 1 Mar 2027: 28 days of February, and one.
    "begun at a month's end": History(
        line("2027-01-31"), "2027-03-01T12:00", "UTC", "2027-03-01", 29, 29, 29
    ),
    # New Year's eve to New Year's day.
    "over a year's end": History(
        line("2026-12-31"), "2027-01-01T12:00", "UTC", "2027-01-01", 1, 1, 1
    ),
    # Counts from one: 20 days have passed, the 21st is being lived.
    "counted from one": History(
        line("2026-11-01", count_from=1), "2026-11-21T12:00", "UTC", "2026-11-21", 21, 20, 20
    ),
    # 1 Jan to 1 Mar: 59. Out for two days. 3 Mar to 2 Apr: 28 + 2 = 30. 89 in all.
    "one setback": History(
        line("2026-01-01", "2026-03-01>2026-03-03"),
        "2026-04-02T12:00",
        "UTC",
        "2026-04-02",
        30,
        89,
        59,
    ),
    # 59 days, and since then no day to begin again was chosen: nothing more is counted.
    "a setback left open": History(
        line("2026-01-01", "2026-03-01"), "2026-04-02T12:00", "UTC", "2026-04-02", 0, 59, 59
    ),
    # The same who counts from one: an open day is no first day.
    "left open, counted from one": History(
        line("2026-01-01", "2026-03-01", count_from=1),
        "2026-04-02T12:00",
        "UTC",
        "2026-04-02",
        0,
        59,
        59,
    ),
    # 31 (January), out; open in February, then a second setback of 1 Mar with its day, 5 Mar:
    # from there to 2 Apr are 26 + 2 = 28. In all 59.
    "an open one closed by a later one": History(
        line("2026-01-01", "2026-02-01", "2026-03-01>2026-03-05"),
        "2026-04-02T12:00",
        "UTC",
        "2026-04-02",
        28,
        59,
        31,
    ),
    # Two devices wrote 1 Mar: one open, one with 3 Mar. The one that knows more counts: as above.
    "the same day open and not": History(
        line("2026-01-01", "2026-03-01>2026-03-03", "2026-03-01"),
        "2026-04-02T12:00",
        "UTC",
        "2026-04-02",
        30,
        89,
        59,
    ),
    # 2019 to 2021 told later: 366 (2020) + 365 = 731 days. Now 50 (1 Jan to 20 Feb). No setback.
    "an earlier time filled in": History(
        line("2026-01-01", past=("2020-01-01..2022-01-01",)),
        "2026-02-20T12:00",
        "UTC",
        "2026-02-20",
        50,
        781,
        731,
    ),
    # Three setbacks, the last on the day itself with tomorrow as the day to begin again:
    # 10 + 9 (12th to 21st Jan) + 27 (23 Jan to 19 Feb); 0 now.
    "three setbacks, the last today": History(
        line(
            "2026-01-01", "2026-01-11>2026-01-12", "2026-01-21>2026-01-23", "2026-02-19>2026-02-20"
        ),
        "2026-02-19T21:00",
        "Europe/Berlin",
        "2026-02-19",
        0,
        46,
        27,
    ),
}


def test_there_are_twenty() -> None:
    assert len(HISTORIES) == 20


@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_counted_by_hand(name: str) -> None:
    told = HISTORIES[name]
    at = datetime.fromisoformat(told.at).replace(tzinfo=UTC)
    today = civil_day(at, ZoneInfo(told.zone), told.ends_at)
    assert today == date.fromisoformat(told.day)
    found = count(told.clock, today)
    assert (found.current, found.total, found.longest) == (told.current, told.total, told.longest)


ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Pacific/Auckland",
        "Pacific/Honolulu",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/St_Johns",
        "Africa/Casablanca",
    ]
)
INSTANTS = st.datetimes(datetime(2011, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
DAYS = st.dates(date(1960, 1, 1), date(2060, 12, 31))
ENDS = st.sampled_from([MIDNIGHT, FOUR, time(6, 30)])


@given(INSTANTS, ZONES, ENDS)
def test_the_day_is_the_local_date_or_the_one_before_it(
    at: datetime, zone: str, ends: time
) -> None:
    local = at.astimezone(ZoneInfo(zone))
    day = civil_day(at, ZoneInfo(zone), ends)
    assert day == local.date() - timedelta(days=local.time() < ends)


@given(INSTANTS, ZONES, ENDS, st.integers(0, 200))
def test_time_never_takes_a_day_away(at: datetime, zone: str, ends: time, hours: int) -> None:
    clock = Clock(label="x", start=date(2010, 6, 1))
    later = at + timedelta(hours=hours)
    before, after = (count(clock, civil_day(each, ZoneInfo(zone), ends)) for each in (at, later))
    assert 0 <= after.current - before.current <= hours // 23 + 2


@given(DAYS, st.integers(0, 1200))
def test_months_go_by_the_calendar_and_stop_at_its_end(day: date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == min(day.day, monthrange(found.year, found.month)[1])


@given(DAYS, st.integers(1, 60))
def test_a_year_falls_on_the_same_date_but_for_the_leap_day(day: date, years: int) -> None:
    mark = Milestone(key="y", label="y", unit="years", n=years, lead=0)
    on = milestone_day(Clock(label="x", start=day), mark, day)
    assert on.year == day.year + years
    leapt = (day.month, day.day) == (2, 29) and not isleap(on.year)
    assert (on.month, on.day) == ((2, 28) if leapt else (day.month, day.day))


@given(DAYS, st.integers(1, 3000))
def test_days_are_days_whatever_the_calendar_does(day: date, number: int) -> None:
    mark = Milestone(key="d", label="d", unit="days", n=number, lead=0)
    clock = Clock(label="x", start=day)
    on = milestone_day(clock, mark, day)
    assert count(clock, on).current == number


SETBACKS = st.builds(Setback, on=DAYS, restart=st.none() | DAYS)
CLOCKS = st.builds(
    Clock,
    label=st.just("x"),
    start=DAYS,
    count_from=st.sampled_from([0, 1]),
    setbacks=st.lists(SETBACKS, max_size=4),
    past=st.lists(st.builds(Span, start=DAYS, end=DAYS), max_size=2),
)


@given(CLOCKS, DAYS)
def test_no_span_overlaps_another_and_none_is_of_tomorrow(clock: Clock, today: date) -> None:
    known = [(begin, end) for begin, end in spans(clock, today) if begin < end]
    assert known == sorted(known)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(known))
    assert all(end <= today for _, end in known)


@given(CLOCKS, DAYS)
def test_an_open_day_counts_nothing_and_expects_nothing(clock: Clock, today: date) -> None:
    found = count(clock, today)
    if found.open:
        assert found.current == 0
        assert milestones_ahead(clock, builtin().milestones, today) == []
    tomorrow = count(clock, today + timedelta(days=1))
    assert tomorrow.total >= found.total


@given(CLOCKS, DAYS, st.integers(0, 400))
def test_what_was_reached_stays_reached(clock: Clock, today: date, days: int) -> None:
    marks = builtin().milestones
    before = {(one.milestone.key, one.on) for one in reached(clock, marks, today)}
    later = {(one.milestone.key, one.on) for one in reached(clock, marks, today + timedelta(days))}
    assert before <= later


@pytest.mark.parametrize(("today", "lived"), [("2026-01-30", 0), ("2026-01-31", 1)])
def test_a_milestone_is_reached_on_its_very_day(today: str, lived: int) -> None:
    marks = [Milestone(key="d", label="d", unit="days", n=30, lead=0)]
    assert len(reached(line("2026-01-01"), marks, date.fromisoformat(today))) == lived
