"""Alerts that look at several days: both sides of every threshold, and what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Answer, Checkin, Clock, Halt, Step
from sponsorterm.rules.flags import flags
from sponsorterm.rules.limits import DEFAULTS, Limits
from tests.rules.conftest import TODAY, NewEntry, NewFacts, ago, found, night, present, said

# A craving that rises


@pytest.mark.parametrize(
    ("by_day", "expected"),
    [
        ({0: 6, 1: 6}, "craving 6 or more on 2 of 3 days"),
        ({0: 7, 2: 6}, "craving 6 or more on 2 of 3 days"),
        ({0: 6, 1: 7, 2: 6}, "craving 6 or more on 3 of 3 days"),
        ({1: 6, 2: 6}, "craving 6 or more on 2 of 3 days"),
        ({0: 6, 3: 6}, None),
        ({0: 6, 1: 5}, None),
        ({-1: 6, 0: 2, 1: 6}, "craving 6 or more on 2 of 3 days"),
    ],
)
def test_a_craving_high_on_two_of_three_days(
    facts: NewFacts, entry: NewEntry, by_day: dict[int, int], expected: str | None
) -> None:
    given = facts(*(entry(night(craving=value), ago=day) for day, value in by_day.items()))
    assert said(given, "craving_rise") == (expected and (2, expected))


@pytest.mark.parametrize(
    ("today", "before", "expected"),
    [
        (4, [1, 1, 1, 1, 1], "craving 4 today (usually 1)"),
        (3, [1, 1, 1, 1, 1], None),
        (5, [1, 2, 2, 3, 1], "craving 5 today (usually 2)"),
        (4, [1, 1, 1, 1], None),  # four readings are no habit
        (5, [1, 2, 1, 2, 1, 2], "craving 5 today (usually 1.5)"),
        (4, [1, 2, 1, 2, 1, 2], None),
    ],
)
def test_a_craving_well_over_ones_own_median(
    facts: NewFacts, entry: NewEntry, today: int, before: list[int], expected: str | None
) -> None:
    earlier = (entry(night(craving=value), ago=day) for day, value in enumerate(before, start=1))
    given = facts(entry(night(craving=today)), *earlier)
    assert said(given, "craving_rise") == (expected and (2, expected))


@pytest.mark.parametrize(("last", "expected"), [(14, True), (15, False)])
def test_the_median_is_of_two_weeks(
    facts: NewFacts, entry: NewEntry, last: int, expected: bool
) -> None:
    before = [entry(night(craving=0), ago=day) for day in (1, 2, 3, 4, last)]
    assert bool(found(facts(entry(night(craving=5)), *before), "craving_rise")) == expected


def test_a_high_craving_is_told_once(facts: NewFacts, entry: NewEntry) -> None:
    given = facts(entry(night(craving=8)), entry(night(craving=8), ago=1))
    assert [flag.key for flag in flags(given)] == ["craving_high"]
    calm = facts(entry(night(craving=2)), *(entry(night(craving=0), ago=d) for d in range(1, 9)))
    assert not found(calm, "craving_rise")
    flag = found(facts(entry(night(craving=7)), entry(night(craving=6), ago=1)), "craving_rise")
    assert flag
    assert len(flag.records) == 2


# HALT


def halt(parts: int) -> Halt:
    names = ("hungry", "angry", "lonely", "tired")
    return Halt(**{name: place < parts for place, name in enumerate(names)})


@pytest.mark.parametrize(
    ("by_day", "expected"),
    [
        ({0: 3, 1: 3}, "hungry, angry, lonely or tired, two days to today"),
        ({0: 4, 1: 3}, "hungry, angry, lonely or tired, two days to today"),
        ({1: 3, 2: 4}, "hungry, angry, lonely or tired, two days to yesterday"),
        ({0: 2, 1: 3, 2: 3}, None),
        ({0: 3, 1: 2}, None),
        ({0: 3, 2: 3}, None),
        ({2: 4, 3: 4}, None),
        ({0: 4}, None),
    ],
)
def test_halt_on_two_days_running(
    facts: NewFacts, entry: NewEntry, by_day: dict[int, int], expected: str | None
) -> None:
    given = facts(*(entry(Checkin(halt=halt(parts)), ago=day) for day, parts in by_day.items()))
    assert said(given, "halt") == (expected and (2, expected))


def test_the_hardest_hour_of_halt_counts_and_no_answer_is_no_calm_one(
    facts: NewFacts, entry: NewEntry
) -> None:
    hard = [entry(Checkin(halt=halt(3)), ago=day) for day in (0, 1)]
    calm = entry(Checkin(halt=halt(0)))
    silent = entry(Checkin(halt=Halt()))
    flag = found(facts(calm, silent, *hard), "halt")
    assert flag
    assert flag.records == (hard[0].record, hard[1].record)
    # Without an answer today is still open, and the two days before are told.
    two = [entry(Checkin(halt=halt(3)), ago=day) for day in (1, 2)]
    assert said(facts(silent, *two), "halt") == (
        2,
        "hungry, angry, lonely or tired, two days to yesterday",
    )


# Nothing but top marks


def easy(entry: NewEntry, days: int = 14, **answers: Any) -> list[Entry]:
    return [entry(night(mood=5, **answers), ago=day) for day in range(1, days + 1)]


def test_two_weeks_of_top_marks_without_a_word(facts: NewFacts, entry: NewEntry) -> None:
    expected = (4, "14 days of top marks without a word")
    assert said(facts(*easy(entry)), "all_easy") == expected
    assert said(facts(*easy(entry, craving=0)), "all_easy") == expected
    assert said(facts(*easy(entry, answers={"fear": Answer(value="no")})), "all_easy") == expected
    assert not found(facts(*easy(entry, 13)), "all_easy")


def test_an_easy_run_rests_on_each_of_its_days(facts: NewFacts, entry: NewEntry) -> None:
    days = easy(entry)
    flag = found(facts(*days), "all_easy")
    assert flag
    assert (flag.day, flag.began) == (ago(14), ago(14))
    assert flag.records == tuple(day.record for day in days)


@pytest.mark.parametrize(
    "one",
    [
        night(mood=4),
        night(),
        night(mood=5, craving=1),
        night(mood=5, done_well="x"),
        night(mood=5, better="x"),
        night(mood=5, tomorrow="x"),
        night(mood=5, gratitude=["x"]),
        night(mood=5, answers={"fear": Answer(text="x")}),
        Checkin(mood=5, ask="x"),
        Checkin(mood=5, stuck="x"),
        Checkin(mood=5, step_action="x"),
    ],
)
def test_one_other_day_is_enough(facts: NewFacts, entry: NewEntry, one: Any) -> None:
    days = [*easy(entry, 13), entry(one, ago=14)]
    assert not found(facts(*days), "all_easy")


def test_of_numbers_nobody_knows_whether_there_were_words(facts: NewFacts, entry: NewEntry) -> None:
    days = easy(entry)
    days[3] = replace(days[3], level="numbers")
    assert not found(facts(*days), "all_easy")


# Fewer entries, fewer meetings


def told(lately: int, before: int) -> dict[date, int]:
    """So many entries in the last seven whole days, and so many in the four weeks before."""
    return {ago(7): lately, ago(8): before, TODAY: 9, ago(36): 9}


@pytest.mark.parametrize(
    ("lately", "before", "expected"),
    [
        (3, 28, "3 entries in 7 days (usually 7)"),
        (1, 28, "1 entry in 7 days (usually 7)"),
        (0, 8, "no entries in 7 days (usually 2)"),
        (4, 32, None),  # half is not under half
        (0, 7, None),  # who writes that seldom has nothing to fall off from
        (7, 28, None),
    ],
)
def test_fewer_entries_than_is_usual(
    facts: NewFacts, entry: NewEntry, lately: int, before: int, expected: str | None
) -> None:
    given = facts(present(entry, 0), told=told(lately, before))
    assert said(given, "drop_off") == (expected and (3, expected))


def test_what_is_not_known_is_no_drop(facts: NewFacts, entry: NewEntry) -> None:
    known = facts(present(entry, 0, days=1), told=told(1, 28))
    assert found(known, "drop_off")
    assert found(replace(known, since=ago(35)), "drop_off")
    assert not found(replace(known, since=ago(34)), "drop_off"), "not linked for five weeks"
    assert not found(replace(known, since=None), "drop_off")
    assert not found(facts(present(entry, 0, days=2), told=told(1, 28)), "drop_off")
    assert not found(facts(present(entry, 3), told=told(1, 28)), "drop_off"), "some not arrived"
    assert not found(facts(told=told(1, 28)), "drop_off"), "they never told what there is"


def met(entry: NewEntry, *days: int) -> list[Entry]:
    return [entry(night(actions=["meeting"]), ago=day) for day in days]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((1, 8, 9), "1 and 2 meetings in two weeks (agreed: 3 a week)"),
        ((), "0 and 0 meetings in two weeks (agreed: 3 a week)"),
        ((0, 1, 7, 8, 14), "2 and 2 meetings in two weeks (agreed: 3 a week)"),
        ((1, 2, 7, 9), None),
        ((1, 8, 10, 14), None),
    ],
)
def test_fewer_meetings_than_agreed_two_weeks_running(
    facts: NewFacts, entry: NewEntry, days: tuple[int, ...], expected: str | None
) -> None:
    limits = DEFAULTS.agreed({"weekly_meetings": 3})
    given = facts(present(entry, len(days)), *met(entry, *days), limits=limits)
    assert said(given, "meetings") == (expected and (3, expected))
    assert not found(replace(given, limits=DEFAULTS), "meetings"), "nothing was agreed"


def test_meetings_told_in_one_go_count_as_many(facts: NewFacts, entry: NewEntry) -> None:
    limits = Limits(weekly_meetings=3)
    given = facts(present(entry, 1), entry(Checkin(meetings=3), ago=2), limits=limits)
    assert not found(given, "meetings")
    given = facts(present(entry, 1), entry(Checkin(meetings=2), ago=2), limits=limits)
    assert found(given, "meetings")
    assert not found(replace(given, since=ago(13)), "meetings")
    assert found(replace(given, since=ago(14)), "meetings")


def test_what_is_counted_by_weeks_began_with_the_first_of_them(
    facts: NewFacts, entry: NewEntry
) -> None:
    fewer = found(facts(present(entry, 0), told=told(1, 28)), "drop_off")
    assert fewer
    assert fewer.began == ago(7)
    limits = Limits(weekly_meetings=3)
    missed = found(facts(present(entry, 0), limits=limits), "meetings")
    assert missed
    assert missed.began == ago(14)


# Step work


def step(state: Any) -> Step:
    return Step(pack="general", step=4, state=state)


@pytest.mark.parametrize(
    ("days", "state", "expected"),
    [
        (21, "working", "step work rests since 30 Oct"),
        (21, "waiting", "step work rests since 30 Oct"),
        (21, "revisiting", "step work rests since 30 Oct"),
        (20, "working", None),
        (21, "done", None),
        (21, "not_started", None),
        (21, None, None),
    ],
)
def test_step_work_that_rests(
    facts: NewFacts, entry: NewEntry, days: int, state: Any, expected: str | None
) -> None:
    given = facts(entry(step(state), ago=days))
    assert said(given, "stalled") == (expected and (3, expected))


def test_any_step_that_moves_is_movement(facts: NewFacts, entry: NewEntry) -> None:
    old = entry(step("working"), ago=60)
    assert not found(facts(entry(step("working"), ago=2), old), "stalled")
    assert found(facts(entry(step("done"), ago=2), old), "stalled"), "nothing is under way since"


# What two people agreed on


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("high_craving", 7, "craving_high"),
        ("lowest_mood", 2, "low_mood"),
        ("hard_days", 1, "hard_run"),
        ("halt_parts", 2, "halt"),
        ("setback_days", 9, "setback"),
        ("stalled_days", 5, "stalled"),
    ],
)
def test_two_people_may_agree_on_other_numbers(
    facts: NewFacts, entry: NewEntry, name: str, value: int, key: str
) -> None:
    given = facts(
        entry(Checkin(mood=2, craving=7, halt=halt(2))),
        entry(Checkin(halt=halt(2), craving=1), ago=1),
        entry(step("working"), ago=5),
        entry(Checkin(used="yes"), ago=9),
    )
    assert not found(given, key)
    assert found(replace(given, limits=DEFAULTS.agreed({name: value})), key)


def test_the_hours_a_call_may_wait_can_be_agreed(facts: NewFacts, entry: NewEntry) -> None:
    given = facts(entry(Checkin(need_call="today"), at=facts().now - timedelta(hours=3)))
    assert said(given, "call_now") == (1, "would like a call, today 15:30")
    patient = replace(given, limits=DEFAULTS.agreed({"call_waits_hours": 4}))
    assert said(patient, "call_now") == (2, "would like a call, today 15:30")


@pytest.mark.parametrize(
    ("cadence", "agreed", "last", "expected"),
    [
        ("daily", 4, 4, None),
        ("daily", 4, 5, 3),
        ("daily", 4, 6, 2),
        ("daily", 4, 10, 1),
        ("weekly", 1, 7, None),
        ("weekly", 1, 8, 3),
        ("weekly", 1, 10, 2),
        ("none", 1, 300, None),
    ],
)
def test_how_long_a_silence_may_be_can_be_agreed(
    facts: NewFacts, entry: NewEntry, cadence: Any, agreed: int, last: int, expected: int | None
) -> None:
    limits = DEFAULTS.agreed({"quiet_days": agreed})
    given = facts(present(entry, 1), entry(night(), ago=last), cadence=cadence, limits=limits)
    flag = found(given, "silent")
    assert (flag.level if flag else None) == expected


@pytest.mark.parametrize(("last", "expected"), [(3, None), (4, 3), (5, 2), (9, 1)])
def test_what_was_agreed_comes_a_day_earlier_in_the_first_days(
    facts: NewFacts, entry: NewEntry, last: int, expected: int | None
) -> None:
    clock = entry(Clock(label="alcohol", start=ago(30)))
    night_ = entry(night(), ago=last)
    limits = DEFAULTS.agreed({"quiet_days": 4})
    given = facts(clock, present(entry, 2), night_, cadence="daily", limits=limits)
    flag = found(given, "silent")
    assert (flag.level if flag else None) == expected


def test_the_first_days_can_be_agreed(facts: NewFacts, entry: NewEntry) -> None:
    clock = entry(Clock(label="alcohol", start=ago(30)))
    given = facts(clock, present(entry, 2), entry(night(), ago=2), cadence="daily")
    assert found(given, "silent")
    assert not found(replace(given, limits=DEFAULTS.agreed({"early_days": 30})), "silent")


def test_what_is_no_limit_changes_nothing() -> None:
    assert DEFAULTS.agreed({"no_such_rule": 3, "agreed": 1}) == DEFAULTS
