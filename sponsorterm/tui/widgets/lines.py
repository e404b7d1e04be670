"""A list of lines with a cursor, drawn line by line.

Textual's own lists draw themselves whole at every move of the cursor, some seven kilobytes;
this one draws the two lines that changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from sponsorterm.strings import widgets as words
from sponsorterm.tui.marks import marks_for

GAP = 2
"""Blanks between two columns."""
GUTTER = 2
"""Cells before the first column, where the cursor's mark stands."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` 0 takes the room that is left, but `least` at the least.

    When they do not all fit, the column of the highest `rank` goes first; rank 0 never goes.
    A column that is `snug` leaves in every line what its cell does not fill to that room.
    """

    width: int = 0
    rank: int = 0
    heading: str = ""
    right: bool = False
    least: int = 10
    snug: bool = False


Cell = Content | tuple[Content, ...]
"""Words in a column, or several wordings, ever briefer: the first that fits is shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. A heading spans all columns and the cursor steps over it."""

    key: str
    cells: tuple[Cell, ...]
    heading: bool = False


def fitting(columns: Sequence[Column], width: int) -> list[int]:
    """Which columns fit into `width` cells, by their places."""
    kept = list(range(len(columns)))
    while sum(columns[i].width or columns[i].least for i in kept) + GAP * (len(kept) - 1) > width:
        ranked = [i for i in kept if columns[i].rank]
        if not ranked:
            break
        kept.remove(max(ranked, key=lambda i: (columns[i].rank, i)))
    return kept


def laid_out(columns: Sequence[Column], cells: Sequence[Cell], width: int) -> Content:
    """The cells of one line side by side, exactly `width` cells wide."""
    wide = {i: _width(columns[i], cells[i]) for i in fitting(columns, width)}
    kept = [i for i in wide if wide[i] or not columns[i].snug]
    fixed = sum(wide[i] for i in kept) + GAP * (len(kept) - 1)
    flexible = sum(not columns[i].width for i in kept)
    spare = max(0, width - fixed)
    parts = []
    for place, i in enumerate(kept):
        room = wide[i] or spare // flexible
        room = min(room, width) if place == 0 else room
        cell = _in_room(cells[i], room)
        blank = " " * (room - cell.cell_length)
        parts.append(Content.assemble(*((blank, cell) if columns[i].right else (cell, blank))))
    line = Content(" " * GAP).join(parts)
    return line.truncate(width, ellipsis=True).pad_right(max(0, width - line.cell_length))


def _width(column: Column, cell: Cell) -> int:
    """The cells a column takes in one line; 0 if it takes the room that is left, or none."""
    return min(column.width, _wordings(cell)[0].cell_length) if column.snug else column.width


def _in_room(cell: Cell, room: int) -> Content:
    """The first of its wordings that fits, or as much of the last as there is room for."""
    wordings = _wordings(cell)
    fits = (wording for wording in wordings if wording.cell_length <= room)
    return next(fits, wordings[-1]).truncate(room, ellipsis=True)


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines to move through with arrows or j and k, and to choose from with Enter."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", "lines--heading"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", words.KEY_DOWN),
        Binding("up,k", "move(-1)", words.KEY_UP),
        Binding("pagedown", "page(1)", words.KEY_PAGE_DOWN, show=False),
        Binding("pageup", "page(-1)", words.KEY_PAGE_UP, show=False),
        Binding("home", "edge(-1)", words.KEY_FIRST, show=False),
        Binding("end", "edge(1)", words.KEY_LAST, show=False),
        Binding("enter", "choose", words.KEY_OPEN),
    ]
    DEFAULT_CSS = """
    Lines {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .lines--heading { color: $muted; }
        &:focus > .lines--cursor { background: $cursor; text-style: $cursor-text-style; }
    }
    """

    cursor = reactive(0, repaint=False)
    columns: reactive[tuple[Column, ...]] = reactive((Column(),))

    class Moved(Message):
        """The cursor came to another line."""

        def __init__(self, lines: Lines, key: str) -> None:
            super().__init__()
            self.lines = lines
            self.key = key

        @property
        def control(self) -> Lines:
            """The list it happened in."""
            return self.lines

    class Chosen(Moved):
        """A line was chosen."""

    def __init__(
        self, columns: Sequence[Column] = (Column(),), *, id: str | None = None, classes: str = ""
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Lines.columns, tuple(columns))
        self._lines: tuple[Line, ...] = ()

    @property
    def key(self) -> str:
        """The key of the line under the cursor, or nothing in an empty list."""
        return self._lines[self.cursor].key if self.cursor < len(self._lines) else ""

    @property
    def count(self) -> int:
        """How many lines there are, headings too."""
        return len(self._lines)

    def show(self, lines: Sequence[Line], key: str = "") -> None:
        """Show these lines. The cursor stays on its line, or goes to `key` if that is given.

        Lines that stand where they stood and say what they said are not drawn again.
        """
        wanted = key or self.key
        before = self.key
        if wanted == before and [a.key for a in lines] == [b.key for b in self._lines]:
            self._exchange(tuple(lines))
            return
        self._lines = tuple(lines)
        places = self._places
        found = next((i for i in places if self._lines[i].key == wanted), None)
        nearest = min(places, key=lambda i: abs(i - self.cursor), default=0)
        self.virtual_size = Size(0, len(self._lines))
        self.set_reactive(Lines.cursor, nearest if found is None else found)
        self.refresh(layout=True)
        self._scroll_to_cursor()
        if self.key != before:
            self.post_message(self.Moved(self, self.key))

    def _exchange(self, lines: tuple[Line, ...]) -> None:
        """Put lines in the place of those of the same keys, and draw what differs."""
        for place, (old, new) in enumerate(zip(self._lines, lines, strict=True)):
            if not _is_same(old, new):
                self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))
        self._lines = lines

    def action_move(self, by: int) -> None:
        """So many lines on, headings not counted, and no farther than there are lines."""
        places = self._places
        if places:
            here = bisect_left(places, self.cursor)
            self.cursor = places[min(max(0, here + by), len(places) - 1)]

    def action_page(self, by: int) -> None:
        """A page on."""
        self.action_move(by * max(1, self.size.height - 1))

    def action_edge(self, by: int) -> None:
        """To the first or the last line."""
        self.action_move(by * len(self._lines))

    @property
    def _places(self) -> list[int]:
        """Where the cursor may stand."""
        return [place for place, line in enumerate(self._lines) if not line.heading]

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked; a click on the cursor chooses."""
        place = event.y + self.scroll_offset.y
        if place >= len(self._lines) or self._lines[place].heading:
            return
        if place == self.cursor:
            self.action_choose()
        self.cursor = place

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two lines that changed."""
        for place in (before, now):
            self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))
        self._scroll_to_cursor()
        self.post_message(self.Moved(self, self.key))

    def _scroll_to_cursor(self) -> None:
        """Bring the cursor into sight, with the heading above it."""
        top = self.cursor
        while top and self._lines[top - 1].heading:
            top -= 1
        region = Region(0, top, 1, self.cursor - top + 1)
        self.scroll_to_region(region, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line as it stands on screen."""
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if place >= len(self._lines):
            return Strip.blank(width, self.visual_style.rich_style)
        line = self._lines[place]
        here = place == self.cursor and not line.heading
        style = self.visual_style
        if here or line.heading:
            style = self.get_visual_style("lines--cursor" if here else "lines--heading")
        mark = marks_for(self).cursor if here and self.has_focus else ""
        room = max(1, width - GUTTER)
        columns = self.columns if not line.heading else (Column(),)
        content = Content.assemble(
            mark.ljust(GUTTER), laid_out(columns, line.cells, room)
        ).truncate(width)
        return Visual.to_strips(self, content, width, 1, style, pad=True)[0].simplify()


def _is_same(one: Line, other: Line) -> bool:
    """Whether two lines look the same, their styles too."""
    ours, theirs = ([w for cell in line.cells for w in _wordings(cell)] for line in (one, other))
    return len(ours) == len(theirs) and all(map(Content.is_same, ours, theirs))


def widest(lines: Iterable[Line], place: int) -> int:
    """Cells that a column needs for the longest wording in it, 0 if it is empty."""
    found = (wording for line in lines for wording in _wordings(line.cells[place]))
    return max((wording.cell_length for wording in found), default=0)


def _wordings(cell: Cell) -> tuple[Content, ...]:
    return (cell,) if isinstance(cell, Content) else cell


class Headings(Widget, can_focus=False):
    """The headings of a list's columns. They stand above it and do not scroll."""

    DEFAULT_CSS = "Headings { height: 1; color: $muted; }"

    columns: reactive[tuple[Column, ...]] = reactive(())

    def __init__(self, columns: Sequence[Column] = ()) -> None:
        super().__init__()
        self.set_reactive(Headings.columns, tuple(columns))

    def render(self) -> Content:
        """The headings of those columns that fit."""
        cells = [Content(column.heading) for column in self.columns]
        room = max(1, self.size.width - GUTTER - 1)
        return Content.assemble(" " * GUTTER, laid_out(self.columns, cells, room))
