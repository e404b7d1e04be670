"""What could not be used is kept with the reason beside it, for a person to look at."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

import tomli_w

from sponsorterm.records.ids import revision_id
from sponsorterm.records.text import clean
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.files import NameTaken
from sponsorterm.store.home import Home


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
