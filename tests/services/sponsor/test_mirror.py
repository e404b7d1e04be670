"""What a sponsee sees of the flags they raise is what the sponsor sees."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sponsorterm.records.kinds import (
    Agreement,
    Assignment,
    Body,
    Checkin,
    Clock,
    Halt,
    Inventory,
    SafetyPlan,
    Step,
    Worksheet,
)
from sponsorterm.rules.flags import raised
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.links import talk
from sponsorterm.services.links.agreements import agreement, answer, propose
from sponsorterm.services.links.calls import log_call
from sponsorterm.services.sponsor.alerts import acknowledge
from sponsorterm.services.sponsor.facts import LOOK_BACK, facts
from sponsorterm.services.sponsor.mirror import mirror
from sponsorterm.services.steps.assignments import assign
from tests.services.conftest import Pair


def share(pair: Pair, body: Body, *, ago: int = 0, level: str = "full") -> None:
    day = pair.sam.today - timedelta(days=ago)
    sharing = {pair.to_maria.record: Sharing(level)}  # type: ignore[arg-type]
    file(pair.sam, prepare(pair.sam, body, day=day, sharing=sharing))


def same(pair: Pair) -> set[str]:
    """The flags both see, once it is clear that they are the same in every word."""
    pair.carry()
    mine = {(flag.key, flag.level, flag.reason) for flag in mirror(pair.sam, pair.to_maria)}
    known = facts(pair.maria, pair.to_sam, back=LOOK_BACK)
    theirs = {(flag.key, flag.level, flag.reason) for flag in raised(known)}
    assert mine == theirs
    return {key for key, _, _ in mine}


def settle(pair: Pair, body: Agreement) -> None:
    propose(pair.maria, pair.to_sam, body)
    pair.carry()
    proposal = agreement(pair.sam, pair.to_maria).theirs
    assert proposal
    answer(pair.sam, pair.to_maria, proposal, "yes")
    pair.carry()


def test_every_sort_of_flag_is_the_same_on_both_sides(pair: Pair) -> None:
    settle(pair, Agreement(cadence="daily", meetings=3))
    share(pair, Clock(label="Sober", start=pair.sam.today - timedelta(days=60)))
    share(pair, Step(pack="general", step=4, state="working"), ago=30)
    share(pair, SafetyPlan(signs=["short sleep"]), ago=100)
    share(pair, Worksheet(pack="general", sheet="step_4", state="submitted"), ago=4)
    for ago in (2, 1, 0):
        tired = Halt(hungry=True, angry=True, tired=True)
        body = Inventory(period="nightly", mode="full", mood=1, craving=9, used="yes", halt=tired)
        share(pair, body, ago=ago)
    share(pair, Checkin(need_call="now"))
    due = pair.sam.today - timedelta(days=9)
    assign(pair.maria, pair.to_sam, Assignment(title="Call two people", due=due))
    found = same(pair)
    assert {"call_now", "setback", "low_mood", "craving_high", "overdue"} <= found
    assert {"halt", "hard_run", "milestone", "plan_old", "unread"} <= found


def test_nothing_shared_raises_the_same_little(pair: Pair) -> None:
    same(pair)


@pytest.mark.parametrize("level", ["numbers", "full"])
def test_what_is_kept_back_raises_nothing(pair: Pair, level: str) -> None:
    file(pair.sam, prepare(pair.sam, Checkin(mood=1), sharing={}))
    assert "low_mood" not in same(pair)
    share(pair, Checkin(mood=1), level=level)
    assert "low_mood" in same(pair)


def test_having_read_and_spoken_is_known_on_both_sides(pair: Pair) -> None:
    share(pair, Checkin(need_call="now"))
    assert {"call_now", "unread"} <= same(pair)
    log_call(pair.maria, pair.to_sam)
    assert "call_now" not in same(pair)
    talk.mark_seen(pair.maria, pair.to_sam.record, talk.unread(pair.maria))
    assert "unread" not in same(pair)


def test_a_pause_and_a_flag_that_is_switched_off_hold_on_both_sides(pair: Pair) -> None:
    share(pair, Checkin(mood=1))
    settle(pair, Agreement(alerts_off=["low_mood"]))
    assert "low_mood" not in same(pair)
    pair.clock.pass_(minutes=1)
    settle(pair, Agreement(paused_from=pair.sam.today))
    assert same(pair) == set()


def test_what_a_sponsor_did_about_a_flag_stays_with_them(pair: Pair) -> None:
    share(pair, Checkin(mood=1))
    pair.carry()
    flag = next(f for f in raised(facts(pair.maria, pair.to_sam)) if f.key == "low_mood")
    acknowledge(pair.maria, pair.to_sam, flag, "ok", note="spoke to her brother")
    assert "low_mood" in same(pair)
