"""One quiet line that says which keys do something here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from sponsorterm.tui.theme import KEY, MUTED

Hint = tuple[str, str]
"""A key as Textual names it, and what it does in a word or two."""

_SHOWN = {
    "enter": "Enter",
    "space": "Space",
    "slash": "/",
    "tab": "Tab",
    "left": "Left",
    "right": "Right",
}
_GAP = 3


class Hints(Widget, can_focus=False):
    """As many hints as there is room for, the most useful first. Each can also be clicked."""

    DEFAULT_CSS = "Hints { height: 1; padding: 0 2; }"

    def __init__(self, hints: Sequence[Hint] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self._hints = tuple(hints)

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these; nothing is drawn when they stand there already."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def render(self) -> Content:
        """The hints side by side; those at the end go first when it is narrow."""
        line = Content()
        for key, words in self._hints:
            gap = " " * _GAP if line else ""
            longer = Content.assemble(line, gap, _hint(key, words))
            if longer.cell_length > self.size.width:
                break
            line = longer
        return line


def _hint(key: str, words: str) -> Content:
    press = Style.from_meta({"@click": f"app.simulate_key('{key}')"})
    shown = _SHOWN.get(key, key)
    return Content.assemble((shown, KEY), " ", (words, MUTED)).stylize(press)
