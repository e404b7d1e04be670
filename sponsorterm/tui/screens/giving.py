"""Giving what was written before: every copy in a list, and nothing goes before a yes."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.rules.sharing import CopyLevel
from sponsorterm.services.entries.filing import PreparedCopy
from sponsorterm.services.entries.reading import Line as Answer
from sponsorterm.services.entries.reading import shown
from sponsorterm.services.steps.giving import (
    Gift,
    SheetGift,
    Span,
    give,
    last_days,
    on_offer,
    sheets_on_offer,
    span_of,
)
from sponsorterm.strings import giving as words
from sponsorterm.strings import kinds
from sponsorterm.strings.screens import short_day
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import AskLine, Confirm, PageDialog
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

_COLUMNS = (Column(1), Column(10), Column(10, rank=1), Column(0, least=18))
KIND, SHEET, ENTRY = "kind", "sheet", "entry"
"""What a line of the list is."""


class GiveScreen(ScreenBase[str]):
    """What one person could be given, and what of it goes. It ends with what to say about it."""

    CSS_PATH = sheet("giving")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", words.KEY_OUT),
        Binding("d", "span", words.KEY_SPAN),
        Binding("l", "level", words.KEY_LEVEL),
        Binding("v", "raw", words.KEY_RAW),
        Binding("g", "give", words.KEY_DO),
    ]

    def __init__(self, link: str) -> None:
        super().__init__()
        self._link = link
        self._level: CopyLevel = "numbers"
        self._span: Span | None = None
        self._gifts: list[Gift] = []
        self._sheets: list[SheetGift] = []
        self._out: set[str] = set()
        """Kinds and single entries that are left out."""
        self._in: set[str] = set()
        """Sheets that go too."""

    def body(self) -> ComposeResult:
        """For whom, the copies, the keys."""
        yield Plain(id="heading")
        yield Lines(_COLUMNS, id="list")
        yield Hints(
            [
                ("g", words.KEY_DO),
                ("space", words.OUT),
                ("d", words.HINT_SPAN),
                ("l", words.HINT_LEVEL),
                ("v", words.KEY_RAW),
            ],
            id="keys",
        )

    def fill(self) -> None:
        """Make every copy anew at the level chosen."""
        link = self.session.link(self._link)
        span = self._span = self._span or last_days(self.session.today)
        self._gifts = on_offer(self.session, link, self._level, span)
        self._sheets = sheets_on_offer(self.session, link, self._level)
        chosen = len(self._chosen), len(self._chosen_sheets)
        first, last = short_day(span.since), short_day(span.until) if span.until else ""
        any_offered = bool(self._gifts or self._sheets)
        told = words.heading(link.name, *chosen, self._level) if any_offered else words.NOTHING
        heading = lines(said(told, STRONG), said(words.span(first, last), MUTED))
        self.query_one("#heading", Plain).show(heading)
        rows = self.query_one("#list", Lines)
        rows.show([*self._kind_lines(), *self._sheet_lines(), *self._entry_lines()])
        rows.display = any_offered

    @property
    def _taken(self) -> list[Gift]:
        """The entries of the kinds that go."""
        return [gift for gift in self._gifts if gift.entry.kind not in self._out]

    @property
    def _chosen(self) -> list[Gift]:
        return [gift for gift in self._taken if gift.entry.record not in self._out]

    @property
    def _chosen_sheets(self) -> list[SheetGift]:
        return [each for each in self._sheets if each.view.key in self._in]

    # ── The list ─────────────────────────────────────────────────────────────────────

    def _kind_lines(self) -> list[Line]:
        """A line a kind, where there are several."""
        count = Counter(gift.entry.kind for gift in self._gifts)
        if len(count) < 2:
            return []
        found = [
            self._line(f"{KIND} {kind}", kind not in self._out, str(number), "", kinds.name(kind))
            for kind, number in count.items()
        ]
        return [_heading(words.KINDS), *found]

    def _sheet_lines(self) -> list[Line]:
        found = [
            self._line(
                f"{SHEET} {each.view.key}",
                each.view.key in self._in,
                words.rows(len(each.view.rows)),
                "",
                each.view.sheet.title,
            )
            for each in self._sheets
        ]
        return [_heading(words.SHEETS), *found] if found else []

    def _entry_lines(self) -> list[Line]:
        found = [
            self._line(
                f"{ENTRY} {gift.entry.record}",
                gift.entry.record not in self._out,
                short_day(gift.entry.day),
                kinds.name(gift.entry.kind),
                ", ".join(each.value for each in self._answers(gift.copy)).replace("\n", " "),
            )
            for gift in self._taken
        ]
        alone = not (self._sheets or len({gift.entry.kind for gift in self._gifts}) > 1)
        return found if alone or not found else [_heading(words.ENTRIES), *found]

    def _line(self, key: str, goes: bool, first: str, kind: str, text: str) -> Line:
        style = "" if goes else MUTED
        mark = self.marks.chosen if goes else self.marks.unchosen
        cells = (said(mark, style), said(first, style), said(kind, MUTED))
        return Line(key, (*cells, said(text if goes else f"{words.OUT}: {text}", style)))

    # ── Keys ─────────────────────────────────────────────────────────────────────────

    def action_choose(self) -> None:
        """Leave out what the cursor stands on, or take it in."""
        what, _, key = self.query_one("#list", Lines).key.partition(" ")
        if what == SHEET:
            self._in ^= {key}
        elif what:
            self._out ^= {key}
        self.fill()

    def action_level(self) -> None:
        """Numbers only, or all of it."""
        self._level = "full" if self._level == "numbers" else "numbers"
        self.fill()

    def action_span(self) -> None:
        """Choose another time."""

        def asked(text: str | None) -> None:
            if text and text.strip():
                found = self.attempt(lambda: span_of(text, self.session.today))
                if found is not None:
                    self._span = found
                    self.fill()

        self.app.push_screen(AskLine(words.ASK_SPAN, words.NO_SPAN_HINT), asked)

    @on(Lines.Chosen, "#list")
    def action_raw(self) -> None:
        """Show the copies under the cursor, first in words and then byte for byte."""
        copies = self._copies(self.query_one("#list", Lines).key)
        if copies:
            words_first = [part for copy in copies for part in (*self._pairs(copy), Content())]
            raw = (said(copy.payload.decode()) for copy in copies)
            self.app.push_screen(PageDialog(words.RAW, lines(*words_first, *raw)))

    def _copies(self, key: str) -> list[PreparedCopy]:
        """The copies a line stands for."""
        what, _, name = key.partition(" ")
        if what == SHEET:
            return [c for each in self._sheets if each.view.key == name for c in each.parts.copies]
        return [gift.copy for gift in self._gifts if name in (gift.entry.record, gift.entry.kind)]

    def action_give(self) -> None:
        """Give what is chosen, after asking."""
        chosen, sheets, link = self._chosen, self._chosen_sheets, self.session.link(self._link)
        if not chosen and not sheets:
            self.say(words.NOTHING)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._give(chosen, sheets)

        question = words.agree(link.name, len(chosen), len(sheets), self._level)
        self.app.push_screen(Confirm(question), answered)

    def _give(self, chosen: list[Gift], sheets: list[SheetGift]) -> None:
        link = self.session.link(self._link)
        given = self.attempt(lambda: give(self.session, link, chosen, self._level, sheets))
        if given is not None:
            self.app.data_changed()
            self.app.filed([link.name])
            self.dismiss(words.given(link.name, len(chosen), len(sheets)))

    def _answers(self, copy: PreparedCopy) -> list[Answer]:
        return shown(self.session.pack, copy.payload)

    def _pairs(self, copy: PreparedCopy) -> list[Content]:
        return [
            Content.assemble((f"{each.label}  ", MUTED), said(each.value))
            for each in self._answers(copy)
        ]


def _heading(title: str) -> Line:
    return Line("", (said(title, STRONG),), heading=True)
