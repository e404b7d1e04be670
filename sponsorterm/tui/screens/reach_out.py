"""Reach out: whom to turn to in a hard moment. It needs no session, no network and no width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from sponsorterm.services.filing import ask_for_call
from sponsorterm.services.reach_out import Contact, ReachOut, reach_out
from sponsorterm.services.session import LinkView
from sponsorterm.strings import reach_out as words
from sponsorterm.strings import screens
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.plain import Plain, lines, said

TODAY, NOW = "t", "n"
"""When a call is asked for, in a choice."""


class ReachOutScreen(ScreenBase[None]):
    """The emergency number first, then people, then lines."""

    CSS_PATH = sheet("reach_out")
    HELP: ClassVar[str] = words.HELP
    _sponsors: Sequence[LinkView] = ()

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "ask_for_call", words.KEY_ASK)]

    def body(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="page"):
            yield Plain(id="emergency")
            yield Plain(id="people")
            yield Plain(id="ask")
            yield Plain(id="lines")

    def on_mount(self) -> None:
        """Show it whether or not there is a session."""
        self.show_state()
        found = reach_out(self.app.session if self.app.is_set_up else None, self.app.home)
        self.query_one("#emergency", Plain).show(said(found.emergency, f"{ACCENT} {STRONG}"))
        self.query_one("#people", Plain).show(self._people(found))
        lines_ = Content("\n\n").join([said(line) for line in found.lines])
        self.query_one("#lines", Plain).show(lines_)
        ask = self.query_one("#ask", Plain)
        ask.display = bool(found.contacts)
        ask.show(Content.assemble(("c", KEY), " ", words.ASK))
        self._sponsors = [contact.link for contact in found.contacts]

    def action_ask_for_call(self) -> None:
        """Ask a sponsor for a call. It is an entry like any other: it rings nowhere."""
        options = [
            (str(number), f"{when}{link.record}", words.ask(link.name, when == NOW))
            for number, (link, when) in enumerate(product(self._sponsors, (TODAY, NOW)), 1)
        ]
        if options:
            self.app.push_screen(Choose(words.ASK, options, words.RINGS_NOWHERE), self._asked)

    def _asked(self, choice: str | None) -> None:
        if choice is None:
            return
        when, link = choice[0], choice[1:]
        filed = self.attempt(lambda: ask_for_call(self.session, link, now=when == NOW))
        if filed is not None:
            self.app.filed(filed.given)
            self.changed(words.asked(filed.given))

    def show_state(self) -> None:
        """Nothing stands above the first line but what this page is."""
        self.header.show_parts(screens.REACH_OUT_TITLE, "", "")

    def _people(self, found: ReachOut) -> Content:
        numbers = [
            Content.assemble(said(number.name, STRONG), "  ", said(number.number, ACCENT))
            for number in found.numbers
        ]
        people = [self._person(contact) for contact in found.contacts]
        if not self.app.is_set_up or people or numbers:
            return lines(*numbers, *people)
        return said(words.NOBODY_LINKED, MUTED)

    def _person(self, contact: Contact) -> Content:
        heard = words.NEVER_HEARD
        if contact.last_heard is not None:
            day = contact.last_heard.astimezone(self.session.zone).date()
            heard = words.last_heard(screens.near_day(day, self.session.today))
        return Content.assemble(said(contact.link.name, STRONG), "  ", said(heard, MUTED))
