"""On which line of a TOML document each of its values stands.

No reader of TOML tells, and somebody who edits a pack wants to be led to the very line. The
document has been read before, so it is well-formed here; what is odd is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}'  # texts of several lines
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
    r"|#[^\n]*|[ \t\r]+|\n|[\[\]{}=,.]|[^\s\[\]{}=,.\"'#]+",
    re.DOTALL,
)


def line_numbers(text: str) -> dict[Path, int]:
    """The line, counted from 1, of every key, table and entry of a list, by its path."""
    reader = _Reader(text)
    reader.document()
    return reader.lines


class _Reader:
    """Walks over the tokens; newlines count, blanks and comments do not."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._tokens: list[tuple[str, int]] = []
        line = 1
        for token in _TOKEN.findall(text):
            if token == "\n" or not (token.isspace() or token.startswith("#")):
                self._tokens.append((token, line))
            line += token.count("\n")
        self._tokens.append(("", line))
        self._at = 0
        self._entries: Counter[Path] = Counter()

    def document(self) -> None:
        """Headers and the keys below each."""
        table: Path = ()
        while token := self._peek():
            if token == "\n":
                self._at += 1
            elif token == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        line = self._tokens[self._at][1]
        self._at += 1
        is_entry = self._skip("[")
        path: Path = ()
        names = self._key()
        for place, name in enumerate(names):
            path = (*path, name)
            self.lines.setdefault(path, line)
            if is_entry and place == len(names) - 1:
                self._entries[path] += 1
            if self._entries[path]:
                path = (*path, self._entries[path] - 1)
        self.lines.setdefault(path, line)
        while self._skip("]"):
            pass
        return path

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at][1]
        path = (*table, *self._key())
        for depth in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:depth], line)
        self._skip("=")
        self._value(path)

    def _key(self) -> list[str]:
        names = [self._take().strip("\"'")]
        while self._skip("."):
            names.append(self._take().strip("\"'"))
        return names

    def _value(self, path: Path) -> None:
        self.lines.setdefault(path, self._tokens[self._at][1])
        if self._skip("["):
            self._inside("]", lambda n: self._value((*path, n)))
        elif self._skip("{"):
            self._inside("}", lambda _: self._pair(path))
        else:
            while self._peek() not in ("", "\n", ",", "]", "}"):
                self._at += 1

    def _inside(self, end: str, read: Callable[[int], None]) -> None:
        count = 0
        while (token := self._peek()) not in ("", end):
            if token in ("\n", ","):
                self._at += 1
            else:
                read(count)
                count += 1
        self._skip(end)

    def _peek(self) -> str:
        return self._tokens[self._at][0]

    def _take(self) -> str:
        token = self._peek()
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _skip(self, token: str) -> bool:
        found = self._peek() == token
        self._at += found
        return found
