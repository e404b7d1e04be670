"""One digest over all that a link has given, kept until something of it changes.

It is what a presence note is compared with, for fifty people at once: making it anew each
time would take a tenth of a second.
"""

from __future__ import annotations

from sponsorterm.records.kinds import Presence, Tombstone
from sponsorterm.rules.presence import live_digest
from sponsorterm.store.index import Index

_NOT_COUNTED = (Presence.KIND, Tombstone.KIND)


def digest_of(index: Index, space: str) -> str:
    """`rules.presence.live_digest` of the heads of a space that are to be shown.

    Raises:
        sqlite3.Error: the index failed.
    """
    changes = _changes(index, space)
    kept = index.rows("SELECT digest FROM digest WHERE space = ? AND changes = ?", (space, changes))
    return str(kept[0][0]) if kept else _made_anew(index, space)


def _made_anew(index: Index, space: str) -> str:
    with index.transaction():
        found = index.rows(
            "SELECT id FROM revision INDEXED BY head_space"
            " WHERE acts AND space = ? AND NOT withdrawn AND kind NOT IN (?, ?)",
            (space, *_NOT_COUNTED),
        )
        digest = live_digest(name for (name,) in found)
        changes = _changes(index, space)
        index.rows("INSERT OR REPLACE INTO digest VALUES (?, ?, ?)", (space, changes, digest))
    return digest


def _changes(index: Index, space: str) -> int:
    found = index.rows("SELECT coalesce(sum(changes), 0) FROM live WHERE space = ?", (space,))
    return int(found[0][0])
