"""The index: what the files say, in a form that answers quickly. It can be deleted at any time."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import msgspec

from sponsorterm.records.codec import decode
from sponsorterm.records.entry import MINE
from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import Body, Seen, SharedCopy, Tombstone, Unknown
from sponsorterm.records.revision import Revision, acting, heads, versions
from sponsorterm.store import files
from sponsorterm.store.database import open_database
from sponsorterm.store.memory import Memory
from sponsorterm.store.schema import GIVEN, MERGE_WORDS, SCHEMA, SHOWN, version
from sponsorterm.store.shelf import Place

_NO_WORD = re.compile(r"[0-9a-f]{32,}|[a-z2-7]{32}")
"""Ids and keys: nobody looks for them, and a key has no place in a word list."""
_SOON = timedelta(days=1)
"""A day is told on it, or past midnight."""
_PAYLOAD = "SELECT id, bytes FROM revision JOIN payload USING (key)"
_BLAMELESS = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip
"""Errors that say nothing against the file itself."""


class OtherVersion(sqlite3.DatabaseError):
    """The index was built by another version of the program."""


def is_damage(error: Exception) -> bool:
    """Whether the index file has to be built anew, rather than waited for or gone round."""
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF not in _BLAMELESS


def discard(place: Path | Memory) -> None:
    """Delete an index. A process that has it open notices and opens the next one."""
    if isinstance(place, Memory):
        place.forget()
        return
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            files.disk.unlink(place.with_name(place.name + suffix))


class Index:
    """One connection to an index. Every change is made inside `transaction`.

    Any method may raise `sqlite3.Error`; the store then opens or builds another.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._db = connection
        self.path = path
        """Where it is; None when it is in memory."""
        self._file = _identity(path)
        self._touched: set[tuple[str, str]] = set()
        self._has_news = self._has_lost = False

    @classmethod
    def open(cls, place: Path | Memory | None) -> Self:
        """Open the index there, or begin an empty one; None keeps it in memory.

        Raises:
            StoreError: there can be no file of this name.
            sqlite3.Error: it is damaged, locked, or `OtherVersion`.
        """
        index = cls(open_database(place), place if isinstance(place, Path) else None)
        try:
            index._prepare()
        except BaseException:
            index.close()
            raise
        return index

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @property
    def is_shared(self) -> bool:
        """Whether other processes use the same index and so announce what they write."""
        return self.path is not None

    def is_current(self) -> bool:
        """Whether the open file still has its name; false after somebody deleted it."""
        return _identity(self.path) == self._file

    def news(self) -> int:
        """A number that grows with every change, whoever made it."""
        return int(self.rows("SELECT count FROM news")[0][0])

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Ask one question."""
        return self._db.execute(question, values).fetchall()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and nobody else writes meanwhile. One inside another joins it."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        self._touched, self._has_news, self._has_lost = set(), False, False
        try:
            yield
            for record, space in self._touched:
                self._settle(record, space)
            if self._has_news:
                self._db.execute("UPDATE news SET count = count + 1")
            if self._has_lost:
                self._db.execute(MERGE_WORDS)
            self._db.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise
        if self._has_lost:  # while others read SQLite's log, they empty it later
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def add(self, revision: Revision, place: Place, stamp: str) -> None:
        """Know a revision and the file it stands in."""
        known = self._key(place.space, revision.id)
        self._note(place, stamp, self._insert(place.space, revision) if known is None else known)

    def fault(self, place: Place, stamp: str, field: str, reason: str) -> None:
        """Know a file that cannot be read, and why. What it held before is still known."""
        held = self.rows("SELECT key FROM file WHERE folder = ? AND name = ?", place)
        self._note(place, stamp, held[0][0] if held else None, field, reason)
        self._has_news = True

    def drop(self, place: Place) -> None:
        """Forget a file that is no longer there, and its revision if this was the last."""
        where = "WHERE folder = ? AND name = ?"
        gone = self.rows(f"SELECT key FROM file {where}", place)
        self._db.execute(f"DELETE FROM file {where}", place)
        self._forget_lost(key for (key,) in gone)
        self._has_news = True

    def files(self, folder: str) -> dict[str, str]:
        """The names and stamps of a folder's files as they were last looked at."""
        return dict(self.rows("SELECT name, stamp FROM file WHERE folder = ?", (folder,)))

    def spaces(self) -> set[str]:
        """Every space of which a folder is known."""
        names = "SELECT DISTINCT substr(name, 1, instr(name || '/', '/') - 1) FROM folder"
        return {name for (name,) in self.rows(names)}

    def folders(self, space: str) -> dict[str, int]:
        """Every folder known of a space, with its time when all in it was known, or 0."""
        # '0' is what comes after '/': a range, unlike a pattern, is found without a search.
        within = "name = ?1 OR (name > ?1 || '/' AND name < ?1 || '0')"
        return dict(self.rows(f"SELECT name, mtime FROM folder WHERE {within}", (space,)))

    def remember_folder(self, folder: str, mtime: int) -> None:
        """All in this folder is known as it was at that time."""
        self._db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (folder, mtime))

    def forget_folder(self, folder: str) -> None:
        """The folder is gone."""
        self._db.execute("DELETE FROM folder WHERE name = ?", (folder,))

    def problems(self) -> list[tuple[str, str, str, str]]:
        """Folder, name, field and reason of every file that cannot be read."""
        return self.rows(
            "SELECT folder, name, field, reason FROM file WHERE reason <> '' ORDER BY 1, 2"
        )

    def knows(self, space: str, name: str) -> bool:
        """Whether the space has this revision."""
        return self._key(space, name) is not None

    def payload_at(self, place: Place) -> bytes | None:
        """The bytes that were known to stand in a file."""
        found = self.rows(f"{_PAYLOAD} JOIN file USING (key) WHERE folder = ? AND name = ?", place)
        return _whole(*found[0]) if found else None

    def payload(self, name: str) -> bytes | None:
        """The bytes of one revision, in whatever space it is."""
        found = self.rows(f"{_PAYLOAD} WHERE id = ?", (name,))
        return _whole(*found[0]) if found else None

    def payloads(self, record: str, space: str) -> list[bytes]:
        """The bytes of every revision of a record."""
        found = self.rows(f"{_PAYLOAD} WHERE record = ? AND space = ?", (record, space))
        return [_whole(*row) for row in found]

    def everything(self, space: str) -> list[tuple[str, bytes]]:
        """Every revision of a space with its bytes."""
        found = self.rows(f"{_PAYLOAD} WHERE space = ?", (space,))
        return [(name, _whole(name, payload)) for name, payload in found]

    def names(self, space: str) -> list[str]:
        """The id of every revision of a space."""
        return [name for (name,) in self.rows("SELECT id FROM revision WHERE space = ?", (space,))]

    def live(self) -> list[tuple[Any, ...]]:
        """Each kind of each space with its number of heads to show."""
        question = "SELECT space, kind, count FROM live WHERE count AND kind <> ?"
        return self.rows(question, (Tombstone.KIND,))

    def copies(self, link: str, *, shown: bool = False) -> list[str]:
        """The revisions that my shared copies for a link carry; all, or those that are `SHOWN`."""
        by = f"given_shown WHERE {SHOWN} AND" if shown else "given WHERE"
        asked = f"SELECT copy FROM revision INDEXED BY {by} {GIVEN} AND link = ?"
        return [name for (name,) in self.rows(asked, (link,))]

    def _prepare(self) -> None:
        if self._version() == version():
            return
        with self.transaction():
            if self._version() == 0:
                for statement in SCHEMA.split(";\n"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {version()}")
                self._db.execute("PRAGMA cache_size = -8000")  # all of it is about to be written
        if self._version() != version():
            raise OtherVersion

    def _version(self) -> int:
        return int(self.rows("PRAGMA user_version")[0][0])

    def _key(self, space: str, name: str) -> int | None:
        found = self.rows("SELECT key FROM revision WHERE id = ? AND space = ?", (name, space))
        return found[0][0] if found else None

    def _insert(self, space: str, revision: Revision) -> int:
        header, known = revision.header, not isinstance(revision.body, Unknown)
        key = self._db.execute(
            "INSERT INTO revision"
            " (space, id, record, kind, day, moment, at, level, link, copy, lingers, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                space,
                revision.id,
                revision.record,
                revision.kind,
                header.day.isoformat(),
                revision.order[1],
                header.at.isoformat() if header.at else None,
                header.level,
                getattr(revision.body, "link", None),
                _copy(revision.body),
                _lingers(revision),
                msgspec.json.encode(revision.body) if known else None,
            ),
        ).lastrowid
        assert key is not None
        self._db.execute("INSERT INTO payload VALUES (?, ?)", (key, revision.payload))
        self._db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (key, _text(revision)))
        self._mark(revision.id)
        if space == MINE and isinstance(revision.body, Seen):
            self._db.executemany(
                "INSERT OR REPLACE INTO mark VALUES (?, ?, ?)",
                ((item.revision, key, bool(item.talked)) for item in revision.body.items),
            )
        self._supersede(space, revision)
        self._has_news = True
        return key

    def _mark(self, *names: str) -> None:
        """Say anew how these revisions, if they are here, are marked: marks taken back are not."""
        self._db.executemany(
            "UPDATE revision SET mark ="
            " (SELECT max(talked) FROM mark JOIN revision AS seen USING (key)"
            "  WHERE revision = ?1 AND seen.is_head)"
            " WHERE id = ?1",
            [(name,) for name in names],
        )

    def _supersede(self, space: str, revision: Revision) -> None:
        self._db.executemany(
            "INSERT OR IGNORE INTO gone VALUES (?, ?, ?)",
            ((revision.record, space, name) for name in revision.header.supersedes),
        )
        self._touched.add((revision.record, space))

    def _note(
        self, place: Place, stamp: str, key: int | None, field: str = "", reason: str = ""
    ) -> None:
        """Write down what a file holds now; what it held before may have been the last of it."""
        before = self.rows("SELECT key FROM file WHERE folder = ? AND name = ?", place)
        self._db.execute(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)",
            (*place, stamp, key, field, reason),
        )
        self._db.execute("INSERT OR IGNORE INTO folder VALUES (?, 0)", (place.folder,))
        self._has_news |= before != [(key,)]
        self._forget_lost(old for (old,) in before if old != key)

    def _forget_lost(self, keys: Iterable[int | None]) -> None:
        """Forget those of these revisions that no file holds any more."""
        for key in keys:
            found = self.rows(
                "SELECT record, space, bytes FROM revision JOIN payload USING (key)"
                " WHERE key = ? AND key NOT IN (SELECT key FROM file WHERE key = ?)",
                (key, key),
            )
            for record, space, payload in found:
                self._forget(key, _text(decode(payload)))
                self._db.execute("DELETE FROM gone WHERE record = ? AND space = ?", (record, space))
                for left in self.payloads(record, space):
                    self._supersede(space, decode(left))
                self._touched.add((record, space))

    def _forget(self, key: int | None, text: str) -> None:
        self._db.execute(
            "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (key, text)
        )
        self._db.execute("DELETE FROM payload WHERE key = ?", (key,))
        self._has_lost = True
        marked = self.rows("SELECT revision FROM mark WHERE key = ?", (key,))
        self._db.execute("DELETE FROM mark WHERE key = ?", (key,))
        self._mark(*(name for (name,) in marked))
        self._db.execute("DELETE FROM revision WHERE key = ?", (key,))

    def _settle(self, record: str, space: str) -> None:
        """Say anew which revisions of a record are heads, and what the record is like.

        The rule is `records.revision.heads`, counted within one space and so one author.
        Of mine one head acts for its record; of others' each does.
        """
        one = (record, space)
        self._db.execute(
            "UPDATE revision SET is_head = id NOT IN"
            " (SELECT id FROM gone WHERE record = ?1 AND space = ?2)"
            " WHERE record = ?1 AND space = ?2",
            one,
        )
        told = self._db.execute(
            "UPDATE revision SET acts = is_head, (revisions, heads, withdrawn) ="
            " (SELECT count(*), sum(is_head), max(is_head AND level IS 'withdrawn')"
            "  FROM revision WHERE record = ?1 AND space = ?2)"
            " WHERE record = ?1 AND space = ?2 RETURNING heads",
            one,
        ).fetchall()
        if space == MINE:
            if told and told[0][0] > 1:
                self._choose(record)
            marked = "SELECT revision FROM revision JOIN mark USING (key)"
            self._mark(*(n for (n,) in self.rows(f"{marked} WHERE record = ? AND space = ?", one)))

    def _choose(self, record: str) -> None:
        """Let one of several heads of mine act, and count those that differ."""
        known = heads(decode(payload) for payload in self.payloads(record, MINE))
        self._db.execute(
            "UPDATE revision SET acts = id = ?, heads = ? WHERE record = ? AND space = ?",
            (acting(known).id, len(versions(known)), record, MINE),
        )


def _identity(path: Path | None) -> tuple[int, int] | None:
    try:
        info = os.stat(path) if path else None  # noqa: PTH116 - asked every second
    except OSError:
        return None
    return (info.st_dev, info.st_ino) if info else None


def _whole(name: str, payload: bytes) -> bytes:
    """The bytes, if they are those of the name: the index is a database, not the truth."""
    if revision_id(payload) != name:
        raise sqlite3.DatabaseError
    return payload


def _copy(body: Body) -> str | None:
    """The revision that the other side of a link is given by this record."""
    return revision_id(body.bytes.encode()) if isinstance(body, SharedCopy) else None


def _lingers(revision: Revision) -> bool:
    """Whether it may be asked for long after its day; one told days later was heard later."""
    at = revision.header.at
    return revision.body.lingers or (at is not None and at.date() - revision.day > _SOON)


def _text(revision: Revision) -> str:
    """All that a person may look for in a record. A copy's words are those of its record."""
    return "" if revision.kind == SharedCopy.KIND else "\n".join(_strings(revision.body))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Body):
        value = msgspec.to_builtins(value)
    if isinstance(value, str):
        if not _NO_WORD.fullmatch(value):
            yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
