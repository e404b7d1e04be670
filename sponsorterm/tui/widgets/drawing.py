"""Content that is drawn to the width there is."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Draw = Callable[[int], Content]
"""Makes the content for so many cells of width."""


class Drawing(Widget, can_focus=False):
    """A picture or a page of columns, drawn anew when the width changes."""

    DEFAULT_CSS = "Drawing { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw: Draw = lambda _width: Content()

    def show(self, draw: Draw) -> None:
        """Show what this draws from now on."""
        self._draw = draw
        self.refresh(layout=True)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """The rows it takes at this width."""
        return len(self._draw(width).wrap(max(1, width)))

    def render(self) -> Content:
        """As it is at the present width."""
        return self._draw(self.content_size.width)
