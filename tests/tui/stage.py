"""A bare app in the program's own theme, for one widget at a time."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widget import Widget

from sponsorterm.tui.marks import UNICODE, Marks
from sponsorterm.tui.theme import THEMES


class Stage(App[None]):
    """Shows one widget."""

    def __init__(self, widget: Widget, marks: Marks = UNICODE) -> None:
        super().__init__()
        self.register_theme(THEMES["dark"])
        self.theme = THEMES["dark"].name
        self.marks = marks
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget

    @property
    def text(self) -> str:
        """What stands on the screen."""
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)
