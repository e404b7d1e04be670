"""The brief form of every reason: what, then when, in the cells a phone has for it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from sponsorterm.records.kinds import Checkin, Clock, Inventory
from sponsorterm.rules.flags import RULES, flags
from sponsorterm.strings import moments
from sponsorterm.strings import reasons as words
from sponsorterm.strings.reasons import BRIEF, Reason
from tests.rules.conftest import NOW, TODAY, NewEntry, NewFacts, ago, night

LONG_AGO = date(2026, 10, 28)
"""A date of six letters, the longest that a brief day takes."""
SAID: dict[str, dict[Reason, str]] = {
    "call_now": {
        words.call_now("today 18:10", "18:10"): "call asked 18:10",
        words.call_now("28 Oct", "28 Oct"): "call asked 28 Oct",
        words.call_today("yesterday 18:10", "Thu"): "call asked Thu",
    },
    "setback": {
        words.setback_shared(ago(2), TODAY): "setback Wed",
        words.setback_on(LONG_AGO, TODAY): "setback 28 Oct",
    },
    "low_mood": {
        words.low_mood(TODAY, TODAY): "lowest mood today",
        words.low_mood(ago(1), TODAY): "lowest mood Thu",
    },
    "craving_high": {words.craving(10): "craving 10 today"},
    "craving_rise": {
        words.craving_often(2, 6, 3): "craving 6+ 2 days",
        words.craving_over(10, 2.5): "craving 10 today",
    },
    "hard_run": {words.hard_run(14, LONG_AGO, TODAY): "14 hard days"},
    "silent": {
        words.quiet(1, "daily"): "quiet 1 day",
        words.quiet(120, "weekly"): "quiet 120 days",
    },
    "stale_data": {
        words.NO_SYNC_YET: "no sync yet",
        words.no_sync_since(LONG_AGO, TODAY): "last sync 28 Oct",
        words.no_sync_known_since(LONG_AGO, TODAY): "last heard 28 Oct",
        words.not_arrived(120): "120 not arrived",
        words.DIFFERS: "something differs",
    },
    "halt": {words.halt(ago(1), TODAY): "HALT, two days"},
    "kept_back": {words.kept_back(LONG_AGO, TODAY): "to tell by 28 Oct"},
    "meetings": {words.meetings(1, 12, 14): "1 and 12 meetings"},
    "drop_off": {words.drop_off(12, 30): "fewer entries: 12"},
    "on_you": {
        words.on_you(1, LONG_AGO, TODAY): "1 waits for you",
        words.on_you(12, LONG_AGO, TODAY): "12 wait for you",
    },
    "overdue": {words.overdue(LONG_AGO, 2, TODAY): "work due 28 Oct"},
    "amends_due": {words.amends_due(LONG_AGO, TODAY): "amends for 28 Oct"},
    "stalled": {
        words.stalled(LONG_AGO, TODAY): "step work 23d ago",
        words.stalled(date(2026, 1, 1), TODAY): "step work 46w ago",
    },
    "no_work": {words.NO_WORK: "nothing assigned"},
    "milestone": {
        words.milestone("18 months", date(2026, 12, 2), TODAY, "alcohol"): "18 months, 2 Dec",
        words.milestone("9 months", date(2027, 1, 12), TODAY, None): "9 months, 12 Jan",
        words.milestone("90 days", TODAY, TODAY, "alcohol"): "90 days today",
        words.milestone("1 year", ago(-1), TODAY, None): "1 year tomorrow",
    },
    "unread": {words.unread(120): "120 new"},
    "all_easy": {words.all_easy(14): "top marks 14 days"},
    "plan_old": {
        words.NO_PLAN: "no plan shared",
        words.plan_old(LONG_AGO, TODAY): "plan from 28 Oct",
    },
}


@pytest.mark.parametrize("key", SAID)
def test_a_phone_reads_what_and_when(key: str) -> None:
    for reason, brief in SAID[key].items():
        assert reason.brief == brief
        assert len(brief) <= BRIEF
        assert len(brief) <= len(reason.full)


def test_no_flag_goes_without() -> None:
    keys = {rule.__name__ for rule in RULES} - {"not_arrived"} | {"stale_data"}
    assert set(SAID) == keys


@pytest.mark.parametrize(
    ("asked", "brief"),
    [
        (timedelta(minutes=20), "call asked 18:10"),
        (timedelta(hours=21), "call asked Thu"),
        (timedelta(days=9), "call asked 11 Nov"),
    ],
)
@pytest.mark.parametrize("need", ["now", "today"])
def test_a_call_tells_the_hour_today_and_the_day_after(
    facts: NewFacts, entry: NewEntry, need: str, asked: timedelta, brief: str
) -> None:
    at = NOW - asked
    known = entry(Checkin(need_call=need), ago=(TODAY - at.date()).days, at=at)  # type: ignore[arg-type]
    assert [flag.brief for flag in flags(facts(known))] == [brief]


def test_each_rule_gives_the_brief_form_of_its_own_reason(facts: NewFacts, entry: NewEntry) -> None:
    known = [
        entry(Checkin(need_call="now", craving=9), at=None),
        entry(Inventory(period="nightly", mode="quick", used="yes"), ago=2),
        entry(night(mood=1), ago=1),
        entry(Clock(label="alcohol", start=date(2025, 12, 2))),
    ]
    found = flags(facts(*known, unread=frozenset({"x"})))
    assert [flag.brief for flag in found] == [
        "call asked today",
        "setback Wed",
        "lowest mood Thu",
        "craving 9 today",
        "1 year, 2 Dec",
        "1 new",
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"),
        (ago(1), "Thu"),
        (ago(6), "Sat"),
        (ago(7), "13 Nov"),
        (ago(-1), "21 Nov"),
        (ago(-50), "9 Jan"),
        (ago(329), "26 Dec"),
        (ago(330), "2025"),
    ],
)
def test_a_brief_day_names_a_year_only_when_it_is_far(day: date, said: str) -> None:
    assert moments.brief_day(day, TODAY) == said


def test_a_brief_moment_goes_by_the_clock_on_the_wall() -> None:
    at = datetime.fromisoformat("2026-11-19T23:30:00+00:00")  # half past midnight in Berlin
    assert moments.brief_moment(at, NOW) == "00:30"
