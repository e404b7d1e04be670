"""The walk: everything once, on from where it stopped, and every act taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sponsorterm.records.kinds import Assignment, Call, Comment
from sponsorterm.services.entries.filing import ask_for_call
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import talk
from sponsorterm.services.sponsor import triage
from sponsorterm.services.sponsor.alerts import Action
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.sponsor.triage import Place, go_on, resume, stops, undo
from sponsorterm.services.steps.assignments import assign
from tests.services.conftest import Pair
from tests.services.sponsor.test_dashboard import give


def at(place: Place | None) -> tuple[int, int]:
    assert place is not None
    return place.number, place.total


def asked(pair: Pair, *moods: int) -> None:
    """Sam wants a call, and wrote on as many evenings."""
    for mood in moods:
        give(pair, mood)
        pair.clock.pass_(days=1)
    ask_for_call(pair.sam, pair.to_maria.record, now=True)
    pair.carry()


def again(pair: Pair) -> Session:
    """Maria after leaving and opening again."""
    return Session.open(pair.maria.home, pair.clock)


def test_flags_come_first_then_what_is_unread_the_oldest_first(pair: Pair) -> None:
    asked(pair, 4, 3)
    flag, *entries = stops(pair.maria)
    assert flag.flag is not None
    assert (flag.flag.key, flag.person) == ("call_now", "Sam")
    days = [stop.entry.day for stop in entries if stop.entry]
    assert len(days) == 3
    assert days == sorted(days)


def test_a_flag_that_can_wait_is_shown_too_and_one_that_only_informs_is_not(pair: Pair) -> None:
    assign(pair.maria, pair.to_sam, Assignment(title="Write it down", due=pair.maria.today))
    pair.clock.pass_(days=3)
    give(pair, 4)
    assert [stop.flag.key for stop in stops(pair.maria) if stop.flag] == ["overdue"]
    assert {"overdue", "unread"} <= {flag.key for flag in dashboard(pair.maria).rows[0].flags}


def test_everything_comes_once_and_then_it_begins_anew(pair: Pair) -> None:
    asked(pair, 4, 3)
    names = [stop.name for stop in stops(pair.maria)]
    shown = [go_on(pair.maria) for _ in names]
    assert [place.stop.name for place in shown if place] == names
    assert [at(place) for place in shown] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert go_on(pair.maria) is None
    assert at(go_on(pair.maria)) == (1, 4)


def test_it_goes_on_where_it_stopped_after_leaving(pair: Pair) -> None:
    asked(pair, 4, 3)
    go_on(pair.maria)
    second = go_on(pair.maria)
    with again(pair) as maria:
        assert resume(maria) == second
        assert second
        assert second.stop.entry
        triage.see(maria, second.stop.link, [second.stop.entry])
        assert at(resume(maria)) == (3, 4)
    pair.clock.pass_(days=1)
    with again(pair) as maria:
        assert at(resume(maria)) == (1, 3), "another day begins anew with what is left"


def test_what_comes_in_meanwhile_comes_too(pair: Pair) -> None:
    asked(pair, 4)
    go_on(pair.maria)
    give(pair, 3)
    assert at(go_on(pair.maria)) == (2, 4)


def test_nothing_but_ids_is_remembered(pair: Pair) -> None:
    asked(pair, 4)
    place = go_on(pair.maria)
    assert place
    triage.acknowledge(pair.maria, place.stop.link, place.stop.flag, "ok", note="SECRET")  # type: ignore[arg-type]
    told = pair.maria.home.triage.read_text()
    assert not {"SECRET", "Sam", "call"} & set(told.replace('"', " ").split())
    assert pair.maria.home.triage.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "broken", ["day = ", "shown = 3", "day = 2026-11-20\nacts = [1]\nshown = []"]
)
def test_what_was_remembered_and_cannot_be_read_is_begun_anew(pair: Pair, broken: str) -> None:
    asked(pair, 4)
    go_on(pair.maria)
    pair.maria.home.triage.write_text(broken)
    assert at(go_on(pair.maria)) == (1, 3)


@pytest.mark.parametrize("action", ["called", "messaged", "ok", "snooze"])
def test_a_flag_dealt_with_is_quiet_until_that_is_taken_back(pair: Pair, action: Action) -> None:
    asked(pair, 4)
    place = go_on(pair.maria)
    assert place
    assert place.stop.flag
    until = pair.maria.today + timedelta(days=2) if action == "snooze" else None
    before = dashboard(pair.maria)
    triage.acknowledge(
        pair.maria, pair.to_sam.record, place.stop.flag, action, until=until, note="by phone"
    )
    (row,) = dashboard(pair.maria).rows
    assert "call_now" not in {flag.key for flag in row.flags}
    go_on(pair.maria)
    assert at(undo(pair.maria)) == (1, 3)
    assert dashboard(pair.maria) == before
    with pytest.raises(UnknownEntry):
        undo(pair.maria)


def test_of_many_acts_the_last_are_taken_back(pair: Pair) -> None:
    give(pair, 4)
    (entry,) = talk.unread(pair.maria)
    for number in range(triage.ACTS + 1):
        triage.comment(pair.maria, pair.to_sam.record, entry, str(number))
    undo(pair.maria)
    said = {block.text for block in talk.comments_on(pair.maria, entry)}
    assert said == {str(number) for number in range(triage.ACTS)}


def test_what_was_seen_is_new_again_when_that_is_taken_back(pair: Pair) -> None:
    give(pair, 4)
    (entry,) = talk.unread(pair.maria)
    triage.see(pair.maria, pair.to_sam.record, [entry])
    assert talk.unread(pair.maria) == []
    triage.see(pair.maria, pair.to_sam.record, [entry], talked=True)
    undo(pair.maria)
    assert talk.read_marks(pair.maria) == {entry.record: entry.id}
    assert talk.unread(pair.maria) == []
    undo(pair.maria)
    assert [each.id for each in talk.unread(pair.maria)] == [entry.id]
    assert talk.read_marks(pair.maria) == {}
    with again(pair) as maria:
        assert [each.id for each in talk.unread(maria)] == [entry.id]
    pair.carry()
    assert pair.sam.store.entries(space=pair.to_maria.record, kinds={"seen"}) == []


def test_a_comment_taken_back_is_gone_on_both_sides(pair: Pair) -> None:
    give(pair, 4)
    (entry,) = talk.unread(pair.maria)
    triage.comment(pair.maria, pair.to_sam.record, entry, "Well done.")
    pair.carry()
    assert len(talk.unread(pair.sam, kinds={Comment.KIND})) == 1
    undo(pair.maria)
    pair.carry()
    assert talk.unread(pair.sam, kinds={Comment.KIND}) == []


def test_a_call_is_noted_for_both_and_meets_the_request(pair: Pair) -> None:
    asked(pair)
    place = go_on(pair.maria)
    assert place
    triage.log_call(pair.maria, pair.to_sam.record, place.stop.flag, minutes=20)
    pair.carry()
    (call,) = pair.sam.store.entries(space=pair.to_maria.record, kinds={Call.KIND})
    assert isinstance(call.body, Call)
    assert call.body.minutes == 20
    assert stops(pair.maria) == []
    undo(pair.maria)
    assert pair.maria.store.entries(kinds={Call.KIND}) == []
    assert len(stops(pair.maria)) == 2


def test_a_stop_is_found_by_the_beginning_of_its_name(pair: Pair) -> None:
    asked(pair, 4)
    for stop in stops(pair.maria):
        assert triage.find(pair.maria, stop.name[:8]) == stop
    for name in ("", "zzz"):
        with pytest.raises(UnknownEntry):
            triage.find(pair.maria, name)
