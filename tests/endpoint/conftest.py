from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sponsorterm.endpoint.settings import Limits, Rate, Settings
from tests.endpoint.living import Clock, Device, Live


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path, clock: Clock) -> Settings:
    database = tmp_path / "endpoint" / "mailbox.db"
    return Settings(database=database, port=0, now=clock, ticks=clock)


@pytest.fixture
def start(settings: Settings) -> Iterator[Callable[..., Live]]:
    """Starts an endpoint with other settings than the usual ones, its clocks standing still."""
    with contextlib.ExitStack() as running:

        def start(**changes: Any) -> Live:
            live = Live(replace(settings, **changes))
            running.callback(live.stop)
            return live

        yield start


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One endpoint for a whole module: each test opens spaces of its own in it."""
    database = tmp_path_factory.mktemp("endpoint") / "mailbox.db"
    unpaced = Rate(per_minute=10**9, burst=10**9)
    live = Live(
        Settings(
            database=database,
            port=0,
            limits=Limits(spaces_per_code=10**9),
            per_address=unpaced,
            per_token=unpaced,
        )
    )
    yield live
    live.stop()


@pytest.fixture
def device(live: Live) -> Device:
    """The first device of a new space."""
    return live.open()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
