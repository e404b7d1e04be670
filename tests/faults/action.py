"""What the program does to the disk, as something to be killed and failed at every call."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.faults.world import World

Step = Callable[[World], object]


def nothing(world: World) -> None:
    pass


class Action(NamedTuple):
    """One thing the program does: how to begin, and what is done.

    `do` is what runs under the fault. It says `world.promise(...)` of each save as soon as that
    is acknowledged, and may be done again after any fault. `done` asserts what it came to.
    """

    name: str
    begin: Step
    do: Step
    done: Step = nothing
