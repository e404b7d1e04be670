"""Schedules chosen by chance: quicker than hypothesis, over the very same rules.

`python -m tests.model.walk SEED` walks one schedule again and says what it does.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable

from tests.model import invariants
from tests.model.rules import RULES, perform
from tests.model.world import World

STEPS = 60
SIZES = (2, 3, 2, 4, 2, 3, 2)
"""Devices in a schedule."""


def steps_of(seed: int, count: int = STEPS) -> Iterable[tuple[str, dict[str, object]]]:
    """The rules and arguments of one schedule: the same for one seed, whatever happens."""
    dice = random.Random(seed)
    weights = [rule.weight for rule in RULES.values()]
    for name in dice.choices([*RULES], weights, k=count):
        yield name, {key: dice.choice(of) for key, of in RULES[name].arguments.items()}


def walk(seed: int, *, aloud: bool = False) -> int:
    """One schedule to its end; how many steps it had."""
    done = 0
    world = World(seed, size=SIZES[seed % len(SIZES)])
    try:
        for name, chosen in steps_of(seed):
            if aloud:
                print(done, name, chosen, flush=True)
            perform(world, name, chosen)
            done += 1
        world.settle()
        invariants.all_hold(world)
    except BaseException as error:
        error.add_note(f"schedule {seed}, step {done}: python -m tests.model.walk {seed}")
        raise
    finally:
        world.close()
    return done


if __name__ == "__main__":
    for each in sys.argv[1:]:
        walk(int(each), aloud=True)
