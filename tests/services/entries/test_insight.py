"""The long view: what was written in a span, and what it says in words."""

from __future__ import annotations

from datetime import date, timedelta

from sponsorterm.records.kinds import Clock, Inventory, Meeting, Practice, Setback, SpotCheck, Urge
from sponsorterm.rules.insight import summary
from sponsorterm.services.entries.insight import clock_words, days_filed, insight, summary_words
from sponsorterm.services.home.session import Session
from tests.services.conftest import Pair


def night(mood: int, *actions: str) -> Inventory:
    return Inventory(period="nightly", mode="full", mood=mood, actions=list(actions))


def test_a_span_has_its_days_its_curves_and_its_counts(pair: Pair) -> None:
    pair.sam.save(night(4, "meeting"), day=date(2026, 11, 18))
    pair.sam.save(night(2, "meeting", "service"), day=date(2026, 11, 20))
    seen = insight(pair.sam, 3)
    assert days_filed(pair.sam, 30) == {date(2026, 11, 18): 1, date(2026, 11, 20): 1}
    assert seen.curves["mood"] == [4, None, 2]
    assert seen.counts["actions"] == [("meeting", 2), ("service", 1)]
    assert (seen.days, seen.written) == (3, 2)
    told = summary(seen.curves["mood"], seen.first)
    assert told
    assert summary_words(told, 5, seen.today) == (
        "Around 3.0 of 5 on 2 days, lowest 2 today, highest 4 on Wed. "
        "First half 4.0, second half 2.0."
    )


def test_what_was_written_on_this_day_comes_back(pair: Pair) -> None:
    year_ago = pair.sam.save(night(1), day=date(2025, 11, 20))
    month_ago = pair.sam.save(night(2), day=date(2026, 10, 20))
    pair.sam.save(night(3), day=date(2025, 11, 19))
    found = insight(pair.sam, 30).on_this_day
    assert [entry.record for entry in found] == [month_ago.header.record, year_ago.header.record]


def test_the_line_of_a_clock_goes_on_through_a_setback(pair: Pair) -> None:
    clock = Clock(
        label="alcohol",
        start=date(2026, 1, 1),
        setbacks=[Setback(on=date(2026, 3, 2), restart=date(2026, 3, 3))],
    )
    pair.sam.save(clock)
    (line,) = insight(pair.sam, 30).clocks
    assert line.spans == (
        (date(2026, 1, 1), date(2026, 3, 2)),
        (date(2026, 3, 3), date(2026, 11, 20)),
    )
    # 1 January to 2 March are 60 days, 3 March to 20 November are 262.
    assert clock_words(line, date(2026, 11, 20)) == (
        "since 3 Mar: 262 · 322 in all · longest 262, 1 setback on the way"
    )


def test_what_is_kept_up_loses_nothing_by_a_day_that_is_missed(sam: Session) -> None:
    for ago in (0, 1, 40, 89, 90):
        sam.save(Meeting(), day=sam.today - timedelta(days=ago))
    ninety = insight(sam, 30).kept_up[0]
    assert (ninety.title, ninety.done, ninety.n) == ("90 meetings in 90 days", 4, 90)


def test_hard_moments_and_practice_of_the_span(sam: Session) -> None:
    sam.save(SpotCheck(kinds=["afraid"], affects=["money"]))
    sam.save(SpotCheck(kinds=["afraid", "selfish"]), day=sam.today - timedelta(days=3))
    sam.save(SpotCheck(kinds=["dishonest"]), day=sam.today - timedelta(days=31))
    sam.save(Urge(helped=["called"]))
    sam.save(Practice(minutes=10))
    sam.save(Practice(ways=["still"]))
    seen = insight(sam, 30)
    assert seen.moments["spot_check", "kinds"] == [("afraid", 2), ("selfish", 1)]
    assert seen.moments["urge", "helped"] == [("called", 1)]
    assert seen.practice == (1, 10)
