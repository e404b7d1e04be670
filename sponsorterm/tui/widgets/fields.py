"""Text fields that blink at nobody and let no control character in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input, TextArea

from sponsorterm.records.text import MAX_LINE, MAX_TEXT, clean
from sponsorterm.strings import widgets as words


class LineField(Input):
    """One line of text."""

    TYPING: ClassVar[bool] = True
    """Letters are letters here, and keys of the screen only after Esc."""
    DEFAULT_CSS = """
    LineField, LineField:focus { background: $field; background-tint: transparent; }
    LineField > .input--placeholder, LineField > .input--suggestion { color: $muted; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        length: int = MAX_LINE,
        id: str | None = None,
    ) -> None:
        super().__init__(
            clean(value),
            placeholder=placeholder,
            max_length=length,
            compact=True,
            select_on_focus=False,
            id=id,
        )
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Clean what was pasted before it is taken in; lines become one line."""
        event.text = " ".join(clean(event.text).split())[: self.max_length]

    def restricted(self) -> None:
        """A line that is full stays as it is, without a bell."""


class TextField(TextArea):
    """Several lines of text. It grows with them to eight: each key draws the whole field."""

    TYPING: ClassVar[bool] = True
    DEFAULT_CSS = """
    TextField, TextField:focus {
        height: auto;
        min-height: 3;
        max-height: 8;
        padding: 0;
        background: $field;
        scrollbar-size-vertical: 1;
    }
    TextField > .text-area--placeholder, TextField > .text-area--suggestion { color: $muted; }
    """

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(
            clean(text),
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=placeholder,
            id=id,
        )
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Clean what was pasted before it is taken in, and keep the whole within its limit."""
        event.text = clean(event.text)[: max(0, MAX_TEXT - len(self.text))]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines; blank once the field was taken away and a late drawing still asks for it."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)


class LinesField(TextField):
    """A few short lines, one thing a line."""

    def __init__(self, items: Sequence[str], most: int) -> None:
        super().__init__("\n".join(items), placeholder=words.one_a_line(most))
        self._most = most

    def items(self) -> Sequence[Any]:
        """The lines that say something."""
        return [line.strip()[:MAX_LINE] for line in self.text.splitlines() if line.strip()]

    def on_key(self, event: events.Key) -> None:
        """Enter makes no line more than there may be; it goes on instead."""
        if event.key == "enter" and self.document.line_count >= self._most:
            event.stop()
            event.prevent_default()
            self.screen.focus_next()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted lines become one, so that there are never too many."""
        event.text = "; ".join(event.text.split("\n"))[:MAX_TEXT]
        super().on_paste(event)
