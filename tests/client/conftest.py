from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sponsorterm.endpoint.settings import Rate, Settings
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from tests.client.meeting import Site
from tests.endpoint.living import Live
from tests.services.conftest import Wrist, make_home


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    unpaced = Rate(per_minute=10**9, burst=10**9)
    database = tmp_path_factory.mktemp("endpoint") / "mailbox.db"
    live = Live(Settings(database=database, port=0, per_address=unpaced, per_token=unpaced))
    yield live
    live.stop()


@pytest.fixture
def clock() -> Wrist:
    return Wrist()


@pytest.fixture
def home(tmp_path: Path, clock: Wrist) -> Iterator[Session]:
    """Robin, who has the real program, as sponsor or as sponsee."""
    with set_up(make_home(tmp_path / "robin"), SetupAnswers("Robin", zone="UTC"), clock) as robin:
        yield robin


@pytest.fixture(params=["http", "folder", "file"])
def site(request: pytest.FixtureRequest, tmp_path: Path, endpoint: Live) -> Site:
    """Where the two meet and sync."""
    return Site.of(request.param, tmp_path, endpoint)
