"""One line that goes somewhere when chosen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from sponsorterm.strings import widgets as words
from sponsorterm.tui.marks import marks_for
from sponsorterm.tui.theme import ACCENT, KEY
from sponsorterm.tui.widgets.plain import said


class Go(Widget, can_focus=True):
    """The way on, as a line that can be focused, pressed and tapped."""

    DEFAULT_CSS = "Go { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", words.KEY_GO),
        Binding("up,k", "app.focus_previous", words.KEY_LAST_FIELD),
        Binding("down,j", "app.focus_next", words.KEY_NEXT_FIELD),
    ]

    class Pressed(Message):
        """It was chosen."""

    def __init__(self, label: str, key: str = "Enter", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._key = key

    def render(self) -> Content:
        """The cursor's mark when focused, the key, and where it goes."""
        mark = marks_for(self).cursor if self.has_focus else " "
        return Content.assemble(
            f"{mark} ", (self._key, KEY), "  ", said(self._label, ACCENT if self.has_focus else "")
        )

    def action_press(self) -> None:
        """Go."""
        self.post_message(self.Pressed())

    def on_click(self) -> None:
        """Go."""
        self.action_press()
