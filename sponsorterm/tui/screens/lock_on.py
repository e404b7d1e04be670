"""Turning the lock on: what it cannot reach comes first, then a passphrase, twice."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.locking import check_passphrase
from sponsorterm.store.lockfile import IDLE_MINUTES, MOST_IDLE
from sponsorterm.strings import locking as words
from sponsorterm.strings import screens
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase, in_one_line
from sponsorterm.tui.screens.lock import SecretField
from sponsorterm.tui.theme import KEY, STRONG
from sponsorterm.tui.widgets.fields import LineField
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.plain import Plain, said


class LockOnScreen(ScreenBase[None]):
    """One page. Enter goes on, and seals everything at the end."""

    CSS_PATH = sheet("lock")
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", words.GO_ON), ("Esc", screens.BACK))
    HELP: ClassVar[str] = words.LIMITS[0]

    def body(self) -> ComposeResult:
        """The limits; after them, and in their place, three fields."""
        with VerticalScroll(id="page"):
            yield Plain(said(words.PAGE_ON, STRONG))
            for text in words.LIMITS:
                yield Plain(said(text))
            yield Go(words.UNDERSTOOD)
        with VerticalScroll(id="fields", can_focus=False):
            yield Plain(said(words.NEW))
            yield SecretField(id="first")
            yield Plain(said(words.AGAIN))
            yield SecretField(id="second")
            yield Plain(said(words.IDLE))
            yield LineField(str(IDLE_MINUTES), length=4, id="minutes")
            yield Plain(Content.assemble(("Enter", KEY), said(words.ENTER_SEALS)))

    def on_mount(self) -> None:
        """First things first."""
        self.query_one("#fields").display = False
        self.query_one(Go).focus()

    @on(Go.Pressed)
    def _begin(self) -> None:
        self.query_one("#page").display = False
        self.query_one("#fields").display = True
        self.query_one("#first", SecretField).focus()

    @on(Input.Submitted, "#first")
    def _typed(self) -> None:
        if self._can_be_used():
            self.query_one("#second", SecretField).focus()

    @on(Input.Submitted, "#second")
    def _typed_again(self) -> None:
        self.query_one("#minutes", LineField).focus()

    @on(Input.Submitted, "#minutes")
    def _seal(self) -> None:
        first, second = (self.query_one(name, SecretField).value for name in ("#first", "#second"))
        minutes = self.query_one("#minutes", LineField).value
        if not self._can_be_used():
            return
        if first != second:
            self.say(words.NOT_THE_SAME)
        elif not minutes.isdigit() or int(minutes) > MOST_IDLE:
            self.say(words.NO_MINUTES)
        else:
            self.app.run_worker(self.app.locks.turn_on(first, int(minutes)))

    def _can_be_used(self) -> bool:
        try:
            check_passphrase(self.query_one("#first", SecretField).value)
        except ServiceError as error:
            self.say(in_one_line(error))
            return False
        return True

    def action_leave_field(self) -> None:
        """Back, with nothing changed: this page is all fields."""
        self.dismiss()
