"""The program dies at any call of the disk: the next start finds all that was promised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from tests.faults.conftest import Stage
from tests.faults.disks import Deadly, Killed, in_place
from tests.nights import NIGHTS

CHANGING = (
    "open .tmp", "write", "fsync", "link", "replace", "unlink", "mkdir", "rmdir", "sql commit",
)  # fmt: skip
"""Before any other call there lies on the disk what lies there before the next of these."""


def points(stage: Stage) -> list[int]:
    """The calls to die at."""
    return [n for n, call in enumerate(stage.calls) if NIGHTS or call.startswith(CHANGING)]


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
