"""Handing a sheet in: the very copies in a list, rows kept back by Space, and then it goes."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.program import Pack
from sponsorterm.records.kinds.link import ShareLevel
from sponsorterm.services.entries.filing import Prepared, PreparedCopy
from sponsorterm.services.entries.reading import answer_of, shown
from sponsorterm.services.steps.handing_in import Gift, give, held_rows, prepare_gift
from sponsorterm.services.steps.sheets import SheetView, sheet
from sponsorterm.strings import sheet_screen as words
from sponsorterm.tui.paths import sheet as styles
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import PageDialog
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

_COLUMNS = (Column(1), Column(0, least=16), Column(12, rank=1))
_SHEET = "sheet"
"""The key of the line that stands for the sheet itself."""


class HandInScreen(ScreenBase[str]):
    """What one sponsor will see of a sheet. It ends with what to say about the giving."""

    CSS_PATH = styles("sheet")
    HELP: ClassVar[str] = words.HELP_GIVE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "hold", words.KEY_HOLD),
        Binding("l", "level", words.KEY_LEVEL),
        Binding("v", "raw", words.KEY_RAW),
        Binding("g", "give", words.KEY_GIVE),
    ]

    def __init__(self, key: str, link: str, *, submit: bool) -> None:
        super().__init__()
        self._key = key
        self._link = link
        self._submit = submit
        self._level: ShareLevel = "full"
        self._held: set[str] | None = None
        self._view: SheetView | None = None
        self._gift: Gift | None = None

    def body(self) -> ComposeResult:
        """For whom, the parts, the copy of the part under the cursor, the keys."""
        yield Plain(id="heading")
        yield Lines(_COLUMNS, id="parts")
        with Page(id="copy"):
            yield Plain(id="seen")
        yield Hints(
            [
                ("g", words.HINT_GIVE),
                ("space", words.HINT_HOLD),
                ("l", words.HINT_LEVEL),
                ("v", words.HINT_RAW),
            ]
        )

    def fill(self) -> None:
        """Make the copies anew, as they would be given now."""
        link = self.session.link(self._link)
        self._view = view = sheet(self.session, self._key)
        if self._held is None:
            self._held = held_rows(self.session, view, link)
        self._gift = prepare_gift(
            self.session, view, link, self._level, self._held, submit=self._submit
        )
        heading = words.for_whom(link.name, self._level, submit=self._submit)
        title = Content.assemble(said(view.sheet.title, STRONG), "   ", said(heading, ACCENT))
        self.query_one("#heading", Plain).show(title)
        self.query_one("#parts", Lines).show(self._parts(view, self.session.pack))
        self._show_copy()

    def _parts(self, view: SheetView, pack: Pack) -> list[Line]:
        """The sheet, then its rows by their first cell."""
        assert self._held is not None
        given = self.marks.chosen
        found = [Line(_SHEET, (Content(given), said(words.THE_SHEET), Content()))]
        for number, row in enumerate(view.rows, 1):
            held = row.record in self._held
            text = words.row(number, answer_of(pack, view.sheet.columns[0], row.body))
            mark = said(self.marks.unchosen if held else given, MUTED if held else "")
            beside = said(words.STAYS_HERE if held else "", MUTED)
            found.append(Line(row.record, (mark, said(text, MUTED if held else ""), beside)))
        return found

    @property
    def _prepared(self) -> Prepared | None:
        """The part under the cursor."""
        key = self.query_one("#parts", Lines).key
        if self._gift is None or self._view is None:
            return None
        names = [_SHEET, *(row.record for row in self._view.rows)]
        return self._gift.parts[names.index(key)] if key in names else None

    @property
    def _copy(self) -> PreparedCopy | None:
        copies = self._prepared.copies if self._prepared else ()
        return next((copy for copy in copies if copy.level != "withdrawn"), None)

    @on(Lines.Moved, "#parts")
    def _show_copy(self) -> None:
        """The copy of the part under the cursor, read back from its bytes."""
        copy = self._copy
        if copy is None:
            self.query_one("#seen", Plain).show(said(words.HELD_BACK, MUTED))
            return
        parts = []
        for line in shown(self.session.pack, copy.payload):
            parts += [said(line.label, MUTED), said(line.value), Content()]
        self.query_one("#seen", Plain).show(lines(*parts) if parts else said(words.NO_WORDS, MUTED))

    def action_hold(self) -> None:
        """Keep a row back, or give it after all."""
        key = self.query_one("#parts", Lines).key
        if key != _SHEET and self._held is not None:
            self._held ^= {key}
            self.attempt(self.fill)

    def action_level(self) -> None:
        """In full, or numbers only."""
        self._level = "numbers" if self._level == "full" else "full"
        self.attempt(self.fill)

    def action_raw(self) -> None:
        """Show the bytes themselves."""
        if (copy := self._copy) is not None:
            self.app.push_screen(PageDialog(words.RAW_TITLE, said(copy.payload.decode())))

    def action_give(self) -> None:
        """Give exactly what was shown."""
        gift = self._gift
        if gift is None:
            return
        given = self.attempt(lambda: give(self.session, gift))
        if given is not None:
            self.app.filed(given)
            self.app.data_changed()
            self.dismiss(words.given(gift.link.name, submit=self._submit))
