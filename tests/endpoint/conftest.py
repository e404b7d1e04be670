from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sponsorterm.endpoint.settings import Settings
from tests.endpoint.living import Clock, Live


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path, clock: Clock) -> Settings:
    return Settings(database=tmp_path / "endpoint" / "mailbox.db", port=0, now=clock, ticks=clock)


@pytest.fixture
def start(settings: Settings) -> Iterator[Callable[..., Live]]:
    """Starts an endpoint with other settings than the usual ones."""
    running: list[Live] = []

    def start(**changes: Any) -> Live:
        running.append(Live(replace(settings, **changes)))
        return running[-1]

    yield start
    for live in running:
        live.stop()


@pytest.fixture
def live(start: Callable[..., Live]) -> Live:
    return start()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
