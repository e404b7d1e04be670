"""What this device remembers of its remotes: `state/sync.db`.

Everything in it can be learned again by syncing, so the file may be deleted at any time and
is made anew when it is damaged. Nothing in it can be read by who does not have the space's
key: ids, cursors, times.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from sponsorterm import wire
from sponsorterm.store.database import local_place, open_database
from sponsorterm.store.errors import StoreError
from sponsorterm.store.index import discard, is_damage
from sponsorterm.store.memory import Memory
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes.base import ErrorCode

VERSION = 4
"""Another one makes the file anew, so that what was refused is looked at again."""

SNAPSHOT_EVERY = 32
"""Changes after which a ledger in memory is kept: what is newer is learned again."""

StateName = Literal["never", "in_step", "waiting", "unreachable", "refused"]

_TRANSIENT: frozenset[ErrorCode] = frozenset({"unreachable", "busy", "not_mounted"})
"""Troubles that pass by themselves; any other needs a person."""

_SCHEMA = """
CREATE TABLE envelope (
    space TEXT NOT NULL,
    id TEXT NOT NULL,
    mine INTEGER NOT NULL,
    revision TEXT,
    refused TEXT,
    record TEXT,
    day TEXT,
    PRIMARY KEY (space, id)
) WITHOUT ROWID;
CREATE INDEX envelope_by_record ON envelope (space, record) WHERE record IS NOT NULL;
CREATE INDEX envelope_by_day ON envelope (space, day) WHERE day IS NOT NULL;
CREATE TABLE sealed (
    space TEXT NOT NULL,
    revision TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (space, revision)
) WITHOUT ROWID;
CREATE TABLE held (
    space TEXT NOT NULL,
    remote TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (space, remote, id)
) WITHOUT ROWID;
CREATE TABLE remote (
    space TEXT NOT NULL,
    name TEXT NOT NULL,
    cursor TEXT NOT NULL DEFAULT '',
    last_ok TEXT,
    error TEXT,
    error_since TEXT,
    PRIMARY KEY (space, name)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """An envelope that was looked at, with its revision if it was opened, or why it was refused.

    One of mine is opened only in the private space, where another device of mine sealed it.
    """

    id: str
    mine: bool = False
    revision: str | None = None
    refused: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class RemoteState:
    """How things stand with one remote, to be shown.

    Attributes:
        name: `waiting` means that all went well last time and something has been written
            since; `refused` means that a person must do something.
        waiting: Revisions of mine that it does not have.
        since: When the trouble began, or when all was last well.
        last_ok: When a sync last went through.
        code: What kind of trouble; `strings.sync.REMOTE_ERRORS` has the words.
    """

    name: StateName
    waiting: int
    since: datetime | None
    last_ok: datetime | None
    code: ErrorCode | None = None


class Ledger:
    """The ledger of one home. May be used by several threads, and by two programs at once."""

    def __init__(self, path: Path | Memory) -> None:
        self._lock = threading.RLock()
        self._memory = path if isinstance(path, Memory) else None
        self._database = _open(path)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()
        if self._memory is not None:
            with suppress(StoreError):
                self._memory.save()

    def seen(self, space: str) -> set[str]:
        """Ids of all envelopes ever looked at: theirs, mine, and the refused."""
        return self._column("SELECT id FROM envelope WHERE space = ?", space)

    def mine(self, space: str) -> set[str]:
        """Ids of my own envelopes, as far as they have been sent or come back."""
        return self._column("SELECT id FROM envelope WHERE space = ? AND mine", space)

    def refused(self, space: str) -> dict[str, str]:
        """What was refused, and why in one line."""
        query = "SELECT id, refused FROM envelope WHERE space = ? AND refused IS NOT NULL"
        return dict(self._rows(query, space))

    def received(self, space: str) -> set[str]:
        """Revisions of theirs that were taken in, those that were let go of since among them."""
        return self._column(
            "SELECT revision FROM envelope"
            " WHERE space = ? AND NOT mine AND refused IS NULL AND revision IS NOT NULL",
            space,
        )

    def sealed(self, space: str) -> dict[str, str]:
        """Of each revision of mine that was ever sealed, the id of its envelope."""
        return dict(self._rows("SELECT revision, id FROM sealed WHERE space = ?", space))

    def held(self, space: str, remote: str) -> set[str]:
        """Ids of the envelopes a remote is known to have."""
        return self._column("SELECT id FROM held WHERE space = ? AND remote = ?", space, remote)

    def lacking(self, space: str, remote: str, revisions: Collection[str]) -> set[str]:
        """Which of these revisions of mine a remote is not known to have."""
        query = (
            "SELECT value FROM json_each(?) AS given WHERE NOT EXISTS ("
            "SELECT 1 FROM sealed JOIN held USING (space, id)"
            " WHERE space = ? AND revision = given.value AND remote = ?)"
        )
        return self._column(query, _listed(revisions), space, remote)

    def unsealed(self, space: str, revisions: Collection[str]) -> set[str]:
        """Which of these revisions of mine were never sent anywhere."""
        query = (
            "SELECT value FROM json_each(?) AS given WHERE NOT EXISTS ("
            "SELECT 1 FROM sealed WHERE space = ? AND revision = given.value)"
        )
        return self._column(query, _listed(revisions), space)

    def surplus(self, space: str, remote: str, revisions: Collection[str]) -> set[str]:
        """Ids of my envelopes at a remote that hold none of these revisions."""
        query = (
            "SELECT id FROM envelope CROSS JOIN held USING (space, id)"
            " WHERE space = ? AND mine AND remote = ? AND id NOT IN ("
            "SELECT sealed.id FROM json_each(?) AS given JOIN sealed"
            " ON sealed.space = ? AND sealed.revision = given.value)"
        )
        return self._column(query, space, remote, _listed(revisions), space)

    def digest(self, space: str, remote: str) -> wire.Digest:
        """Count and bucket hashes of `held`."""
        query = "SELECT id FROM held WHERE space = ? AND remote = ? ORDER BY id"
        with self._asking():
            rows = self._database.execute(query, (space, remote))
            return wire.digest_in_order(name for (name,) in rows)

    def cursor(self, space: str, remote: str) -> str:
        """Up to where a remote was read; empty at the beginning."""
        query = "SELECT cursor FROM remote WHERE space = ? AND name = ?"
        rows = self._rows(query, space, remote)
        return str(rows[0][0]) if rows else ""

    def sent(self, space: str, remote: str, envelopes: Sequence[tuple[str, str]]) -> None:
        """A remote confirmed these: pairs of revision and envelope id."""
        with self._transaction() as database:
            database.executemany(
                "INSERT OR REPLACE INTO sealed VALUES (?, ?, ?)",
                [(space, revision, name) for revision, name in envelopes],
            )
            self._look(space, [Seen(name, mine=True) for _, name in envelopes])
            self._hold(space, remote, [name for _, name in envelopes])

    def taken_in(self, space: str, day: date) -> int:
        """How many envelopes were looked at on one day, from any remote."""
        query = "SELECT count(*) FROM envelope WHERE space = ? AND day = ?"
        return int(self._rows(query, space, day.isoformat())[0][0])

    def revisions_of(self, space: str, record: str) -> int:
        """How many revisions of one record have come."""
        query = "SELECT count(*) FROM envelope WHERE space = ? AND record = ?"
        return int(self._rows(query, space, record)[0][0])

    def looked_at(
        self,
        space: str,
        remote: str,
        new: Sequence[Seen],
        there: Iterable[str],
        cursor: str,
        day: date,
    ) -> None:
        """One page is durable: remember what was new, what it held, and where the next begins."""
        with self._transaction() as database:
            self._look(space, new, day)
            database.executemany(
                "INSERT OR REPLACE INTO sealed VALUES (?, ?, ?)",
                [(space, each.revision, each.id) for each in new if each.mine and each.revision],
            )
            self._hold(space, remote, there)
            database.execute(
                "INSERT INTO remote (space, name, cursor) VALUES (?, ?, ?) "
                "ON CONFLICT (space, name) DO UPDATE SET cursor = excluded.cursor",
                (space, remote, cursor),
            )

    def holds_only(self, space: str, remote: str, ids: Iterable[str]) -> None:
        """A remote has exactly these and nothing else."""
        with self._transaction() as database:
            database.execute("DELETE FROM held WHERE space = ? AND remote = ?", (space, remote))
            self._hold(space, remote, ids)

    def forget(self, space: str, remote: str, there: Iterable[str]) -> None:
        """Look again at all that a remote has (`there`), and at what it was sent.

        How the last sync went is still known.
        """
        with self._transaction() as database:
            database.execute("DELETE FROM held WHERE space = ? AND remote = ?", (space, remote))
            database.execute("DELETE FROM sealed WHERE space = ?", (space,))
            database.executemany(
                "DELETE FROM envelope WHERE space = ? AND id = ?", [(space, each) for each in there]
            )
            database.execute(
                "UPDATE remote SET cursor = '' WHERE space = ? AND name = ?", (space, remote)
            )

    def let_go(self, space: str, remote: str, ids: Iterable[str]) -> None:
        """These envelopes are no longer there."""
        with self._transaction() as database:
            database.executemany(
                "DELETE FROM held WHERE space = ? AND remote = ? AND id = ?",
                [(space, remote, each) for each in ids],
            )

    def went_well(self, space: str, remote: str, now: datetime) -> None:
        """A sync went through to its end."""
        self._note(space, remote, now.isoformat(), None, None)

    def went_wrong(self, space: str, remote: str, code: ErrorCode, now: datetime) -> None:
        """A sync could not be finished. The first of several failures keeps its time."""
        self._note(space, remote, None, code, now.isoformat())

    def state(self, space: str, remote: str, revisions: Collection[str]) -> RemoteState:
        """How things stand, given the revisions of mine that are meant for this space."""
        waiting = len(self.lacking(space, remote, revisions))
        query = "SELECT last_ok, error, error_since FROM remote WHERE space = ? AND name = ?"
        rows = self._rows(query, space, remote) or [(None, None, None)]
        last_ok, error, error_since = rows[0]
        ok = datetime.fromisoformat(last_ok) if last_ok else None
        if error is not None:
            name: StateName = "unreachable" if error in _TRANSIENT else "refused"
            return RemoteState(name, waiting, datetime.fromisoformat(error_since), ok, error)
        if ok is None:
            return RemoteState("never", waiting, None, None)
        return RemoteState("waiting" if waiting else "in_step", waiting, ok, ok)

    def last_ok(self) -> dict[tuple[str, str], datetime]:
        """When a sync last went through, by space and remote."""
        query = "SELECT space, name, last_ok FROM remote WHERE last_ok IS NOT NULL"
        return {(space, name): datetime.fromisoformat(ok) for space, name, ok in self._rows(query)}

    def _note(
        self, space: str, remote: str, ok: str | None, error: str | None, since: str | None
    ) -> None:
        with self._transaction() as database:
            database.execute(
                "INSERT INTO remote (space, name, last_ok, error, error_since) "
                "VALUES (?, ?, ?, ?, ?) ON CONFLICT (space, name) DO UPDATE SET "
                "last_ok = coalesce(excluded.last_ok, last_ok), "
                "error_since = iif(excluded.error IS NULL, NULL, "
                "coalesce(error_since, excluded.error_since)), "
                "error = excluded.error",
                (space, remote, ok, error, since),
            )

    def _look(self, space: str, envelopes: Iterable[Seen], day: date | None = None) -> None:
        rows = [
            (
                space,
                each.id,
                each.mine,
                each.revision,
                each.refused,
                each.record,
                day.isoformat() if day else None,
            )
            for each in envelopes
        ]
        self._database.executemany(
            "INSERT INTO envelope VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", rows
        )

    def _hold(self, space: str, remote: str, ids: Iterable[str]) -> None:
        self._database.executemany(
            "INSERT INTO held VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(space, remote, each) for each in ids],
        )

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with self._asking():
            return self._database.execute(query, values).fetchall()

    def _column(self, query: str, *values: str) -> set[str]:
        return {row[0] for row in self._rows(query, *values)}

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._asking(), _immediate(self._database):
            yield self._database
        if self._memory is not None:
            self._memory.note(1)
            self._memory.save(SNAPSHOT_EVERY)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.Error:
                raise StoreError(words.LEDGER_TROUBLE, words.LEDGER_HINT) from None


def _listed(revisions: Collection[str]) -> str:
    return json.dumps([*revisions])


def _open(path: Path | Memory) -> sqlite3.Connection:
    """Open the file, or make it anew if it is damaged or of another version."""
    place = local_place(path, os.environ.get("XDG_RUNTIME_DIR"))
    try:
        try:
            return _prepared(place)
        except sqlite3.Error as error:
            if place is None or not is_damage(error):
                raise
            discard(place)
            return _prepared(place)
    except sqlite3.Error:
        raise StoreError(words.LEDGER_TROUBLE, words.LEDGER_HINT) from None


def _prepared(place: Path | Memory | None) -> sqlite3.Connection:
    database = open_database(place)
    try:
        with _immediate(database):
            found = database.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                for statement in _SCHEMA.split(";\n"):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {VERSION}")
            elif found != VERSION:
                raise sqlite3.DatabaseError
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def _immediate(database: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and no other program writes meanwhile."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:  # on a full disk SQLite has ended it already
            database.execute("ROLLBACK")
        raise
