"""Parts of a text that are laid out once their width is known.

Textual wraps a line to the very left, beneath its mark, and cuts a text only whole. A part
keeps its indent, or its one row, at whatever width it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Protocol

from textual.content import Content


class Part(Protocol):
    """One or more rows of a text. A `Content` is one, wrapped to the very left."""

    def wrap(self, width: int, /) -> list[Content]:
        """Its rows, none of them wider than `width` cells."""

    def is_same(self, other: Any, /) -> bool:
        """Whether another part of its sort looks the same, styles too."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Two columns: the left one in `room` cells, the right one in what is left after the gap."""

    left: Sequence[Part]
    room: int
    right: Sequence[Part]
    gap: int = 0

    def wrap(self, width: int) -> list[Content]:
        """Row by row, the left column filled up to its width."""
        taken = self.room + self.gap
        left, right = rows(self.left, self.room), rows(self.right, width - taken)
        return [
            Content.assemble(one.pad_right(taken - one.cell_length), other)
            for one, other in zip_longest(left, right, fillvalue=Content())
        ]

    def is_same(self, other: Beside) -> bool:
        """Whether both columns are the same."""
        widths = (self.room, self.gap) == (other.room, other.gap)
        return widths and same(self.left, other.left) and same(self.right, other.right)


@dataclass(frozen=True, slots=True)
class OneRow:
    """A text in one row, cut where it ends."""

    text: Content

    def wrap(self, width: int) -> list[Content]:
        """The row."""
        return [self.text.truncate(max(1, width), ellipsis=True)]

    def is_same(self, other: OneRow) -> bool:
        """Whether it is the same text."""
        return self.text.is_same(other.text)


def hanging(mark: Content, text: Content) -> Beside:
    """A mark and a text that, where it is wrapped, goes on beneath itself."""
    return Beside((mark,), mark.cell_length, (text,))


def rows(parts: Sequence[Part], width: int) -> list[Content]:
    """All rows of parts one beneath the other."""
    return [row for part in parts for row in part.wrap(max(1, width))]


def same(some: Sequence[Part], others: Sequence[Part]) -> bool:
    """Whether these parts look like those."""
    return len(some) == len(others) and all(
        type(one) is type(other) and one.is_same(other)
        for one, other in zip(some, others, strict=True)
    )
