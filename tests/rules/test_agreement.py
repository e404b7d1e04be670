"""An agreement is in force word for word as it was accepted, and not before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Acceptance, Agreement
from sponsorterm.rules.agreement import agreed, is_paused, limits, switched_off
from sponsorterm.rules.limits import DEFAULTS
from tests.rules.conftest import TODAY, NewEntry


def yes(entry: NewEntry, proposal: Entry, *, ago: int = 0, say: Any = "yes") -> Entry:
    body = Acceptance(about="0" * 32, revision=proposal.id, accepted=say)
    return entry(body, ago=ago)


def test_a_proposal_waits_until_it_is_accepted(entry: NewEntry) -> None:
    proposal = entry(Agreement(cadence="daily"))
    mine = agreed([proposal], [], [], [])
    assert (mine.in_force, mine.mine, mine.theirs) == (None, proposal, None)
    theirs = agreed([], [proposal], [], [])
    assert (theirs.in_force, theirs.mine, theirs.theirs) == (None, None, proposal)
    both = agreed([proposal], [], [], [yes(entry, proposal)])
    assert (both.in_force, both.since, both.mine) == (proposal.body, TODAY, None)


def test_a_change_waits_and_what_was_agreed_stays(entry: NewEntry) -> None:
    first, second = entry(Agreement(cadence="daily")), entry(Agreement(cadence="weekly"))
    found = agreed([second, first], [], [], [yes(entry, first)])
    assert found.in_force == first.body
    assert found.mine == second


def test_nobody_accepts_for_the_other(entry: NewEntry) -> None:
    proposal = entry(Agreement(cadence="daily"))
    found = agreed([proposal], [], [yes(entry, proposal)], [])
    assert found.in_force is None


def test_a_no_is_told_and_changes_nothing(entry: NewEntry) -> None:
    first, second = entry(Agreement(cadence="daily")), entry(Agreement(cadence="weekly"))
    answers = [yes(entry, second, say="no"), yes(entry, first)]
    found = agreed([second, first], [], [], answers)
    assert (found.in_force, found.mine, found.declined) == (first.body, None, second)


def test_of_two_accepted_the_later_yes_holds(entry: NewEntry) -> None:
    mine, theirs = entry(Agreement(cadence="daily")), entry(Agreement(cadence="weekly"))
    found = agreed([mine], [theirs], [yes(entry, theirs, ago=1)], [yes(entry, mine, ago=3)])
    assert found.in_force == theirs.body
    found = agreed([mine], [theirs], [yes(entry, theirs, ago=4)], [yes(entry, mine, ago=3)])
    assert found.in_force == mine.body


def test_it_holds_since_the_day_of_the_yes_and_the_first_one_is_remembered(
    entry: NewEntry,
) -> None:
    first, second = (entry(Agreement(cadence=each), ago=ago) for each, ago in
                     (("daily", 9), ("weekly", 5)))  # fmt: skip
    answers = [yes(entry, second, ago=2), yes(entry, first, ago=7)]
    found = agreed([second, first], [], [], answers)
    assert found.in_force == second.body
    assert (found.first, found.since) == (date(2026, 11, 13), date(2026, 11, 18))


def test_what_was_agreed_becomes_the_limits_of_the_link() -> None:
    assert limits(None) == limits(Agreement()) == DEFAULTS
    found = limits(Agreement(meetings=3, alerts={"high_craving": 6, "no_such": 1}))
    assert (found.weekly_meetings, found.high_craving) == (3, 6)


def test_every_alert_can_be_done_without_but_a_call() -> None:
    assert switched_off(None) == frozenset()
    assert switched_off(Agreement(alerts_off=["stalled", "call_now"])) == {"stalled"}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (TODAY, TODAY, True),
        (date(2026, 11, 21), None, False),
        (date(2026, 11, 1), date(2026, 11, 19), False),
        (date(2026, 11, 1), None, True),
        (None, TODAY, False),
    ],
)
def test_a_pause_covers_both_its_ends(
    first: date | None, last: date | None, expected: bool
) -> None:
    assert is_paused(Agreement(paused_from=first, paused_to=last), TODAY) == expected
    assert not is_paused(None, TODAY)
