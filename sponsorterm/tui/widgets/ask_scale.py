"""A number from low to high, asked at the foot of the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.program import Prompt
from sponsorterm.strings import screens
from sponsorterm.strings import widgets as words
from sponsorterm.tui.theme import MUTED
from sponsorterm.tui.widgets.answers import Scale
from sponsorterm.tui.widgets.dialogs import Dialog
from sponsorterm.tui.widgets.plain import Plain


class AskScale(Dialog[int]):
    """One number; nothing when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", words.KEY_KEEP, priority=True),
    ]

    def __init__(self, prompt: Prompt, question: str) -> None:
        super().__init__(question)
        self._prompt = prompt

    def answers(self) -> ComposeResult:
        """The scale, and how to be done with it."""
        asked = self._prompt
        yield Scale(asked.low, asked.high, asked.low_word, asked.high_word)
        yield Plain(Content.styled(screens.TEXT_KEYS, MUTED), classes="keys")

    def action_keep(self) -> None:
        """Close with the number."""
        self.dismiss(self.query_one(Scale).value)
