"""Opens the endpoint's SQLite file: its modes, its promises, its migrations."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sponsorterm.endpoint.migrations import MIGRATIONS
from sponsorterm.endpoint.refusals import EndpointError

APPLICATION_ID = 0x53504E54
"""`PRAGMA application_id` of our files ("SPNT"), so that no other program's file is touched."""


def open_database(path: Path, *, busy_seconds: float = 5.0) -> sqlite3.Connection:
    """Open the file for writing, made and brought up to date if need be.

    Commits are durable when they return (WAL with synchronous=FULL) and what is deleted is
    overwritten in the file (secure_delete).

    Raises:
        EndpointError: the file cannot be opened, is another program's, or was written by a
            newer version.
    """
    try:
        _make_private(path)
        database = _connect(path, busy_seconds)
    except (OSError, sqlite3.Error) as error:
        raise _cannot_open(path, error) from None
    try:
        _prepare(database, path)
    except sqlite3.Error as error:
        database.close()
        raise _cannot_open(path, error) from None
    except EndpointError:
        database.close()
        raise
    return database


def open_reader(path: Path) -> sqlite3.Connection:
    """Open a file that `open_database` has prepared, for reading only."""
    database = _connect(path, busy_seconds=1.0)
    database.execute("PRAGMA query_only = ON")
    return database


def _make_private(path: Path) -> None:
    """The file is 0600 and a folder made for it 0700, whatever the umask says.

    SQLite gives the -wal and -shm files beside it the mode of the file itself.
    """
    if not path.parent.exists():
        # Another process may make it at this very moment.
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        path.parent.chmod(0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    # isolation_level None: transactions begin where the code says BEGIN and nowhere else.
    # The thread check is off because a connection is made by one thread and used by one other.
    return sqlite3.connect(
        path, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    _refuse_foreign(database, path)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA secure_delete = ON")
    database.execute("PRAGMA foreign_keys = ON")
    _migrate(database)


def _refuse_foreign(database: sqlite3.Connection, path: Path) -> None:
    if _number(database, "application_id") != APPLICATION_ID and _number(
        database, "schema_version"
    ):
        raise EndpointError(
            f"{path} is a database of another program", "Choose another file for the endpoint."
        )
    if _number(database, "user_version") > len(MIGRATIONS):
        raise EndpointError(
            f"{path} was written by a newer version of sponsorterm",
            "Update sponsorterm on this machine, then start again.",
        )


def _migrate(database: sqlite3.Connection) -> None:
    """Take the steps the file has not been through, all of them or none."""
    database.execute("BEGIN IMMEDIATE")
    try:
        for step in MIGRATIONS[_number(database, "user_version") :]:
            for statement in step:
                database.execute(statement)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        database.execute("COMMIT")
    except sqlite3.Error:
        database.rollback()
        raise


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


def _cannot_open(path: Path, error: Exception) -> EndpointError:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return EndpointError(
        f"cannot open the database {path}: {reason}",
        "Check the path, that you may write there, and that the disk is not full.",
    )
