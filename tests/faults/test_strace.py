"""A real process is killed, or refused, at the system calls of a save, by strace.

Where strace is not installed this file is not collected, and the head of the test run says
so (`tests/conftest.py`): the same calls die in `test_kills.py` at the store's own boundary.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.faults.world import World, build, memory
from tests.nights import NIGHTS
from tests.store import pen

NOTE = pen.note("traced", "traced")
CALLS = "write,pwrite64,fsync,fdatasync,link,linkat,unlink,unlinkat,mkdir,mkdirat"
ERRORS = {"write": "ENOSPC", "fsync": "EIO", "link": "EACCES", "mkdir": "EROFS", "unlink": "EIO"}
SELDOM = 6
"""By day one of so many of SQLite's writes; every other call, and at night all of them."""
DRIVER = """
import os, sys
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from tests.store import pen
home = Home.find({"SPONSORTERM_HOME": sys.argv[1]})
with Store.open(home) as store:
    os.access(sys.argv[1] + "/begin", os.F_OK)
    try:
        store.save(pen.note("traced", "traced"))
    except StoreError as error:
        sys.exit(error.message)
    os.write(1, b"saved")
"""

Call = tuple[str, int]


def run(world: World, *options: str) -> subprocess.CompletedProcess[str]:
    trace = ["strace", "-f", "-qq", "-o", str(world.root.parent / "log")]
    program = [sys.executable, "-c", DRIVER, str(world.root / "sam")]
    return subprocess.run(
        [*trace, "-e", f"trace={CALLS},access,faccessat", *options, *program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def calls(world: World) -> list[Call]:
    """The system calls of a save: name, and the how-manieth of the process it is."""
    assert run(world).stdout == "saved"
    lines = (world.root.parent / "log").read_text().splitlines()
    names = [(re.sub(r"^\d+ +", "", line).split("(")[0], line) for line in lines]
    begin = next(n for n, (_, line) in enumerate(names) if "/begin" in line)
    end = next(n for n, (_, line) in enumerate(names) if '"saved"' in line)
    counts, found = Counter(name for name, _ in names[:begin]), []
    for name, _ in names[begin + 1 : end]:
        counts[name] += 1
        if name in CALLS.split(","):
            found.append((name, counts[name]))
    return found


def after(world: World, done: subprocess.CompletedProcess[str]) -> None:
    """What was told is so; nothing else was lost; the next run saves it."""
    assert "Traceback" not in done.stderr
    world.check()
    if done.stdout == "saved":
        world.promise(NOTE)
        world.check()
    assert run(world).stdout == "saved"
    world.promise(NOTE)
    world.check()


@pytest.mark.parametrize("part", range(2))
def test_a_real_process_that_dies_in_a_save_loses_nothing(part: int) -> None:
    with memory() as folder:
        world = build(folder / "world")
        world.keep()
        world.begin_again()
        points = calls(world)
        ours = [point for point in points if point[0] != "pwrite64"]
        assert {name for name, _ in ours} >= {"write", "fsync", "unlink"}
        if not NIGHTS:
            points = [*ours, *[point for point in points if point not in ours][::SELDOM]]
        for name, when in points[part::2]:
            world.begin_again()
            done = run(world, "-e", f"inject={name}:signal=SIGKILL:when={when}")
            assert done.returncode != 0, (name, when)
            after(world, done)


def test_a_real_process_that_is_refused_says_so() -> None:
    with memory() as folder:
        world = build(folder / "world")
        world.keep()
        world.begin_again()
        points = [point for point in calls(world) if point[0] in ERRORS]
        for name, when in (
            points if NIGHTS else {name: (name, when) for name, when in points}.values()
        ):
            world.begin_again()
            done = run(world, "-e", f"inject={name}:error={ERRORS[name]}:when={when}")
            assert done.stdout == "saved" or done.stderr.count("\n") == 1, done.stderr
            after(world, done)
