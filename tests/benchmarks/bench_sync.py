"""How fast two homes come in step: ten years given to a sponsor, as whole processes.

Run: `python -m tests.benchmarks.bench_sync [days]`. Over an endpoint in a process of its own and
over a folder. Budgets: a sync without change 0.5 s, a clone 4 s, both on an idle machine; on
a busy one the processor's seconds (user and system) say more than the clock's.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from sponsorterm.endpoint.admin import create_code
from sponsorterm.records.kinds import Inventory, Place
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import prepare
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import people
from sponsorterm.store.home import Home
from tests.benchmarks.bench_endpoint import endpoint
from tests.benchmarks.measure import heading, python, show

DAYS = 3650
WORDS = "I phoned a friend before the meeting and told the truth about the week. " * 8
BARE = "import sqlite3, click, httpx"
RUNS = 5


def home_of(root: Path, name: str) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(root / name)})


def linked(root: Path, place: Place, code: str | None, days: int) -> None:
    """Sam, who has given Maria all of these days and has not synced yet, and Maria."""
    with (
        set_up(home_of(root, "sam"), SetupAnswers("Sam", zone="UTC")) as sam,
        set_up(home_of(root, "maria"), SetupAnswers("Maria", zone="UTC")) as maria,
    ):
        invite = people.start_invite(maria, "Sam", "sponsee", place, code)
        joined = people.join(sam, invite.join_text, place=place)
        people.poll_invite(maria, invite.link)
        people.confirm(maria, invite.link, same=True)
        people.confirm(sam, joined.link, same=True)
        sam.store.keep_all(list(written(sam, days)))


def written(sam: Session, days: int) -> Iterator[bytes]:
    sharing = {sam.links()[0].record: Sharing("full")}
    for ago in range(days):
        body = Inventory(period="nightly", mode="full", mood=ago % 5 + 1, done_well=WORDS)
        made = prepare(sam, body, day=sam.today - timedelta(days=ago), sharing=sharing)
        yield from (made.revision.payload, *made.records)


def worked(work: Callable[[], float]) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor, of what runs in child processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    by_clock = work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return by_clock, busy * 1000


def sync(root: Path, name: str) -> tuple[float, float]:
    home = root / name
    return worked(lambda: python("-m", "sponsorterm", "sync", "--quiet", home=home))


def least(works: list[tuple[float, float]]) -> tuple[float, float]:
    """The quickest of some runs: the others were disturbed."""
    return min(by_clock for by_clock, _ in works), min(busy for _, busy in works)


def durable_files(folder: Path, count: int) -> float:
    """The least a clone could cost: each entry in a file of its own, safely on the disk."""
    start = time.perf_counter()
    for number in range(count):
        fd = os.open(folder / str(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(fd, WORDS.encode())
        os.fsync(fd)
        os.close(fd)
    return (time.perf_counter() - start) * 1000


def measure(kind: str, root: Path, place: Place, code: str | None, days: int) -> None:
    heading(f"over {kind}, {days} entries: by the clock; of the processor")
    linked(root, place, code, days)
    files = root / "files"
    files.mkdir()
    disk = durable_files(files, days)
    bare = least([worked(lambda: python("-c", BARE)) for _ in range(RUNS)])
    row("first upload", sync(root, "sam"), disk, "as many durable files")
    row("no change", least([sync(root, "sam") for _ in range(RUNS)]), bare[0], BARE)
    row("clone", sync(root, "maria"), disk, "as many durable files")
    row("no change, the other", least([sync(root, "maria") for _ in range(RUNS)]), bare[0], BARE)


def row(what: str, taken: tuple[float, float], base: float, of: str) -> None:
    show(f"{what} ({taken[1]:.0f} ms of work)", taken[0], "ms", taken[0] / base, of)


@contextlib.contextmanager
def served(database: Path) -> Iterator[tuple[str, str]]:
    """An endpoint: its address, and a code that opens spaces there."""
    code = create_code(database, label="benchmark")
    start = multiprocessing.get_context("spawn")
    ours, theirs = start.Pipe()
    process = start.Process(target=endpoint, args=(theirs, database), daemon=True)
    process.start()
    yield ours.recv(), code
    process.kill()
    process.join()


def main() -> None:
    days = int(sys.argv[1]) if len(sys.argv) > 1 else DAYS
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "shared").mkdir()
        place = Place(kind="folder", where=str(root / "shared"))
        measure("a folder", root / "by-folder", place, None, days)
        with served(root / "db" / "mailbox.db") as (url, code):
            measure("HTTP", root / "by-http", Place(kind="http", where=url), code, days)


if __name__ == "__main__":
    main()
