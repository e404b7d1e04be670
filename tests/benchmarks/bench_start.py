"""How soon the program answers: two commands and the screens, against the least each could cost.

Run: `python -m tests.benchmarks.bench_start [people]`. Budgets: design, "Budgets". A screen is
started in a pty at 80x24. The first frame is the first output that draws anything; "ready" is
when the first screen's own content stands there.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte

from sponsorterm.services.home.session import Session
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.store.home import Home
from sponsorterm.strings import day as words
from tests.benchmarks import homes
from tests.benchmarks.measure import environment, heading, medians, python, show, timed

RUNS = 7
BARE = "import sqlite3, click"
INVENTORY = 'kind = "inventory"\nperiod = "nightly"\nmode = "quick"\nmood = 3\n'
"""An evening as `log` reads it from its input."""
QUIET = 0.6
"""Seconds without output after which a program is taken to have come to rest."""
SETTLED = 2.0
"""Seconds without a new thread after which all of them are there."""
PATIENCE = 20.0
MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("ready")
Minimal().run()
"""


@dataclass(frozen=True)
class Start:
    """Milliseconds from before the process to what a person sees, and the memory it took.

    `work` is what the first frame took of the processor, which others on the machine cannot
    lengthen. The memory is the most it ever held until all its threads were there. Both are
    known on Linux only.
    """

    frame: float
    ready: float
    work: float
    mebibytes: float


@dataclass(frozen=True)
class _Piece:
    """A piece of output: when it came, and what the process had worked until then."""

    moment: float
    work: float
    data: bytes


def start(
    command: Sequence[str],
    ready: str,
    home: Path | None = None,
    *,
    then: Sequence[tuple[str, str]] = (),
) -> Start:
    """Start a program in a terminal, wait until it rests, and end it.

    `then` are keys to press, each with what comes up by it.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment(home) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(slave)
    chunks = _read(master, process.pid, ready, began)
    for keys, shown in then:
        os.write(master, keys.encode())
        _read(master, process.pid, shown, time.perf_counter())
    _settle(process.pid)
    weight = _resident(process.pid)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    os.close(master)
    frame, there, work = _seen(chunks, ready)
    return Start(frame, there, work, weight)


def _read(master: int, process: int, ready: str, began: float) -> list[_Piece]:
    """All output until it rests after what is waited for; read first, looked at later."""
    pieces: list[_Piece] = []
    is_there = False
    while time.perf_counter() - began < PATIENCE:
        if not select.select([master], [], [], QUIET if is_there else PATIENCE)[0]:
            break
        with contextlib.suppress(OSError):
            data = os.read(master, 65536)
            pieces.append(_Piece((time.perf_counter() - began) * 1000, _work(process), data))
            is_there = is_there or ready.encode() in data
    return pieces


def _seen(pieces: list[_Piece], ready: str) -> tuple[float, float, float]:
    """When anything was drawn and when what is waited for was, and the work until the first."""
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    first = None
    for piece in pieces:
        stream.feed(piece.data)
        text = "\n".join(screen.display)
        if first is None and text.strip():
            first = piece
        if first is not None and ready in text:
            return first.moment, piece.moment, first.work
    raise SystemExit(f"{ready!r} did not come up:\n" + "\n".join(screen.display))


def _work(process: int) -> float:
    """Milliseconds of the processor a process has used so far, on Linux."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6


def _settle(process: int) -> None:
    """Wait until no more threads have come for a while: the sync starts after the screens."""
    began = since = time.perf_counter()
    known = 0
    while time.perf_counter() - since < SETTLED and time.perf_counter() - began < PATIENCE:
        there = sum(1 for _ in Path(f"/proc/{process}/task").glob("*"))
        if there > known:
            known, since = there, time.perf_counter()
        time.sleep(SETTLED / 20)


def _resident(process: int) -> float:
    """The most memory a process ever held, on Linux."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def compare(who: str, home: Path) -> None:
    """Today over this home, the minimal app taking turns with it."""
    ours: list[Start] = []
    bare: list[Start] = []

    def run_ours() -> float:
        command = [sys.executable, "-m", "sponsorterm"]
        ours.append(start(command, words.TONIGHT, home))
        return ours[-1].frame

    def run_bare() -> float:
        bare.append(start([sys.executable, "-c", MINIMAL], "ready"))
        return bare[-1].frame

    medians(run_bare, run_ours, runs=RUNS)
    for what, field, unit, budget in (
        ("first frame", "frame", "ms", "<= 1.35x"),
        ("ready", "ready", "ms", "<= 1.6x"),
        ("memory", "mebibytes", "MiB", "<= 50 MiB"),
    ):
        mine, base = _middle(ours, field), _middle(bare, field)
        show(f"{who}: {what}", mine, unit, mine / base, budget)


def _middle(starts: list[Start], field: str) -> float:
    return sorted(getattr(each, field) for each in starts)[len(starts) // 2]


def commands(home: Path) -> None:
    """Whole processes over ten years, the bare imports taking turns with them."""

    def log() -> float:
        return python("-m", "sponsorterm", "log", "--quiet", home=home, text=INVENTORY)

    def status() -> float:
        return python("-m", "sponsorterm", "status", home=home)

    bare, first, second = medians(lambda: python("-c", BARE), status, log, runs=RUNS)
    show(BARE, bare, "ms")
    show("status", first, "ms", first / bare, "<= 3x")
    show("log --quiet", second, "ms", second / bare, "<= 3x")


def dashboard_of(home: Path) -> None:
    """All rows of a sponsor's dashboard, from a warm index."""
    with Session.open(Home.find({"SPONSORTERM_HOME": str(home)})) as session:
        rows = len(dashboard(session).rows)
        taken = statistics.median(timed(lambda: dashboard(session)) for _ in range(RUNS))
    show(f"dashboard, {rows} people", taken, "ms", budget="<= 20 ms")


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else homes.PEOPLE
    own, sponsor = homes.ten_years(), homes.sponsor_of(people)
    heading("commands over ten years, whole processes")
    commands(own)
    heading("today in a terminal, against a Textual app of one line")
    compare("ten years", own)
    compare(f"sponsor of {people}", sponsor)
    dashboard_of(sponsor)


if __name__ == "__main__":
    main()
