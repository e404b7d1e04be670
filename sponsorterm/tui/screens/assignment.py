"""One thing I was asked to do: what it is, what was said of it, and saying how far I am."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import SignOff
from sponsorterm.rules.assignments import Task
from sponsorterm.services.home.session import LinkView
from sponsorterm.services.steps.assignments import assigned_to_me
from sponsorterm.services.steps.sign_offs import trail
from sponsorterm.strings import sponsees as entry_words
from sponsorterm.strings import steps as step_words
from sponsorterm.strings import working as words
from sponsorterm.strings.screens import short_day
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.tasks import TaskQuestions
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said


class AssignmentScreen(TaskQuestions):
    """The page of one assignment, on the side of the one who was asked."""

    CSS_PATH = sheet("people")
    HELP: ClassVar[str] = words.HELP_ASSIGNMENT
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,a", "answer", words.KEY_TASK)]

    def __init__(self, link: str, record: str) -> None:
        super().__init__()
        self._link = link
        self._record = record

    def body(self) -> ComposeResult:
        """The assignment, then what the keys do."""
        with Page(id="page"):
            yield Plain(id="text")
        yield Hints([("enter", words.HINT_TASK)])

    def fill(self) -> None:
        """Read it again: the other may have said something."""
        task = self._asked
        content = said(entry_words.TAKEN_BACK)
        if task is not None:
            content = lines(*self._parts(self._view, task))
            self.has_read([task.entry, *self._said_of(self._view, task)])
        self.query_one("#text", Plain).show(content)

    @property
    def _view(self) -> LinkView:
        return self.session.link(self._link)

    @property
    def _asked(self) -> Task | None:
        found = assigned_to_me(self.session, self._view)
        return next((task for task in found if task.entry.record == self._record), None)

    def action_answer(self) -> None:
        """Say how far I am."""
        if (task := self._asked) is not None:
            self.answer_task(self._view, task)

    def _said_of(self, link: LinkView, task: Task) -> list[Entry]:
        """What was said of what I handed in, the newest first."""
        about = task.said.record if task.said else None
        signs = trail(self.session, link)
        return [sign for sign in signs if about and getattr(sign.body, "about", None) == about]

    def _parts(self, link: LinkView, task: Task) -> Iterator[Content]:
        yield said(task.body.title or "", STRONG)
        due = words.due(task.due, self.session.today) if task.due else ""
        step = step_words.step(task.body.step) if task.body.step else ""
        facts = (words.from_whom(link.name), step, words.TASK_STATES[task.state], due)
        yield said(f" {self.marks.dot} ".join(filter(None, facts)), MUTED)
        if task.body.detail:
            yield from (Content(), said(task.body.detail))
        for entry in self._said_of(link, task):
            assert isinstance(entry.body, SignOff)
            yield from (Content(), said(f"{link.name}, {short_day(entry.day)}", ACCENT))
            yield said(entry.body.text or words.SIGN_STATES[entry.body.state])
        if task.said is not None and (text := getattr(task.said.body, "text", None)):
            yield from (Content(), said(words.MY_WORD, MUTED), said(text))
