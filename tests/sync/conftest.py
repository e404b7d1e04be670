from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sponsorterm.endpoint.settings import Limits, Rate, Settings
from sponsorterm.sync.remotes import polled
from tests.endpoint.living import Live
from tests.sync.sites import FileSite, FolderSite, HttpSite, Site

ENDLESS = Rate(per_minute=10**9, burst=10**9)


class Server(Live):
    """A live endpoint that can be stopped, put back or wiped, and started at the same address."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.running = True

    def stop(self) -> None:
        if self.running:
            self.running = False
            super().stop()

    def keep_copy(self) -> None:
        """Keep the database as it is now, for `renewed(restored=True)`."""
        shutil.copytree(self.settings.database.parent, self._copy(), dirs_exist_ok=True)

    def renewed(self, *, wiped: bool = False, restored: bool = False) -> Server:
        port = int(self.url.rpartition(":")[2])
        self.stop()
        folder = self.settings.database.parent
        if wiped or restored:
            shutil.rmtree(folder)
        if restored:
            shutil.copytree(self._copy(), folder)
        again = Server(dataclasses.replace(self.settings, port=port))
        _servers.append(again)
        return again

    def _copy(self) -> Path:
        folder = self.settings.database.parent
        return folder.with_name(f"{folder.name}-copy")


_servers: list[Server] = []


def _serve(folder: Path, **changes: object) -> Server:
    settings = Settings(
        database=folder / "mailbox.db", port=0, per_token=ENDLESS, per_address=ENDLESS
    )
    server = Server(dataclasses.replace(settings, **changes))  # type: ignore[arg-type]
    _servers.append(server)
    return server


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One endpoint for all tests that leave it as it is; spaces keep them apart."""
    limits = Limits(spaces_per_code=10**6)
    server = _serve(tmp_path_factory.mktemp("endpoint") / "db", limits=limits)
    yield server
    server.stop()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """An endpoint of one's own, to be stopped, wiped or set up in another way."""
    before = len(_servers)
    yield lambda **changes: _serve(tmp_path / "server", **changes)
    for server in _servers[before:]:
        server.stop()
    del _servers[before:]


@pytest.fixture(params=["http", "folder", "file"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def new_site(endpoint: Server, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Site]:
    """Make a fresh place of a kind, for a new space or a given one."""

    def make(kind: str, space: str | None = None) -> Site:
        if kind == "http":
            return HttpSite(endpoint, space)
        folder = tmp_path_factory.mktemp("shared")
        if kind == "folder":
            return FolderSite(folder / "folder", space)
        return FileSite(folder / "shared.toml", space)

    return make


@pytest.fixture
def site(kind: str, new_site: Callable[[str], Site]) -> Site:
    return new_site(kind)


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polled, "POLL_SECONDS", 0.02)
