"""The dashboard: one row a person, in an order that is always the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Checkin, Clock, Inventory, Note, Presence
from sponsorterm.rules.clocks import Count
from sponsorterm.rules.dashboard import Row, by_need, next_look, row
from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.rules.presence import Arrival
from sponsorterm.rules.strip import spark

NewEntry = Callable[..., Entry]
NewFacts = Callable[..., Facts]

NOW = datetime(2026, 11, 20, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))
TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class FourthStep:
    number: int = 4
    tasks: Sequence[str] = ("a", "b", "c", "d", "e")
    tasks_done: int = 3


def night(mood: int | None = None, craving: int | None = None) -> Inventory:
    return Inventory(period="nightly", mode="quick", mood=mood, craving=craving)


def test_a_row_tells_who_why_and_since_when(facts: NewFacts, entry: NewEntry) -> None:
    shown = row(
        facts(
            entry(Presence(count=5, digest="0" * 32)),
            entry(Checkin(mood=2, craving=9, need_call="now"), at=NOW - timedelta(minutes=20)),
            entry(night(4, 1)),
            entry(Note(body="x"), ago=1),
            entry(night(3), ago=3),
            entry(Clock(label="alcohol", start=TODAY - timedelta(days=127), count_from=1)),
            cadence="daily",
            unread=frozenset({"x"}),
        ),
        FourthStep(),
    )
    assert (shown.name, shown.mark, shown.level) == ("Sam", "!", 1)
    assert shown.reason == shown.flags[0].reason == "asks for a call, today 18:10"
    assert [flag.key for flag in shown.flags] == ["call_now", "craving_high", "unread"]
    assert (shown.last, shown.last_at) == (TODAY, NOW - timedelta(minutes=20))
    assert shown.strip == "··········━·─━"
    # The hardest moment of each day: a mood of 2 and a craving of 9 today.
    assert shown.moods[-4:] == (3, None, None, 2)
    assert shown.cravings[-1:] == (9,)
    assert len(shown.moods) == len(shown.cravings) == 14
    assert spark(shown.moods, 1, 5).strip() == "▅  ▃"
    assert (shown.step, shown.tasks_done, shown.tasks_total) == (4, 3, 5)
    assert shown.unread == 1
    assert shown.arrival == Arrival("in_step", known_until=TODAY)
    since = TODAY - timedelta(days=127)
    assert shown.clock == Count(128, 127, 127, since, since)


def test_a_row_of_somebody_just_linked_is_blank_and_says_nothing(facts: NewFacts) -> None:
    shown = row(facts())
    assert (shown.mark, shown.level, shown.reason, shown.flags) == (" ", 5, "", ())
    assert (shown.last, shown.last_at, shown.step, shown.tasks_done, shown.clock) == (None,) * 5
    assert shown.strip == " " * 14
    assert set(shown.moods) == {None}
    assert shown.arrival == Arrival("unknown")


def test_a_strip_leaves_blank_what_is_not_known(facts: NewFacts, entry: NewEntry) -> None:
    sent = [entry(Presence(count=1, digest="0" * 32), ago=3), entry(night(), ago=6)]
    assert row(facts(*sent)).strip == "·······━···   "
    assert row(facts(*sent, live=0)).strip == "       ━      "  # one has not arrived
    linked_lately = facts(*sent, since=TODAY - timedelta(days=8))
    assert row(linked_lately).strip == "     ··━···   "


def test_last_is_the_last_contact_of_any_sort(facts: NewFacts, entry: NewEntry) -> None:
    at = NOW - timedelta(days=2)
    note, older = entry(Note(body="x"), ago=2, at=at), entry(night(), ago=5)
    clock = entry(Clock(label="alcohol", start=TODAY))
    shown = row(facts(clock, note, older))
    assert (shown.last, shown.last_at) == (TODAY - timedelta(days=2), at)
    written_later = replace(older, at=NOW)
    assert row(facts(clock, note, written_later)).last == TODAY


@pytest.mark.parametrize(("mood", "mark", "level"), [(1, "!", 1), (2, "~", 2), (3, " ", 5)])
def test_the_mark_goes_with_the_level(
    facts: NewFacts, entry: NewEntry, mood: int, mark: str, level: int
) -> None:
    days = (entry(night(mood), ago=ago) for ago in range(3))
    shown = row(facts(*days))
    assert (shown.mark, shown.level) == (mark, level)


def test_a_third_level_is_marked_and_what_only_informs_is_not(
    facts: NewFacts, entry: NewEntry
) -> None:
    stale = row(facts(entry(night(), ago=5), cadence="daily"))
    assert (stale.mark, stale.level) == ("~", 3)
    new = row(facts(unread=frozenset({"x"})))
    assert (new.mark, new.level, new.reason) == (" ", 4, "1 new")


BLANK = Row("", "", " ", 5, "", (), None, None, "", (), (), None, None, None, 0,
            Arrival("unknown"), None)  # fmt: skip
FLAG = Flag("call_now", 1, "asks for a call, today")
levels = st.integers(1, 5)
ROWS = st.lists(
    st.builds(
        lambda level, last, name, link: replace(
            BLANK, level=level, last=last, name=name, link=link, flags=(FLAG,) * (level < 5)
        ),
        levels,
        st.none() | st.dates(date(2026, 11, 1), TODAY),
        st.sampled_from(["Ana", "ana", "Bo", "Cy"]),
        st.uuids().map(str),
    ),
    max_size=8,
    unique_by=lambda one: one.link,
)


def test_who_needs_most_then_who_was_heard_longest_ago_then_by_name() -> None:
    def person(name: str, level: int, ago: int | None) -> Row:
        last = None if ago is None else TODAY - timedelta(days=ago)
        return replace(BLANK, name=name, link=name, level=level, last=last)

    expected = [
        person("call", 1, 0),
        person("never heard", 2, None),
        person("long ago", 2, 9),
        person("ana", 2, 3),
        person("Bo", 2, 3),
        person("Cy", 2, 3),
        person("info", 4, 30),
        person("nothing", 5, 30),
    ]
    assert by_need(reversed(expected)) == expected


@given(ROWS, st.randoms())
def test_the_order_is_total_whatever_order_they_come_in(rows: list[Row], random: Random) -> None:
    ordered = by_need(rows)
    mixed = list(rows)
    random.shuffle(mixed)
    assert by_need(mixed) == ordered
    assert sorted(one.link for one in ordered) == sorted(one.link for one in rows)
    for first, second in pairwise(ordered):
        assert first.level <= second.level
        if first.level == second.level:
            assert (first.last or date.min) <= (second.last or date.min)


@given(ROWS)
def test_walking_visits_everybody_who_needs_a_look_once_and_comes_round(rows: list[Row]) -> None:
    wanted = [one.link for one in by_need(rows) if one.level < 5]
    visited = []
    at: str | None = None
    while (step := next_look(rows, at)) and len(visited) <= len(wanted):
        visited.append(step.link)
        at = step.link
    if len(wanted) < 2:
        assert visited == wanted
    else:
        assert visited == [*wanted, wanted[0]]


def test_from_somebody_without_a_flag_or_unknown_the_walk_goes_on() -> None:
    needs = replace(BLANK, link="a", level=1, flags=(FLAG,))
    calm = replace(BLANK, link="b")
    assert next_look([calm, needs], "b") == needs
    assert next_look([calm, needs], "gone") == needs
    assert next_look([calm]) is None
