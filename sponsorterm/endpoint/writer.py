"""One thread that writes, and commits for many at once.

A durable commit costs a flush of the disk. While one runs, uploads pile up; the next commit
takes them all. Each waits for the commit that holds its rows, so an answer is a promise.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sponsorterm.endpoint.refusals import Refused

MOST_IN_ONE_COMMIT = 256
MOST_WAITING = 2048
"""Writes that may wait; more are told `busy`."""
SCRUB_AGAIN = 1.0
"""Seconds until the journal is emptied again, if a reader was in the way."""

T = TypeVar("T")


@dataclass(frozen=True)
class Job:
    """One write: all of it is committed, or none."""

    work: Callable[[sqlite3.Connection], Any]
    scrub: bool
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]

    def settle(self, outcome: object) -> None:
        """Answer whoever waits. Runs in the event loop."""
        if self.future.cancelled():
            return
        if isinstance(outcome, Exception):
            self.future.set_exception(outcome)
        else:
            self.future.set_result(outcome)


class Writer:
    """Owns the only connection that writes.

    Args:
        database: an open connection; it belongs to the writer from now on.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._jobs: queue.Queue[Job | None] = queue.Queue(MOST_WAITING)
        self._scrub_due = False
        self._thread = threading.Thread(target=self._run, name="endpoint-writer", daemon=True)
        self._thread.start()

    async def write(self, work: Callable[[sqlite3.Connection], T], *, scrub: bool = False) -> T:
        """Run `work` inside a transaction and return its result once that is on disk.

        Args:
            work: may raise; then nothing of it is kept and the error comes back from here.
            scrub: also empty the write-ahead log, where what was deleted still stands.

        Raises:
            Refused: `busy` when too many wait already; whatever `work` raises.
            sqlite3.Error: the database could not be written.
        """
        loop = asyncio.get_running_loop()
        job = Job(work, scrub, loop, loop.create_future())
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            raise Refused("busy", retry_after=1) from None
        result: T = await job.future
        return result

    def close(self) -> None:
        """Finish what waits, end the thread, close the connection."""
        self._jobs.put(None)
        self._thread.join()
        self._database.close()

    def _run(self) -> None:
        while True:
            taken = self._take()
            group = [job for job in taken if job is not None]
            if group:
                self._commit(group)
            elif self._scrub_due:
                self._scrub()
            if None in taken:
                return

    def _take(self) -> list[Job | None]:
        """Wait for one job, then take those that wait behind it. `None` is the last of all."""
        try:
            taken = [self._jobs.get(timeout=SCRUB_AGAIN if self._scrub_due else None)]
        except queue.Empty:
            return []
        while taken[-1] is not None and len(taken) < MOST_IN_ONE_COMMIT and self._jobs.qsize():
            taken.append(self._jobs.get())
        return taken

    def _commit(self, group: list[Job]) -> None:
        try:
            self._database.execute("BEGIN IMMEDIATE")
            outcomes = [self._attempt(job) for job in group]
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            self._database.rollback()
            outcomes = [error] * len(group)
        else:
            self._scrub_due = self._scrub_due or any(job.scrub for job in group)
        if self._scrub_due:
            self._scrub()
        # One wake-up of the loop for the whole group: each costs a write to its self-pipe.
        # A loop that has ended has nobody left who waits.
        with contextlib.suppress(RuntimeError):
            group[0].loop.call_soon_threadsafe(_settle, group, outcomes)

    def _attempt(self, job: Job) -> object:
        """The job's result, or its error with all it wrote taken back."""
        self._database.execute("SAVEPOINT job")
        try:
            outcome = job.work(self._database)
        except Exception as error:
            if not self._database.in_transaction:
                raise  # on a full disk SQLite takes the whole group back itself
            self._database.execute("ROLLBACK TO job")
            outcome = error
        self._database.execute("RELEASE job")
        return outcome

    def _scrub(self) -> None:
        """Move the log into the file and cut it to nothing, so that purged bytes are gone."""
        with contextlib.suppress(sqlite3.Error):
            busy, _, _ = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._scrub_due = bool(busy)


def _settle(group: list[Job], outcomes: list[object]) -> None:
    for job, outcome in zip(group, outcomes, strict=True):
        job.settle(outcome)
