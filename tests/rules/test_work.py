"""What is to be done and what was done about it: both sides of each threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import (
    AlertAck,
    Amends,
    Assignment,
    Checkin,
    Clock,
    Comment,
    Debrief,
    Inventory,
    Meeting,
    Note,
    Presence,
    Progress,
    SafetyPlan,
    Worksheet,
)
from sponsorterm.rules.assignments import Task, tasks
from sponsorterm.rules.facts import Flag
from sponsorterm.rules.flags import flags, handled, raised
from sponsorterm.rules.limits import DEFAULTS
from sponsorterm.rules.readings import days
from tests.rules.conftest import NOW, TODAY, NewEntry, NewFacts, ago, found, said


def task(entry: NewEntry, due: int | None = None, state: Any = None, told: Any = None) -> Task:
    given = entry(Assignment(title="x", state=state, due=ago(due) if due is not None else None))
    answers = [entry(Progress(about=given.record, state=told), at=NOW)] if told else []
    return tasks([given], answers)[0]


# Assignments


def test_nothing_assigned_is_told_where_assignments_are_used(
    facts: NewFacts, entry: NewEntry
) -> None:
    assert said(facts(tasks=[]), "no_work") == (3, "nothing assigned")
    assert not found(facts(tasks=None), "no_work")
    assert not found(facts(tasks=[task(entry)]), "no_work")
    assert found(facts(tasks=[task(entry, told="dropped")]), "no_work")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ((3,), (3, "an assignment was due on Tue")),
        ((2,), None),
        ((9, 4, 1), (3, "2 assignments were due on 11 Nov")),
        ((None,), None),
    ],
)
def test_an_assignment_past_its_day(
    facts: NewFacts, entry: NewEntry, due: Sequence[int | None], expected: Any
) -> None:
    assert said(facts(tasks=[task(entry, day) for day in due]), "overdue") == expected


def test_what_is_handed_in_or_let_go_is_not_overdue(facts: NewFacts, entry: NewEntry) -> None:
    assert not found(facts(tasks=[task(entry, 9, told="submitted")]), "overdue")
    assert not found(facts(tasks=[task(entry, 9, state="done")]), "overdue")
    assert found(facts(tasks=[task(entry, 9, told="doing")]), "overdue")


# Waiting for the sponsor


@pytest.mark.parametrize(("hours", "expected"), [(48, True), (47.9, False)])
@pytest.mark.parametrize("body", [Note(body="?"), Comment(about="0" * 32, body="?"),
                                  Checkin(ask="?")], ids=lambda b: b.KIND)  # fmt: skip
def test_a_question_that_has_waited_two_days(
    facts: NewFacts, entry: NewEntry, body: Any, hours: float, expected: bool
) -> None:
    asked = entry(body, ago=2, at=NOW - timedelta(hours=hours))
    given = facts(asked, unread=frozenset({asked.record}))
    assert said(given, "on_you") == ((3, "1 thing waits for you since Wed") if expected else None)
    assert not found(replace(given, unread=frozenset()), "on_you")


def test_what_has_waited_longest_is_told(facts: NewFacts, entry: NewEntry) -> None:
    newer, older = (
        entry(Note(body="?"), ago=days, at=NOW - timedelta(days=days)) for days in (3, 5)
    )
    waiting = frozenset({newer.record, older.record})
    flag = found(facts(newer, older, unread=waiting), "on_you")
    assert flag
    assert (flag.level, flag.reason) == (3, "2 things wait for you since Sun")
    assert (flag.day, flag.records) == (ago(5), (newer.record, older.record))


def test_a_check_in_that_asks_nothing_does_not_wait(facts: NewFacts, entry: NewEntry) -> None:
    one = entry(Checkin(mood=3), ago=9)
    assert not found(facts(one, unread=frozenset({one.record})), "on_you")


@pytest.mark.parametrize(("days", "expected"), [(3, True), (2, False)])
def test_a_sheet_handed_in_waits_for_a_word(
    facts: NewFacts, entry: NewEntry, days: int, expected: bool
) -> None:
    # Numbers tell no hour: it waits from the end of its day, 18:30 today being 42.5 and 66.5
    # hours after.
    sheet = entry(
        Worksheet(pack="general", sheet="fears", state="submitted"), ago=days, level="numbers"
    )
    assert bool(found(facts(sheet), "on_you")) == expected
    assert not found(facts(sheet, signed=frozenset({sheet.id})), "on_you")
    draft = replace(sheet, body=Worksheet(pack="general", sheet="fears", state="draft"))
    assert not found(facts(draft), "on_you")


def test_an_assignment_handed_in_waits_too(facts: NewFacts, entry: NewEntry) -> None:
    given = entry(Assignment(title="x"))
    said_ = entry(Progress(about=given.record, state="submitted"), at=NOW - timedelta(hours=48))
    late = facts(tasks=tasks([given], [said_]))
    assert found(late, "on_you")
    patient = replace(late, limits=DEFAULTS.agreed({"on_you_hours": 49}))
    assert not found(patient, "on_you")
    doing = replace(said_, body=Progress(about=given.record, state="doing"))
    assert not found(replace(late, tasks=tasks([given], [doing])), "on_you")


# Amends, plans, setbacks, meetings


@pytest.mark.parametrize(
    ("planned", "state", "expected"),
    [
        (1, "planned", "an amends was planned for yesterday"),
        (0, "planned", None),
        (1, "made", None),
        (1, "attempted", None),
        (None, "planned", None),
    ],
)
def test_the_day_planned_for_an_amends_has_passed(
    facts: NewFacts, entry: NewEntry, planned: int | None, state: Any, expected: str | None
) -> None:
    day = ago(planned) if planned is not None else None
    given = facts(entry(Amends(state=state, planned_for=day)))
    assert said(given, "amends_due") == (expected and (3, expected))


def test_of_several_amends_the_day_longest_past_is_told(facts: NewFacts, entry: NewEntry) -> None:
    late, later = (entry(Amends(state="planned", planned_for=ago(days))) for days in (1, 4))
    flag = found(facts(late, later), "amends_due")
    assert flag
    assert (flag.level, flag.day, flag.records) == (3, ago(4), (late.record, later.record))


@pytest.mark.parametrize(("reviewed", "expected"), [(90, True), (89, False)])
def test_a_plan_not_looked_at_for_three_months(
    facts: NewFacts, entry: NewEntry, reviewed: int, expected: bool
) -> None:
    plan = entry(SafetyPlan(reviewed_on=ago(reviewed)), ago=400)
    assert bool(found(facts(plan), "plan_old")) == expected
    undated = entry(SafetyPlan(), ago=reviewed)
    assert bool(found(facts(undated), "plan_old")) == expected


def test_of_several_plans_the_one_looked_at_last_counts(facts: NewFacts, entry: NewEntry) -> None:
    old, older = (entry(SafetyPlan(reviewed_on=ago(days))) for days in (100, 200))
    for plans in ((old, older), (older, old)):
        flag = found(facts(*plans), "plan_old")
        assert flag
        assert (flag.level, flag.day, flag.records) == (4, ago(100), (old.record,))
    same = entry(SafetyPlan(reviewed_on=ago(100)), ago=3)
    assert found(facts(old, same), "plan_old"), "two of one day are told apart by nothing"


@pytest.mark.parametrize(("age", "expected"), [(89, True), (90, False)])
def test_that_there_is_no_plan_is_told_in_the_first_days(
    facts: NewFacts, entry: NewEntry, age: int, expected: bool
) -> None:
    clock = entry(Clock(label="alcohol", start=ago(age)))
    told = (4, "no plan for hard moments shared") if expected else None
    assert said(facts(clock), "plan_old") == told


def test_a_setback_looked_back_on_is_one_that_was_shared(facts: NewFacts, entry: NewEntry) -> None:
    assert said(facts(entry(Debrief(on=ago(3)))), "setback") == (1, "setback on Tue")
    assert said(facts(entry(Debrief(), ago=1)), "setback") == (1, "setback yesterday")
    assert not found(facts(entry(Debrief(on=ago(8)))), "setback")


def test_meetings_logged_one_by_one_count(entry: NewEntry) -> None:
    night = Inventory(period="nightly", mode="quick", actions=["meeting"])
    known = days([entry(Meeting()), entry(Meeting()), entry(night)], TODAY)
    assert known[TODAY].meetings == 2
    none = replace(entry(), body=Inventory(period="nightly", mode="quick"))
    assert days([none], TODAY)[TODAY].meetings == 0


# What was done about it


def ack(flag: Flag, action: Any = "ok", **changes: Any) -> AlertAck:
    fields: dict[str, Any] = {
        "link": "0" * 32,
        "alert": flag.key,
        "action": action,
        "revisions": sorted(flag.revisions),
        "about_day": flag.began,
    }
    return AlertAck(**(fields | changes))


def hard(entry: NewEntry, *ages: int) -> list[Entry]:
    return [entry(Inventory(period="nightly", mode="quick", mood=2), ago=age) for age in ages]


@pytest.mark.parametrize("action", ["called", "messaged", "ok"])
def test_what_was_dealt_with_is_quiet_until_there_is_something_new(
    facts: NewFacts, entry: NewEntry, action: Any
) -> None:
    three = hard(entry, 1, 2, 3)
    given = facts(*three)
    (flag,) = flags(given)
    dealt = replace(given, acks=[ack(flag, action)])
    assert flags(dealt) == []
    assert [(one.key, done.action) for one, done in handled(dealt)] == [("hard_run", action)]
    again = facts(*hard(entry, 0), *three, acks=dealt.acks)
    assert [one.key for one in flags(again)] == ["hard_run"]
    edited = facts(replace(three[0], id="edited"), *three[1:], acks=dealt.acks)
    assert [one.key for one in flags(edited)] == ["hard_run"]


def test_an_acknowledgement_is_for_one_alert(facts: NewFacts, entry: NewEntry) -> None:
    given = facts(*hard(entry, 0, 1, 2))
    (flag,) = flags(given)
    other = ack(flag, alert="low_mood")
    assert flags(replace(given, acks=[other])) == [flag]


@pytest.mark.parametrize(("until", "quiet"), [(-1, True), (0, False), (1, False)])
def test_what_is_put_off_speaks_again_on_its_morning(
    facts: NewFacts, entry: NewEntry, until: int, quiet: bool
) -> None:
    given = facts(*hard(entry, 1, 2, 3))
    (flag,) = flags(given)
    dealt = replace(given, acks=[ack(flag, "snooze", until=ago(until))])
    assert (flags(dealt) == []) == quiet
    assert flags(replace(given, acks=[ack(flag, "snooze")])) == [flag]


def test_what_rests_on_no_copy_is_known_by_the_day_it_began(
    facts: NewFacts, entry: NewEntry
) -> None:
    night = entry(Inventory(period="nightly", mode="quick"), ago=3)
    here = entry(Presence(count=1, digest="0" * 32))
    given = facts(here, night, cadence="daily")
    (flag,) = flags(given)
    assert (flag.level, flag.began) == (3, TODAY)
    dealt = replace(given, acks=[ack(flag)])
    assert flags(dealt) == []
    # Another quiet day makes it louder, and that is news.
    tomorrow = NOW + timedelta(days=1)
    later = replace(dealt, today=TODAY + timedelta(days=1), moment=tomorrow, last_sync=tomorrow)
    later = replace(later, entries=[entry(Presence(count=1, digest="0" * 32), ago=-1), night])
    assert [(one.key, one.level) for one in flags(later)] == [("silent", 2)]


def test_unread_entries_are_dealt_with_by_reading(facts: NewFacts) -> None:
    given = facts(unread=frozenset({"a"}))
    (flag,) = flags(given)
    assert flags(replace(given, acks=[ack(flag)])) == [flag]


def test_what_two_people_do_without_is_not_raised(facts: NewFacts, entry: NewEntry) -> None:
    given = facts(*hard(entry, 1, 2, 3), off=frozenset({"hard_run"}))
    assert raised(given) == []
