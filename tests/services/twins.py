"""One person on two devices: a home and its twin, and everything carried between them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sponsorterm.records.entry import MINE
from sponsorterm.services.home.session import Session
from sponsorterm.store.home import Home


@contextmanager
def twin_of(session: Session, root: Path) -> Iterator[Session]:
    """The same person's records on another device."""
    home = Home.find({"SPONSORTERM_HOME": str(root)})
    shutil.copytree(session.home.data, home.data)
    home.create()
    with Session.open(home, session.clock) as other:
        assert other.store.device != session.store.device
        yield other


def exchange(*devices: Session) -> None:
    """Bring each device all that the others wrote, as a sync of the private space does."""
    written = {
        path.read_bytes()
        for device in devices
        for path in (device.home.records / MINE).rglob("*.toml")
    }
    for device in devices:
        device.store.keep_all(sorted(written))
        device.refresh()
