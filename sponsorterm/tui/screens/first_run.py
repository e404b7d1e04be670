"""The first minute: a name, a date if there is one to count from, a country. The rest can wait."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from sponsorterm.services.entries.forms import parse_date
from sponsorterm.services.home.setup import SetupAnswers, guess_zone, set_up
from sponsorterm.strings import first_run as words
from sponsorterm.strings import safekeeping
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import KEY, MUTED, STRONG
from sponsorterm.tui.widgets.fields import LineField
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.plain import Plain, said


class FirstRunScreen(ScreenBase[None]):
    """Three questions on one page. Enter goes on, and makes the home at the end."""

    CSS_PATH = sheet("first_run")
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("Esc", words.LEAVE),)
    HELP: ClassVar[str] = words.HELP

    def body(self) -> ComposeResult:
        """A welcome, the three questions, and what will be made."""
        with VerticalScroll(id="page", can_focus=False):
            yield Plain(said(words.WELCOME, STRONG))
            yield Plain(said(words.PROMISE, MUTED))
            yield Plain(said(words.NAME), classes="asks")
            yield LineField(placeholder=words.NAME_EXAMPLE, id="name")
            yield Plain(said(words.START), classes="asks")
            yield LineField(placeholder=words.START_EXAMPLE, length=10, id="start")
            yield Plain(said(words.COUNTRY), classes="asks")
            yield LineField(placeholder=words.COUNTRY_EXAMPLE, length=2, id="country")
            yield Plain(Content.assemble(("Enter", KEY), said(words.ENTER)), classes="asks")
            yield Go(safekeeping.BEGUN_BEFORE, "Tab")
            yield Plain(
                said(words.defaults(guess_zone(), str(self.app.home.data)), MUTED), id="made"
            )

    @on(Go.Pressed)
    def _come_back(self) -> None:
        from sponsorterm.tui.screens.restoring import RestoreScreen

        self.app.push_screen(RestoreScreen(), self._came_back)

    def _came_back(self, _nothing: None) -> None:
        if self.app.is_set_up:
            self.dismiss()

    @on(Input.Submitted, "#name")
    def _named(self) -> None:
        self.query_one("#start", LineField).focus()

    @on(Input.Submitted, "#start")
    def _dated(self) -> None:
        self.query_one("#country", LineField).focus()

    @on(Input.Submitted, "#country")
    def _make(self) -> None:
        self.attempt(self._set_up)

    def _set_up(self) -> None:
        name = self.query_one("#name", LineField).value
        country = self.query_one("#country", LineField).value.strip()
        try:
            start = _start(self.query_one("#start", LineField).value)
        except ValueError as error:
            self.say(str(error))
            return
        answers = SetupAnswers(name=name, start=start, country=country or None)
        session = set_up(self.app.home, answers, self.app.clock)
        self.app.use(session)
        self.dismiss()

    def action_leave_field(self) -> None:
        """There is nothing behind this page: Esc leaves the program, with nothing made."""
        self.app.leave()


def _start(text: str) -> date | None:
    """The date typed, or None for none.

    Raises:
        ValueError: it is no date; the message says how to write one.
    """
    return parse_date(text.strip()) if text.strip() else None
