"""What all benchmarks share: the median of some runs, a child's environment, a row of the table."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

LEFT_OUT = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR", "COLUMNS", "LINES"}
"""Without compiled files a start takes more than twice as long, and nobody starts it so."""


def environment(home: Path | None = None) -> dict[str, str]:
    """What a child sees: the developer's own environment, but for what would distort."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return kept | ({"SPONSORTERM_HOME": str(home)} if home else {})


def python(*arguments: str, home: Path | None = None, text: str = "") -> float:
    """Milliseconds of one Python process, from before its start to its end."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        input=text.encode(),
        env=environment(home),
        capture_output=True,
        check=False,
    )
    taken = (time.perf_counter() - start) * 1000
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return taken


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def medians(*works: Callable[[], float], runs: int) -> list[float]:
    """The median of each, the works taking turns: a machine's slow spell falls on all."""
    taken = [[work() for work in works] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def heading(text: str) -> None:
    print(f"\n{text}", flush=True)


def show(what: str, value: float, unit: str, ratio: float | None = None, budget: str = "") -> None:
    """One row: the figure, its ratio to the bare baseline of the same run, the budget beside it."""
    told = f"{ratio:7.2f}x" if ratio is not None else " " * 8
    print(f"  {what:<46} {value:>9.1f} {unit:<3} {told}  {budget}".rstrip(), flush=True)
