"""Documents meant to hurt cost every reader little time and little memory, and crash none."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product

import pytest

from tests.faults.hostile import CASES, Readers

SECONDS = 0.1
SLACK = 5
"""CPU seconds, not wall time; but a busy or an old machine takes several times as many."""
MOST_MIB = 100
READERS = [name for name, value in vars(Readers).items() if name[0] != "_" and callable(value)]


def test_the_cases_and_readers_are_many() -> None:
    assert len(CASES) >= 37
    assert len(READERS) >= 20


def measured(readers: list[str]) -> list[tuple[str, str, float, float]]:
    """Each document read by each of these, in a process of its own: its seconds and MiB."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.hostile", *readers],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(case, reader) for case, reader, *_ in told] == list(product(CASES, readers))
    return told


def slow(told: list[tuple[str, str, float, float]]) -> set[tuple[str, str]]:
    return {(case, reader) for case, reader, seconds, _ in told if seconds > SECONDS * SLACK}


@pytest.mark.parametrize("group", range(4))
def test_no_document_hurts_its_reader(group: int) -> None:
    told = measured(READERS[group::4])
    assert not [line for line in told if line[3] > MOST_MIB]
    if suspects := slow(told):  # a machine may hiccup once, but not at the same place twice
        again = slow(measured(sorted({reader for _, reader in suspects})))
        assert not suspects & again
