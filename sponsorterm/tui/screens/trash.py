"""The trash: what was deleted in the last thirty days, to be brought back or let go."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sponsorterm.services.entries import trash
from sponsorterm.services.entries.reading import summary_line
from sponsorterm.strings import kinds
from sponsorterm.strings import leaving as words
from sponsorterm.strings.screens import short_day
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import Confirm
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, said

_COLUMNS = (Column(10), Column(10, rank=2), Column(0, least=12), Column(8, rank=1, right=True))


class TrashScreen(WritingScreen):
    """Deleted entries, the last deleted first."""

    AREA: ClassVar[str] = ""
    CSS_PATH = sheet("trash")
    HELP: ClassVar[str] = words.HELP_TRASH
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "back", words.KEY_BACK),
        Binding("x", "let_go", words.KEY_LET_GO),
        Binding("X", "let_all_go", words.KEY_LET_ALL_GO),
    ]

    def body(self) -> ComposeResult:
        """What the trash is, the list, the keys."""
        yield Plain(id="heading")
        yield Lines(_COLUMNS, id="list")
        yield Plain(id="about")
        yield Hints(id="keys")

    def fill(self) -> None:
        """What is there now."""
        found = trash.trash(self.session)
        self.query_one("#heading", Plain).show(said(words.trash_heading(len(found)), STRONG))
        rows = self.query_one("#list", Lines)
        rows.show([self._line(each) for each in found])
        rows.display = bool(found)
        about = words.TRASH_ABOUT if found else words.TRASH_EMPTY
        self.query_one("#about", Plain).show(said(about, MUTED))
        keys = [("b", words.HINT_BACK), ("x", words.HINT_LET_GO), ("X", words.HINT_LET_ALL_GO)]
        self.query_one(Hints).show(keys if found else [])

    def _line(self, each: trash.Discarded) -> Line:
        days = (each.gone - self.session.now).days
        return Line(
            each.record,
            (
                said(short_day(each.day)),
                said(kinds.name(each.kind), MUTED),
                said(summary_line(each.last)),
                said(words.days_left(days), MUTED),
            ),
        )

    @property
    def _chosen(self) -> str:
        return self.query_one("#list", Lines).key

    @on(Lines.Chosen, "#list")
    def action_back(self) -> None:
        """Bring the entry under the cursor back."""
        if record := self._chosen:
            self.write(lambda: trash.restore(self.session, record), words.BROUGHT_BACK)

    def action_let_go(self) -> None:
        """Let the entry under the cursor go for good, after asking."""
        if record := self._chosen:
            self._empty([record], words.AGREE_ONE)

    def action_let_all_go(self) -> None:
        """Let all of them go for good, after asking."""
        if found := [each.record for each in trash.trash(self.session)]:
            self._empty(found, words.AGREE_EMPTY)

    def _empty(self, records: list[str], question: str) -> None:
        def sure(yes: bool | None) -> None:
            if yes:
                self.write(lambda: trash.empty(self.session, records), words.emptied(len(records)))

        self.app.push_screen(Confirm(question, words.LET_GO_ABOUT), sure)
