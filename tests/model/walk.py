"""Schedules chosen by chance: quicker than hypothesis, over the very same rules.

`python -m tests.model.walk SEED` walks one schedule again and says what it does;
`python -m tests.model.walk --count 2000` walks that many, on all processors.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from multiprocessing import Pool

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


def main() -> None:
    """Walk the schedules named, or many; the first that fails ends it with its seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", nargs="*", type=int)
    parser.add_argument("--count", type=int, default=0, help="so many, from seed 0 on")
    asked = parser.parse_args()
    for seed in asked.seeds:
        walk(seed, aloud=True)
    if asked.count:
        with Pool() as pool:
            steps = sum(pool.imap_unordered(walk, range(asked.count), chunksize=10))
        print(f"{asked.count} schedules, {steps} steps: nothing lost, nobody got in")


if __name__ == "__main__":
    main()
