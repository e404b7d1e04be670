"""Forgetting: revisions are let go for good, with all that was made of their words.

Everywhere else a store only grows. What a disk keeps of removed files, and a backup made
before, are out of reach.
"""

from __future__ import annotations

from collections.abc import Collection

from sponsorterm.store.drawer import Drawer
from sponsorterm.store.files import Unreadable
from sponsorterm.store.index import Index
from sponsorterm.store.shelf import Place, Shelf

MAX_KEPT = 1 << 20
"""Bytes of a file that is searched: more than a draft or an envelope may have."""
_NAMED = 16
"""Characters of a record id in the name of a draft."""


def forget(index: Index, shelf: Shelf, space: str, names: Collection[str] | None) -> None:
    """Remove the files of these revisions, or of a whole space, and all that is known of them.

    Raises:
        StoreError: a file could not be removed; those before it are gone.
        sqlite3.Error: the index failed.
    """
    gone: list[Place] = []
    try:
        for place in _places(index, space, names):
            shelf.remove(place)
            gone.append(place)
    finally:
        with index.transaction():
            for place in gone:
                index.drop(place)


def clear_drawer(drawer: Drawer, mentions: Collection[str]) -> None:
    """Remove every file of a drawer that names one of these records, with what is beside it.

    Raises:
        StoreError: the system refused.
    """
    names = drawer.names() if mentions else []
    stems = {name.partition(".")[0] for name in names if _names_one(drawer, name, mentions)}
    for name in names:
        if name.partition(".")[0] in stems:
            drawer.remove(name)


def _places(index: Index, space: str, names: Collection[str] | None) -> list[Place]:
    question = "SELECT folder, name FROM file JOIN revision USING (key) WHERE space = ?"
    if names is None:
        return [Place(*row) for row in index.rows(question, (space,))]
    one = f"{question} AND id = ?"
    return [Place(*row) for name in names for row in index.rows(one, (space, name))]


def _names_one(drawer: Drawer, name: str, mentions: Collection[str]) -> bool:
    if any(record[:_NAMED] in name for record in mentions):
        return True
    try:
        data = drawer.get(name, MAX_KEPT)
    except (FileNotFoundError, Unreadable):
        return False
    return any(record.encode() in data for record in mentions)
