"""Text in cells: how wide it is, how it is cut, and rows that fit a width."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sponsorterm.records.text import clean

GAP = 2
"""Blank cells between two columns."""
NARROWEST = 16
"""Cells a column that gives way still keeps."""


class Cell(NamedTuple):
    """A piece of text and the tone it is shown in; the tone never carries the meaning alone.

    A `drawn` one is a picture of ours, whose blanks are part of it.
    """

    text: str
    tone: str = ""
    drawn: bool = False


class Column(NamedTuple):
    """How one column behaves: `gives` is cut first, and a lower `keep` is dropped first."""

    keep: int = 9
    gives: bool = False
    right: bool = False
    heading: str = ""


def terminal_width() -> int:
    """Columns of the terminal this process has, or 80 (shutil's own costs a slow import)."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked):
        return int(asked)
    for descriptor in (1, 2, 0):
        with contextlib.suppress(OSError):
            return os.get_terminal_size(descriptor).columns or 80
    return 80


def flat(text: str) -> str:
    """Text in one line, safe for a terminal, whoever wrote it."""
    return " ".join(clean(text).split())


def cells(text: str) -> int:
    """Terminal cells a text takes: two for wide characters, none for what joins another."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut(text: str, width: int, end: str = "…") -> str:
    """The text, or as much of it as fits with `end` behind it."""
    if cells(text) <= width:
        return text
    room, taken = width - cells(end), 0
    for position, character in enumerate(text):
        taken += _cells(character)
        if taken > room:
            return text[:position].rstrip() + end if room > 0 else end[:width]
    return text


def wrapped(text: str, width: int) -> list[str]:
    """Paragraphs broken at spaces into lines of at most `width` cells; blank lines stay."""
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        lines += _fitting(paragraph, width)
    return lines


def fitted(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int, end: str = "…"
) -> Iterator[list[Cell]]:
    """Rows padded to common columns within `width` cells (0: as wide as they are).

    Columns of the lowest `keep` are left out until the rest fits, with those that give way
    cut. A column with nothing in it is left out too, whatever its heading.
    """
    rows = [[_safe(cell) for cell in row] for row in rows]
    widths = [max((cells(row[at].text) for row in rows), default=0) for at in range(len(columns))]
    shown = [at for at in range(len(columns)) if widths[at]]
    if any(column.heading for column in columns):
        rows = [[Cell(column.heading, "soft") for column in columns], *rows]
        widths = [max(width, cells(rows[0][at].text)) for at, width in enumerate(widths)]
    while width and len(shown) > 1 and _least(columns, widths, shown) > width:
        shown.remove(min(shown, key=lambda at: (columns[at].keep, -at)))
    if width:
        _give_way(columns, widths, shown, width)
    for row in rows:
        yield [_padded(row[at], widths[at], columns[at].right, end) for at in shown]


def _safe(cell: Cell) -> Cell:
    return cell if cell.drawn else cell._replace(text=flat(cell.text))


def _fitting(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        for piece in _pieces(word, width):
            joined = f"{lines[-1]} {piece}".lstrip()
            if cells(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word, in as many pieces as a line is too narrow for it."""
    while cells(word) > width > 1:
        head = cut(word, width, "")
        yield head
        word = word[len(head) :]
    yield word


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _least(columns: Sequence[Column], widths: Sequence[int], shown: Sequence[int]) -> int:
    """The narrowest these columns can be."""
    return _total([min(widths[at], NARROWEST) if columns[at].gives else widths[at] for at in shown])


def _give_way(
    columns: Sequence[Column], widths: list[int], shown: Sequence[int], width: int
) -> None:
    """Narrow the columns that give way, the widest first; at last any column that is left."""
    giving = [at for at in shown if columns[at].gives] or list(shown)
    while _total([widths[at] for at in shown]) > width:
        widest = max(giving, key=lambda at: widths[at])
        if widths[widest] <= 1:
            return
        widths[widest] -= 1


def _padded(cell: Cell, width: int, right: bool, end: str) -> Cell:
    text = cut(cell.text, width, end)
    blank = " " * (width - cells(text))
    return cell._replace(text=blank + text if right else text + blank)
