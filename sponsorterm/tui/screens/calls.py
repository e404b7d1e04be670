"""The calls of two people: noting one, and on the side of a sponsee all that were noted."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sponsorterm.services.home.session import LinkView
from sponsorterm.services.links.calls import Spoken, calls, log_call
from sponsorterm.strings import working as words
from sponsorterm.strings.dates import day_of
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import AskLine
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, said

MOST_MINUTES = 1440
COLUMNS = (Column(0, least=16), Column(8, right=True))


class CallActions(WritingScreen):
    """A screen on which a call with somebody can be noted."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("l", "call", words.KEY_CALL)]

    @property
    def view(self) -> LinkView:
        """The link with them."""
        raise NotImplementedError

    @work(exclusive=True, group="call")
    async def action_call(self) -> None:
        """Note a call: how long, and nothing more is asked."""
        about = words.MINUTES_ABOUT
        while True:
            text = await self.app.push_screen_wait(AskLine(words.MINUTES, about, length=4))
            if text is None:
                return
            typed = text.strip()
            if not typed or (typed.isascii() and typed.isdigit() and int(typed) <= MOST_MINUTES):
                break
            about = words.NOT_MINUTES
        minutes = int(typed) if typed else None
        self.write(lambda: log_call(self.session, self.view, minutes=minutes), words.CALL_NOTED)


class CallsScreen(CallActions):
    """Every call with a sponsor, whoever of the two noted it."""

    CSS_PATH = sheet("people")
    HELP: ClassVar[str] = words.HELP_CALLS

    def __init__(self, link: str) -> None:
        super().__init__()
        self._link = link

    @property
    def view(self) -> LinkView:
        """The link with them."""
        return self.session.link(self._link)

    def body(self) -> ComposeResult:
        """With whom, the calls, the keys."""
        yield Plain(id="heading")
        yield Lines(COLUMNS, id="calls")
        yield Hints([("l", words.HINT_CALL)])

    def fill(self) -> None:
        """Read them again; what came is read by that."""
        found = calls(self.session, self.view)
        title = words.calls_with(self.view.name) if found else words.NO_CALLS
        self.query_one("#heading", Plain).show(said(title, STRONG))
        self.query_one("#calls", Lines).show(
            [
                Line(
                    call.entry.id,
                    (
                        said(call_line(call, self.session.today)),
                        said(words.minutes(call.body.minutes), MUTED),
                    ),
                )
                for call in found
            ]
        )
        self.has_read(call.entry for call in found)


def call_line(call: Spoken, today: date) -> str:
    """When it was, and what was noted of it."""
    facts = (day_of(call.day, today), call.body.at, call.body.note)
    return "  ".join(fact for fact in facts if fact)
