"""Giving the last thirty days: every copy in a list, and nothing goes before a yes."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.rules.sharing import CopyLevel
from sponsorterm.services.giving import Gift, give, last_days
from sponsorterm.services.reading import Line as Answer
from sponsorterm.services.reading import shown
from sponsorterm.strings import giving as words
from sponsorterm.strings import kinds
from sponsorterm.strings.screens import short_day
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import Confirm, PageDialog
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

_COLUMNS = (Column(1), Column(10), Column(10, rank=1), Column(0, least=18))


class GiveScreen(ScreenBase[str]):
    """What one person could be given of the last days. It ends with what to say about it."""

    CSS_PATH = sheet("giving")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "leave_out", words.OUT),
        Binding("l", "level", words.KEY_LEVEL),
        Binding("v", "raw", words.KEY_RAW),
        Binding("g", "give", words.KEY_DO),
    ]

    def __init__(self, link: str) -> None:
        super().__init__()
        self._link = link
        self._level: CopyLevel = "numbers"
        self._gifts: list[Gift] = []
        self._out: set[str] = set()

    def body(self) -> ComposeResult:
        """For whom, the copies, the keys."""
        yield Plain(id="heading")
        yield Lines(_COLUMNS, id="list")
        yield Hints(
            [
                ("g", words.KEY_DO),
                ("space", words.OUT),
                ("l", words.KEY_LEVEL),
                ("v", words.KEY_RAW),
            ],
            id="keys",
        )

    def fill(self) -> None:
        """Make every copy anew at the level chosen."""
        link = self.session.link(self._link)
        self._gifts = last_days(self.session, link, self._level)
        heading = words.heading(link.name, len(self._chosen), self._level)
        told = heading if self._gifts else words.NOTHING
        self.query_one("#heading", Plain).show(said(told, STRONG))
        rows = self.query_one("#list", Lines)
        rows.show([self._line(gift) for gift in self._gifts])
        rows.display = bool(self._gifts)

    @property
    def _chosen(self) -> list[Gift]:
        return [gift for gift in self._gifts if gift.entry.record not in self._out]

    def _line(self, gift: Gift) -> Line:
        out = gift.entry.record in self._out
        answers = ", ".join(each.value for each in self._answers(gift))
        style = MUTED if out else ""
        mark = self.marks.unchosen if out else self.marks.chosen
        return Line(
            gift.entry.record,
            (
                said(mark, style),
                said(short_day(gift.entry.day), style),
                said(kinds.name(gift.entry.kind), MUTED),
                said(words.OUT if out else answers.replace("\n", " "), style),
            ),
        )

    def action_leave_out(self) -> None:
        """Leave the copy under the cursor out, or take it in again."""
        if record := self.query_one("#list", Lines).key:
            self._out ^= {record}
            self.fill()

    def action_level(self) -> None:
        """Numbers only, or all of it."""
        self._level = "full" if self._level == "numbers" else "numbers"
        self.fill()

    @on(Lines.Chosen, "#list")
    def action_raw(self) -> None:
        """Show the copy under the cursor, first in words and then byte for byte."""
        key = self.query_one("#list", Lines).key
        gift = next((each for each in self._gifts if each.entry.record == key), None)
        if gift is not None:
            text = said(gift.copy.payload.decode())
            self.app.push_screen(PageDialog(words.RAW, lines(*self._pairs(gift), Content(), text)))

    def action_give(self) -> None:
        """Give what is chosen, after asking."""
        chosen, link = self._chosen, self.session.link(self._link)
        if not chosen:
            self.say(words.NOTHING)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._give(chosen)

        self.app.push_screen(Confirm(words.agree(link.name, len(chosen), self._level)), answered)

    def _give(self, chosen: list[Gift]) -> None:
        link = self.session.link(self._link)
        count = self.attempt(lambda: give(self.session, link, chosen, self._level))
        if count is not None:
            self.app.data_changed()
            self.app.filed([link.name])
            self.dismiss(words.given(link.name, count))

    def _answers(self, gift: Gift) -> list[Answer]:
        return shown(self.session.pack, gift.copy.payload)

    def _pairs(self, gift: Gift) -> list[Content]:
        return [
            Content.assemble((f"{each.label}  ", MUTED), said(each.value))
            for each in self._answers(gift)
        ]
