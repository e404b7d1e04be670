"""What to list: the conditions of a question to the index, and rows made into entries."""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec

from sponsorterm.records.codec import decode
from sponsorterm.records.entry import MINE, Entry, Mark
from sponsorterm.records.kinds import KINDS, Body, Tombstone, Withdrawn
from sponsorterm.records.text import clean
from sponsorterm.store.schema import UNREAD

MAX_WORDS = 32
"""Words of one search; SQLite bounds the depth of an expression."""

_ENTRY = (
    "SELECT id, space, kind, record, day, at, level, heads, revisions, mark, body,"
    " CASE WHEN body IS NULL THEN (SELECT bytes FROM payload WHERE key = revision.key) END"
)

_MARKS: dict[int | None, Mark] = {None: "", 0: "read", 1: "talked"}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which heads are wanted. The fields are those of `Store.entries`."""

    space: str | Collection[str] | None = MINE
    kinds: Collection[str] | None = None
    record: str | None = None
    since: date | None = None
    until: date | None = None
    link: str | Collection[str] | None = None
    unread: bool = False
    lingering: bool = False
    withdrawn: bool = False
    tombstones: bool = False
    versions: bool = False
    undecided: bool = False
    written_since: datetime | None = None
    words: str | None = None

    def count(self) -> tuple[str, list[Any]]:
        """The question how many there are."""
        source, values = self._source(self._index())
        return f"SELECT count(*) {source}", values

    def by_day(self) -> tuple[str, list[Any]]:
        """The question how many there are for each day of each space."""
        source, values = self._source(self._index())
        return f"SELECT space, day, count(*) {source} GROUP BY space, day", values

    def by_space(self) -> tuple[str, list[Any]]:
        """The question how many there are in each space."""
        source, values = self._source(self._index())
        return f"SELECT space, count(*) {source} GROUP BY space", values

    def listing(self, limit: int | None, oldest_first: bool) -> tuple[str, list[Any]]:
        """The question for the heads themselves, in the order of `Revision.order`."""
        source, values = self._source("" if limit else self._index())
        way = "ASC" if oldest_first else "DESC"
        order = f"ORDER BY day {way}, moment {way}, id {way} LIMIT ?"
        return f"{_ENTRY} {source} {order}", [*values, -1 if limit is None else limit]

    def newest(self, spaces: Collection[str]) -> tuple[str, list[Any]]:
        """The question for the newest head of each of these spaces."""
        one = replace(self, space=None)
        source, values = one._source("INDEXED BY head_space")
        order = "ORDER BY day DESC, moment DESC, id DESC LIMIT 1"
        newest = f"SELECT key {source} AND space = wanted {order}"
        wanted = "SELECT value AS wanted FROM json_each(?)"
        question = f"{_ENTRY} FROM ({wanted}) JOIN revision ON key = ({newest})"
        return question, [json.dumps([*spaces]), *values]

    def _index(self) -> str:
        """The index to go by when all are wanted.

        SQLite likes best the one in the order of the answer, and would wade through ten
        years of a space for the few of some kind. For the first few that one is best.
        """
        by_kind = self.space is not None and self.kinds and self.record is None
        if self.versions:  # no other knows of heads that do not act
            return "INDEXED BY head_kind" if by_kind else ""
        if self.undecided:
            return "INDEXED BY undecided"
        if self.lingering:
            return "INDEXED BY head_lingers"
        if self.link is not None:
            return "INDEXED BY head_link"
        if self.unread:
            return "INDEXED BY head_unread"
        return "INDEXED BY head_kind" if by_kind else ""

    def _source(self, index: str) -> tuple[str, list[Any]]:
        """Tables and conditions. Only our own words go into the text; values are bound."""
        conditions = self._conditions()
        tables = f"revision {index}"
        if self.words is not None:
            tables = "words JOIN revision ON revision.key = words.rowid"
            conditions.append(("words MATCH ?", [match(self.words)]))
        text = " AND ".join(condition for condition, _ in conditions)
        values = [value for _, bound in conditions for value in bound]
        return f"FROM {tables} WHERE {text}", values

    def _conditions(self) -> list[tuple[str, list[Any]]]:
        chosen: list[tuple[str, list[Any]]] = [("is_head", [])]
        if not self.versions:
            chosen.append(("acts", []))
        # `undecided` names the space itself: bound beside it, SQLite would plan anew each time.
        if self.space is not None and not self.undecided:
            chosen.append(_among("space", self.space))
        if self.kinds is not None:
            chosen.append(_among("kind", self.kinds))
        if self.record is not None:
            chosen.append(("record = ?", [self.record]))
        if self.since is not None:
            chosen.append(("day >= ?", [self.since.isoformat()]))
        if self.until is not None:
            chosen.append(("day <= ?", [self.until.isoformat()]))
        if self.link is not None:
            chosen.append(_among("link", self.link))
        if self.written_since is not None:
            chosen.append(("moment >= ?", [f"{self.written_since.timestamp():020.6f}"]))
        if self.unread:
            chosen.append((UNREAD, []))
        if self.lingering:
            chosen.append(("lingers", []))
        if self.undecided:
            chosen.append(("heads > 1 AND space = 'mine'", []))
        if not self.withdrawn:
            chosen.append(("NOT withdrawn", []))
        if not self.tombstones:
            chosen.append(("kind <> ?", [Tombstone.KIND]))
        return chosen


def _among(column: str, wanted: str | Collection[str]) -> tuple[str, list[Any]]:
    """The condition that a column holds one value, or one of several."""
    if isinstance(wanted, str):
        return f"{column} = ?", [wanted]
    return f"{column} IN ({', '.join('?' * len(wanted))})", [*wanted]


def match(words: str) -> str:
    """What a person typed, as an FTS5 expression: every word, or one that begins so.

    Each is quoted, so nothing in it is an operator. Empty when there is no word at all.
    """
    typed = (word.replace('"', "") for word in clean(words).split())
    wanted = [word for word in typed if any(letter.isalnum() for letter in word)]
    return " ".join(f'"{word}"*' for word in wanted[:MAX_WORDS])


def entry(row: tuple[Any, ...]) -> Entry:
    """One row as an entry.

    Raises:
        sqlite3.DatabaseError: the index is damaged: the body is none of its kind.
    """
    id_, space, kind, record, day, at, level, heads, revisions, marked, body, payload = row
    try:
        content = _decoder(kind, level).decode(body) if payload is None else decode(payload).body
        when = datetime.fromisoformat(at) if at else None
        written = date.fromisoformat(day)
    except (ValueError, TypeError, KeyError) as error:
        raise sqlite3.DatabaseError from error
    mark = _MARKS[marked]
    return Entry(id_, space, kind, record, written, when, level, content, heads, revisions, mark)


@functools.cache
def _decoder(kind: str, level: str | None) -> msgspec.json.Decoder[Body]:
    return msgspec.json.Decoder(Withdrawn if level == "withdrawn" else KINDS[kind])
