"""Steps: every step of the programme with its state; one opened with its tasks and history."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from sponsorterm.records.kinds import Step
from sponsorterm.records.kinds.step import StepMethod
from sponsorterm.services import steps as work
from sponsorterm.services.reading import revisions_of
from sponsorterm.services.steps import StepView
from sponsorterm.strings import steps as words
from sponsorterm.strings.screens import near_day
from sponsorterm.tui.marks import Marks
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import Confirm
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Headings, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

COLUMNS = (
    Column(1),
    Column(2, right=True),
    Column(0, heading=words.COLUMN_STEP, least=16),
    Column(8, rank=1, heading=words.COLUMN_STATE),
    Column(14, rank=2, heading=words.COLUMN_TASKS),
    Column(12, rank=3, heading=words.COLUMN_HOW),
    Column(11, rank=4, heading=words.COLUMN_WHEN),
)
_BAR = 7
"""Cells for a bar of one cell a task; a longer one pushes its figures along."""
_BUSY = ("working", "waiting", "revisiting")


class StepActions(WritingScreen):
    """What can be done to a step, wherever it is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mark_done", words.KEY_DONE),
        Binding("w", "working", words.KEY_WORKING),
        Binding("u", "undo", words.KEY_UNDO),
    ]

    @property
    def number(self) -> int:
        """The step meant now."""
        raise NotImplementedError

    def action_mark_done(self) -> None:
        """Ask how it was done, and mark it so."""
        number = self.number

        def done(method: str | None) -> None:
            if method:
                self._set_done(number, cast(StepMethod, method))

        self.app.push_screen(Choose(words.HOW_DONE, words.WAYS, words.step(number)), done)

    def _set_done(self, number: int, method: StepMethod) -> None:
        self.write(
            lambda: work.set_state(self.session, number, "done", method),
            words.now_done(number, method),
        )

    def action_working(self) -> None:
        """Say that I am working on it."""
        number = self.number
        self.write(
            lambda: work.set_state(self.session, number, "working"), words.now_working(number)
        )

    def action_undo(self) -> None:
        """Go back to how it was before the last change."""
        number = self.number
        self.write(lambda: work.undo(self.session, number), words.undone(number))


class StepsScreen(StepActions):
    """All steps in one list, the cursor at the one being worked on."""

    AREA: ClassVar[str] = "steps"
    CSS_PATH = sheet("steps")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("R", "new_round", words.KEY_ROUND),
    ]

    def body(self) -> ComposeResult:
        """Where I am, the list, and what the keys do."""
        yield Plain(id="standing")
        yield Headings(COLUMNS)
        yield Lines(COLUMNS, id="steps")
        yield Hints(
            [
                ("enter", words.HINT_OPEN),
                ("m", words.HINT_DONE),
                ("w", words.HINT_WORKING),
                ("u", words.HINT_UNDO),
                ("R", words.HINT_ROUND),
            ]
        )

    def fill(self) -> None:
        """Show every step of the newest round."""
        views = work.steps(self.session)
        current = work.current_step(views)
        name = words.heading(self.session.pack.name, views[0].round)
        here = words.at_step(current.number) if current else words.AT_NONE
        self.query_one("#standing", Plain).show(
            Content.assemble(said(here, STRONG), "   ", said(name, MUTED))
        )
        steps = self.query_one("#steps", Lines)
        first = str(current.number) if current and not steps.count else ""
        steps.show([step_line(view, self.marks) for view in views], first)

    @property
    def number(self) -> int:
        """The step under the cursor."""
        return int(self.query_one("#steps", Lines).key)

    @on(Lines.Chosen, "#steps")
    def _open(self, event: Lines.Chosen) -> None:
        self.app.push_screen(StepScreen(int(event.key)))

    def action_new_round(self) -> None:
        """Begin the steps again, when that is meant."""

        def begin(answer: bool | None) -> None:
            if answer:
                number = self.attempt(lambda: work.new_round(self.session))
                self.changed(words.round_begun(number or 0))

        self.app.push_screen(Confirm(words.NEW_ROUND, words.NEW_ROUND_ABOUT), begin)


class StepScreen(StepActions):
    """One step: what it is about, its tasks, and how it went so far."""

    CSS_PATH = sheet("steps")
    HELP: ClassVar[str] = words.HELP_STEP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", words.KEY_TICK),
        Binding("n,right", "beside(1)", words.KEY_NEXT_STEP),
        Binding("p,left", "beside(-1)", words.KEY_STEP_BEFORE),
    ]

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    @property
    def number(self) -> int:
        """The step that is open."""
        return self._number

    def body(self) -> ComposeResult:
        """The step in words, its tasks, its history, and what the keys do."""
        with Vertical(id="step"):
            yield Plain(id="about")
            yield Lines((Column(1), Column(0)), id="tasks")
            with VerticalScroll(id="past", can_focus=False):
                yield Plain(id="history")
        yield Hints(
            [
                ("space", words.HINT_TICK),
                ("m", words.HINT_DONE),
                ("w", words.HINT_WORKING),
                ("u", words.HINT_UNDO),
            ]
        )

    def fill(self) -> None:
        """Show the step as it stands."""
        view = next(v for v in work.steps(self.session) if v.number == self._number)
        self.query_one("#about", Plain).show(_about(view))
        tick = {True: self.marks.tick, False: self.marks.unchosen}
        self.query_one("#tasks", Lines).show(
            [
                Line(task.key, (Content(tick[task.done]), said(task.title, _task_style(task.done))))
                for task in view.tasks
            ]
        )
        self.query_one("#history", Plain).show(self._history(view))

    def action_tick(self) -> None:
        """Tick the task under the cursor, or take the tick back."""
        key = self.query_one("#tasks", Lines).key
        self.write(lambda: work.toggle_task(self.session, self._number, key))

    @on(Lines.Chosen, "#tasks")
    def _tick(self) -> None:
        self.action_tick()

    def action_beside(self, by: int) -> None:
        """Go on to the step before or after."""
        numbers = [step.number for step in self.session.pack.steps]
        place = (numbers.index(self._number) + by) % len(numbers)
        self._number = numbers[place]
        self.fill()
        self.query_one("#tasks", Lines).action_edge(-1)

    def _history(self, view: StepView) -> Content:
        if view.entry is None:
            return said(words.NOT_BEGUN, MUTED)
        known = revisions_of(self.session, view.entry)
        known.sort(key=lambda revision: len(revision.header.supersedes), reverse=True)
        rows = [
            said(_happened(revision.day, body, self.session.today), MUTED)
            for revision in known
            if isinstance(body := revision.body, Step)
        ]
        return lines(said(words.HISTORY, STRONG), *rows)


def step_line(view: StepView, marks: Marks) -> Line:
    """One step as a line: mark, number, title, state, tasks, how it was done, since when."""
    busy = view.state in _BUSY
    style = ACCENT if busy else MUTED if view.state == "not_started" else ""
    body = view.entry.body if view.entry else None
    since = view.done_on or (body.started if isinstance(body, Step) else None)
    return Line(
        str(view.number),
        (
            said(_mark(view, marks), style),
            said(str(view.number)),
            said(view.title, style if busy else ""),
            said(words.SHORT_STATES[view.state], style),
            _tasks(view, marks),
            said(words.METHODS[view.method] if view.method and view.done_on else ""),
            said(since.isoformat() if since else ""),
        ),
    )


def _mark(view: StepView, marks: Marks) -> str:
    if view.state == "done":
        return marks.tick
    return marks.chosen if view.state in _BUSY else marks.unchosen


def _tasks(view: StepView, marks: Marks) -> Content:
    """A bar of one cell a task, and the same in figures."""
    if not view.tasks_done:
        return Content()
    done, total = view.tasks_done, len(view.tasks)
    bar = marks.filed * done
    rest = marks.empty * (total - done)
    return Content(f"{bar + rest:<{_BAR}} {words.tasks(done, total)}")


def _task_style(done: bool) -> str:
    return MUTED if done else ""


def _happened(day: date, body: Step, today: date) -> str:
    standing = words.standing(body.state or "not_started", body.method, None)
    return words.happened(near_day(day, today), standing, len(body.tasks_done))


def _about(view: StepView) -> Content:
    standing = words.standing(view.state, view.method, view.done_on)
    done = words.tasks(view.tasks_done, len(view.tasks))
    return lines(
        Content.assemble((words.step(view.number), MUTED), "  ", said(view.title, STRONG)),
        said(view.about),
        Content(),
        Content.assemble((words.TASKS, STRONG), "  ", (done, MUTED), "   ", said(standing, ACCENT)),
    )
