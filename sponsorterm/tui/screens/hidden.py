"""The neutral page: what a glance over the shoulder finds instead."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from sponsorterm.strings import locking as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.widgets.plain import Plain, said


class HiddenScreen(Screen[None]):
    """A list like any other. It says nothing of this program, nor which key leads back."""

    CSS_PATH = sheet("lock")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("z,enter,escape", "app.hide", show=False)]

    def compose(self) -> ComposeResult:
        """The list."""
        yield Plain(said(words.NEUTRAL), id="neutral")
