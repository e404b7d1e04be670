"""Drawing lines: a person's own first, then everybody's, and none of them ever twice."""

from __future__ import annotations

import random
import re
from collections import Counter

_CHOICE = re.compile(r"\{([^{}]*)\}")
OWN = 0.45
"""How often a person's own line is taken while there are any left."""
TRIES = 24
AS_OFTEN = 4
"""How often one person may begin from the same line with choices in it."""


class Phrases:
    """All lines of the sample, and which finished ones have been said."""

    def __init__(self, common: dict[str, list[str]], dice: random.Random) -> None:
        self._common = common
        self._dice = dice
        self._own: dict[tuple[str, str], list[str]] = {}
        self._without: dict[str, list[str]] = {}
        self._said: set[str] = set()
        self._begun: Counter[tuple[str, str]] = Counter()

    def lend(self, name: str, lines: dict[str, list[str]], without: list[str]) -> None:
        """Add a person's own lines, and words that never occur in that life."""
        self._without[name] = without
        for field, own in lines.items():
            shuffled = list(own)
            self._dice.shuffle(shuffled)
            self._own[name, field] = shuffled

    def draw(self, name: str, field: str) -> str | None:
        """A line nobody has said, or None when there is none left."""
        own = self._own.get((name, field), [])
        if own and self._dice.random() < OWN:
            return own.pop()
        for _ in range(TRIES):
            pattern = self._dice.choice(self._common[field])
            line = self._finish(pattern)
            said = line.rpartition(" | ")[2]
            fits = not any(word in line for word in self._without[name])
            if fits and said not in self._said and self._begun[name, pattern] < AS_OFTEN:
                self._said.add(said)
                self._begun[name, pattern] += 1
                return line
        return own.pop() if own else None

    def _finish(self, line: str) -> str:
        chosen = _CHOICE.sub(lambda choice: self._dice.choice(choice[1].split("|")), line)
        return chosen.replace("..", ".")  # an initial at the end of a sentence
