"""Write and shred: a page for what has to come out and is to stay nowhere.

Nothing here reaches a keeper, a draft, an editor or a record; the text lives in the field alone
and is let go with it.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from sponsorterm.strings import shred as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.fields import TextField
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.plain import Plain, lines, said


class ShredScreen(ScreenBase[str]):
    """A text that ends with the screen."""

    AUTO_FOCUS = "TextField"
    CSS_PATH = sheet("shred")
    HELP: ClassVar[str] = words.HELP
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("q", words.LEAVE),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "leave", words.KEY_SHRED)]

    def body(self) -> ComposeResult:
        """What this is, the text, and the way out."""
        with Vertical(id="page"):
            yield Plain(lines(said(words.TITLE, STRONG), said(words.ABOUT, MUTED)))
            yield TextField(placeholder=words.PLACE)
            yield Go(words.LEAVE)

    def leave_field(self) -> None:
        """Out of the text one stands at the way out."""
        self.query_one(Go).focus()

    def escape(self) -> None:
        """Esc once too often shreds nothing."""

    def on_go_pressed(self) -> None:
        """The way out."""
        self.action_leave()

    def action_leave(self) -> None:
        """Let the text go and say so."""
        field = self.query_one(TextField)
        written = bool(field.text)
        field.load_text("")
        self.dismiss(words.GONE if written else words.NOTHING)
