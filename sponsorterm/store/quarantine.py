"""What could not be used is kept with the reason beside it, for a person to look at."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import tomli_w

from sponsorterm.records.ids import revision_id
from sponsorterm.records.text import clean
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.files import NameTaken, Unreadable
from sponsorterm.store.home import Home

MAX_KEPT = 1 << 20
"""Bytes of a file that is searched: more than a draft or an envelope may have."""
_NAMED = 16
"""Characters of a record id in the name of a draft."""


def set_aside(home: Home, data: bytes, reason: str, source: str, at: datetime) -> Path:
    """Keep `data` under a name made of its bytes; the same bytes again add nothing.

    Raises:
        StoreError: the system refused; the caller still has the bytes where they were.
    """
    drawer, name = Drawer(home, home.quarantine), revision_id(data)
    path = drawer.put_once(f"{name}.bin", data)
    told = {"reason": clean(reason), "source": clean(source), "at": at}
    with contextlib.suppress(NameTaken):  # set aside before: the first reason stands
        drawer.put_once(f"{name}.toml", tomli_w.dumps(told).encode())
    return path


def let_go(drawer: Drawer, mentions: Collection[str]) -> None:
    """Remove every file of a drawer that names one of these records, with what is beside it.

    Raises:
        StoreError: the system refused.
    """
    if not mentions:
        return
    names = drawer.names()
    stems = {name.partition(".")[0] for name in names if _mentioned(drawer, name, mentions)}
    for name in names:
        if name.partition(".")[0] in stems:
            drawer.remove(name)


def _mentioned(drawer: Drawer, name: str, mentions: Collection[str]) -> bool:
    if any(record[:_NAMED] in name for record in mentions):
        return True
    try:
        data = drawer.get(name, MAX_KEPT)
    except (FileNotFoundError, Unreadable):
        return False
    return any(record.encode() in data for record in mentions)
