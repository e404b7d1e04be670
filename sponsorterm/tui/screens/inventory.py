"""Inventory: every day that was written down, and the one under the cursor beside it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Comment, Inventory
from sponsorterm.rules.strip import spark
from sponsorterm.services.entries.reading import DIARY, history, in_short
from sponsorterm.services.links import talk
from sponsorterm.strings import inventory as words
from sponsorterm.strings import leaving
from sponsorterm.strings import merging_screen as merging
from sponsorterm.strings.dates import MONTHS, WEEKDAYS
from sponsorterm.tui.marks import UNICODE
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.entry import (
    EntryActions,
    EntryScreen,
    entry_content,
)
from sponsorterm.tui.screens.weeks import weeks_strip
from sponsorterm.tui.theme import ACCENT, MUTED
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Headings, Line, Lines
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, said

COLUMNS = (
    Column(1),
    Column(6),
    Column(4, heading=words.MOOD),
    Column(7, rank=1, heading=words.CRAVING),
    Column(least=12),
)
STEP = 200
"""How many entries are read at first, and more when the cursor comes to the end."""


class InventoryScreen(EntryActions):
    """The list of days. On a wide screen the entry stands beside it, else Enter opens it."""

    AREA: ClassVar[str] = "inventory"
    CSS_PATH = sheet("inventory")
    HELP: ClassVar[str] = words.HELP
    HINTS = (
        ("enter", words.HINT_OPEN),
        ("i", words.HINT_WRITE),
        ("y", words.HINT_YESTERDAY),
        ("e", words.HINT_EDIT),
        ("slash", words.HINT_SEARCH),
        ("s", words.HINT_SHARE),
        ("Q", words.HINT_QUICK),
        ("t", leaving.HINT_TRASH),
    )

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, Entry] = {}
        self._limit = STEP

    def body(self) -> ComposeResult:
        """The strip of weeks, the list, the entry, the keys."""
        yield Plain(id="weeks")
        yield from self.panes()
        yield Hints(self.HINTS)

    def panes(self) -> ComposeResult:
        """The list, and the entry beside it."""
        with Horizontal(id="panes"):
            with Vertical(id="days"):
                yield Plain(id="state")
                yield Headings(COLUMNS)
                yield Lines(COLUMNS, id="list")
            with Page(id="reading"):
                yield Plain(id="entry")

    def fill(self) -> None:
        """Read the days again; the cursor stays where it is."""
        found = self._read()
        self._entries = {entry.id: entry for entry in found}
        self.query_one("#list", Lines).show(self._lines(found))
        self._show_state(len(found))
        self._show_weeks()
        self._show_entry()

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        found = self.query(Lines)  # a key may be quicker than the first layout
        return self._entries.get(found.first().key) if found else None

    def _read(self) -> list[Entry]:
        return history(self.session, kinds=DIARY, limit=self._limit)

    def _lines(self, found: list[Entry]) -> list[Line]:
        """One line an entry, under the name of its month."""
        answered = self._answered(found)
        made: list[Line] = []
        month: tuple[int, int] | None = None
        for entry in found:
            if (entry.day.year, entry.day.month) != month:
                month = (entry.day.year, entry.day.month)
                made.append(Line(str(month), (said(_month(entry.day)),), heading=True))
            mark = said(self.marks.unread, ACCENT) if entry.record in answered else Content()
            day = f"{WEEKDAYS[entry.day.weekday()]} {entry.day.day:>2}"
            numbers = (self._number(entry, "mood", 1, 5), self._number(entry, "craving", 0, 10))
            text = in_short(entry)
            if entry.kind != Inventory.KIND:
                text = words.of_kind(entry.kind, text)
            if entry.heads > 1:
                text = merging.versions(entry.heads, text)
            cells = (mark, said(day, MUTED), *numbers, said(text))
            made.append(Line(entry.id, cells))
        return made

    def _number(self, entry: Entry, field: str, low: int, high: int) -> Content:
        """A number of the entry with its bar; nothing when it was not answered."""
        value = getattr(entry.body, field, None)
        if value is None:
            return Content()
        bar = spark([value], low, high) if self.marks is UNICODE else " "
        return said(f"{bar} {value}")

    def _answered(self, found: list[Entry]) -> set[str]:
        """Records of mine with a comment nobody has read yet."""
        said_of = {
            (link.record, entry.body.about)
            for link in self.session.links()
            for entry in talk.unread(self.session, [link], {Comment.KIND})
            if isinstance(entry.body, Comment)
        }
        links = {link for link, _about in said_of}
        return {
            entry.record
            for entry in found
            for link in links
            if (link, talk.shared_name(self.session, link, entry)) in said_of
        }

    def _show_state(self, number: int) -> None:
        """What the list is a list of, when that is not plain to see."""
        text = "" if number else words.EMPTY
        state = self.query_one("#state", Plain)
        state.display = bool(text)
        state.show(said(text, MUTED))

    def _show_weeks(self) -> None:
        place = self.query_one("#weeks", Plain)
        place.display = self.size.height >= 20
        if place.display:
            place.show(weeks_strip(self.session, self.size.width - 4, self.marks))

    def _show_entry(self) -> None:
        """The entry beside the list, where there is room beside it."""
        entry = self.entry
        pane = self.query_one("#entry", Plain)
        if not self.has_class("-wide"):
            return
        pane.show(entry_content(self.session, entry, self.marks) if entry else Content())
        self.query_one("#reading", Page).scroll_home(animate=False)

    @on(Lines.Moved, "#list")
    def _moved(self) -> None:
        days = self.query_one("#list", Lines)
        if days.cursor >= days.count - 1 and len(self._entries) == self._limit:
            self._limit += STEP
            self.attempt(self.fill)
        self.attempt(self._show_entry)

    @on(Lines.Chosen, "#list")
    def _open(self) -> None:
        entry = self.entry
        if entry is None:
            return
        if self.has_class("-wide"):
            self.query_one("#reading", Page).focus()
            self.has_read(block.entry for block in talk.comments_on(self.session, entry))
        else:
            self.app.push_screen(EntryScreen(entry))

    def on_resize(self) -> None:
        """A wider screen has room for the entry, and for more weeks."""
        if self.app.is_set_up:
            self._show_weeks()
            self._show_entry()

    def leave_field(self) -> None:
        """Back to the list."""
        self.query_one("#list", Lines).focus()


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
