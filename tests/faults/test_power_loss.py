"""The power goes at any moment: whatever a disk may then hold, nothing promised is lost."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

import pytest

from tests.faults.actions import ACTIONS, Action
from tests.faults.conftest import Stage
from tests.faults.disks import Killed, in_place
from tests.faults.power import NEVER, Journal, State, materialise, states
from tests.faults.test_kills import points
from tests.faults.world import World
from tests.nights import NIGHTS

SIZE = 8 if NIGHTS else 2
AFTER_A_DEATH = [action.name for action in ACTIONS] if NIGHTS else ["first run", "save"]
DAILY = 80
"""Evenly spread states of an action that is tried by day; at night it is each of them."""
Promised = dict[str, bytes]


class Told:
    """What was promised by when, in moments of a journal."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world, self._promise = world, world.promise
        self._journal = journal
        self._told: list[tuple[int, Promised]] = [(0, dict(world.promised))]
        world.promise = self  # type: ignore[assignment,method-assign]

    def __call__(self, *payloads: bytes) -> None:
        self._promise(*payloads)
        self._told.append((len(self._journal.moments), dict(self._world.promised)))

    def by(self, moment: int) -> Promised:
        return [promised for at, promised in self._told if at <= moment][-1]


def possible(world: World, action: Action) -> dict[State, Promised]:
    """Every state the disk may be left in, with what had been promised by the last such moment."""
    world.begin_again()
    journal = Journal()
    told = Told(world, journal)
    with in_place(journal):
        action.do(world)
    return {
        state: told.by(number)
        for number, moment in enumerate(journal.moments, 1)
        for state in states(*moment)
    }


def open_after(stage: Stage, state: State, promised: Promised, index: Path | None) -> None:
    """Start on such a disk; `index` is one that has seen more than the disk kept."""
    world = stage.world
    world.begin_again()
    world.promised = dict(promised)
    materialise(state)
    if index is not None and index.exists() and world.home.state.is_dir():
        shutil.copyfile(index, world.home.index)
    stage.heal()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name.replace(" ", "-"))
def test_no_state_a_power_cut_may_leave_loses_what_was_promised(
    action: Action, workshop: Path
) -> None:
    stage = Stage(action, workshop / "power", SIZE)
    found = possible(stage.world, action)
    index = workshop / "index.db"
    if stage.world.home.index.exists():
        shutil.copyfile(stage.world.home.index, index)
    every = 1 if NIGHTS else 1 + len(found) // DAILY
    for number, (state, promised) in enumerate(islice(found.items(), 0, None, every)):
        try:
            open_after(stage, state, promised, index if number % 2 else None)
        except BaseException as error:
            error.add_note("\n".join(f"{path}: {what!r:.60}" for path, what in state))
            raise


@pytest.mark.parametrize("name", AFTER_A_DEATH)
def test_nor_does_one_that_comes_after_a_death(name: str, workshop: Path) -> None:
    """What one process left unsynced the next one must not build on."""
    (action,) = (action for action in ACTIONS if action.name == name)
    stage = Stage(action, workshop / "twice", 1)
    for at in points(stage):
        stage.world.begin_again()
        journal = Journal(at)
        with in_place(journal), pytest.raises(Killed):
            action.do(stage.world)
        journal.at = NEVER
        with in_place(journal):
            action.do(stage.world)
        promised = dict(stage.world.promised)
        for state in states(*journal.moments[-1]):
            open_after(stage, state, promised, None)
