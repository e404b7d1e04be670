"""A setback, gently: words first, a day, and then what would do good. Nobody is told by it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from sponsorterm.program import Choice
from sponsorterm.services.day import clocks
from sponsorterm.services.entries.forms import parse_date
from sponsorterm.strings import clocks as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.answers import AnswerWidget, Pick
from sponsorterm.tui.widgets.fields import LineField
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

REACH, NOW, LATER, ENOUGH, TELL = "reach", "now", "later", "enough", "tell:"


class SetbackScreen(ScreenBase[str]):
    """First the days, then what would do good: each by its letter, none of it needed."""

    CSS_PATH = sheet("clocks")
    HELP: ClassVar[str] = words.HELP_SETBACK
    AUTO_FOCUS = "#day"

    def __init__(self, record: str, day: date) -> None:
        super().__init__()
        self._record = record
        self._day = day

    def body(self) -> ComposeResult:
        """The questions; what comes after stands hidden until they are answered."""
        known = clocks.clocks(self.session)
        with VerticalScroll(id="setback", can_focus=False):
            yield Plain(said(words.GENTLE), classes="told")
            with Vertical(id="asked"):
                yield Plain(said(words.REACH_FIRST, MUTED), classes="told")
                if len(known) > 1:
                    yield Plain(said(words.WHICH_CLOCK))
                    yield Pick([Choice(v.record, v.label[:32]) for v in known], self._record)
                yield Plain(said(words.WHICH_DAY))
                yield LineField(self._day.isoformat(), length=10, id="day")
                yield Plain(said(words.AGAIN))
                yield LineField(self.session.today.isoformat(), length=10, id="again")
                yield Go(words.GO_ON)
            with Vertical(id="after"):
                yield Plain(id="written", classes="told")
                yield Lines((Column(1), Column(0)), id="choices")

    def on_mount(self) -> None:
        """Begin with the days."""
        self.show_state()
        self.query_one("#after").display = False

    def show_state(self) -> None:
        """The header says what this page is."""
        self.header.show_parts(words.SETBACK, "", "")

    def leave_field(self) -> None:
        """Out of a field one stands at the way on."""
        self.query_one(Go).focus()

    @on(AnswerWidget.Answered)
    def _chosen_clock(self, event: AnswerWidget.Answered) -> None:
        if event.widget.value is not None:
            self._record = event.widget.value

    @on(Input.Submitted, "#day")
    def _dated(self) -> None:
        self.query_one("#again", LineField).focus()

    @on(Input.Submitted, "#again")
    def _to_the_way_on(self) -> None:
        self.query_one(Go).focus()

    @on(Go.Pressed)
    def _write(self) -> None:
        """Write it down, here alone; then offer what would do good."""
        try:
            day, again = (self._typed(name) for name in ("#day", "#again"))
        except ValueError as error:
            self.say(str(error))
            return
        self._day = day or self._day
        filed = self.attempt(lambda: clocks.set_back(self.session, self._record, self._day, again))
        if filed is not None:
            self.app.data_changed()
            self._show_after(again or self._day)

    def _typed(self, field: str) -> date | None:
        text = self.query_one(field, LineField).value.strip()
        return parse_date(text) if text else None

    def _show_after(self, counts_from: date) -> None:
        note = clocks.withdrawal_note(self.session, counts_from)
        parts = [said(words.WRITTEN, STRONG), Content()]
        parts += [said(words.WITHDRAWAL, ACCENT), Content()] if note else []
        self.query_one("#written", Plain).show(lines(*parts, said(words.WHAT_NOW, MUTED)))
        self.query_one("#asked").display = False
        self.query_one("#after").display = True
        choices = self.query_one("#choices", Lines)
        choices.show(self._choices())
        choices.focus()

    def _options(self) -> list[tuple[str, str, str]]:
        """Letter, choice and words of each."""
        told = clocks.not_told(self.session, self._record)
        tell = [
            (str(n), f"{TELL}{link.record}", words.tell(link.name))
            for n, link in enumerate(told, 1)
        ]
        return [
            ("!", REACH, words.REACH),
            *tell,
            ("n", NOW, words.DEBRIEF_NOW),
            ("l", LATER, words.DEBRIEF_LATER),
            ("q", ENOUGH, words.ENOUGH),
        ]

    def _choices(self) -> list[Line]:
        return [Line(value, (said(key, KEY), said(text))) for key, value, text in self._options()]

    def on_key(self, event: events.Key) -> None:
        """A letter chooses at once, when there is something to choose."""
        super().on_key(event)
        if not self.query_one("#after").display:
            return
        for key, choice, _ in self._options():
            if event.character == key:
                event.stop()
                event.prevent_default()
                self._do(choice)

    @on(Lines.Chosen, "#choices")
    def _chosen(self, event: Lines.Chosen) -> None:
        self._do(event.key)

    def _do(self, choice: str) -> None:
        if choice == REACH:
            self.app.action_reach_out()
        elif choice.startswith(TELL):
            self._tell(choice.removeprefix(TELL))
        elif choice in (NOW, LATER):
            self._look_at_it(now=choice == NOW)
        else:
            self.dismiss(words.KEPT)

    def _tell(self, link: str) -> None:
        """The preview of the very copy; only its own yes shares it."""
        from sponsorterm.tui.screens.sharing import ShareScreen

        def told(message: str | None) -> None:
            self.query_one("#choices", Lines).show(self._choices())
            self.say(message or "")

        self.app.push_screen(ShareScreen(self._record, self.session.link(link)), told)

    def _look_at_it(self, *, now: bool) -> None:
        from sponsorterm.tui.screens.form import FormScreen

        draft = self.attempt(lambda: clocks.debrief(self.session, self._record, self._day))
        if draft is None:
            return
        self.app.data_changed()
        if now:
            self.app.push_screen(FormScreen(draft), self.dismiss)
        else:
            self.dismiss(words.LATER_KEPT)
