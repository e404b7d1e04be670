"""The index's tables. It is derived from the files, so it is never migrated, only rebuilt."""

from __future__ import annotations

import zlib

import sponsorterm
from sponsorterm.records.kinds import KINDS

UNREAD = "mark IS NULL AND space <> 'mine' AND kind NOT IN ('presence', 'seen', 'ending')"
"""Received and not marked read; what the program sends by itself needs no reading."""

GIVEN = "acts AND copy NOT NULL"
"""A shared copy that stands for its record; only I have any."""

_OF_COPY = "json_extract(CAST(body AS TEXT), '$.{0}')"
SHOWN = (
    f"NOT withdrawn AND {_OF_COPY.format('level')} <> 'withdrawn'"
    f" AND {_OF_COPY.format('kind')} <> 'presence'"
)
"""A copy that the other side shows: neither taken back nor a note on how many there are."""

_CHANGED = """INSERT INTO conclusion (link) VALUES ({0}.about)
ON CONFLICT DO UPDATE SET changes = changes + 1, told = NULL; END"""

SCHEMA = f"""
CREATE TABLE news (count INTEGER NOT NULL);
INSERT INTO news VALUES (0);

-- One row a revision. link: whom it is meant for; copy: the revision a shared copy carries;
-- about: the link it came over, is meant for or is itself; mark: 0 when I marked it read, 1 when
-- we talked about it too; heads, revisions and withdrawn tell of its record. acts: it is the
-- head that stands for a record of mine, or a head of others.
CREATE TABLE revision (
    key INTEGER PRIMARY KEY,
    space TEXT NOT NULL,
    id TEXT NOT NULL,
    record TEXT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    moment TEXT NOT NULL,
    at TEXT,
    level TEXT,
    link TEXT,
    copy TEXT,
    about TEXT AS (iif(space <> 'mine', space, iif(kind = 'link', record, link))),
    lingers INTEGER NOT NULL,
    mark INTEGER,
    is_head INTEGER NOT NULL DEFAULT 0,
    acts INTEGER NOT NULL DEFAULT 0,
    heads INTEGER NOT NULL DEFAULT 1,
    revisions INTEGER NOT NULL DEFAULT 1,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    body BLOB
);
CREATE UNIQUE INDEX revision_name ON revision (id, space);
CREATE INDEX revision_record ON revision (record, space);
CREATE INDEX head_day ON revision (day, moment, id) WHERE acts;
CREATE INDEX head_space ON revision (space, day, moment, id) WHERE acts;
CREATE INDEX head_kind ON revision (space, kind, day, moment, id, withdrawn, acts) WHERE is_head;
CREATE INDEX head_link ON revision (link, kind, day, moment, id) WHERE acts AND link NOT NULL;
CREATE INDEX head_lingers ON revision (kind, space, day, moment, id) WHERE acts AND lingers;
CREATE INDEX head_unread ON revision (space, kind, day, moment, id) WHERE acts AND {UNREAD};
CREATE INDEX undecided ON revision (day, moment, id) WHERE acts AND heads > 1 AND space = 'mine';
-- Every round asks both of every link; the rows themselves would be a page of the disk each.
CREATE INDEX given ON revision (link, copy) WHERE {GIVEN};
CREATE INDEX given_shown ON revision (link, copy) WHERE {GIVEN} AND {SHOWN};

-- How many heads there are to show. Counting those of fifty people takes a tenth of a second.
-- `changes` tells whether a digest made of them still holds.
CREATE TABLE live (
    space TEXT NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
    changes INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (space, kind)
) WITHOUT ROWID;
CREATE TABLE digest (
    space TEXT PRIMARY KEY, changes INTEGER NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER live_change AFTER UPDATE OF acts, withdrawn ON revision
WHEN (new.acts > new.withdrawn) <> (old.acts > old.withdrawn) BEGIN
INSERT INTO live (space, kind, count)
VALUES (new.space, new.kind, iif(new.acts > new.withdrawn, 1, -1))
ON CONFLICT DO UPDATE SET count = count + excluded.count, changes = changes + 1; END;
CREATE TRIGGER live_end AFTER DELETE ON revision WHEN old.acts > old.withdrawn BEGIN
UPDATE live SET count = count - 1, changes = changes + 1
WHERE space = old.space AND kind = old.kind; END;

-- What was concluded of a link. Whatever changes of the link, or is marked, takes it away, and
-- `changes` tells those who are about to keep one that they come too late. It begins anywhere:
-- a number from an index that was lost must mean nothing.
CREATE TABLE conclusion (
    link TEXT PRIMARY KEY, changes INTEGER NOT NULL DEFAULT (random() / 2),
    rests_on TEXT NOT NULL DEFAULT '', told BLOB
) WITHOUT ROWID;
CREATE TRIGGER about_new AFTER INSERT ON revision WHEN new.about NOT NULL BEGIN
{_CHANGED.format("new")};
CREATE TRIGGER about_change AFTER UPDATE OF acts, withdrawn, mark ON revision
WHEN new.about NOT NULL
AND (new.acts, new.withdrawn, new.mark) IS NOT (old.acts, old.withdrawn, old.mark) BEGIN
{_CHANGED.format("new")};
CREATE TRIGGER about_end AFTER DELETE ON revision WHEN old.about NOT NULL BEGIN
{_CHANGED.format("old")};

-- What I marked, here or not, and by which revision of mine.
CREATE TABLE mark (
    revision TEXT NOT NULL, key INTEGER NOT NULL, talked INTEGER NOT NULL,
    PRIMARY KEY (revision, key)
) WITHOUT ROWID;
CREATE INDEX mark_key ON mark (key);

-- Apart from the rows, so that a list does not wade through bytes it does not show.
CREATE TABLE payload (key INTEGER PRIMARY KEY, bytes BLOB NOT NULL);

-- What some revision of the record supersedes, known here or not.
CREATE TABLE gone (
    record TEXT NOT NULL, space TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (record, space, id)
) WITHOUT ROWID;

-- Every file looked at: the revision it holds or held, and the reason why it cannot be read.
CREATE TABLE file (
    folder TEXT NOT NULL, name TEXT NOT NULL, stamp TEXT NOT NULL,
    key INTEGER, field TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (folder, name)
) WITHOUT ROWID;
CREATE INDEX file_key ON file (key);
CREATE INDEX file_problem ON file (folder, name) WHERE reason <> '';
CREATE TABLE folder (name TEXT PRIMARY KEY, mtime INTEGER NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5(
    text, content='', tokenize='unicode61 remove_diacritics 2'
);
"""
MERGE_WORDS = "INSERT INTO words (words) VALUES ('optimize')"
"""FTS5 only marks words as deleted until its segments are merged."""


def version() -> int:
    """A number that differs when the tables, the kinds or the program do."""
    kinds = {name: kind.__struct_fields__ for name, kind in sorted(KINDS.items())}
    told = f"{SCHEMA}{kinds}{sponsorterm.__version__}"
    return zlib.crc32(told.encode()) & 0x7FFFFFFF or 1
