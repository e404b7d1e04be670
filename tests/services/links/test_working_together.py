"""What two people agree, assign, hand in and sign off, seen from both sides."""

from __future__ import annotations

from datetime import date

import pytest

from sponsorterm.records.kinds import Agreement, AlertAck, Assignment, Checkin, SignOff, Step
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.links.agreements import agreement, answer, propose, take_back, terms
from sponsorterm.services.sponsor.alerts import acknowledge
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.steps.assignments import (
    assign,
    assigned_by_me,
    assigned_to_me,
    change,
    look_at,
    take_away,
    tell,
)
from sponsorterm.services.steps.sign_offs import ready_to_sponsor, sign_off, signed, trail, undo
from tests.services.conftest import Pair


def test_an_agreement_holds_on_both_sides_once_it_is_accepted(pair: Pair) -> None:
    propose(pair.sam, pair.to_maria, Agreement(cadence="daily", meetings=3))
    pair.carry()
    assert terms(pair.maria, pair.to_sam).limits.weekly_meetings == 0
    proposal = agreement(pair.maria, pair.to_sam).theirs
    assert proposal
    answer(pair.maria, pair.to_sam, proposal, "yes")
    pair.carry()
    for session, link in ((pair.sam, pair.to_maria), (pair.maria, pair.to_sam)):
        held = terms(session, link)
        assert (held.cadence, held.limits.weekly_meetings) == ("daily", 3)


def test_a_change_of_an_agreement_waits_for_the_other(pair: Pair) -> None:
    propose(pair.sam, pair.to_maria, Agreement(cadence="daily"))
    pair.carry()
    first = agreement(pair.maria, pair.to_sam).theirs
    assert first
    answer(pair.maria, pair.to_sam, first, "yes")
    pair.clock.pass_(hours=1)
    propose(pair.sam, pair.to_maria, Agreement(cadence="weekly"))
    pair.carry()
    for session, link in ((pair.sam, pair.to_maria), (pair.maria, pair.to_sam)):
        assert terms(session, link).cadence == "daily"
    take_back(pair.sam, pair.to_maria)
    pair.carry()
    assert agreement(pair.maria, pair.to_sam).theirs is None


def test_a_pause_both_agreed_on_quietens_the_dashboard(pair: Pair) -> None:
    prepared = prepare(pair.sam, Checkin(mood=1), sharing={pair.to_maria.record: Sharing("full")})
    file(pair.sam, prepared)
    pair.carry()
    assert "low_mood" in {flag.key for flag in dashboard(pair.maria).rows[0].flags}
    propose(pair.maria, pair.to_sam, Agreement(paused_from=date(2026, 11, 20)))
    pair.carry()
    proposal = agreement(pair.sam, pair.to_maria).theirs
    assert proposal
    answer(pair.sam, pair.to_maria, proposal, "yes")
    pair.carry()
    assert dashboard(pair.maria).rows[0].flags == ()


def test_an_assignment_goes_back_and_forth_until_it_is_done(pair: Pair) -> None:
    assign(pair.maria, pair.to_sam, Assignment(title="Read and mark three lines", step=4))
    pair.carry()
    (task,) = assigned_to_me(pair.sam, pair.to_maria)
    tell(pair.sam, pair.to_maria, task, "submitted", "Here they are")
    pair.carry()
    (handed_in,) = assigned_by_me(pair.maria, pair.to_sam)
    assert handed_in.state == "submitted"
    look_at(pair.maria, pair.to_sam, handed_in, "another_look", "The second one?")
    pair.carry()
    (again,) = assigned_to_me(pair.sam, pair.to_maria)
    assert again.state == "another_look"
    assert [e.body.text for e in trail(pair.sam, pair.to_maria) if isinstance(e.body, SignOff)] == [
        "The second one?"
    ]
    tell(pair.sam, pair.to_maria, again, "submitted")
    pair.carry()
    (better,) = assigned_by_me(pair.maria, pair.to_sam)
    assert better.state == "submitted"
    look_at(pair.maria, pair.to_sam, better, "done")
    pair.carry()
    assert [task.state for task in assigned_to_me(pair.sam, pair.to_maria)] == ["done"]
    assert assigned_by_me(pair.maria, pair.to_sam, only_open=True) == []


def test_an_assignment_can_be_changed_and_taken_away(pair: Pair) -> None:
    assign(pair.maria, pair.to_sam, Assignment(title="Call three people"))
    pair.carry()
    (task,) = assigned_by_me(pair.maria, pair.to_sam)
    change(pair.maria, pair.to_sam, task, due=date(2026, 11, 27))
    pair.carry()
    (seen,) = assigned_to_me(pair.sam, pair.to_maria)
    assert seen.due == date(2026, 11, 27)
    take_away(pair.maria, pair.to_sam, task)
    pair.carry()
    assert assigned_to_me(pair.sam, pair.to_maria) == []


def test_a_step_is_signed_off_and_that_can_be_undone(pair: Pair) -> None:
    step = Step(pack="general", step=4, state="waiting")
    file(pair.sam, prepare(pair.sam, step, sharing={pair.to_maria.record: Sharing("full")}))
    pair.carry()
    (entry,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={"step"})
    sign_off(pair.maria, pair.to_sam, entry, SignOff(state="done", step=4))
    ready_to_sponsor(pair.maria, pair.to_sam)
    pair.carry()
    assert signed(pair.maria, pair.to_sam) == {entry.id}
    states = {e.body.state for e in trail(pair.sam, pair.to_maria) if isinstance(e.body, SignOff)}
    assert states == {"done", "ready_to_sponsor"}
    (mine,) = [e for e in trail(pair.maria, pair.to_sam) if getattr(e.body, "step", 0) == 4]
    undo(pair.maria, pair.to_sam, mine)
    pair.carry()
    assert signed(pair.maria, pair.to_sam) == frozenset()
    assert len(trail(pair.sam, pair.to_maria)) == 1


def test_what_i_did_about_an_alert_stays_with_me(pair: Pair) -> None:
    call = Checkin(need_call="now")
    file(pair.sam, prepare(pair.sam, call, sharing={pair.to_maria.record: Sharing("full")}))
    pair.carry()
    flag = dashboard(pair.maria).rows[0].flags[0]
    (record,) = acknowledge(pair.maria, pair.to_sam, flag, "ok", note="her brother is with her")
    assert "call_now" not in {flag.key for flag in dashboard(pair.maria).rows[0].flags}
    pair.carry()
    received = pair.sam.store.entries(space=pair.to_maria.record)
    assert not any(isinstance(entry.body, AlertAck) for entry in received)
    delete(pair.maria, record)
    assert dashboard(pair.maria).rows[0].flags[0].key == "call_now"


def test_having_called_says_that_we_have_spoken(pair: Pair) -> None:
    call = Checkin(need_call="now")
    file(pair.sam, prepare(pair.sam, call, sharing={pair.to_maria.record: Sharing("full")}))
    pair.carry()
    flag = dashboard(pair.maria).rows[0].flags[0]
    acknowledge(pair.maria, pair.to_sam, flag, "called")
    (entry,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={"checkin"})
    assert entry.mark == "talked"


def test_a_pause_that_ends_before_it_begins_is_not_proposed(pair: Pair) -> None:
    begins = date(2026, 12, 20)
    with pytest.raises(ServiceError, match="end before it begins"):
        propose(
            pair.maria, pair.to_sam, Agreement(paused_from=begins, paused_to=date(2026, 12, 19))
        )
    assert agreement(pair.maria, pair.to_sam).mine is None
    propose(pair.maria, pair.to_sam, Agreement(paused_from=begins, paused_to=begins))
    assert agreement(pair.maria, pair.to_sam).mine is not None
