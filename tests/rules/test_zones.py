"""Alerts between zones: a sponsor in Berlin, a sponsee there or at either end of the world.

What a rule says changes at the sponsor's four in the morning and at no other moment, also in
the nights in which the clocks change, and whatever zone the sponsee's days are of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sponsorterm.records.days import civil_day
from sponsorterm.records.kinds import (
    Amends,
    Assignment,
    Body,
    Checkin,
    Clock,
    Halt,
    Inventory,
    KeptBack,
    Note,
    Presence,
    SafetyPlan,
    Step,
)
from sponsorterm.rules.assignments import tasks
from sponsorterm.rules.facts import Facts
from sponsorterm.rules.flags import flags
from sponsorterm.rules.limits import Limits
from tests.rules.conftest import BERLIN, NewEntry, NewFacts

ZONES = ("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")
PLAIN, SPRING, AUTUMN = date(2026, 11, 20), date(2026, 3, 29), date(2026, 10, 25)
"""A day like any other, and those on which Berlin's clocks go forward and back."""
AGREED = 3
"""Meetings a week."""
ANY = "0" * 32
"""A digest of all that is here."""


def keys(facts: Facts) -> dict[str, int]:
    return {flag.key: flag.level for flag in flags(facts)}


def nights(last: date, count: int, **answers: Any) -> list[tuple[date, Body]]:
    body = Inventory(period="nightly", mode="full", **answers)
    return [(last - timedelta(days=back), body) for back in range(count)]


BY_DAYS: tuple[tuple[str, Callable[[date], list[tuple[date, Body]]], int, bool], ...] = (
    ("low_mood", lambda last: nights(last, 1, mood=1), 2, False),
    ("craving_high", lambda last: nights(last, 1, craving=8), 1, False),
    ("craving_rise", lambda last: nights(last, 2, craving=6), 2, False),
    ("hard_run", lambda last: nights(last, 3, mood=2), 2, False),
    (
        "halt",
        lambda last: nights(last, 2, halt=Halt(hungry=True, angry=True, tired=True)),
        2,
        False,
    ),
    ("all_easy", lambda last: nights(last, 14, mood=5), 2, False),
    ("setback", lambda last: nights(last, 1, used="yes"), 8, False),
    ("silent", lambda last: nights(last, 1), 3, True),
    ("stale_data", lambda last: [(last, Presence(count=1, digest=ANY)), *nights(last, 1)], 3, True),
    ("kept_back", lambda last: nights(last, 1, kept_back=KeptBack(flag="yes", by=last)), 1, True),
    ("meetings", lambda last: [(last, Checkin(meetings=AGREED))], 1, False),
    ("meetings", lambda last: [(last, Checkin(meetings=AGREED))], 15, True),
    ("drop_off", lambda last: 8 * nights(last, 1), 8, True),
    ("drop_off", lambda last: 8 * nights(last, 1), 36, False),
    ("overdue", lambda last: [(last, Assignment(title="x", due=last))], 3, True),
    ("amends_due", lambda last: [(last, Amends(state="planned", planned_for=last))], 1, True),
    ("stalled", lambda last: [(last, Step(pack="general", step=4, state="working"))], 21, True),
    ("plan_old", lambda last: [(last, SafetyPlan(reviewed_on=last))], 90, True),
    ("plan_old", lambda last: [(last, Clock(label="x", start=last))], 90, False),
    ("milestone", lambda last: [(last, Clock(label="x", start=last))], 30 - 7, True),
    ("milestone", lambda last: [(last, Clock(label="x", start=last))], 31, False),
)
"""Of each rule that goes by days: what is shared up to a last day, on which day after it the
rule changes its mind, and whether it speaks from then on or falls silent."""


@pytest.mark.parametrize("turn", [PLAIN, SPRING, AUTUMN], ids=str)
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("key", "shared", "days", "speaks"),
    BY_DAYS,
    ids=[f"{key} {days}" for key, _, days, _ in BY_DAYS],
)
def test_a_rule_changes_its_mind_at_the_sponsors_four_in_the_morning(
    facts: NewFacts,
    entry: NewEntry,
    key: str,
    shared: Callable[[date], list[tuple[date, Body]]],
    days: int,
    speaks: bool,
    zone: str,
    turn: date,
) -> None:
    given = [
        entry(body, day=day, at=noon(day, zone)) for day, body in shared(turn - timedelta(days))
    ]
    told = Counter(each.day for each in given)
    for moment, expected in ((time(3, 59), not speaks), (time(4), speaks)):
        now = datetime.combine(turn, moment, BERLIN)
        today = civil_day(now, BERLIN)
        note = entry(Presence(count=len(given), digest=ANY), day=today)
        notes = [] if any(each.kind == note.kind for each in given) else [note]
        looked = facts(*notes, *given, moment=now, today=today, last_sync=now, cadence="daily",
                       limits=Limits(weekly_meetings=AGREED), told=told,
                       tasks=tasks(given, []))  # fmt: skip
        assert (key in keys(looked)) == expected, moment


def noon(day: date, zone: str) -> datetime:
    """Noon of a day there, with the offset it has in a record."""
    at = datetime.combine(day, time(12), ZoneInfo(zone))
    return datetime.fromisoformat(at.isoformat())


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("asked", "hours"),
    [
        (datetime(2026, 11, 20, 10, 0, tzinfo=UTC), 2),
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 2),  # 01:30 in Berlin, and at three it is four
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 2),  # 01:30, and it is two o'clock twice
    ],
)
def test_hours_that_pass_are_counted_and_not_those_the_clock_shows(
    facts: NewFacts, entry: NewEntry, asked: datetime, hours: int, zone: str
) -> None:
    at = datetime.fromisoformat(asked.astimezone(ZoneInfo(zone)).isoformat())
    request = entry(Checkin(need_call="today"), day=at.date(), at=at)
    question = entry(Note(body="?"), day=at.date(), at=at)
    for key, body, wait, before in (
        ("call_now", request, timedelta(hours=hours), 2),
        ("on_you", question, timedelta(hours=48), None),
    ):
        for late, level in ((timedelta(minutes=-1), before), (timedelta(), 1 if before else 3)):
            now = (asked + wait + late).astimezone(BERLIN)
            looked = facts(body, moment=now, today=civil_day(now, BERLIN), last_sync=now,
                           unread=frozenset({question.record}))  # fmt: skip
            assert keys(looked).get(key) == level, (key, late)


@pytest.mark.parametrize("turn", [PLAIN, SPRING, AUTUMN], ids=str)
def test_what_is_tomorrow_in_auckland_is_told_today(
    facts: NewFacts, entry: NewEntry, turn: date
) -> None:
    """At nine in the evening in Berlin it is the next morning there."""
    now = datetime.combine(turn, time(21), BERLIN)
    theirs = now.astimezone(ZoneInfo("Pacific/Auckland"))
    day = civil_day(theirs, ZoneInfo("Pacific/Auckland"))
    assert day == turn + timedelta(days=1)
    told = entry(Checkin(mood=1, craving=9, used="yes"), day=day, at=theirs)
    looked = facts(told, moment=now, today=civil_day(now, BERLIN), last_sync=now)
    assert {"low_mood", "craving_high", "setback"} <= keys(looked).keys()


@pytest.mark.parametrize("turn", [PLAIN, SPRING, AUTUMN], ids=str)
def test_what_los_angeles_tells_of_its_evening_is_not_overlooked_in_the_morning(
    facts: NewFacts, entry: NewEntry, turn: date
) -> None:
    """At six in the morning in Berlin it is the evening before there."""
    now = datetime.combine(turn, time(6), BERLIN)
    theirs = now.astimezone(ZoneInfo("America/Los_Angeles"))
    day = civil_day(theirs, ZoneInfo("America/Los_Angeles"))
    assert day == turn - timedelta(days=1)
    told = entry(Checkin(mood=1, used="yes"), day=day, at=theirs)
    looked = facts(told, moment=now, today=civil_day(now, BERLIN), last_sync=now)
    assert {"low_mood", "setback"} <= keys(looked).keys()
