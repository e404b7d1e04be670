"""The program dies at any call of the disk: the next start finds all that was promised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from tests.faults.conftest import Stage
from tests.faults.disks import Deadly, Killed, Place, in_place
from tests.nights import NIGHTS

CHANGING = (
    "open .tmp", "write", "fsync", "link", "replace", "unlink", "mkdir", "rmdir", "sql commit",
)  # fmt: skip
"""Before any other call there lies on the disk what lies there before the next of these."""
DAILY = 20
"""By day it dies at each place of the program once in each action, and at one of so many calls
of a place where it did already."""


def points(stage: Stage) -> list[int]:
    """The calls to die at: at night all of them."""
    if NIGHTS:
        return [*range(len(stage.calls))]
    tried: set[Place] = set()
    chosen = []
    for at, (call, place) in enumerate(zip(stage.calls, stage.places, strict=True)):
        if call.startswith(CHANGING) and (place not in tried or at % DAILY == 0):
            tried.add(place)
            chosen.append(at)
    return chosen


def test_a_death_at_any_call_costs_nothing_that_was_promised(stages: Iterator[Stage]) -> None:
    for stage in stages:
        for at in points(stage):
            stage.world.begin_again()
            # Random names and the hour decide some calls: where there were fewer, it was done.
            with in_place(Deadly(at)), suppress(Killed):
                stage.action.do(stage.world)
            try:
                stage.heal()
            except BaseException as error:
                error.add_note(f"killed at call {at}: {stage.calls[at]}")
                raise
