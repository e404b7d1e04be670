"""Makes a store of today's format, for every later version to open.

`python -m tests.golden.make_golden FOLDER` writes one record of each kind, mine and as it
came over a link, with a field and a kind that no version knows. It is run once for a format
and never again: what it wrote is the promise.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

import tomli_w

from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from tests.faults.nasty import documents
from tests.store import pen

WORDS = 'Räume – 部屋 – a "quoted" line,\nand one more\twith a tab'


def make(folder: Path) -> None:
    home = Home.find({"SPONSORTERM_HOME": str(folder)})
    home.create()
    with Store.open(home, now=lambda: datetime(2026, 11, 21, tzinfo=UTC)) as store:
        for document in documents(shared=False, text=WORDS):
            store.save(tomli_w.dumps(document).encode())
        for document in documents(shared=True, text=WORDS):
            store.receive(pen.LINK, tomli_w.dumps(document).encode())
    rmtree(home.state)
    rmtree(home.config)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
