"""A question with a few answers, each on its own letter."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content

from sponsorterm.strings import widgets as words
from sponsorterm.tui.theme import KEY, MUTED
from sponsorterm.tui.widgets.dialogs import Dialog
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, said


class Choose(Dialog[str]):
    """One of a few. `options` are (letter, value, words); the letter or Enter chooses."""

    DEFAULT_CSS = "Choose Lines { height: auto; max-height: 12; margin-top: 1; }"

    def __init__(
        self,
        question: str,
        options: Sequence[tuple[str, str, str]],
        about: str = "",
        *,
        chosen: str = "",
    ) -> None:
        super().__init__(question, about)
        self._options = tuple(options)
        self._chosen = chosen

    def answers(self) -> ComposeResult:
        """A line each, and how to choose."""
        yield Lines((Column(1), Column(0)))
        yield Plain(Content.styled(words.CHOOSE_KEYS, MUTED), classes="keys")

    def on_mount(self) -> None:
        """Start at what is chosen now."""
        lines = [
            Line(value, (Content.styled(letter, KEY), said(text)))
            for letter, value, text in self._options
        ]
        self.query_one(Lines).show(lines, self._chosen)

    def on_key(self, event: events.Key) -> None:
        """A letter chooses at once."""
        for letter, value, _text in self._options:
            if event.character == letter:
                event.stop()
                self.dismiss(value)

    @on(Lines.Chosen)
    def _choose(self, event: Lines.Chosen) -> None:
        self.dismiss(event.key)
