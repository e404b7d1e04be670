"""One step opened: its tasks, its sheets, what a sponsor asked and found, how it went so far."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from sponsorterm.records.kinds import Step
from sponsorterm.services.entries.reading import revisions_of
from sponsorterm.services.steps import progress as work
from sponsorterm.services.steps.progress import StepView
from sponsorterm.services.steps.sheets import SheetView
from sponsorterm.services.steps.step_page import Asked, StepPage, step_page
from sponsorterm.strings import printing as print_words
from sponsorterm.strings import sheets as sheet_words
from sponsorterm.strings import steps as words
from sponsorterm.strings.dates import moment_of
from sponsorterm.strings.screens import near_day, short_day
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.steps import StepActions
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

_COLUMNS = (Column(1), Column(0, least=18), Column(24, rank=1))
TASK, SHEET, ASKED = "task", "sheet", "asked"
"""What a line of the list is."""


class StepScreen(StepActions):
    """One step: what it is about, all there is to do for it, and how it went so far."""

    CSS_PATH = sheet("steps")
    HELP: ClassVar[str] = words.HELP_STEP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", words.KEY_TICK),
        Binding("n,right", "beside(1)", words.KEY_NEXT_STEP),
        Binding("p,left", "beside(-1)", words.KEY_STEP_BEFORE),
        Binding("P", "print", print_words.KEY_PACKET),
    ]

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._page: StepPage | None = None

    @property
    def number(self) -> int:
        """The step that is open."""
        return self._number

    def body(self) -> ComposeResult:
        """The step in words, all there is to do, its history, and what the keys do."""
        yield Plain(id="about")
        with Vertical(id="step"):
            yield Lines(_COLUMNS, id="tasks")
            with VerticalScroll(id="past", can_focus=False):
                yield Plain(id="history")
        yield Hints(
            [
                ("enter", words.HINT_OPEN),
                ("space", words.HINT_TICK),
                ("m", words.HINT_DONE),
                ("w", words.HINT_WORKING),
                ("s", words.HINT_WAITING),
                ("u", words.HINT_UNDO),
                ("P", print_words.HINT_PACKET),
            ]
        )

    def fill(self) -> None:
        """Show the step as it stands."""
        self._page = page = step_page(self.session, self._number)
        self.query_one("#about", Plain).show(_about(page.view))
        self.query_one("#tasks", Lines).show(
            [*self._tasks(page.view), *self._sheets(page.sheets), *self._asked(page.asked)]
        )
        self.query_one("#history", Plain).show(self._history(page))
        self._mark_read(page)

    def _tasks(self, view: StepView) -> list[Line]:
        tick = {True: self.marks.tick, False: self.marks.unchosen}
        return [
            Line(
                f"{TASK} {task.key}",
                (
                    Content(tick[task.done]),
                    said(task.title, MUTED if task.done else ""),
                    Content(),
                ),
            )
            for task in view.tasks
        ]

    def _sheets(self, found: tuple[SheetView, ...]) -> list[Line]:
        """The sheets with how they stand; what a sponsor wants another look at stands out."""
        made = [
            Line(
                f"{SHEET} {view.key}",
                (
                    said(self._sheet_mark(view), ACCENT if view.state == "another_look" else ""),
                    said(view.sheet.title),
                    said(_standing(view), ACCENT if view.state == "another_look" else MUTED),
                ),
            )
            for view in found
        ]
        return [_heading(words.SHEETS), *made] if made else []

    def _sheet_mark(self, view: SheetView) -> str:
        if view.state in ("done", "reviewed"):
            return self.marks.tick
        return self.marks.unchosen if view.state == "not_started" else self.marks.chosen

    def _asked(self, found: tuple[Asked, ...]) -> list[Line]:
        """What a sponsor gave to do."""
        made = []
        for each in found:
            task = each.task
            due = short_day(task.due) if task.due and task.open else ""
            title = words.asked(each.link.name, task.body.title or task.body.detail or "", due)
            mark = self.marks.chosen if task.open else self.marks.tick
            state = said(words.ASKED_STATES[task.state], MUTED)
            made.append(Line(f"{ASKED} {task.entry.record}", (Content(mark), said(title), state)))
        return [_heading(words.ASKED), *made] if made else []

    def action_tick(self) -> None:
        """Tick the task under the cursor, or take the tick back."""
        what, _, key = self.query_one("#tasks", Lines).key.partition(" ")
        if what == TASK:
            self.write(lambda: work.toggle_task(self.session, self._number, key))

    @on(Lines.Chosen, "#tasks")
    def _open(self, event: Lines.Chosen) -> None:
        what, _, key = event.key.partition(" ")
        if what == TASK:
            self.action_tick()
        elif what == SHEET:
            from sponsorterm.tui.screens.sheet import SheetScreen

            self.app.push_screen(SheetScreen(key))
        else:
            self._answer(key)

    def _answer(self, record: str) -> None:
        """Open what was asked, to say how far I am with it."""
        from sponsorterm.tui.screens.assignment import AssignmentScreen

        for asked in self._page.asked if self._page else ():
            if asked.task.entry.record == record:
                self.app.push_screen(AssignmentScreen(asked.link.record, record))

    def action_beside(self, by: int) -> None:
        """Go on to the step before or after."""
        numbers = [step.number for step in self.session.pack.steps]
        place = (numbers.index(self._number) + by) % len(numbers)
        self._number = numbers[place]
        self.fill()
        self.query_one("#tasks", Lines).action_edge(-1)

    def action_print(self) -> None:
        """The sheets of this step as one document."""
        if self._page is None or not self._page.sheets:
            self.say(print_words.NO_SHEETS)
            return
        from sponsorterm.tui.screens.printing import PacketScreen

        self.app.push_screen(PacketScreen(self._number))

    def _history(self, page: StepPage) -> Content:
        """What a sponsor wrote and found, then how the step went, the newest first."""
        parts = [
            Content.assemble(said(f"{told.name}: ", ACCENT), said(told.text))
            for told in page.instructions
        ]
        if page.trail:
            parts += [said(words.TRAIL, STRONG)]
            for signed in page.trail:
                when = moment_of(signed.at, self.session.now) if signed.at else ""
                found = sheet_words.FOUND[signed.state]
                parts.append(said(words.signed(when, signed.name, signed.sheet, found)))
                if signed.text:
                    parts.append(said(f"  {signed.text}", MUTED))
        return lines(*parts, *([Content()] if parts else []), *self._past(page.view))

    def _past(self, view: StepView) -> list[Content]:
        if view.entry is None:
            return [said(words.NOT_BEGUN, MUTED)]
        known = revisions_of(self.session, view.entry)
        known.sort(key=lambda revision: len(revision.header.supersedes), reverse=True)
        rows = [
            said(_happened(revision.day, body, self.session.today), MUTED)
            for revision in known
            if isinstance(body := revision.body, Step)
        ]
        return [said(words.HISTORY, STRONG), *rows]

    def _mark_read(self, page: StepPage) -> None:
        """What stands on the screen is read."""
        shown = [asked.task.entry for asked in page.asked]
        shown += [told.entry for told in page.instructions]
        shown += [signed.entry for signed in page.trail]
        self.has_read(shown)


def _heading(title: str) -> Line:
    return Line("", (said(title, STRONG),), heading=True)


def _standing(view: SheetView) -> str:
    if view.state == "not_started":
        return ""
    return sheet_words.standing(view.state, view.body.method, changed=view.changed)


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
