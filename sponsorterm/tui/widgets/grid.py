"""A table with a cursor in its cells, drawn line by line: only what is in sight is laid out.

Where it is wide, rows stand beneath each other and as many columns as are readable beside each
other; the first one always stays. In the narrow it is read page by page: one row with its
columns beneath each other, or one column with its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from sponsorterm.strings import grid as words
from sponsorterm.strings import widgets
from sponsorterm.tui.marks import marks_for
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.plain import said

NARROW = 60
"""Below this many cells the table is read page by page."""
GAP = 2
GUTTER = 4
"""Cells before the first column: the cursor's mark, and the mark of the row."""
READABLE = 18
"""Cells a column of words needs."""
BRIEF = 10
"""Cells a column of a number, a day or a yes or no needs."""
HEAD = 2
"""Lines of the head."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column; a brief one holds a number, a day or a yes or no."""

    title: str
    brief: bool = False

    @property
    def least(self) -> int:
        """Cells it needs."""
        return BRIEF if self.brief else READABLE


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its cells in words, and a mark of one cell before it."""

    key: str
    cells: tuple[str, ...]
    mark: str = " "


def in_sight(columns: Sequence[GridColumn], at: int, room: int) -> list[int]:
    """The first column, the one at the cursor, and as many about that one as are readable."""
    chosen = sorted({0, at}) if columns else []
    for place in [*range(at + 1, len(columns)), *range(at - 1, 0, -1)]:
        if place in chosen:
            continue
        wanted = sorted([*chosen, place])
        if sum(columns[i].least for i in wanted) + GAP * (len(wanted) - 1) > room:
            break
        chosen = wanted
    return chosen


def shared_out(columns: Sequence[GridColumn], chosen: Sequence[int], room: int) -> list[int]:
    """The width of each chosen column; words get what the brief ones leave over."""
    spare = room - GAP * (len(chosen) - 1)
    wordy = [i for i in chosen if not columns[i].brief] or list(chosen)
    each, rest = divmod(max(0, spare - BRIEF * (len(chosen) - len(wordy))), len(wordy))
    more = wordy[:rest]
    return [max(1, each + (i in more)) if i in wordy else BRIEF for i in chosen]


class Grid(Widget, can_focus=True):
    """Rows and columns to move through; Enter chooses the cell under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--row", "grid--cell"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "go(1, 0)", widgets.KEY_DOWN),
        Binding("up,k", "go(-1, 0)", widgets.KEY_UP),
        Binding("right,l", "go(0, 1)", widgets.KEY_MORE),
        Binding("left,h", "go(0, -1)", widgets.KEY_LESS),
        Binding("pagedown", "page(1)", widgets.KEY_PAGE_DOWN, show=False),
        Binding("pageup", "page(-1)", widgets.KEY_PAGE_UP, show=False),
        Binding("home", "edge(-1)", widgets.KEY_FIRST, show=False),
        Binding("end", "edge(1)", widgets.KEY_LAST, show=False),
        Binding("enter", "choose", widgets.KEY_OPEN),
    ]
    DEFAULT_CSS = """
    Grid {
        height: 1fr;
        & > .grid--row { background: $panel; }
        & > .grid--cell { background: $cursor; text-style: $cursor-text-style; }
    }
    """

    class Moved(Message):
        """The cursor came to another cell."""

        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> Grid:
            """The table it happened in."""
            return self.grid

    class Chosen(Moved):
        """The cell under the cursor was chosen."""

    def __init__(self, columns: Sequence[GridColumn], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.rows: tuple[GridRow, ...] = ()
        self.row = 0
        self.column = 0
        self.by_row = False
        """Whether a narrow page holds one row, not one column."""
        self._top = 0

    # ── What there is ────────────────────────────────────────────────────────────────

    @property
    def key(self) -> str:
        """The row under the cursor, or nothing in an empty table."""
        return self.rows[self.row].key if self.rows else ""

    @property
    def paged(self) -> bool:
        """Whether it is read page by page."""
        return self.size.width < NARROW

    def show(self, rows: Sequence[GridRow], key: str = "") -> None:
        """Show these rows; the cursor stays on its row, or goes to `key`."""
        wanted = key or self.key
        self.rows = tuple(rows)
        found = next((at for at, row in enumerate(self.rows) if row.key == wanted), None)
        self.row = min(self.row, max(0, len(self.rows) - 1)) if found is None else found
        self._follow()
        self.refresh()
        self.post_message(self.Moved(self))

    def turn(self, *, by_row: bool) -> None:
        """Read it row by row, or column by column."""
        self.by_row = by_row
        self._follow()
        self.refresh()

    # ── Moving ───────────────────────────────────────────────────────────────────────

    def action_go(self, down: int, across: int) -> None:
        """To a cell beside; in the narrow, across is another page."""
        if self.paged and self.by_row:
            down, across = across, down
        self.move_to(self.row + down, self.column + across)

    def action_page(self, by: int) -> None:
        """A page on."""
        step = by * max(1, self._room() - 1)
        self.action_go(step, 0)

    def action_edge(self, by: int) -> None:
        """To the first or the last."""
        self.action_go(by * max(len(self.rows), len(self.columns)), 0)

    def action_choose(self) -> None:
        """Choose the cell."""
        if self.rows:
            self.post_message(self.Chosen(self))

    def move_to(self, row: int, column: int) -> None:
        """To this cell, or the nearest there is; draws the lines that changed."""
        row = min(max(0, row), max(0, len(self.rows) - 1))
        column = min(max(0, column), len(self.columns) - 1)
        if (row, column) == (self.row, self.column):
            return
        before, look = self._item, self._look()
        self.row, self.column = row, column
        self._follow()
        if self._look() == look:
            self._draw(before)
            self.draw_cursor()
        else:
            self.refresh()
        self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked; a click on the cursor chooses."""
        item = (event.y - HEAD) // self._height + self._top
        if event.y < HEAD or item >= self._items:
            return
        at = (self.row, self.column)
        if self.paged and self.by_row:
            self.move_to(self.row, item)
        else:
            self.move_to(item, self.column if self.paged else self._column_at(event.x))
        if at == (self.row, self.column):
            self.action_choose()

    def _column_at(self, x: int) -> int:
        place = GUTTER
        chosen, widths = self._shape()
        for column, width in zip(chosen, widths, strict=True):
            place += width + GAP
            if x < place:
                return column
        return self.column

    # ── Drawing ──────────────────────────────────────────────────────────────────────

    @property
    def _item(self) -> int:
        """What the cursor stands on, counted down the page."""
        return self.column if self.paged and self.by_row else self.row

    @property
    def _items(self) -> int:
        one_row = self.rows and self.paged and self.by_row
        return len(self.columns) if one_row else len(self.rows)

    @property
    def _height(self) -> int:
        """Lines of one item: what it is called above what it says, where it is narrow."""
        return 2 if self.paged else 1

    def _room(self) -> int:
        return max(1, (self.size.height - HEAD) // self._height)

    def _follow(self) -> None:
        """Bring the cursor into sight."""
        room = self._room()
        top = min(max(self._top, self._item - room + 1), self._item)
        self._top = max(0, min(top, self._items - room))

    def _look(self) -> tuple[object, ...]:
        """What decides how all lines look, whichever has the cursor."""
        page = self.row if self.by_row else self.column
        return (self._top, page if self.paged else self._shape())

    def _shape(self) -> tuple[list[int], list[int]]:
        room = max(1, self.size.width - GUTTER)
        chosen = in_sight(self.columns, self.column, room)
        return chosen, shared_out(self.columns, chosen, room)

    def draw_cursor(self) -> None:
        """Draw the item under the cursor again."""
        self._draw(self._item)

    def _draw(self, item: int) -> None:
        top = HEAD + (item - self._top) * self._height
        self.refresh(Region(0, top, self.size.width, self._height))

    def place_of_cursor(self) -> Offset:
        """Where the cell under the cursor begins, from the table's own corner."""
        top = HEAD + (self._item - self._top) * self._height + self._height - 1
        if self.paged:
            return Offset(GUTTER, top)
        chosen, widths = self._shape()
        before = chosen.index(self.column)
        return Offset(GUTTER + sum(widths[:before]) + GAP * before, top)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._follow()
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor's mark."""
        self.draw_cursor()

    def on_blur(self) -> None:
        """Take the cursor's mark away."""
        self.draw_cursor()

    def render_line(self, y: int) -> Strip:
        """One line as it stands on screen."""
        width = self.size.width
        if y < HEAD:
            content = self._head(width) if y == 0 else said(marks_for(self).rule * width, "$faint")
            return self._strip(content, width)
        item, part = divmod(y - HEAD, self._height)
        item += self._top
        if item >= self._items:
            return Strip.blank(width, self.visual_style.rich_style)
        here = item == self._item
        content = self._paged(item, part) if self.paged else self._line(item, here)
        return self._strip(content, width, "grid--row" if here else "")

    def _strip(self, content: Content, width: int, style: str = "") -> Strip:
        look = self.get_visual_style(style) if style else self.visual_style
        content = content.truncate(width)
        return Visual.to_strips(self, content, width, 1, look, pad=True)[0].simplify()

    def _head(self, width: int) -> Content:
        """The titles of the columns in sight; in the narrow, which page this is."""
        if not self.paged:
            chosen, widths = self._shape()
            cells = [_fit(self.columns[i].title, w) for i, w in zip(chosen, widths, strict=True)]
            return said(" " * GUTTER + (" " * GAP).join(cells), MUTED)
        at, count = (self.row, len(self.rows)) if self.by_row else (self.column, len(self.columns))
        title = words.row(at + 1) if self.by_row else self.columns[self.column].title
        marks = marks_for(self)
        where = f"{marks.left} {words.of(at + 1, max(1, count))} {marks.right}"
        room = width - GUTTER - len(where) - GAP
        return Content.assemble(" " * GUTTER, said(_fit(title, room), STRONG), "  ", (where, MUTED))

    def _gutter(self, row: GridRow, here: bool) -> Content:
        cursor = marks_for(self).cursor if here and self.has_focus else " "
        return Content.assemble(f"{cursor} ", (row.mark, ACCENT), " ")

    def _line(self, item: int, here: bool) -> Content:
        """One row of the wide table, the cell under the cursor marked."""
        row = self.rows[item]
        chosen, widths = self._shape()
        parts: list[Content] = [self._gutter(row, here)]
        for column, width in zip(chosen, widths, strict=True):
            text = said(_fit(row.cells[column], width))
            if here and column == self.column and self.has_focus:
                text = text.stylize(self.get_visual_style("grid--cell"))
            parts += [text, Content(" " * GAP)]
        return Content.assemble(*parts)

    def _paged(self, item: int, part: int) -> Content:
        """One of the two lines of an item on a narrow page."""
        row, column = (self.row, item) if self.by_row else (item, self.column)
        kept = self.rows[row]
        here = item == self._item
        room = max(1, self.size.width - GUTTER)
        if part == 0:
            name = self.columns[column].title if self.by_row else words.name(row + 1, kept.cells[0])
            mark = kept if not self.by_row else GridRow("", ())
            return Content.assemble(self._gutter(mark, here), said(_fit(name, room), MUTED))
        return Content.assemble(" " * GUTTER, said(_fit(kept.cells[column] or words.OPEN, room)))


def _fit(text: str, width: int) -> str:
    """The text in exactly so many cells, in one line."""
    content = Content(" ".join(text.split())).truncate(max(1, width), ellipsis=True)
    return content.plain + " " * max(0, width - content.cell_length)
