"""The page a verb prints on: as wide as the terminal, in as much colour as it likes.

Everything printed passes through here, so that no text of anybody's reaches a terminal as
more than text. Results go to stdout, messages to stderr.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import click
import msgspec

from sponsorterm.cli.columns import (
    GAP,
    Cell,
    Column,
    cells,
    fitted,
    flat,
    terminal_width,
    wrapped,
)
from sponsorterm.records.text import clean

SCHEMA = 1
"""The version of what `--json` prints. A new field keeps it, a changed one raises it."""
READABLE = 88
"""Cells of running text at most: longer lines are hard to read."""
UNBOUNDED = 0
"""The width of a pipe: nothing is cut."""

TONES: dict[str, dict[str, Any]] = {
    "title": {"bold": True},
    "soft": {"dim": True},
    "accent": {"fg": "yellow"},
    "alert": {"fg": "red", "bold": True},
    "good": {"fg": "green"},
}


class Marks(NamedTuple):
    """The signs beside the words, each one cell wide."""

    tick: str
    empty: str
    unread: str
    now: str
    dot: str
    rule: str
    end: str


UNICODE = Marks("✓", "·", "•", "▸", "·", "─", "…")
ASCII = Marks("x", ".", "*", ">", "-", "-", "~")


_PLAINLY = str.maketrans("·─━…", "--#~")
"""Our own typography, for terminals and readers that have none."""


class Page:
    """Prints, `aside` to stderr. `width` is in cells, `UNBOUNDED` where nothing is cut."""

    def __init__(
        self, *, width: int, colour: bool, plain: bool, quiet: bool = False, aside: bool = False
    ) -> None:
        self.width = width
        self.colour = colour
        self.plain = plain
        self.quiet = quiet
        self.aside = aside
        self.marks = ASCII if plain else UNICODE

    @property
    def text_width(self) -> int:
        """Cells of running text in one line."""
        return min(self.width or READABLE, READABLE)

    @property
    def narrow(self) -> bool:
        """One column only: a telephone, or a large font."""
        return 0 < self.width < 60

    def line(self, text: str = "", tone: str = "") -> None:
        """One line, not cut: a name, a code, an address has to be whole."""
        self._write([Cell(flat(text), tone)])

    def drawn(self, text: str) -> None:
        """One line whose blanks are part of it."""
        self._write([Cell(text, drawn=True)])

    def spread(self, *parts: Cell, indent: int = 0) -> None:
        """Parts beside each other, those that do not fit on lines of their own."""
        lines: list[list[Cell]] = [[]]
        taken = indent
        for part in parts:
            part = part._replace(text=flat(part.text))
            taken += cells(part.text) + GAP
            if lines[-1] and self.width and taken - GAP > self.width:
                lines.append([])
                taken = indent + cells(part.text) + GAP
            lines[-1].append(part)
        for line in lines:
            first = Cell(" " * indent + line[0].text, line[0].tone) if line else Cell("")
            self._write([first, *line[1:]])

    def text(self, text: str, *, indent: int = 0, tone: str = "") -> None:
        """Running text, its paragraphs kept, broken at the width."""
        for line in wrapped(text, max(self.text_width - indent, 10)):
            self._write([Cell(" " * indent + line, tone)])

    def marked(self, mark: Cell, text: str) -> None:
        """A mark, and running text beside it that is never under it; in a pipe one line."""
        beside = cells(mark.text) + GAP
        room = max(self.text_width - beside, 10)
        first, *rest = wrapped(text, room) if self.width else [flat(text)]
        self._write([mark, Cell(first)])
        for line in rest:
            self._write([Cell(" " * beside + line)])

    def title(self, text: str, beside: str = "") -> None:
        """A heading, and in a softer tone what stands beside it."""
        self.spread(Cell(text, "title"), *([Cell(beside, "soft")] if beside else []))

    def rows(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """A table without lines. In the narrow, columns give way by their priority."""
        for row in fitted(columns, rows, self.width, self.marks.end):
            self._write(row)

    def pairs(self, pairs: Sequence[tuple[str, str]], *, indent: int = 0) -> None:
        """Labels and what they say; the words stand below the label where it is narrow."""
        if not pairs:
            return
        widest = max(cells(flat(label)) for label, _ in pairs)
        beside = indent + widest + GAP
        below = self.narrow or beside > self.text_width // 2
        for label, value in pairs:
            label = flat(label)
            if below:
                self._write([Cell(" " * indent + label, "soft")])
                self.text(value, indent=indent + GAP)
                continue
            blank = " " * (widest - cells(label) + GAP)
            first, *rest = wrapped(value, self.text_width - beside)
            self._write([Cell(" " * indent + label + blank, "soft"), Cell(first)], gap=0)
            for line in rest:
                self._write([Cell(" " * beside + line)])

    def json(self, **content: Any) -> None:
        """One JSON document, its `schema` first."""
        import json

        document = _safe(msgspec.to_builtins({"schema": SCHEMA, **content}))
        click.echo(json.dumps(document, ensure_ascii=not _speaks_utf8(), indent=2))

    def done(self, text: str) -> None:
        """What a verb did, in a sentence; --quiet does without."""
        if not self.quiet:
            self.text(text)

    def grid(self, items: Sequence[str], *, indent: int = 0) -> None:
        """Short items in as many columns as there is room for, read along the lines."""
        widest = max(map(cells, items), default=0)
        across = max((self.text_width - indent + GAP) // (widest + GAP), 1)
        for start in range(0, len(items), across):
            row = items[start : start + across]
            padded = [item + " " * (widest - cells(item)) for item in row]
            self._write([Cell(" " * indent + (" " * GAP).join(padded))])

    def _write(self, parts: Sequence[Cell], gap: int = GAP) -> None:
        """Print one line; what is blank at its end is left out."""
        parts = [part for part in parts if part.text]
        while parts and not parts[-1].text.strip():
            parts.pop()
        if parts:
            parts[-1] = parts[-1]._replace(text=parts[-1].text.rstrip())
        line = (" " * gap).join(self._toned(part) for part in parts)
        click.echo(line, color=self.colour, err=self.aside)

    def _toned(self, part: Cell) -> str:
        """The text as it is printed: nothing reaches a terminal that was not cleaned here."""
        text = clean(part.text).replace("\n", " ").replace("\t", " ")
        text = text.translate(_PLAINLY) if self.plain else text
        return click.style(text, **TONES[part.tone]) if part.tone and self.colour else text


def page_for(
    environment: Mapping[str, str],
    *,
    plain: bool,
    color: str = "auto",
    quiet: bool = False,
    aside: bool = False,
) -> Page:
    """The page of this process: what its output is and what its environment asks for."""
    terminal = (sys.stderr if aside else sys.stdout).isatty()
    dull = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
    colour = color == "always" or (color == "auto" and terminal and not dull)
    return Page(
        width=_width(environment, terminal),
        colour=colour and not plain,
        plain=plain or not _speaks_utf8(),
        quiet=quiet,
        aside=aside,
    )


def _width(environment: Mapping[str, str], terminal: bool) -> int:
    """The columns that were asked for or that there are; a pipe takes any width."""
    asked = environment.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit():
        return int(asked)
    return terminal_width() if terminal else UNBOUNDED


def _safe(value: Any) -> Any:
    """A document whose every text a terminal only shows."""
    if isinstance(value, dict):
        return {clean(key): _safe(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_safe(item) for item in value]
    return clean(value) if isinstance(value, str) else value


def _speaks_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
