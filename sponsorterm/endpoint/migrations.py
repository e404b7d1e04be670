"""The database's shape, as numbered steps that are only ever added to.

A step that has been released is never edited: `PRAGMA user_version` counts the steps a file
has been through. Ids and hashes are the text of the wire, so that a look at the file needs
no program.
"""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # A client that meets another epoch_id knows its cursors mean nothing any more.
        "CREATE TABLE endpoint (epoch_id TEXT NOT NULL)",
        "INSERT INTO endpoint (epoch_id) VALUES (lower(hex(randomblob(16))))",
        """CREATE TABLE code (
            id TEXT PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE,
            label TEXT NOT NULL,
            created TEXT NOT NULL,
            revoked INTEGER NOT NULL DEFAULT 0
        )""",
        # head is the last seq ever given: it stays when that envelope is purged.
        """CREATE TABLE space (
            id TEXT PRIMARY KEY,
            code TEXT NOT NULL REFERENCES code (id),
            opened TEXT NOT NULL,
            head INTEGER NOT NULL DEFAULT 0,
            count INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0,
            closed INTEGER NOT NULL DEFAULT 0
        )""",
        "CREATE INDEX space_by_code ON space (code)",
        """CREATE TABLE device (
            id TEXT PRIMARY KEY,
            space TEXT NOT NULL REFERENCES space (id),
            token_hash TEXT NOT NULL,
            member TEXT NOT NULL CHECK (member IN ('a', 'b')),
            added_by TEXT,
            UNIQUE (token_hash, space)
        )""",
        "CREATE INDEX device_by_space ON device (space)",
        # Without the (space, seq) index a page costs a scan of the whole space.
        """CREATE TABLE envelope (
            space TEXT NOT NULL REFERENCES space (id),
            seq INTEGER NOT NULL,
            id TEXT NOT NULL,
            v INTEGER NOT NULL,
            key_commit TEXT NOT NULL,
            box TEXT NOT NULL,
            purge TEXT NOT NULL,
            PRIMARY KEY (space, seq),
            UNIQUE (space, id)
        )""",
        """CREATE TABLE pairing_drop (
            rdv TEXT NOT NULL,
            slot TEXT NOT NULL,
            data BLOB NOT NULL,
            expires REAL NOT NULL,
            PRIMARY KEY (rdv, slot)
        )""",
        "CREATE INDEX pairing_drop_by_age ON pairing_drop (expires)",
    ),
    # A member's way back in, which no device of theirs can shut.
    ("ALTER TABLE device ADD COLUMN recovery INTEGER NOT NULL DEFAULT 0",),
)
