from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sponsorterm.sealing.at_rest import StoreKey
from sponsorterm.store import lock
from tests.faults.actions import ACTIONS, Action
from tests.faults.disks import Tracer, in_place
from tests.faults.world import build, memory
from tests.nights import ROUNDS
from tests.store.locking import CHEAP


@pytest.fixture(autouse=True)
def _one_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every lock is cheap and has the same key.

    Under another key files have other names and folders, so that other calls would follow
    than those that were recorded.
    """
    monkeypatch.setattr(lock, "affordable", lambda _: CHEAP)
    monkeypatch.setattr(StoreKey, "new", classmethod(lambda cls: cls(bytes(32))))


@pytest.fixture
def workshop() -> Iterator[Path]:
    """Where the worlds lie: in memory, if there is room for it."""
    with memory() as folder:
        yield folder


class Stage:
    """An action at its beginning, as often as wanted, and its calls of the disk with places."""

    def __init__(self, action: Action, root: Path, size: int) -> None:
        self.action = action
        self.world = build(root, size)
        action.begin(self.world)
        self.world.keep()
        self.world.begin_again()
        tracer = Tracer()
        with in_place(tracer):
            action.do(self.world)
        self.calls, self.places = tracer.calls, tracer.places

    def heal(self) -> None:
        """What must hold after a fault, and after the next run without one."""
        self.world.check()
        self.action.do(self.world)
        self.action.done(self.world)
        self.world.check()


@pytest.fixture(params=ACTIONS, ids=lambda action: action.name.replace(" ", "-"))
def stages(request: pytest.FixtureRequest, workshop: Path) -> Iterator[Stage]:
    """One action, on a small world; at night on larger ones too."""
    action: Action = request.param
    name = action.name.replace(" ", "-")
    return (Stage(action, workshop / f"{name}-{size}", 2 * size) for size in range(1, ROUNDS + 1))
