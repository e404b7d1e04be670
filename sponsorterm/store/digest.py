"""One digest over all that a link has given, kept until something of it changes.

It is what a presence note is compared with, for fifty people at once: making it anew each
time would take a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Collection

from sponsorterm.records.kinds import Presence, Tombstone
from sponsorterm.rules.presence import live_digest
from sponsorterm.store.index import Index

_NOT_COUNTED = (Presence.KIND, Tombstone.KIND)


def digests_of(index: Index, spaces: Collection[str]) -> dict[str, str]:
    """`rules.presence.live_digest` of the heads of each space that are to be shown.

    Raises:
        sqlite3.Error: the index failed.
    """
    kept = dict(
        index.rows(
            "SELECT space, digest FROM digest WHERE changes ="
            " (SELECT coalesce(sum(changes), 0) FROM live WHERE live.space = digest.space)"
        )
    )
    return {space: kept.get(space) or _made_anew(index, space) for space in spaces}


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
