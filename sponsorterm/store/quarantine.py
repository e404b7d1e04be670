"""What could not be used is kept with the reason beside it, for a person to look at."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

import tomli_w

from sponsorterm.records.ids import revision_id
from sponsorterm.records.text import clean
from sponsorterm.store.files import NameTaken, make_folder, write_once


def set_aside(folder: Path, data: bytes, reason: str, source: str, at: datetime) -> Path:
    """Keep `data` under a name made of its bytes; the same bytes again add nothing.

    Raises:
        StoreError: the system refused; the caller still has the bytes where they were.
    """
    make_folder(folder)
    path = folder / f"{revision_id(data)}.bin"
    write_once(path, data)
    told = {"reason": clean(reason), "source": clean(source), "at": at}
    with contextlib.suppress(NameTaken):  # set aside before: the first reason stands
        write_once(path.with_suffix(".toml"), tomli_w.dumps(told).encode())
    return path
