"""Homes for looking around: marked, and gone afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sponsorterm.services.demo.play import demo_home, plain_demo
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the demo makes its folder."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def test_a_demo_home_is_marked_as_one(room: Path) -> None:
    with demo_home("Kit") as home:
        assert home.data.is_relative_to(room)
        with Session.open(home) as session:
            assert session.profile.name == "Kit (DEMO)"
            assert [link.name for link in session.links()] == ["Maria"]


def test_nothing_of_it_is_left_even_after_an_error(room: Path) -> None:
    with pytest.raises(RuntimeError), demo_home("Kit"):
        raise RuntimeError
    assert list(room.iterdir()) == []


def test_an_endpoint_that_does_not_start_is_told_and_nothing_is_left(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    said: list[str] = []
    with pytest.raises(ServiceError, match="endpoint"):
        plain_demo(said.append)
    assert len(said) == 1
    assert list(room.iterdir()) == []
