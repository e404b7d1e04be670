"""Text on screen that is only ever text."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from sponsorterm.records.text import clean
from sponsorterm.tui.widgets.parts import Part, rows, same


def said(text: str, style: str = "") -> Content:
    """Somebody's words as content: never markup, never anything a terminal would obey."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def lines(*parts: Content) -> Content:
    """Contents one beneath the other."""
    return Content("\n").join(parts)


class Plain(Widget):
    """Text made of content, never of strings, so that markup cannot come in by mistake."""

    DEFAULT_CSS = "Plain { height: auto; }"

    def __init__(
        self, content: Content | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._parts: tuple[Part, ...] = (content or Content(),)

    def show(self, *parts: Part) -> None:
        """Show these one beneath the other; nothing is drawn when they already stand there."""
        if not same(parts, self._parts):
            self._parts = parts
            self.refresh(layout=True)

    def render(self) -> Content:
        """The parts in the width there is; content alone is wrapped as the styles say."""
        alone = self._alone
        return lines(*rows(self._parts, self.size.width)) if alone is None else alone

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows that all of it takes in so many cells."""
        if self._alone is None:
            return len(rows(self._parts, width))
        return super().get_content_height(container, viewport, width)

    @property
    def _alone(self) -> Content | None:
        """The content, where nothing is to be laid out."""
        first, *more = self._parts or (Content(),)
        return first if isinstance(first, Content) and not more else None
