"""What the operator of an endpoint does: hand out registration codes, and count.

An operator sees labels they wrote themselves, days and numbers; there is nothing else to see.
Each function opens the database for itself and may run while the endpoint serves.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sponsorterm import wire
from sponsorterm.endpoint.database import open_database
from sponsorterm.endpoint.refusals import EndpointError

MAX_LABEL = 80


class Code(NamedTuple):
    """A registration code as its maker sees it; the code itself is not kept."""

    id: str
    label: str
    created: str
    """Day in UTC, ISO 8601."""
    revoked: bool
    spaces: int
    """Spaces opened with it."""


class Counts(NamedTuple):
    """How much an endpoint holds."""

    spaces: int
    devices: int
    envelopes: int
    size: int
    """Characters of all sealed boxes together."""
    drops: int


def prepare(database: Path) -> None:
    """Make the database, or bring it up to date. Raises `EndpointError`."""
    open_database(database).close()


def create_code(database: Path, *, label: str) -> str:
    """Make a registration code. It is returned this once; only its hash is kept.

    Args:
        database: the endpoint's file; made if it does not exist.
        label: whom it is for, in the operator's words, one line.

    Raises:
        EndpointError: the label is too long or not one line, or the database cannot be used.
    """
    if not label.isprintable() or not 0 < len(label) <= MAX_LABEL:
        raise EndpointError(
            f"a label is one line of 1 to {MAX_LABEL} characters", "Choose a shorter one."
        )
    prepare(database)
    code = _new_code()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    with _opened(database) as db:
        db.execute(
            "INSERT INTO code (id, hash, label, created) VALUES (?, ?, ?, ?)",
            (secrets.token_hex(4), wire.token_hash(code), label, today),
        )
    return code


def list_codes(database: Path) -> list[Code]:
    """All codes, the oldest first. Raises `EndpointError`."""
    with _opened(database) as db:
        rows = db.execute(
            """SELECT id, label, created, revoked,
                (SELECT count(*) FROM space WHERE space.code = code.id)
            FROM code ORDER BY rowid"""
        )
        return [
            Code(code_id, label, created, bool(revoked), spaces)
            for code_id, label, created, revoked, spaces in rows
        ]


def revoke_code(database: Path, code_id: str) -> None:
    """Let no more spaces be opened with a code; those that are open stay.

    Raises:
        EndpointError: there is no code of that id, or the database cannot be used.
    """
    with _opened(database) as db:
        changed = db.execute("UPDATE code SET revoked = 1 WHERE id = ?", (code_id,)).rowcount
    if not changed:
        raise EndpointError(f"there is no code {code_id}", "The list of codes has their ids.")


def counts(database: Path) -> Counts:
    """How much there is. Raises `EndpointError`."""
    with _opened(database) as db:
        row = db.execute(
            """SELECT count(*), (SELECT count(*) FROM device), coalesce(sum(count), 0),
                coalesce(sum(bytes), 0), (SELECT count(*) FROM pairing_drop)
            FROM space"""
        ).fetchone()
    return Counts(*row)


@contextlib.contextmanager
def _opened(database: Path) -> Iterator[sqlite3.Connection]:
    if not database.exists():
        raise EndpointError(
            f"there is no endpoint database at {database}", "Check the path, or make one first."
        )
    try:
        with contextlib.closing(open_database(database)) as db:
            yield db
    except sqlite3.Error as error:
        raise EndpointError(
            f"cannot use the database {database}: {error}", "Try again in a moment."
        ) from None


def _new_code() -> str:
    """160 random bits in lower-case base32, in groups that can be read out."""
    letters = base64.b32encode(secrets.token_bytes(20)).decode().lower()
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
