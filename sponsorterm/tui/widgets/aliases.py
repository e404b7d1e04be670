"""Fields for people: the aliases used before are offered behind what is typed, Right takes one.

They are a person's own, read when the first letter is typed, and never those of somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.suggester import Suggester

from sponsorterm.tui.widgets.fields import LineField, LinesField

Names = Callable[[], Sequence[str]]
"""Reads the aliases used before, the most usual first."""


class Offer(Suggester):
    """The first alias that begins like this."""

    def __init__(self, names: Names) -> None:
        super().__init__(case_sensitive=True)
        self._read = names
        self._names: Sequence[str] | None = None

    def alias(self, text: str) -> str:
        """The alias that begins like this text, as it is spelt; nothing for none."""
        if not text:
            return ""
        if self._names is None:
            self._names = self._read()
        begun = text.casefold()
        return next((name for name in self._names if name.casefold().startswith(begun)), "")

    async def get_suggestion(self, value: str) -> str | None:
        """The whole alias, which a line takes in the place of what was typed."""
        return self.alias(value) or None


class AliasField(LineField):
    """One person."""

    def __init__(self, value: str, names: Names, *, placeholder: str) -> None:
        super().__init__(value, placeholder=placeholder)
        self.suggester = Offer(names)


class AliasesField(LinesField):
    """Several people, one a line."""

    def __init__(self, items: Sequence[str], most: int, names: Names) -> None:
        self._offer = Offer(names)
        super().__init__(items, most)

    def update_suggestion(self) -> None:
        """Behind the line that is being typed."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        at_end = self.is_mounted and column == len(line)
        self.suggestion = self._offer.alias(line)[len(line) :] if at_end else ""
