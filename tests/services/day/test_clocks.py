"""Clocks kept: setbacks that append and tell nobody, earlier times, milestones, the copies."""

from __future__ import annotations

from datetime import date

import pytest

from sponsorterm.records.kinds import Checkin, Clock, Inventory
from sponsorterm.services.day import clocks
from sponsorterm.services.day.today import today
from sponsorterm.services.entries.drafts import Sharing, list_drafts
from sponsorterm.services.entries.filing import prepare_share, share, shares
from sponsorterm.services.errors import ServiceError
from tests.services.conftest import Pair

TODAY = date(2026, 11, 20)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.fixture
def sober(pair: Pair) -> str:
    """Sam's clock since 1 September, 80 days; Maria holds its numbers."""
    record = clocks.add_clock(pair.sam, "Sober", day("09-01")).revision.record
    share(pair.sam, record, {pair.to_maria.record: Sharing("numbers")})
    return record


def test_the_first_clock_is_the_first_until_another_is(pair: Pair, sober: str) -> None:
    other = clocks.add_clock(pair.sam, " Nicotine ", day("11-01"), 1).revision.record
    assert [view.label for view in clocks.clocks(pair.sam)] == ["Sober", "Nicotine"]
    assert clocks.clock_named(pair.sam, "nico").count.current == 20
    clocks.set_primary(pair.sam, other)
    assert [view.label for view in clocks.clocks(pair.sam)] == ["Nicotine", "Sober"]
    clocks.set_count_from(pair.sam, other, 0)
    assert clocks.clock_named(pair.sam).count.current == 19


def test_a_new_clock_is_nobodys_to_see(pair: Pair) -> None:
    record = clocks.add_clock(pair.sam, "Gambling", TODAY).revision.record
    assert shares(pair.sam, record) == []


def test_a_setback_takes_nothing_and_tells_nobody(pair: Pair, sober: str) -> None:
    (before,) = shares(pair.sam, sober)
    clocks.set_back(pair.sam, sober, day("11-10"), day("11-11"), "at a wedding")
    view = clocks.clock_of(pair.sam, sober)
    assert (view.count.current, view.count.total, view.count.longest) == (9, 79, 70)
    (after,) = shares(pair.sam, sober)
    assert after.payload == before.payload
    assert not after.current
    assert [link.name for link in clocks.not_told(pair.sam, sober)] == ["Maria"]


def test_what_was_kept_back_goes_out_with_no_later_change(pair: Pair, sober: str) -> None:
    clocks.set_back(pair.sam, sober, day("11-10"), None)
    clocks.fill_in(pair.sam, sober, day("01-01"), day("02-01"))
    clocks.restart(pair.sam, sober, day("11-12"))
    (held,) = shares(pair.sam, sober)
    assert b"setbacks" not in held.payload
    assert b"past" not in held.payload
    choice = {pair.to_maria.record: Sharing("numbers")}
    (copy,) = prepare_share(pair.sam, sober, choice).copies
    share(pair.sam, sober, choice)
    (told,) = shares(pair.sam, sober)
    assert told.payload == copy.payload
    assert told.current
    assert b"2026-11-10" in told.payload
    assert clocks.not_told(pair.sam, sober) == []


def test_a_change_that_keeps_nothing_back_goes_to_those_who_hold_it(pair: Pair, sober: str) -> None:
    assert clocks.fill_in(pair.sam, sober, day("01-01"), day("02-01")).given == ("Maria",)
    (held,) = shares(pair.sam, sober)
    assert held.current
    view = clocks.clock_of(pair.sam, sober)
    assert (view.count.current, view.count.total) == (80, 111)
    assert not view.body.setbacks


def test_the_day_to_begin_again_may_stay_open(pair: Pair, sober: str) -> None:
    clocks.set_back(pair.sam, sober, day("11-10"), None)
    view = clocks.clock_of(pair.sam, sober)
    assert view.count.open
    assert (view.count.current, view.count.total, view.next) == (0, 70, None)
    clocks.restart(pair.sam, sober, day("11-15"))
    assert clocks.clock_of(pair.sam, sober).count.current == 5
    clocks.restart(pair.sam, sober, day("11-14"))
    view = clocks.clock_of(pair.sam, sober)
    assert view.count.current == 6
    assert len(view.body.setbacks) == 1


def test_a_day_that_cannot_be_is_refused_and_changes_nothing(pair: Pair, sober: str) -> None:
    wrong = (
        lambda: clocks.set_back(pair.sam, sober, day("11-21"), None),
        lambda: clocks.set_back(pair.sam, sober, day("11-10"), day("11-09")),
        lambda: clocks.restart(pair.sam, sober, day("11-10")),
        lambda: clocks.fill_in(pair.sam, sober, day("02-01"), day("02-01")),
        lambda: clocks.fill_in(pair.sam, sober, day("02-01"), day("09-02")),
        lambda: clocks.add_clock(pair.sam, "  ", TODAY),
        lambda: clocks.rename(pair.sam, sober, " "),
        lambda: clocks.correct_start(pair.sam, sober, day("11-21")),
        lambda: clocks.clock_named(pair.sam, "nothing"),
        lambda: clocks.mark_milestone(pair.sam, sober, "60_years"),
    )
    before = clocks.clock_of(pair.sam, sober)
    for do in wrong:
        with pytest.raises(ServiceError):
            do()
    assert clocks.clock_of(pair.sam, sober) == before
    clocks.set_back(pair.sam, sober, day("11-10"), None)
    with pytest.raises(ServiceError, match="already"):
        clocks.set_back(pair.sam, sober, day("11-10"), None)
    with pytest.raises(ServiceError, match="before"):
        clocks.restart(pair.sam, sober, day("11-09"))
    with pytest.raises(ServiceError, match="setback"):
        clocks.correct_start(pair.sam, sober, day("11-11"))
    clocks.fill_in(pair.sam, sober, day("01-01"), day("03-01"))
    with pytest.raises(ServiceError, match="earlier"):
        clocks.correct_start(pair.sam, sober, day("02-28"))


def test_a_name_and_a_first_day_are_put_right_as_new_versions(pair: Pair, sober: str) -> None:
    clocks.rename(pair.sam, sober, " Dry ")
    clocks.set_back(pair.sam, sober, day("11-10"), day("11-11"))
    clocks.correct_start(pair.sam, sober, day("08-31"))
    view = clocks.clock_of(pair.sam, sober)
    assert (view.label, view.body.start, view.body.setbacks[0].on) == (
        "Dry",
        day("08-31"),
        day("11-10"),
    )
    assert (view.count.current, view.count.longest) == (9, 71)
    assert len(pair.sam.store.revisions(sober)) == 4


def test_several_clocks_that_begin_alike_have_to_be_told_apart(pair: Pair, sober: str) -> None:
    clocks.add_clock(pair.sam, "Sober from pills", TODAY)
    assert clocks.clock_named(pair.sam, "sober").record == sober
    with pytest.raises(ServiceError, match="Several"):
        clocks.clock_named(pair.sam, "so")


def test_milestones_reached_stay_after_a_setback_and_keep_their_chips(
    pair: Pair, sober: str
) -> None:
    view = clocks.clock_of(pair.sam, sober)
    coming, *lived = clocks.milestones(pair.sam, view)
    assert (coming.milestone.label, coming.on, coming.days) == ("90 days", day("11-30"), 10)
    assert [one.milestone.label for one in lived] == ["60 days", "30 days", "24 hours"]
    marked = clocks.mark_milestone(pair.sam, sober, "60 days", chip_on=day("11-02"))
    assert marked.chip_on == day("11-02")
    clocks.set_back(pair.sam, sober, day("11-10"), day("11-11"))
    found = clocks.milestones(pair.sam, clocks.clock_of(pair.sam, sober))
    chips = {one.milestone.label: one.chip_on for one in found if one.chip_on}
    assert chips == {"60 days": day("11-02")}


def test_a_chip_stays_with_its_milestone_when_the_first_day_is_put_right(
    pair: Pair, sober: str
) -> None:
    clocks.mark_milestone(pair.sam, sober, "30 days", chip_on=day("10-01"))
    clocks.set_back(pair.sam, sober, day("11-10"), day("11-11"))
    clocks.correct_start(pair.sam, sober, date(2025, 9, 1))
    found = clocks.milestones(pair.sam, clocks.clock_of(pair.sam, sober))
    assert [(one.milestone.label, one.on, one.chip_on) for one in found if one.chip_on] == [
        ("30 days", date(2025, 10, 1), day("10-01"))
    ]
    pair.clock.pass_(minutes=1)
    again = clocks.mark_milestone(pair.sam, sober, "30 days", chip_on=day("10-02"))
    assert again.chip_on == day("10-02")
    found = clocks.milestones(pair.sam, clocks.clock_of(pair.sam, sober))
    assert [one.chip_on for one in found if one.chip_on] == [day("10-02")]


def test_a_milestone_that_is_let_be_is_not_spoken_of(pair: Pair, sober: str) -> None:
    assert clocks.clock_of(pair.sam, sober).next.milestone.label == "90 days"  # type: ignore[union-attr]
    clocks.mark_milestone(pair.sam, sober, "90 days", dismissed=True)
    assert clocks.clock_of(pair.sam, sober).next.milestone.label == "6 months"  # type: ignore[union-attr]
    clocks.mark_milestone(pair.sam, sober, "90 days", dismissed=False)
    assert clocks.clock_of(pair.sam, sober).next.milestone.label == "90 days"  # type: ignore[union-attr]


@pytest.mark.parametrize(("on", "shown"), [("11-20", True), ("11-14", True), ("11-13", False)])
def test_the_note_on_withdrawal_stands_for_seven_days(pair: Pair, on: str, shown: bool) -> None:
    assert clocks.withdrawal_note(pair.sam, day(on)) is shown
    clocks.add_clock(pair.sam, "Sober", day(on))
    assert today(pair.sam).first_days is shown


def test_the_questions_wait_as_a_draft_that_names_the_clock(pair: Pair, sober: str) -> None:
    clocks.debrief(pair.sam, sober, day("11-10"))
    (draft,) = list_drafts(pair.sam)
    body = draft.answers.body(pair.sam.pack)
    assert (body.KIND, body.on, body.clock) == ("debrief", day("11-10"), sober)  # type: ignore[attr-defined]


def test_only_a_use_the_clock_does_not_know_of_concerns_it(pair: Pair, sober: str) -> None:
    night = Inventory(period="nightly", mode="quick", used="yes")
    assert clocks.concerned(pair.sam, night, TODAY) is not None
    assert clocks.concerned(pair.sam, Checkin(used="yes"), TODAY) is not None
    assert clocks.concerned(pair.sam, Checkin(used="no"), TODAY) is None
    assert clocks.concerned(pair.sam, Checkin(), TODAY) is None
    clocks.set_back(pair.sam, sober, TODAY, None)
    assert clocks.concerned(pair.sam, night, TODAY) is None
    assert clocks.concerned(pair.maria, night, TODAY) is None


def test_a_clock_told_of_keeps_its_open_day_on_the_other_side(pair: Pair, sober: str) -> None:
    clocks.set_back(pair.sam, sober, day("11-10"), None)
    share(pair.sam, sober, {pair.to_maria.record: Sharing("numbers")})
    pair.carry()
    (entry,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={Clock.KIND})
    assert isinstance(entry.body, Clock)
    assert entry.body.setbacks[0].restart is None
