"""A home in a temporary folder and a store over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sponsorterm.store.home import Home
from sponsorterm.store.store import Store

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
Open = Callable[[], Store]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home.find({"SPONSORTERM_HOME": str(tmp_path / "home")})
    found.create()
    return found


@pytest.fixture
def open_store(home: Home) -> Iterator[Open]:
    """Opens the home once more, as another process would; all are closed at the end."""
    opened: list[Store] = []

    def open_once() -> Store:
        opened.append(Store.open(home, now=lambda: NOW))
        return opened[-1]

    yield open_once
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Open) -> Store:
    return open_store()
