"""The system refuses at any call of the disk: it is told in words, and nothing promised is lost."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from itertools import cycle

import pytest

from tests.faults.conftest import Stage
from tests.faults.disks import Failing, Place, Recorder, Short, in_place
from tests.faults.world import CANARY, TOLD
from tests.nights import NIGHTS

ERRORS = {
    "open": "EROFS EACCES EMFILE ENFILE ENOSPC EDQUOT EIO ESTALE EINTR ELOOP",
    "write": "ENOSPC EIO EDQUOT EFBIG EINTR ESTALE SHORT",
    "fsync": "EIO ENOSPC EDQUOT EINTR EROFS",
    "close": "EIO ENOSPC EDQUOT EINTR",
    "read": "EIO ESTALE EINTR SHORT",
    "link": "EIO ENOSPC EROFS EACCES EPERM EMLINK ENOTSUP EDQUOT EXDEV ESTALE",
    "replace": "EIO ENOSPC EROFS EACCES EXDEV EDQUOT ESTALE",
    "unlink": "EIO EROFS EACCES EBUSY EPERM ESTALE",
    "mkdir": "EIO ENOSPC EROFS EACCES EMLINK EDQUOT ESTALE",
    "rmdir": "EIO EROFS EACCES EBUSY",
    "scandir": "EIO EMFILE EACCES ESTALE",
    "sql": "ENOSPC EIO",
}
SELDOM = ("open", "close", "read", "scandir", "sql")
DAILY = 20
"""By day one of so many of these fails. Whatever changes the disk fails at each place of the
program once in each action, and so does each `open` that makes a file."""


def refusals(stage: Stage) -> Iterator[tuple[int, str]]:
    """What fails, and how: by day the errors take turns, at night each comes at each call."""
    turns = {kind: cycle(names.split()) for kind, names in ERRORS.items()}
    tried: set[Place] = set()
    for at, (call, place) in enumerate(zip(stage.calls, stage.places, strict=True)):
        kind = call.split()[0]
        is_seldom = kind in SELDOM and call != "open .tmp"
        if NIGHTS:
            yield from ((at, name) for name in ERRORS[kind].split())
        elif at % DAILY == 0 if is_seldom else place not in tried:
            tried.add(place)
            yield at, next(turns[kind])


def disk(at: int, name: str) -> Recorder:
    return Short(at) if name == "SHORT" else Failing(at, getattr(errno, name))


def test_a_refusal_at_any_call_is_told_and_costs_nothing_promised(stages: Iterator[Stage]) -> None:
    for stage in stages:
        for at, name in refusals(stage):
            stage.world.begin_again()
            try:
                attempt(stage, disk(at, name))
                stage.heal()
            except BaseException as error:
                error.add_note(f"{name} at call {at}: {stage.calls[at]}")
                raise


def attempt(stage: Stage, broken: Recorder) -> None:
    """Do it on such a disk. It may go well all the same, or be refused in two plain lines."""
    with in_place(broken):
        try:
            stage.action.do(stage.world)
        except TOLD as error:
            refusal = error
        else:
            return
    told = [str(getattr(refusal, part, refusal)) for part in ("message", "hint")]
    assert all(told), f"says nothing, or not what to do: {told}"
    assert all("\n" not in line and CANARY not in line for line in told)
    assert refusal.__suppress_context__ or refusal.__context__ is None


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_is_one_the_system_has(kind: str) -> None:
    assert all(name == "SHORT" or hasattr(errno, name) for name in ERRORS[kind].split())
