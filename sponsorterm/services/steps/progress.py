"""Step progress: states, tasks, rounds, and an undo that always goes one further back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from sponsorterm.program import Pack, Task
from sponsorterm.program import Step as PackStep
from sponsorterm.records.entry import Entry
from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Step
from sponsorterm.records.kinds.step import StepMethod, StepState
from sponsorterm.services.entries.filing import Filed, file, prepare, standing_sharing
from sponsorterm.services.entries.undoing import undone
from sponsorterm.services.home.session import Session

BUSY: frozenset[StepState | None] = frozenset({"working", "waiting", "revisiting"})
"""States of a step somebody works on."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task of a step, and whether it is done."""

    key: str
    title: str
    done: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the programme as somebody stands with it, in one round."""

    number: int
    title: str
    about: str
    round: int
    state: StepState
    method: StepMethod | None
    done_on: date | None
    tasks: tuple[TaskView, ...]
    entry: Entry | None

    @property
    def done(self) -> bool:
        """Whether it is done."""
        return self.state == "done"

    @property
    def tasks_done(self) -> int:
        """How many tasks are done."""
        return sum(task.done for task in self.tasks)


def steps(session: Session, round: int | None = None) -> list[StepView]:
    """My steps in one round; without a number, in the newest."""
    found = session.store.entries(kinds={Step.KIND})
    return step_views(session.pack, found, round)


def sponsee_steps(session: Session, link: str) -> list[StepView]:
    """The steps a sponsee has shared, in their newest round."""
    return step_views(session.pack, session.store.entries(space=link, kinds={Step.KIND}))


def step_views(pack: Pack, entries: Iterable[Entry], round: int | None = None) -> list[StepView]:
    """Every step of a pack beside what was recorded of it, oldest step first."""
    return [_view(*each) for each in _recorded(pack, entries, round)]


def current_step(views: Iterable[StepView]) -> StepView | None:
    """The step somebody is at: the first being worked on, else the last one done."""
    found = list(views)
    at = _at([view.state for view in found])
    return None if at is None else found[at]


def step_at(pack: Pack, entries: Iterable[Entry]) -> StepView | None:
    """`current_step` of `step_views`, of which only that one is made."""
    found = _recorded(pack, entries)
    at = _at([body.state for _, body, _ in found])
    return None if at is None else _view(*found[at])


def set_state(
    session: Session, number: int, state: StepState, method: StepMethod | None = None
) -> Filed:
    """Say where I stand with a step of the newest round.

    Raises:
        UnknownKey: the programme has no such step.
    """
    body = _body(session, number)
    started = body.started or (session.today if state != "not_started" else None)
    done_on = session.today if state == "done" else None
    changed = replace(
        body, state=state, method=method or body.method, started=started, done_on=done_on
    )
    return _keep(session, replace(changed, undo_of=None))


def toggle_task(session: Session, number: int, key: str) -> Filed:
    """Tick a task off, or take the tick back. The first tick starts the step.

    Raises:
        UnknownKey: the programme has no such step.
    """
    body = _body(session, number)
    done = [task for task in body.tasks_done if task != key]
    if len(done) == len(body.tasks_done):
        done.append(key)
    state = "working" if done and body.state in (None, "not_started") else body.state
    started = body.started or (session.today if done else None)
    changed = replace(body, tasks_done=done, state=state, started=started, undo_of=None)
    return _keep(session, changed)


def undo(session: Session, number: int) -> Filed:
    """Go back to how the step stood before its last change, as a new revision.

    Each further undo goes one further back, until the step is as it was before all.

    Raises:
        UnknownKey: the programme has no such step.
        ServiceError: there is nothing before it.
    """
    body = _body(session, number)
    blank = Step(pack=body.pack, step=body.step, round=body.round, state="not_started")
    return _keep(session, undone(session, _record(body), body, blank))


def catch_up(session: Session, until: int, method: StepMethod | None = None) -> list[Filed]:
    """Mark every step up to this one as done long since, in one pass.

    No day is written down for them: nobody asked for it. Each can be undone by itself.

    Raises:
        UnknownKey: the programme has no such step.
    """
    last = session.pack.step(until).number
    behind = [view.number for view in steps(session) if view.number <= last and not view.done]
    return [
        _keep(session, replace(_body(session, number), state="done", method=method, undo_of=None))
        for number in behind
    ]


@dataclass(frozen=True, slots=True)
class RoundView:
    """One time through the steps."""

    number: int
    started: date | None
    done: int


def rounds(session: Session) -> list[RoundView]:
    """Every round there was, the first one first; before anything is begun there is one."""
    kept = [
        entry.body
        for entry in session.store.entries(kinds={Step.KIND})
        if isinstance(entry.body, Step) and entry.body.pack == session.pack.key
    ]
    found = []
    for number in range(1, max((body.round for body in kept), default=1) + 1):
        of_it = [body for body in kept if body.round == number]
        started = min((body.started for body in of_it if body.started), default=None)
        found.append(RoundView(number, started, sum(body.state == "done" for body in of_it)))
    return found


def new_round(session: Session) -> int:
    """Begin the steps again; the rounds before stay as they are. Gives the round's number."""
    views = steps(session)
    number = views[0].round + 1
    first = Step(pack=session.pack.key, step=views[0].number, round=number, state="working")
    _keep(session, replace(first, started=session.today))
    return number


def _recorded(
    pack: Pack, entries: Iterable[Entry], round: int | None = None
) -> list[tuple[PackStep, Step, Entry | None]]:
    """Every step of a pack with what was recorded of it in a round, in the newest without one."""
    kept = {
        (entry.body.round, entry.body.step): (entry.body, entry)
        for entry in reversed(list(entries))
        if isinstance(entry.body, Step) and entry.body.pack == pack.key
    }
    chosen = round or max((key[0] for key in kept), default=1)
    return [
        (step, *kept[chosen, step.number])
        if (chosen, step.number) in kept
        else (step, Step(pack=pack.key, step=step.number, round=chosen), None)
        for step in pack.steps
    ]


def _view(step: PackStep, body: Step, entry: Entry | None) -> StepView:
    return StepView(
        step.number,
        step.title,
        step.about,
        body.round,
        body.state or "not_started",
        body.method,
        body.done_on,
        _tasks(step.tasks, body),
        entry,
    )


def _at(states: Sequence[StepState | None]) -> int | None:
    """The place of the first step being worked on, else of the last one done."""
    working = next((at for at, state in enumerate(states) if state in BUSY), None)
    done = [at for at, state in enumerate(states) if state == "done"]
    return done[-1] if working is None and done else working


def _body(session: Session, number: int) -> Step:
    step = session.pack.step(number)
    view = next(view for view in steps(session) if view.number == step.number)
    if view.entry is not None and isinstance(view.entry.body, Step):
        return view.entry.body
    return Step(pack=session.pack.key, step=number, round=view.round)


def _keep(session: Session, body: Step) -> Filed:
    record = _record(body)
    sharing = standing_sharing(session, record)
    return file(session, prepare(session, body, record=record, sharing=sharing))


def _record(body: Step) -> str:
    """One record for each step and round, the same on all my devices."""
    return derived_record_id(Step.KIND, body.pack, str(body.step), str(body.round))


def _tasks(tasks: Iterable[Task], body: Step) -> tuple[TaskView, ...]:
    return tuple(TaskView(task.key, task.title, task.key in body.tasks_done) for task in tasks)
