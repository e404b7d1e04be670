"""Flags: each rule from both sides, its words, and what meets or quietens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sponsorterm.records.kinds import (
    Body,
    Checkin,
    Clock,
    Comment,
    Inventory,
    KeptBack,
    Note,
    Presence,
    Seen,
    SeenItem,
    Setback,
    Step,
    Unknown,
    Withdrawn,
)
from sponsorterm.rules import flags as module
from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.rules.flags import RULES, flags
from sponsorterm.strings import reasons
from tests.rules.conftest import (
    BERLIN,
    NOW,
    TODAY,
    NewEntry,
    NewFacts,
    ago,
    found,
    night,
    present,
    said,
)

# A call


@pytest.mark.parametrize(
    ("need", "at", "expected"),
    [
        ("now", NOW - timedelta(minutes=20), (1, "asks for a call, today 18:10")),
        ("now", NOW - timedelta(days=1), (1, "asks for a call, yesterday 18:30")),
        ("now", NOW - timedelta(days=2), (1, "asks for a call, Wed 18:30")),
        # Asked in New York at 12:10: the sponsor in Berlin reads her own clock.
        (
            "now",
            datetime(2026, 11, 20, 12, 10, tzinfo=ZoneInfo("America/New_York")),
            (1, "asks for a call, today 18:10"),
        ),
        # Tuesday 23:30 in UTC is Wednesday in Berlin.
        ("now", datetime(2026, 11, 17, 23, 30, tzinfo=UTC), (1, "asks for a call, Wed 00:30")),
        ("today", NOW - timedelta(minutes=119), (2, "would like a call, today 16:31")),
        ("today", NOW - timedelta(hours=2), (1, "would like a call, today 16:30")),
        ("none", NOW, None),
        (None, NOW, None),
    ],
)
def test_a_call_is_asked_for(
    facts: NewFacts, entry: NewEntry, need: Any, at: datetime, expected: Any
) -> None:
    assert said(facts(entry(Checkin(need_call=need), at=at)), "call_now") == expected


def test_of_a_request_longer_ago_the_date_is_said(facts: NewFacts, entry: NewEntry) -> None:
    week = entry(Checkin(need_call="now"), ago=7, at=NOW - timedelta(days=7))
    assert said(facts(week), "call_now") == (1, "asks for a call, 13 Nov 18:30")
    older = replace(week, at=NOW - timedelta(days=7, seconds=1))
    assert said(facts(older), "call_now") == (1, "asks for a call, 13 Nov")
    last_year = entry(Checkin(need_call="now"), ago=365, at=NOW - timedelta(days=365))
    assert said(facts(last_year), "call_now") == (1, "asks for a call, 20 Nov 2025")


@pytest.mark.parametrize(
    ("days", "when"), [(0, "today"), (2, "Wed"), (-1, "today"), (-5, "25 Nov")]
)
def test_numbers_tell_no_hour_so_a_call_for_today_counts_as_waiting(
    facts: NewFacts, entry: NewEntry, days: int, when: str
) -> None:
    request = entry(Checkin(need_call="today"), level="numbers", ago=days)
    assert said(facts(request), "call_now") == (1, f"would like a call, {when}")


def test_after_midnight_the_words_follow_the_wall_clock(facts: NewFacts, entry: NewEntry) -> None:
    night_time = datetime(2026, 11, 21, 0, 40, tzinfo=BERLIN)
    request = entry(Checkin(need_call="now"), at=night_time - timedelta(minutes=10))
    late = facts(request, moment=night_time)  # still the 20th, which ends at four
    assert said(late, "call_now") == (1, "asks for a call, today 00:30")


def test_having_spoken_meets_that_revision_of_the_request(facts: NewFacts, entry: NewEntry) -> None:
    request = entry(Checkin(need_call="now"), at=NOW)
    talked = frozenset({(request.record, request.id)})
    assert not found(facts(request, talked=talked), "call_now")
    assert found(facts(replace(request, id="edited"), talked=talked), "call_now")
    assert found(facts(replace(request, record="another"), talked=talked), "call_now")


def test_a_newer_word_on_calls_decides(facts: NewFacts, entry: NewEntry) -> None:
    request = entry(Checkin(need_call="now"), ago=1)
    taken_back = entry(Checkin(need_call="none"))
    says_nothing = entry(Checkin(mood=3))
    assert not found(facts(taken_back, request), "call_now")
    assert found(facts(says_nothing, request), "call_now")
    later = entry(Checkin(need_call="today"), at=NOW)
    flag = found(facts(later, request), "call_now")
    assert flag
    assert flag.records == (later.record,)


def test_an_impossible_moment_breaks_nothing(facts: NewFacts, entry: NewEntry) -> None:
    # Neither has a date any more in the zone of `now`.
    for moment in ("0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"):
        request = entry(Checkin(need_call="now"), at=datetime.fromisoformat(moment))
        assert said(facts(request), "call_now") == (1, "asks for a call, today")


# A setback


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, "setback shared today"),  # it is already tomorrow where they live
        (0, "setback shared today"),
        (1, "setback shared yesterday"),
        (2, "setback shared on Wed"),
        (6, "setback shared on Sat"),
        (7, "setback shared on 13 Nov"),
        (8, None),
        (-2, None),
    ],
)
@pytest.mark.parametrize("body", [night(used="yes"), Checkin(used="yes")])
def test_a_setback_within_a_week(
    facts: NewFacts, entry: NewEntry, body: Body, days: int, expected: str | None
) -> None:
    assert said(facts(entry(body, ago=days)), "setback") == (expected and (1, expected))


@pytest.mark.parametrize("used", ["no", "call", None])
def test_only_a_yes_is_a_setback(facts: NewFacts, entry: NewEntry, used: Any) -> None:
    assert not found(facts(entry(night(used=used))), "setback")


@pytest.mark.parametrize(("days", "expected"), [(3, (1, "setback on Tue")), (8, None)])
def test_a_setback_on_a_clock_counts_from_its_own_day(
    facts: NewFacts, entry: NewEntry, days: int, expected: Any
) -> None:
    rows = [Setback(on=ago(200), restart=ago(199)), Setback(on=ago(days), restart=ago(days))]
    clock = entry(Clock(label="alcohol", start=ago(400), setbacks=rows))
    assert said(facts(clock), "setback") == expected


def test_a_setback_is_quiet_once_the_two_have_spoken(facts: NewFacts, entry: NewEntry) -> None:
    rows = [Setback(on=ago(1), restart=ago(0))]
    clock = entry(Clock(label="alcohol", start=ago(400), setbacks=rows))
    shared = entry(night(used="yes"), ago=2)
    both = facts(clock, shared)
    flag = found(both, "setback")
    assert flag
    assert (flag.reason, flag.day) == ("setback yesterday", ago(1))
    assert set(flag.records) == {clock.record, shared.record}
    one = replace(both, talked=frozenset({(clock.record, clock.id)}))
    assert said(one, "setback") == (1, "setback shared on Wed")
    assert not found(
        replace(both, talked=frozenset({(e.record, e.id) for e in (clock, shared)})), "setback"
    )


# Mood and craving


@pytest.mark.parametrize(
    ("days", "mood", "expected"),
    [
        (-1, 1, "lowest mood today"),
        (0, 1, "lowest mood today"),
        (1, 1, "lowest mood yesterday"),
        (2, 1, None),
        (0, 2, None),
        (0, None, None),
    ],
)
def test_the_lowest_mood_of_today_or_yesterday(
    facts: NewFacts, entry: NewEntry, days: int, mood: int | None, expected: str | None
) -> None:
    given = facts(entry(Checkin(mood=mood), ago=days))
    assert said(given, "low_mood") == (expected and (1, expected))


def test_a_better_hour_does_not_hide_the_lowest(facts: NewFacts, entry: NewEntry) -> None:
    low = entry(Checkin(mood=1))
    given = facts(entry(night(mood=4)), low, entry(Checkin(mood=3)))
    flag = found(given, "low_mood")
    assert flag
    assert flag.records == (low.record,)


@pytest.mark.parametrize(
    ("days", "craving", "expected"),
    [
        (0, 8, (1, "craving 8 of 10 today")),
        (0, 10, (1, "craving 10 of 10 today")),
        (0, 7, None),
        (1, 9, None),
        (-1, 9, (1, "craving 9 of 10 today")),
        (0, None, None),
    ],
)
def test_a_high_craving_today(
    facts: NewFacts, entry: NewEntry, days: int, craving: int | None, expected: Any
) -> None:
    given = facts(entry(night(craving=craving), ago=days))
    assert said(given, "craving_high") == expected


def test_the_highest_craving_of_the_day_counts(facts: NewFacts, entry: NewEntry) -> None:
    given = facts(entry(Checkin(craving=2)), entry(Checkin(craving=9)), entry(night(craving=4)))
    assert said(given, "craving_high") == (1, "craving 9 of 10 today")


@pytest.mark.parametrize(
    ("by_day", "expected"),
    [
        ({0: 2, 1: 1, 2: 2}, "3 hard days in a row, since Wed"),
        ({0: 2, 1: 2, 2: 2, 3: 2}, "4 hard days in a row, since Tue"),
        ({1: 2, 2: 2, 3: 2}, "3 hard days in a row, since Tue"),  # today is still open
        ({0: 2, 1: 2}, None),
        ({0: 2, 1: 2, 2: 3, 3: 1}, None),
        ({0: 3, 1: 2, 2: 2, 3: 2}, None),  # today is better
        ({0: 2, 1: 2, 3: 2, 4: 2}, None),  # a day not known breaks the row
        ({2: 2, 3: 2, 4: 2}, None),  # over, or not heard of since
    ],
)
def test_hard_days_in_a_row(
    facts: NewFacts, entry: NewEntry, by_day: dict[int, int], expected: str | None
) -> None:
    given = facts(*(entry(night(mood=mood), ago=days) for days, mood in by_day.items()))
    assert said(given, "hard_run") == (expected and (2, expected))
    flag = found(given, "hard_run")
    assert flag is None or len(flag.records) == int(flag.reason[0])


# Silence


def test_quiet_against_what_was_agreed(facts: NewFacts, entry: NewEntry) -> None:
    given = facts(present(entry, 1), entry(night(), ago=4), cadence="daily")
    assert said(given, "silent") == (2, "quiet 3 days (agreed: daily)")
    assert not flags(replace(given, cadence="none"))
    assert not flags(replace(given, cadence="weekly"))


def test_what_has_not_arrived_is_not_silence(facts: NewFacts, entry: NewEntry) -> None:
    given = facts(present(entry, 3), entry(night(), ago=4), cadence="daily")
    assert said(given, "stale_data") == (3, "2 entries have not arrived")
    assert [flag.brief for flag in flags(given)] == ["2 not arrived"]
    assert not found(given, "silent")
    one = facts(present(entry, 2), entry(night(), ago=4), cadence="daily")
    assert said(one, "stale_data") == (3, "1 entry has not arrived")


def test_not_synced_is_not_silence(facts: NewFacts, entry: NewEntry) -> None:
    stale = facts(present(entry, 1, days=4), entry(night(), ago=5), cadence="daily")
    assert said(stale, "stale_data") == (3, "no sync since Mon")
    without_note = facts(entry(night(), ago=5), cadence="daily")
    assert said(without_note, "stale_data") == (3, "no sync known since Sun")


def test_a_note_is_bound_by_our_own_last_sync(facts: NewFacts, entry: NewEntry) -> None:
    ahead = facts(present(entry, 1, days=-9), entry(night(), ago=5), cadence="daily")
    # Synced on Monday 02:00, which is still Sunday's night: known through Sunday.
    monday_night = datetime(2026, 11, 16, 2, 0, tzinfo=BERLIN)
    assert said(replace(ahead, last_sync=monday_night), "stale_data") == (3, "no sync since Sun")
    assert found(replace(ahead, last_sync=None), "silent")


@pytest.mark.parametrize(
    "body",
    [night(), Checkin(mood=3), Note(body="x"), Comment(about="0" * 32, body="x"),
     Step(pack="general", step=1)],
    ids=lambda b: b.KIND,
)  # fmt: skip
def test_a_line_is_enough(facts: NewFacts, entry: NewEntry, body: Body) -> None:
    given = facts(present(entry, 2), entry(body, ago=1), entry(night(), ago=9), cadence="daily")
    assert not found(given, "silent")


@pytest.mark.parametrize(
    "body",
    [
        Seen(items=[SeenItem(about="0" * 32, revision="a" * 32)]),
        Clock(label="x", start=ago(400)),
        Unknown(raw={"a": 1}),
        Withdrawn(),
    ],
    ids=lambda b: type(b).__name__,
)
def test_what_a_program_does_by_itself_is_no_sign_of_life(
    facts: NewFacts, entry: NewEntry, body: Body
) -> None:
    given = facts(present(entry, 2), entry(body), entry(night(), ago=9), cadence="daily")
    assert found(given, "silent")


def test_an_entry_for_an_earlier_day_was_written_today(facts: NewFacts, entry: NewEntry) -> None:
    backfilled = entry(night(), ago=9, at=NOW)
    assert not found(facts(present(entry, 1), backfilled, cadence="daily"), "silent")


@pytest.mark.parametrize("days", [-2, -4000])
def test_a_date_far_ahead_hides_no_silence(facts: NewFacts, entry: NewEntry, days: int) -> None:
    slip = entry(night(), ago=days, at=NOW - timedelta(days=days))
    given = facts(slip, present(entry, 2), entry(night(), ago=9), cadence="daily")
    assert found(given, "silent")


@pytest.mark.parametrize(("age", "expected"), [(89, True), (90, False)])
def test_the_first_ninety_days_of_the_first_clock_are_watched_a_day_closer(
    facts: NewFacts, entry: NewEntry, age: int, expected: bool
) -> None:
    first = entry(Clock(label="alcohol", start=ago(age), primary=True))
    other = entry(Clock(label="nicotine", start=ago(95 if expected else 5)))
    given = facts(other, first, present(entry, 3), entry(night(), ago=2), cadence="daily")
    assert bool(found(given, "silent")) == expected


def test_a_restart_begins_the_first_ninety_days_anew(facts: NewFacts, entry: NewEntry) -> None:
    rows = [Setback(on=ago(31), restart=ago(30))]
    clock = entry(Clock(label="alcohol", start=ago(400), setbacks=rows))
    given = facts(clock, present(entry, 2), entry(night(), ago=2), cadence="daily")
    assert said(given, "silent") == (3, "quiet 1 day (agreed: daily)")


def test_of_clocks_nobody_called_the_first_the_longest_running_is(
    facts: NewFacts, entry: NewEntry
) -> None:
    young, old = (entry(Clock(label="x", start=ago(days))) for days in (10, 400))
    given = facts(young, old, present(entry, 3), entry(night(), ago=2), cadence="daily")
    assert not found(given, "silent")


# Kept back


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (KeptBack(flag="yes", by=ago(1)), (2, "meant to tell somebody by yesterday")),
        (KeptBack(flag="yes", by=ago(5)), (2, "meant to tell somebody by Sun")),
        (KeptBack(flag="yes", by=ago(0)), None),
        (KeptBack(flag="yes"), None),
        (KeptBack(flag="no", by=ago(1)), None),
        (KeptBack(by=ago(1)), None),
        (None, None),
    ],
)
def test_the_day_for_telling_has_passed(
    facts: NewFacts, entry: NewEntry, kept: KeptBack | None, expected: Any
) -> None:
    assert said(facts(entry(night(kept_back=kept), ago=9)), "kept_back") == expected


def test_a_later_inventory_or_a_talk_ends_it(facts: NewFacts, entry: NewEntry) -> None:
    told = entry(night(kept_back=KeptBack(flag="no")))
    open_ = entry(night(kept_back=KeptBack(tell="Jo")), ago=1)
    promise = entry(night(kept_back=KeptBack(flag="yes", by=ago(3))), ago=9)
    assert not found(facts(told, open_, promise), "kept_back")
    assert found(facts(open_, promise), "kept_back")
    talked = frozenset({(promise.record, promise.id)})
    assert not found(facts(promise, talked=talked), "kept_back")


# Milestones and new entries


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2025-12-02", (4, "1 year on 2 Dec (12 days)")),
        ("2025-12-11", (4, "1 year on 11 Dec (21 days)")),
        ("2025-12-12", None),
        ("2025-11-22", (4, "1 year on 22 Nov (2 days)")),
        ("2025-11-21", (4, "1 year tomorrow")),
        ("2025-11-20", (4, "1 year today")),
        ("2025-11-19", None),
        ("2025-01-04", None),
    ],
)
def test_a_milestone_inside_its_lead_window(
    facts: NewFacts, entry: NewEntry, start: str, expected: Any
) -> None:
    clock = entry(Clock(label="alcohol", start=date.fromisoformat(start)))
    assert said(facts(clock), "milestone") == expected


def test_the_year_is_said_when_it_is_another(facts: NewFacts, entry: NewEntry) -> None:
    clock = entry(Clock(label="alcohol", start=date(2025, 1, 2)))
    given = facts(clock, today=date(2026, 12, 20))
    assert said(given, "milestone") == (4, "2 years on 2 Jan 2027 (13 days)")


def test_the_nearest_of_several_clocks_is_told_and_named_if_it_is_not_the_first(
    facts: NewFacts, entry: NewEntry
) -> None:
    first = entry(Clock(label="alcohol", start=date(2025, 12, 2), primary=True))
    other = entry(Clock(label="nicotine", start=date(2025, 11, 30)))
    assert said(facts(other, first), "milestone") == (4, "1 year (nicotine) on 30 Nov (10 days)")
    same = entry(Clock(label="nicotine", start=date(2025, 12, 2)))
    assert said(facts(same, first), "milestone") == (4, "1 year on 2 Dec (12 days)")


def test_new_entries_are_counted(facts: NewFacts) -> None:
    assert said(facts(unread=frozenset({"b", "a", "c"})), "unread") == (4, "3 new")
    flag = found(facts(unread=frozenset({"b", "a"})), "unread")
    assert flag
    assert flag.records == ("a", "b")


# All together


def troubled(facts: NewFacts, entry: NewEntry, **changes: Any) -> Facts:
    return facts(
        entry(Checkin(need_call="today", mood=1, craving=9), at=NOW),
        *(entry(night(mood=2, used="yes"), ago=days) for days in (1, 2)),
        entry(night(kept_back=KeptBack(flag="yes", by=ago(3))), ago=9),
        entry(Clock(label="alcohol", start=date(2025, 12, 2))),
        unread=frozenset({"x"}),
        **changes,
    )


def test_the_loudest_stands_first_and_every_flag_has_a_reason(
    facts: NewFacts, entry: NewEntry
) -> None:
    found = flags(troubled(facts, entry))
    assert [(flag.level, flag.key) for flag in found] == [
        (1, "setback"),
        (1, "low_mood"),
        (1, "craving_high"),
        (2, "call_now"),
        (2, "hard_run"),
        (2, "kept_back"),
        (4, "milestone"),
        (4, "unread"),
    ]
    assert all(flag.reason and flag.reason[0] != " " for flag in found)


def test_a_paused_link_raises_nothing_but_a_call(facts: NewFacts, entry: NewEntry) -> None:
    assert [flag.key for flag in flags(troubled(facts, entry, paused=True))] == ["call_now"]
    quiet = facts(present(entry, 1), entry(night(), ago=9), cadence="daily", paused=True)
    assert flags(quiet) == []


def test_nothing_shared_raises_nothing(facts: NewFacts) -> None:
    assert flags(facts()) == []


def test_no_flag_is_raised_by_the_hour_of_the_day(facts: NewFacts, entry: NewEntry) -> None:
    """Only a call request looks at the clock; everything else goes by civil days."""
    given = troubled(facts, entry)
    late = replace(given, moment=datetime.combine(TODAY, time(23, 59), BERLIN))
    for before, after in zip(
        sorted(flags(given), key=lambda flag: flag.key),
        sorted(flags(late), key=lambda flag: flag.key),
        strict=True,
    ):
        assert before == after or before.key == "call_now"


def test_every_rule_is_in_the_table_once_and_says_what_it_is() -> None:
    assert len(set(RULES)) == len(RULES)
    assert all(rule.__doc__ for rule in RULES)
    assert RULES[0] is module.call_now


def test_a_flag_is_known_by_a_name_off_which_nothing_can_be_read() -> None:
    flag = Flag("setback", 1, "setback today", "", revisions=frozenset("ab"), began=TODAY)
    name = flag.name_on("link")
    assert len(bytes.fromhex(name)) == 16
    assert replace(flag, reason="in other words").name_on("link") == name
    others = [
        flag.name_on("another link"),
        replace(flag, key="low_mood").name_on("link"),
        replace(flag, level=2).name_on("link"),
        replace(flag, revisions=frozenset("abc")).name_on("link"),
        replace(flag, began=ago(1)).name_on("link"),
    ]
    assert len({name, *others}) == 1 + len(others)


def test_what_differs_from_what_they_gave_is_said(facts: NewFacts, entry: NewEntry) -> None:
    sent = [
        entry(Presence(count=1, digest="1" * 32)),
        entry(Inventory(period="nightly", mode="quick")),
    ]
    (flag,) = [flag for flag in flags(facts(*sent)) if flag.key == "stale_data"]
    assert (flag.level, flag.reason) == (3, reasons.DIFFERS.full)
    assert not [f for f in flags(facts(*sent, digest="1" * 32)) if f.key == "stale_data"]
    assert not [f for f in flags(facts(*sent, paused=True)) if f.key == "stale_data"]


def test_what_is_missing_is_said_once_and_without_silence_too(
    facts: NewFacts, entry: NewEntry
) -> None:
    sent = [
        entry(Presence(count=3, digest="1" * 32)),
        entry(Inventory(period="nightly", mode="quick")),
    ]
    for cadence in ("none", "daily"):
        raised = flags(facts(*sent, cadence=cadence))
        found = [(flag.level, flag.reason, flag.brief) for flag in raised]
        assert found.count((3, *reasons.not_arrived(2))) == 1
