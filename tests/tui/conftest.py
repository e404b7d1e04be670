from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from tests.tui.circle import Circle, build


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("circle")).root


@pytest.fixture
def circle(built: Path, tmp_path: Path) -> Circle:
    """A fresh copy of a circle that was built once."""
    root = tmp_path / "circle"
    copytree(built, root)
    return Circle(root)
