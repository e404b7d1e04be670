"""How much is tried in one run: so many that no write path was forgotten."""

from __future__ import annotations

from pathlib import Path

from tests.faults.actions import ACTIONS
from tests.faults.conftest import Stage
from tests.faults.test_kills import points
from tests.faults.test_power_loss import possible
from tests.faults.test_refusals_of_the_disk import refusals

KILLS, REFUSALS, STATES = 1000, 1200, 4000


def test_what_is_tried_is_many(workshop: Path) -> None:
    stages = [Stage(action, workshop / f"n{n}", 2) for n, action in enumerate(ACTIONS)]
    assert len({stage.action.name for stage in stages}) == len(ACTIONS) >= 47
    assert sum(len(points(stage)) for stage in stages) >= KILLS
    assert sum(len(list(refusals(stage))) for stage in stages) >= REFUSALS
    assert sum(len(possible(stage.world, stage.action)) for stage in stages) >= STATES
