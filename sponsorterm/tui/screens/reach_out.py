"""Reach out: whom to turn to in a hard moment. It needs no session, no network and no width."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from sponsorterm.services.reach_out import Contact, ReachOut, reach_out
from sponsorterm.strings import reach_out as words
from sponsorterm.strings import screens
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.plain import Plain, lines, said


class ReachOutScreen(ScreenBase[None]):
    """The emergency number first, then people, then lines."""

    CSS_PATH = sheet("reach_out")
    HELP: ClassVar[str] = words.HELP

    def body(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="page"):
            yield Plain(id="emergency")
            yield Plain(id="people")
            yield Plain(id="lines")

    def on_mount(self) -> None:
        """Show it whether or not there is a session."""
        found = reach_out(self.app.session if self.app.is_set_up else None)
        self.query_one("#emergency", Plain).show(said(found.emergency, f"{ACCENT} {STRONG}"))
        self.query_one("#people", Plain).show(self._people(found))
        self.query_one("#lines", Plain).show(
            Content("\n\n").join([said(line) for line in found.lines])
        )

    def _people(self, found: ReachOut) -> Content:
        if not found.contacts:
            return said(words.NOBODY_LINKED, MUTED)
        return lines(*(self._person(contact) for contact in found.contacts))

    def _person(self, contact: Contact) -> Content:
        heard = words.NEVER_HEARD
        if contact.last_heard is not None:
            day = contact.last_heard.astimezone(self.session.zone).date()
            heard = words.last_heard(screens.near_day(day, self.session.today))
        return Content.assemble(said(contact.link.name, STRONG), "  ", said(heard, MUTED))
