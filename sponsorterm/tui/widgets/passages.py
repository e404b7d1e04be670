"""Passages of text one beneath the other, with a cursor that goes from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
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

from sponsorterm.strings import widgets as words
from sponsorterm.tui.marks import marks_for
from sponsorterm.tui.widgets.lines import GUTTER


@dataclass(frozen=True, slots=True)
class Passage:
    """A line that says who and when, and the text beneath it."""

    key: str
    head: Content
    text: Content


class Passages(ScrollView, can_focus=True, inherit_bindings=False):
    """What was said, wrapped to the width. Moving the cursor draws two heads, not the texts."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"passages--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", words.KEY_NEXT_PASSAGE),
        Binding("up,k", "move(-1)", words.KEY_PASSAGE_BEFORE),
        Binding("pagedown", "page(1)", words.KEY_PAGE_DOWN),
        Binding("pageup", "page(-1)", words.KEY_PAGE_UP),
        Binding("home", "edge(0)", words.KEY_FIRST),
        Binding("end", "edge(-1)", words.KEY_LAST),
    ]
    DEFAULT_CSS = """
    Passages {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        &:focus > .passages--cursor { background: $cursor; text-style: $cursor-text-style; }
    }
    """

    cursor = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor came to another passage."""

        def __init__(self, passages: Passages, key: str) -> None:
            super().__init__()
            self.passages = passages
            self.key = key

        @property
        def control(self) -> Passages:
            """Where it happened."""
            return self.passages

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._passages: tuple[Passage, ...] = ()
        self._rows: list[tuple[int, Content]] = []
        self._starts: list[int] = []

    @property
    def key(self) -> str:
        """The key of the passage under the cursor, or nothing when there is none."""
        return self._passages[self.cursor].key if self.cursor < len(self._passages) else ""

    def show(self, passages: Sequence[Passage], key: str = "") -> None:
        """Show these. The cursor stays on its passage, or goes to `key` if that is there."""
        if not key and self._stands(passages):
            return
        wanted = key or self.key
        self._passages = tuple(passages)
        keys = [passage.key for passage in self._passages]
        last = max(0, len(keys) - 1)
        place = keys.index(wanted) if wanted in keys else min(self.cursor, last)
        self.set_reactive(Passages.cursor, place)
        self._wrap()
        self._scroll_to_cursor()

    def _stands(self, passages: Sequence[Passage]) -> bool:
        """Whether exactly this stands there already."""
        if [passage.key for passage in passages] != [passage.key for passage in self._passages]:
            return False
        return all(
            old.head.is_same(new.head) and old.text.is_same(new.text)
            for old, new in zip(self._passages, passages, strict=True)
        )

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._wrap()

    def action_move(self, by: int) -> None:
        """The next passage; a long one is first read to its end."""
        if self._reads_on(by):
            self.scroll_relative(y=by * max(1, self.size.height // 2), animate=False)
        elif 0 <= self.cursor + by < len(self._passages):
            self.cursor += by

    def action_page(self, by: int) -> None:
        """A page on."""
        self.scroll_relative(y=by * max(1, self.size.height - 1), animate=False)

    def action_edge(self, place: int) -> None:
        """To the first or the last passage."""
        if self._passages:
            self.cursor = range(len(self._passages))[place]

    def on_click(self, event: events.Click) -> None:
        """Go to the passage that was clicked."""
        row = event.y + self.scroll_offset.y
        if row < len(self._rows):
            self.cursor = self._rows[row][0]

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two heads that changed."""
        for place in (before, now):
            if place < len(self._starts):
                y = self._starts[place] - self.scroll_offset.y
                self.refresh(Region(0, y, self.size.width, 1))
        self._scroll_to_cursor()
        self.post_message(self.Moved(self, self.key))

    def render_line(self, y: int) -> Strip:
        """One row as it stands on screen."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if row >= len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        place, content = self._rows[row]
        here = place == self.cursor and self._starts[place] == row
        style = self.get_visual_style("passages--cursor") if here else self.visual_style
        mark = marks_for(self).cursor if here and self.has_focus else ""
        line = Content.assemble(mark.ljust(GUTTER), content).truncate(width)
        return Visual.to_strips(self, line, width, 1, style, pad=True)[0]

    def _wrap(self) -> None:
        width = max(1, self.scrollable_content_region.width - GUTTER - 1)
        self._rows, self._starts = [], []
        for place, passage in enumerate(self._passages):
            self._starts.append(len(self._rows))
            text = passage.text.wrap(width) if passage.text else []
            rows = (*passage.head.wrap(width), *text, Content())
            self._rows += [(place, row) for row in rows]
        self.virtual_size = Size(0, len(self._rows))
        self.refresh(layout=True)

    def _end(self, place: int) -> int:
        """The row after a passage's text."""
        ends = [*self._starts[1:], len(self._rows)]
        return ends[place] - 1

    def _reads_on(self, by: int) -> bool:
        """Whether part of the passage under the cursor lies out of sight in this direction."""
        if not self._passages:
            return False
        top = self.scroll_offset.y
        if by > 0:
            return self._end(self.cursor) > top + self.size.height
        return self._starts[self.cursor] < top

    def _scroll_to_cursor(self) -> None:
        if self._passages:
            start = self._starts[self.cursor]
            height = min(self._end(self.cursor) - start, max(1, self.size.height))
            self.scroll_to_region(Region(0, start, 1, height), animate=False, force=True)
