"""Writing sheets to a file for a printer, and all sheets of a step as one document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.services.steps.printing import BREAK, WIDTH, keep_pages, packed, packet
from sponsorterm.services.steps.sheets import SheetView, sheets
from sponsorterm.strings import printing as words
from sponsorterm.tui.paths import sheet as styles
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import AskLine, Confirm
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, said

_RULE = re.compile(r"([=_.-]{8})[=_.-]+| +(?=page \d+ of )")
"""A rule, of which the first cells are kept, or the room before a number of a page."""
_ROOM = 8
"""Cells that stand beside a page."""
_COLUMNS = (Column(1), Column(0, least=16), Column(12, rank=1))


class PrintingScreen(WritingScreen):
    """A screen whose pages can be written to a file."""

    def write_pages(self, path: Path, text: str) -> None:
        """Write pages to a file; over what is there only after a yes."""

        def write(yes: bool | None) -> None:
            def written() -> bool:
                keep_pages(path, text, over=there)
                return True

            if yes and self.attempt(written):
                self.say(words.written(str(path)))

        there = path.is_file()
        if there:
            self.app.push_screen(Confirm(words.OVERWRITE, str(path)), write)
        else:
            write(True)


class PacketScreen(PrintingScreen):
    """The sheets of a step as they would be printed together, to be chosen and looked at."""

    CSS_PATH = styles("printing")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", words.KEY_CHOOSE),
        Binding("b", "blank", words.KEY_BLANK),
        Binding("g", "write_it", words.KEY_WRITE),
    ]

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._views: list[SheetView] = []
        self._chosen: set[str] | None = None
        self._blank = False

    def body(self) -> ComposeResult:
        """What it is, the sheets, the very pages, the keys."""
        yield Plain(id="heading")
        yield Lines(_COLUMNS, id="list")
        with Page(id="pages"):
            yield Plain(id="text")
        yield Hints(
            [("g", words.HINT_WRITE), ("space", words.HINT_CHOOSE), ("b", words.HINT_BLANK)]
        )

    def fill(self) -> None:
        """Read the sheets, and print them anew."""
        self._views = sheets(self.session, self._number)
        if self._chosen is None:
            self._chosen = packed(self._views)
        count = words.chosen(len(self._taken), len(self._views), blank=self._blank)
        title = said(words.step(self._number, self.session.pack.step(self._number).title), STRONG)
        self.query_one("#heading", Plain).show(
            Content.assemble(title, "   ", said(count, ACCENT), "\n", said(words.CARE, MUTED))
        )
        self.query_one("#list", Lines).show([self._line(view) for view in self._views])
        self.query_one("#text", Plain).show(said(_on_screen(self._text, self.size.width)))

    @property
    def _taken(self) -> list[SheetView]:
        return [view for view in self._views if view.key in (self._chosen or ())]

    @property
    def _text(self) -> str:
        return packet(self.session, self._number, self._taken, blank=self._blank)

    def _line(self, view: SheetView) -> Line:
        taken = view in self._taken
        mark, style = (self.marks.chosen, "") if taken else (self.marks.unchosen, MUTED)
        beside = words.rows(len(view.rows)) if taken else words.LEFT_OUT
        title = said(view.sheet.title, style)
        return Line(view.key, (said(mark, style), title, said(beside, MUTED)))

    @on(Lines.Chosen, "#list")
    def action_choose(self) -> None:
        """Take the sheet under the cursor in, or leave it out."""
        if self._chosen is not None:
            self._chosen ^= {self.query_one("#list", Lines).key}
            self.fill()

    def action_blank(self) -> None:
        """Empty forms to write on by hand, or what is written."""
        self._blank = not self._blank
        self.fill()

    def action_write_it(self) -> None:
        """Ask for a name, and write it."""
        if not self._taken:
            self.say(words.NONE_CHOSEN)
            return

        def named(name: str | None) -> None:
            if name and name.strip():
                self.write_pages(Path(name.strip()).expanduser(), self._text)

        ask = AskLine(words.WHERE, words.WHERE_ABOUT, value=words.file_name(self._number))
        self.app.push_screen(ask, named)

    def on_resize(self) -> None:
        """Rules as long as there is room for."""
        if self._chosen is not None:
            self.fill()


def _on_screen(text: str, width: int) -> str:
    """Pages one beneath the other; in the narrow with short rules, for only words may wrap."""
    text = text.replace(BREAK, "\n")
    return text if width >= WIDTH + _ROOM else _RULE.sub(r"\1 ", text)
