"""What is known of one sponsee, apart from what each rule reads off it."""

from __future__ import annotations

from sponsorterm.rules.facts import Facts
from tests.rules.conftest import NOW, NewFacts


def test_what_was_said_holds_all_day_until_a_rule_goes_by_the_hour(facts: NewFacts) -> None:
    known: Facts = facts()
    assert known.hold_all_day
    assert known.now == NOW
    assert not known.hold_all_day
