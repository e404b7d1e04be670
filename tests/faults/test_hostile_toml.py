"""Documents meant to hurt cost every reader little time and little memory, and crash none."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product

import pytest

from tests.faults.hostile import CASES, Readers

SECONDS = 0.1
SLACK = 10
"""CPU seconds, not wall time; but a busy or an old machine takes several times as many."""
MOST_MIB = 100
READERS = [name for name, value in vars(Readers).items() if name[0] != "_" and callable(value)]


def test_the_cases_and_readers_are_many() -> None:
    assert len(CASES) >= 37
    assert len(READERS) >= 20


@pytest.mark.parametrize("group", range(4))
def test_no_document_hurts_its_reader(group: int) -> None:
    readers = READERS[group::4]
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
    assert not [line for line in told if line[2] > SECONDS * SLACK]
    assert not [line for line in told if line[3] > MOST_MIB]
