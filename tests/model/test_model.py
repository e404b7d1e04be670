"""The model: whatever happens to devices, lines and endpoints, nothing is lost and nobody gets in.

Schedules of sixty steps each: most are a walk by chance, because hypothesis takes longer to
choose a step than the program to do it; some are hypothesis's own, over the very same rules, so
that what fails is made small. A failure names its seed.

Two hundred walks keep this suite quick; `python -m tests.model.walk --count 2000` walks as many
as every change has to pass, and nights walk twenty thousand.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.model import invariants
from tests.model.rules import RULES, perform
from tests.model.walk import SIZES, STEPS, walk
from tests.model.world import World
from tests.nights import NIGHTS, ROUNDS

SHARES = 20
"""Test cases, so that several processes have their part."""
WALKS = 1_000 if NIGHTS else 10
"""Schedules of one share."""
EXAMPLES = 5 * ROUNDS
"""Schedules of hypothesis beside these, of at most as many steps."""


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_is_lost_and_nobody_gets_in(share: int) -> None:
    steps = sum(walk(share * WALKS + number) for number in range(WALKS))
    assert steps == WALKS * STEPS


def test_the_schedules_are_enough() -> None:
    assert (20_000 if NIGHTS else 200) <= SHARES * WALKS
    assert STEPS >= 60


class Schedule(RuleBasedStateMachine):
    """A schedule that hypothesis chooses, and makes as short as it can when it fails."""

    world: World

    @initialize(seed=st.integers(0, 2**32), size=st.sampled_from(SIZES))
    def begin(self, seed: int, size: int) -> None:
        self.world = World(seed, size)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            try:
                self.world.settle()
                invariants.all_hold(self.world)
            finally:
                self.world.close()


def _step(name: str) -> Any:
    """The rule of this name as hypothesis takes one; its weight is how often it is there."""

    def step(self: Schedule, **chosen: Any) -> None:
        perform(self.world, name, chosen)

    step.__name__ = name
    return rule(**{key: st.sampled_from(of) for key, of in RULES[name].arguments.items()})(step)


for each in RULES:
    setattr(Schedule, each, _step(each))

TestSchedule = Schedule.TestCase
TestSchedule.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=[*HealthCheck],
)
