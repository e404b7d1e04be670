"""Steps: every step of the programme with its state."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.kinds import Step
from sponsorterm.records.kinds.step import StepMethod
from sponsorterm.services.steps import progress as work
from sponsorterm.services.steps.progress import StepView
from sponsorterm.strings import steps as words
from sponsorterm.strings.screens import near_day
from sponsorterm.tui.marks import Marks
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import Confirm, PageDialog
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
        Binding("s", "waiting", words.KEY_WAITING),
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

    def action_waiting(self) -> None:
        """Say that it waits for my sponsor."""
        number = self.number
        self.write(
            lambda: work.set_state(self.session, number, "waiting"), words.now_waiting(number)
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
        Binding("C", "catch_up", words.KEY_CATCH_UP),
        Binding("H", "rounds", words.KEY_ROUNDS),
        Binding("a", "amends", words.KEY_AMENDS),
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
                ("s", words.HINT_WAITING),
                ("a", words.HINT_AMENDS),
                ("u", words.HINT_UNDO),
                ("C", words.HINT_CATCH_UP),
                ("R", words.HINT_ROUND),
                ("H", words.HINT_ROUNDS),
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
        from sponsorterm.tui.screens.step import StepScreen

        self.app.push_screen(StepScreen(int(event.key)))

    def action_amends(self) -> None:
        """Open the ledger of the amends."""
        from sponsorterm.tui.screens.amends import AmendsScreen

        self.app.push_screen(AmendsScreen())

    def action_catch_up(self) -> None:
        """Mark every step up to the one under the cursor as done, in one pass."""
        number = self.number

        def caught(method: str | None) -> None:
            if method:
                self.write(
                    lambda: work.catch_up(self.session, number, cast(StepMethod, method)),
                    words.caught_up(number),
                )

        self.app.push_screen(Choose(words.HOW_DONE, words.WAYS, words.up_to(number)), caught)

    def action_rounds(self) -> None:
        """Every round there was, and how each step stood in it."""
        parts: list[Content] = []
        for each in reversed(work.rounds(self.session)):
            views = work.steps(self.session, each.number)
            since = near_day(each.started, self.session.today) if each.started else ""
            parts.append(said(words.round_line(each.number, since), STRONG))
            parts += [
                said(words.step_in_round(view.number, view.title, _standing(view)), MUTED)
                for view in views
                if view.entry is not None
            ] or [said(words.NOTHING_YET, MUTED)]
            parts.append(Content())
        self.app.push_screen(PageDialog(words.ROUNDS, lines(*parts)))

    def action_new_round(self) -> None:
        """Begin the steps again, when that is meant."""

        def begin(answer: bool | None) -> None:
            if answer:
                number = self.attempt(lambda: work.new_round(self.session))
                self.changed(words.round_begun(number or 0))

        self.app.push_screen(Confirm(words.NEW_ROUND, words.NEW_ROUND_ABOUT), begin)


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


def _standing(view: StepView) -> str:
    return words.standing(view.state, view.method, view.done_on)
