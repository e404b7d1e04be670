"""How fast the store is, as ratios to the bare work of the same run.

Run: `python -m tests.benchmarks.bench_store [years people]`. Budgets: design, "Budgets".
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import rtoml

from sponsorterm.records.entry import MINE
from sponsorterm.records.ids import derived_record_id
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard
from sponsorterm.store.store import Store
from tests.store import pen

WORDS = "I phoned a friend before the meeting and told the truth about the week. " * 12


def timed(work: Callable[[], object], runs: int = 1) -> float:
    """Median milliseconds of one run."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def durable_append(path: Path) -> Callable[[], None]:
    """The least that "durable" can cost: one write and one fsync."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append() -> None:
        os.write(fd, WORDS.encode())
        os.fsync(fd)

    return append


def show(what: str, milliseconds: float, base: float, of: str) -> None:
    print(f"{what:<44} {milliseconds:>10.2f} ms {milliseconds / base:>8.1f}x {of}")


def save(store: Store, folder: Path) -> None:
    base = timed(durable_append(folder / "log"), 200)
    payloads = iter([pen.note(WORDS, f"bench {n}") for n in range(200)])
    show("save one, durable", timed(lambda: store.save(next(payloads)), 200), base, "an append")


def fill(store: Store, days: int, people: int) -> None:
    """A year's worth of entries of mine, and of each person's."""
    dates = [pen.DAY - timedelta(days=n) for n in range(days)]
    store.keep_all([pen.note(WORDS, str(day), day=day) for day in dates])
    copies = [pen.copy(WORDS, str(day), day=day) for day in dates]
    for person in range(people):
        store.keep_all(copies, derived_record_id("person", str(person)))


def reading(home: Home, people: int) -> None:
    files = list((home.records / MINE).rglob("*.toml"))
    parse = timed(lambda: [rtoml.loads(path.read_bytes().decode()) for path in files])
    every = len(list(home.records.rglob("*.toml")))
    discard(home.index)
    rebuild = timed(lambda: Store.open(home).close())
    show(f"index built anew, {every} files", rebuild, parse * every / len(files), "parsing them")
    show("opened again", timed(lambda: Store.open(home).close(), 5), rebuild, "that")
    with Store.open(home) as store:
        links = [derived_record_id("person", str(person)) for person in range(people)]
        since = pen.DAY - timedelta(days=30)
        month = [store.entries(space=link, since=since) for link in links]
        board = timed(lambda: [store.entries(space=link, since=since) for link in links], 20)
        show(f"30 days of {people} people, {sum(map(len, month))} entries", board, 20, "20 ms")
        show("search, 100 found", timed(lambda: store.search("phoned tru"), 20), 20, "20 ms")
        show("refresh, nothing new", timed(store.refresh, 50), 20, "20 ms")


def main() -> None:
    years, people = [int(value) for value in sys.argv[1:]] or [1, 50]
    with tempfile.TemporaryDirectory() as folder:
        home = Home.find({"SPONSORTERM_HOME": folder})
        home.create()
        with Store.open(home) as store:
            save(store, Path(folder))
            fill(store, 365 * years, people)
        time.sleep(2.1)  # folders changed just now are looked at again: that is not the usual
        Store.open(home).close()
        reading(home, people)


if __name__ == "__main__":
    main()
