"""The header: who this is, what day it is, and whether all is in step."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.plain import said


class HeaderLine(Widget, can_focus=False):
    """One line. What does not fit is left out, the sync state last."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[str, str, str] = ("", "", "")

    def show_parts(self, who: str, day: str, state: str) -> None:
        """Show these three; nothing is drawn when they stand there already."""
        if (who, day, state) != self._parts:
            self._parts = (who, day, state)
            self.refresh()

    def render(self) -> Content:
        """Who and day at the left, the sync state at the right."""
        who, day, state = self._parts
        room = self.size.width - 2
        left = Content.assemble(said(who, STRONG), "   " if who else "", said(day, MUTED))
        right = said(state, MUTED)
        if left.cell_length + right.cell_length + 2 > room:
            left = said(who, STRONG)
        if left.cell_length + right.cell_length + 2 > room:
            right = right.truncate(max(0, room - left.cell_length - 2), ellipsis=True)
        gap = max(1, room - left.cell_length - right.cell_length)
        return Content.assemble(" ", left, " " * gap, right)
