"""Readings: a day is its hardest moment, and only possible dates count."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from sponsorterm.program import builtin
from sponsorterm.records.kinds import Checkin, Clock, Halt, Inventory, Note
from sponsorterm.rules.clocks import reached_lately
from sponsorterm.rules.readings import Day, Reading, days, here, last_contact
from tests.rules.conftest import TODAY, NewEntry, ago


@pytest.mark.parametrize(
    ("day", "mine"), [(ago(400), ago(400)), (ago(0), TODAY), (ago(-1), TODAY), (ago(-2), None)]
)
def test_a_day_of_theirs_is_mine_unless_it_cannot_be(day: date, mine: date | None) -> None:
    assert here(day, TODAY) == mine


def test_a_day_knows_what_is_for_it_and_how_it_was_at_its_hardest(entry: NewEntry) -> None:
    given = [
        entry(Checkin(mood=2, craving=8), record="newest"),
        entry(Checkin(mood=2, craving=8), record="as hard, earlier"),
        entry(Inventory(period="nightly", mode="quick", mood=4, craving=1), record="night"),
        entry(Note(body="x"), ago=1),
        entry(Inventory(period="nightly", mode="quick", craving=0), ago=2, record="calm"),
        entry(Clock(label="x", start=TODAY), ago=3),
        entry(Checkin(mood=1), ago=-2),
    ]
    assert days(given, TODAY) == {
        TODAY: Day(filed=True, line=True, mood=Reading(2, "newest"), craving=Reading(8, "newest")),
        ago(1): Day(filed=False, line=True, words=True),
        ago(2): Day(filed=True, line=False, craving=Reading(0, "calm")),
    }


def test_the_last_contact_is_told_with_its_moment_only_if_that_can_be(entry: NewEntry) -> None:
    yesterday = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
    line = entry(Note(body="x"), ago=1, at=yesterday)
    assert last_contact([line], TODAY) == (ago(1), yesterday)
    wrong_clock = entry(Note(body="x"), ago=1, at=yesterday + timedelta(days=40))
    assert last_contact([wrong_clock], TODAY) == (ago(1), None)
    assert last_contact([entry(Note(body="x"), ago=-40)], TODAY) is None
    assert last_contact([], TODAY) is None


def test_of_the_last_day_the_latest_moment_told_counts(entry: NewEntry) -> None:
    morning, evening = (datetime(2026, 11, 19, hour, 0, tzinfo=UTC) for hour in (9, 21))
    given = [
        *(entry(Note(body="x"), ago=1, at=at) for at in (morning, evening, None)),
        entry(Note(body="x"), ago=2, at=evening - timedelta(days=1)),
    ]
    for order in permutations(given):
        assert last_contact(order, TODAY) == (ago(1), evening)


def test_of_two_days_as_hard_the_newest_word_stands_and_no_meeting_is_none(
    entry: NewEntry,
) -> None:
    hard = Checkin(halt=Halt(hungry=True), meetings=None)
    known = days([entry(hard, record="newest"), entry(hard, record="earlier")], TODAY)
    assert known[TODAY].halt == Reading(1, "newest")
    assert known[TODAY].meetings == 0


@pytest.mark.parametrize(("passed", "expected"), [(0, False), (1, True), (30, True), (31, False)])
def test_a_milestone_was_reached_lately_after_its_day(passed: int, expected: bool) -> None:
    clock = Clock(label="x", start=ago(30 + passed))
    found = [one.milestone.n for one in reached_lately(clock, builtin().milestones, TODAY, 30)
             if one.milestone.unit == "days"]  # fmt: skip
    assert (30 in found) == expected
