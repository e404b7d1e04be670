"""The dashboard: one row a person, in an order that is always the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.records.kinds import (
    AlertAck,
    Assignment,
    Checkin,
    Clock,
    Comment,
    Note,
    Presence,
    Worksheet,
)
from sponsorterm.rules.assignments import Task
from sponsorterm.rules.clocks import Count
from sponsorterm.rules.dashboard import (
    GROUPS,
    Row,
    RowLevel,
    Waiting,
    by_need,
    fits,
    in_groups,
    row,
)
from sponsorterm.rules.facts import Flag, FlagLevel
from sponsorterm.rules.presence import Arrival
from sponsorterm.rules.strip import spark
from tests.rules.conftest import NOW, TODAY, NewEntry, NewFacts, night


@dataclass(frozen=True)
class FourthStep:
    number: int = 4
    tasks: Sequence[str] = ("a", "b", "c", "d", "e")
    tasks_done: int = 3


def test_a_row_tells_who_why_and_since_when(facts: NewFacts, entry: NewEntry) -> None:
    shown = row(
        facts(
            entry(Presence(count=5, digest="0" * 32)),
            entry(Checkin(mood=2, craving=9, need_call="now"), at=NOW - timedelta(minutes=20)),
            entry(night(mood=4, craving=1)),
            entry(Note(body="x"), ago=1),
            entry(night(mood=3), ago=3),
            entry(Clock(label="alcohol", start=TODAY - timedelta(days=127), count_from=1)),
            cadence="daily",
            unread=frozenset({"x"}),
        ),
        FourthStep(),
    )
    assert (shown.name, shown.mark, shown.level) == ("Sam", "!", 1)
    assert shown.flags[0].reason == "asks for a call, today 18:10"
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
    assert (shown.mark, shown.level, shown.flags) == (" ", 5, ())
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
    days = (entry(night(mood=mood), ago=ago) for ago in range(3))
    shown = row(facts(*days))
    assert (shown.mark, shown.level) == (mark, level)


def test_a_third_level_is_marked_and_what_only_informs_is_not(
    facts: NewFacts, entry: NewEntry
) -> None:
    stale = row(facts(entry(night(), ago=5), cadence="daily"))
    assert (stale.mark, stale.level) == ("~", 3)
    new = row(facts(unread=frozenset({"x"})))
    assert (new.mark, new.level, new.flags[0].reason) == (" ", 4, "1 new")


BLANK = Row("", "", " ", 5, (), None, None, "", (), (), None, None, None, 0,
            Arrival("unknown"), None, (), Waiting(0, 0, 0), False)  # fmt: skip
FLAG = Flag("call_now", 1, "asks for a call, today", "call asked today")
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


def test_on_one_level_who_asks_for_a_call_stands_before_an_older_setback() -> None:
    def person(key: str, level: FlagLevel, ago: int) -> Row:
        flag = Flag(key, level, key, key)
        last = TODAY - timedelta(days=ago)
        return replace(BLANK, name=key, link=f"{key} {ago}", level=level, flags=(flag,), last=last)

    expected = [
        person("call_now", 1, 2),
        person("call_now", 1, 0),
        person("setback", 1, 30),
        person("low_mood", 1, 1),
        person("craving_high", 1, 0),
        person("silent", 1, 9),
        person("call_now", 2, 0),
        person("craving_rise", 2, 1),
        person("hard_run", 2, 2),
        person("halt", 2, 3),
        person("kept_back", 2, 4),
        person("silent", 3, 8),
        person("stale_data", 3, 5),
        person("meetings", 3, 9),
        person("no_work", 3, 30),
        person("milestone", 4, 0),
        person("unread", 4, 3),
        person("plan_old", 4, 9),
        person("not known here", 4, 30),
    ]
    assert [one.link for one in by_need(reversed(expected))] == [one.link for one in expected]


def test_of_several_flags_the_first_says_where_somebody_stands() -> None:
    def person(ago: int, *keys: str) -> Row:
        flags = tuple(Flag(key, 1, key, key) for key in keys)
        last = TODAY - timedelta(days=ago)
        return replace(BLANK, link=f"{ago}", level=1, flags=flags, last=last)

    older, newer = person(5, "setback", "craving_high"), person(3, "setback", "low_mood")
    hard = person(9, "low_mood")
    assert by_need([hard, newer, older]) == [older, newer, hard]


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


WORDS = st.sampled_from(["", "ana", "CALL today", "asks  for", "bo", "zzz", "a", " "])


@given(ROWS, st.randoms(), WORDS)
def test_groups_and_filter_lose_nobody(rows: list[Row], random: Random, wanted: str) -> None:
    paused = [replace(one, paused=random.random() < 0.5) for one in rows]
    groups = in_groups(paused)
    assert [one for group in groups.values() for one in group] == by_need(paused)
    assert list(groups) == [group for group in GROUPS if group in groups]
    assert all(one.group == group for group, members in groups.items() for one in members)
    left = [one for one in paused if not fits(one, wanted)]
    shown = in_groups(one for one in paused if fits(one, wanted))
    assert sorted(one.link for one in paused) == sorted(
        one.link for one in (*left, *(row for group in shown.values() for row in group))
    )


def test_a_filter_looks_for_every_word_in_the_name_and_in_all_reasons() -> None:
    second = Flag("quiet", 3, "quiet 3 days (agreed: daily)", "quiet 3 days")
    mika = replace(BLANK, name="Mika", flags=(FLAG, second))
    assert all(fits(mika, wanted) for wanted in ("", "mika", "CALL mika", "quiet daily", "asked"))
    assert not any(fits(mika, wanted) for wanted in ("jo", "mika setback", "callasks"))


@pytest.mark.parametrize(
    ("level", "paused", "group"),
    [
        (1, False, "now"),
        (1, True, "now"),
        (2, False, "look"),
        (3, False, "look"),
        (2, True, "look"),
        (4, False, "calm"),
        (5, False, "calm"),
        (5, True, "paused"),
    ],
)
def test_a_pause_hides_nobody_who_asks(level: RowLevel, paused: bool, group: str) -> None:
    assert replace(BLANK, level=level, paused=paused).group == group


def test_what_was_dealt_with_is_told_apart_from_what_is_up(
    facts: NewFacts, entry: NewEntry
) -> None:
    asked = entry(Checkin(need_call="now"))
    ack = AlertAck(link="a" * 32, alert="call_now", action="messaged", revisions=[asked.id])
    shown = row(facts(asked, acks=(ack,)))
    assert (shown.level, shown.flags) == (5, ())
    ((flag, done),) = shown.handled
    assert (flag.key, done) == ("call_now", ack)


def test_what_waits_is_counted_by_what_it_is(facts: NewFacts, entry: NewEntry) -> None:
    sheet = Worksheet(pack="general", sheet="fears", step=4, state="submitted")
    note, word, seen, handed, another, signed = (
        entry(Note(body="x")),
        entry(Comment(about="b" * 32, body="z")),
        entry(Comment(about="b" * 32, body="y"), ago=1),
        entry(sheet),
        entry(sheet, ago=1),
        entry(sheet, ago=2),
    )
    task = Task(entry(Assignment(title="Read it")), Assignment(title="Read it"), "submitted")
    shown = row(
        facts(
            note,
            word,
            seen,
            handed,
            another,
            signed,
            unread=frozenset({note.record, word.record, handed.record}),
            signed=frozenset({signed.id}),
            tasks=(task, task, replace(task, state="doing")),
        )
    )
    assert shown.waiting == Waiting(comments=2, worksheets=2, assignments=2)
