"""Step progress: anything can be marked in any order, and anything undone."""

from __future__ import annotations

import pytest

from sponsorterm.program import UnknownKey
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people
from sponsorterm.services.steps.progress import (
    catch_up,
    current_step,
    new_round,
    rounds,
    set_state,
    sponsee_steps,
    steps,
    toggle_task,
    undo,
)
from tests.services.conftest import Pair


def state(session: Session, number: int) -> str:
    return next(view.state for view in steps(session) if view.number == number)


def test_nothing_is_locked_by_order(sam: Session) -> None:
    set_state(sam, 9, "done", "spoken")
    assert state(sam, 9) == "done"
    assert state(sam, 1) == "not_started"


def test_the_first_tick_starts_a_step_and_a_tick_can_be_taken_back(sam: Session) -> None:
    task = sam.pack.step(4).tasks[0].key
    toggle_task(sam, 4, task)
    view = steps(sam)[3]
    assert (view.state, view.tasks_done) == ("working", 1)
    toggle_task(sam, 4, task)
    assert steps(sam)[3].tasks_done == 0


def test_each_undo_goes_one_further_back(sam: Session) -> None:
    set_state(sam, 1, "working")
    set_state(sam, 1, "waiting")
    set_state(sam, 1, "done", "paper")
    seen = [state(sam, 1)]
    for _ in range(3):
        undo(sam, 1)
        seen.append(state(sam, 1))
    assert seen == ["done", "waiting", "working", "not_started"]
    with pytest.raises(ServiceError):
        undo(sam, 1)
    entry = next(view.entry for view in steps(sam) if view.number == 1)
    assert entry is not None
    assert entry.revisions == 6, "nothing was erased on the way"


def test_a_change_after_an_undo_can_be_undone_too(sam: Session) -> None:
    set_state(sam, 1, "working")
    set_state(sam, 1, "done")
    undo(sam, 1)
    set_state(sam, 1, "waiting")
    undo(sam, 1)
    assert state(sam, 1) == "working"


def test_a_step_the_programme_does_not_have_is_refused(sam: Session) -> None:
    with pytest.raises(UnknownKey):
        set_state(sam, 13, "done")


def test_a_new_round_keeps_the_one_before(sam: Session) -> None:
    set_state(sam, 1, "done")
    assert new_round(sam) == 2
    assert state(sam, 1) == "working"
    assert steps(sam, round=1)[0].state == "done"


def test_the_current_step_is_the_one_being_worked_on(sam: Session) -> None:
    assert current_step(steps(sam)) is None
    set_state(sam, 1, "done")
    set_state(sam, 2, "done")
    assert current_step(steps(sam)).number == 2  # type: ignore[union-attr]
    set_state(sam, 3, "working")
    assert current_step(steps(sam)).number == 3  # type: ignore[union-attr]


def test_steps_reach_the_sponsor_at_the_level_chosen_for_the_link(pair: Pair) -> None:
    set_state(pair.sam, 1, "done")
    pair.carry()
    assert current_step(sponsee_steps(pair.maria, pair.to_sam.record)) is None
    people.set_default_level(pair.sam, pair.to_maria.record, "numbers")
    set_state(pair.sam, 2, "working")
    pair.carry()
    found = sponsee_steps(pair.maria, pair.to_sam.record)
    assert [view.state for view in found][:3] == ["done", "working", "not_started"]


def test_earlier_steps_are_caught_up_with_in_one_pass_and_undone_one_by_one(sam: Session) -> None:
    set_state(sam, 2, "done", "written")
    assert len(catch_up(sam, 3, "spoken")) == 2
    views = steps(sam)
    assert [view.state for view in views[:4]] == ["done", "done", "done", "not_started"]
    assert [view.method for view in views[:3]] == ["spoken", "written", "spoken"]
    assert views[0].done_on is None, "nobody said when"
    undo(sam, 1)
    assert [view.state for view in steps(sam)[:2]] == ["not_started", "done"]
    assert len(catch_up(sam, 3)) == 1


def test_the_rounds_are_counted_with_what_came_of_each(sam: Session) -> None:
    assert [(each.number, each.started, each.done) for each in rounds(sam)] == [(1, None, 0)]
    set_state(sam, 1, "done")
    set_state(sam, 2, "done")
    new_round(sam)
    found = [(each.number, each.started, each.done) for each in rounds(sam)]
    assert found == [(1, sam.today, 2), (2, sam.today, 0)]
