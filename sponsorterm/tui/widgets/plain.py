"""Text on screen that is only ever text."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from sponsorterm.records.text import clean


def said(text: str, style: str = "") -> Content:
    """Somebody's words as content: never markup, never anything a terminal would obey."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def lines(*parts: Content) -> Content:
    """Contents one beneath the other."""
    return Content("\n").join(parts)


class Plain(Static):
    """A Static that takes content and refuses strings, so that markup cannot come in by mistake."""

    def __init__(
        self, content: Content | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(content or Content(), markup=False, id=id, classes=classes)

    def show(self, content: Content) -> None:
        """Show this from now on; nothing is drawn when it is what already stands there."""
        if not (isinstance(self.content, Content) and content.is_same(self.content)):
            self.update(content)
