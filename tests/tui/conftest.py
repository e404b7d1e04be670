from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.tui.circle import Circle, build
from tests.tui.pace import nimble
from tests.tui.work import worked


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def _nimble() -> Iterator[None]:
    with nimble():
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("circle")).root


@pytest.fixture
def circle(built: Path, tmp_path: Path) -> Circle:
    """A fresh copy of a circle that was built once."""
    root = tmp_path / "circle"
    copytree(built, root)
    return Circle(root)


@pytest.fixture(scope="session")
def worked_once(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worked(built, tmp_path_factory.mktemp("worked") / "circle").root


@pytest.fixture
def work(worked_once: Path, tmp_path: Path) -> Circle:
    """A fresh copy of the circle in the middle of step work."""
    root = tmp_path / "worked"
    copytree(worked_once, root)
    return Circle(root)
