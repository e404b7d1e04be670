"""Real processes killed at random, in the middle of whatever they do: see `tests.soak`.

A short one; the checks of every change let it run for a minute besides, and nights for longer.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from tests.soak import soak

SECONDS = 5.0
KILLS = 12


def test_nothing_is_lost_however_often_all_are_killed(tmp_path: Path) -> None:
    seed = secrets.randbits(32)
    print(f"python -m tests.soak --seed {seed}")
    outcome = soak(tmp_path, SECONDS, KILLS, seed)
    assert outcome.lost == 0, outcome
    assert outcome.kills >= KILLS
    assert outcome.saves > KILLS
