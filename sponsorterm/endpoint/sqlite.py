"""The mailbox on one SQLite file.

Reads run in the event loop: with a write-ahead log a reader waits for nobody, and each is one
look-up in an index. The two that grow with a space (`ids` and what is made of it) run in a
thread. Writes go to the `Writer`. Other processes may write too (an operator's commands do);
only a long-poll does not wake for them before its time.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sponsorterm import wire
from sponsorterm.endpoint import transactions
from sponsorterm.endpoint.database import open_database, open_reader
from sponsorterm.endpoint.mailbox import AROUND_BOX, Entry, Visit
from sponsorterm.endpoint.refusals import Refused
from sponsorterm.endpoint.settings import Limits
from sponsorterm.endpoint.writer import Writer

T = TypeVar("T")


class SqliteMailbox:
    """A `Mailbox` in one file. Make it in the event loop's thread, `close` it at the end.

    Raises:
        EndpointError: the file cannot be opened; see `database.open_database`.
    """

    def __init__(self, path: Path, limits: Limits, *, busy_seconds: float = 5.0) -> None:
        self._path = path
        self._limits = limits
        self._writer = Writer(open_database(path, busy_seconds=busy_seconds))
        self._reader = open_reader(path)
        self._epoch_id: str = self._find("SELECT epoch_id FROM endpoint")[0]
        # A space's bell lives as long as somebody waits for it.
        self._bells: weakref.WeakValueDictionary[str, asyncio.Event] = weakref.WeakValueDictionary()
        self._stopped = False

    @property
    def epoch_id(self) -> str:
        """Random per database file."""
        return self._epoch_id

    def close(self) -> None:
        """Finish the writes that wait, then let go of the file."""
        self._writer.close()
        self._reader.close()

    async def check(self) -> None:
        """Raise if the database cannot be read."""
        self._find("SELECT epoch_id FROM endpoint")

    # Spaces and devices

    async def open_space(self, space: str, code_hash: str, token_hash: str, now: float) -> Entry:
        """See `Mailbox.open_space`."""
        return await self._write(
            lambda db: transactions.open_space(db, self._limits, space, code_hash, token_hash, now)
        )

    async def visit(self, space: str, token_hash: str) -> Visit:
        """See `Mailbox.visit`.

        The look-up is by the token's hash: how long it takes can tell nothing about a token
        to somebody who cannot invert SHA-256.
        """
        row = self._find(
            """SELECT space.id, device.id, member, recovery, head, count
            FROM device JOIN space ON space.id = device.space
            WHERE token_hash = ? AND device.space = ?""",
            token_hash,
            space,
        )
        if row is None:
            known = self._find("SELECT 1 FROM device WHERE token_hash = ?", token_hash)
            raise Refused("no_space" if known else "bad_token")
        return Visit(*row)

    async def add_device(
        self, visit: Visit, token_hash: str, member: wire.Member, *, recovery: bool = False
    ) -> Entry:
        """See `Mailbox.add_device`."""
        return await self._write(
            lambda db: transactions.add_device(
                db, self._limits, visit, token_hash, member, recovery=recovery
            )
        )

    async def revoke(self, visit: Visit, device: str) -> None:
        """See `Mailbox.revoke`."""
        await self._write(lambda db: transactions.revoke(db, visit, device))

    async def close_space(self, visit: Visit) -> None:
        """See `Mailbox.close_space`."""
        await self._write(lambda db: transactions.close_space(db, visit))

    # Envelopes

    async def store(self, visit: Visit, uploads: list[wire.Upload]) -> list[wire.UploadResult]:
        """See `Mailbox.store`."""
        results = await self._write(lambda db: transactions.store(db, self._limits, visit, uploads))
        if bell := self._bells.get(visit.space):
            bell.set()
        return results

    async def page(self, visit: Visit, after: int, limit: int, room: int) -> wire.Page:
        """See `Mailbox.page`."""
        envelopes: list[wire.Envelope] = []
        cursor, more = after, True
        rows = self._reader.execute(
            """SELECT seq, v, space, key_commit, box FROM envelope
            WHERE space = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?""",
            (visit.space, after, visit.head, limit + 1),
        )
        # Closed at once, for an open cursor would keep the journal from being emptied.
        with contextlib.closing(rows):
            for seq, *parts in rows:
                envelope = wire.Envelope(*parts)
                room -= len(envelope.box) + AROUND_BOX
                if len(envelopes) == limit or (room < 0 and envelopes):
                    break
                envelopes.append(envelope)
                cursor = seq
            else:
                cursor, more = visit.head, False
        return wire.Page(cursor, visit.head, self._epoch_id, more, envelopes)

    async def ids(self, visit: Visit, prefix: str = "") -> list[str]:
        """See `Mailbox.ids`."""
        return await asyncio.to_thread(self._ids, visit.space, prefix)

    async def envelope(self, visit: Visit, envelope_id: str) -> wire.Envelope:
        """See `Mailbox.envelope`."""
        row = self._find(
            "SELECT v, space, key_commit, box FROM envelope WHERE space = ? AND id = ?",
            visit.space,
            envelope_id,
        )
        if row is None:
            raise Refused("not_found")
        return wire.Envelope(*row)

    async def purge(self, visit: Visit, envelope_id: str, purge_hash: str) -> None:
        """See `Mailbox.purge`."""
        await self._write(
            lambda db: transactions.purge(db, visit, envelope_id, purge_hash), scrub=True
        )

    async def news(self, visit: Visit, seconds: float) -> None:
        """See `Mailbox.news`."""
        # The bell hangs before the look, or an upload in between would ring for nobody.
        bell = self._bells.setdefault(visit.space, asyncio.Event())
        (head,) = self._find("SELECT head FROM space WHERE id = ?", visit.space)
        if self._stopped or head != visit.head:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await bell.wait()

    def stop(self) -> None:
        """See `Mailbox.stop`."""
        self._stopped = True
        for bell in list(self._bells.values()):
            bell.set()

    # Drops

    async def put_drop(self, rdv: str, slot: wire.Slot, data: bytes, now: float) -> bool:
        """See `Mailbox.put_drop`."""
        return await self._write(
            lambda db: transactions.put_drop(db, self._limits, rdv, slot, data, now)
        )

    async def get_drop(self, rdv: str, slot: wire.Slot, now: float) -> bytes:
        """See `Mailbox.get_drop`."""
        row = self._find(
            "SELECT data FROM pairing_drop WHERE rdv = ? AND slot = ? AND expires > ?",
            rdv,
            slot,
            now,
        )
        if row is None:
            raise Refused("not_found")
        return bytes(row[0])

    async def delete_drop(self, rdv: str, slot: wire.Slot) -> None:
        """See `Mailbox.delete_drop`."""
        await self._write(lambda db: transactions.delete_drop(db, rdv, slot), scrub=True)

    async def sweep(self, now: float) -> None:
        """See `Mailbox.sweep`."""
        await self._write(lambda db: transactions.sweep(db, now), scrub=True)

    # The ways to the file

    async def _write(self, work: Callable[[sqlite3.Connection], T], *, scrub: bool = False) -> T:
        try:
            return await self._writer.write(work, scrub=scrub)
        except sqlite3.OperationalError as error:
            match error.sqlite_errorcode & 0xFF:
                case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                    raise Refused("busy", retry_after=1) from None
                case sqlite3.SQLITE_FULL:
                    raise Refused("quota", "The endpoint's disk is full.") from None
            raise

    def _find(self, query: str, *values: object) -> Any:
        """The first row, or `None`. `fetchall` ends the read, so that no cursor stays open."""
        rows = self._reader.execute(query, values).fetchall()
        return rows[0] if rows else None

    def _ids(self, space: str, prefix: str) -> list[str]:
        """Runs in a thread, on a connection of its own."""
        with contextlib.closing(open_reader(self._path)) as reader:
            # "~" sorts behind every letter of an id; a range, unlike LIKE, uses the index.
            rows = reader.execute(
                """SELECT id FROM envelope WHERE space = ? AND id BETWEEN ? AND ? ORDER BY id""",
                (space, prefix, prefix + "~"),
            )
            return [name for (name,) in rows]
