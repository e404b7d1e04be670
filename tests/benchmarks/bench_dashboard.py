"""How soon a sponsor's dashboard is there, in CPU time: first frame, data, a key in the list.

Of the first look of a day, when all are judged anew, also how long a key takes meanwhile.

Run: `python -m tests.benchmarks.bench_dashboard [folder]`. Homes are made once and kept in the
folder. The best of many runs is told: of the data as a ratio to a loop of plain Python of the
same run, of the screens as a ratio to those of a home that was just set up. Budgets: design,
"Budgets".
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from sponsorterm.services.home.session import Session
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.strings import day as words
from sponsorterm.strings import sponsees
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.help import HelpScreen
from sponsorterm.tui.screens.sponsees import SponseesScreen
from sponsorterm.tui.widgets.lines import Lines
from tests.benchmarks import homes
from tests.benchmarks.bench_start import start
from tests.benchmarks.measure import heading, show

RUNS = 15
STARTS = 7
ROUNDS = 5
SIZES = ((50, 3650, "<= 20 ms"), (500, 365, "<= 100 ms"))
"""People, days of each, and the budget of the data."""
KEYS = ("down", "pagedown", "end", "home", "j", "slash", "1", "2", "escape", "g")
A_KEY = "<= 50 ms a key"
PATIENCE = 10_000
"""Looks, a millisecond apart, for a screen."""


def spin() -> None:
    """Plain work of the interpreter, to hold a figure against on any machine."""
    total = 0
    for number in range(200_000):
        total += number * number % 7


def best(
    work: Callable[[], object], runs: int = RUNS, before: Callable[[], object] = lambda: None
) -> float:
    """Milliseconds of CPU of the quickest run: what others do on the machine does not count."""
    taken = []
    for _ in range(runs):
        before()
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return min(taken)


def forget(session: Session) -> None:
    """Let all that was concluded be made anew, as on the first look of a day."""
    standing = session.store.conclusions([link.record for link in session.links()])
    session.store.conclude([replace(each, rests_on="") for each in standing.values()])


def screens(kept: Path) -> None:
    """The whole program in a terminal, over much and over nothing, taking turns."""
    people, days, _ = SIZES[0]
    command = [sys.executable, "-m", "sponsorterm"]
    board = (("5", sponsees.heading(people)),)
    much, none, open_ = [], [], []
    for _ in range(STARTS):
        none.append(start(command, words.TONIGHT, homes.empty(kept)))
        much.append(start(command, words.TONIGHT, homes.sponsor_of(people, days, kept)))
        open_.append(
            start(command, words.TONIGHT, homes.sponsor_of(people, days, kept), then=board)
        )
    frame, base = (min(each.work for each in starts) for starts in (much, none))
    show("first frame", frame, "ms", frame / base, "<= 1.1x")
    weights = [min(each.mebibytes for each in starts) for starts in (none, much, open_)]
    for what, weight in zip(("nothing", "today", "the dashboard open"), weights, strict=True):
        show(f"memory, {what}", weight, "MiB", weight / weights[0], "<= 50 MiB")


async def _timed(work: Awaitable[object]) -> float:
    start = time.process_time()
    await work
    return (time.process_time() - start) * 1000


async def first_look(home: Path) -> float:
    """Milliseconds until help is open, asked for while all rows of another day are judged."""
    with Session.open(homes.home_at(home)) as session:
        forget(session)
    app = SponsortermApp(homes.home_at(home), online=False)
    async with app.run_test(size=(120, 40)) as pilot:
        while not app.is_set_up:
            await pilot.pause()
        app.simulate_key("5")
        await _until(lambda: isinstance(app.screen, SponseesScreen))
        began = time.perf_counter()
        app.simulate_key("question_mark")
        await _until(lambda: isinstance(app.screen, HelpScreen))
        return (time.perf_counter() - began) * 1000


async def _until(true: Callable[[], bool]) -> None:
    for _ in range(PATIENCE):
        if true():
            return
        await asyncio.sleep(0.001)
    raise SystemExit("a screen did not come up")


def _has_rows(app: SponsortermApp) -> bool:
    return any(rows.count for rows in app.screen.query("SponseesScreen #rows").results(Lines))


async def keys(home: Path) -> float:
    """The slowest of some keys in the list and its filter, in milliseconds of CPU."""
    app = SponsortermApp(homes.home_at(home), online=False)
    async with app.run_test(size=(120, 40)) as pilot:
        while not app.is_set_up:
            await pilot.pause()
        await pilot.press("5")
        while not _has_rows(app):
            await pilot.pause()
        taken = [[await _timed(pilot.press(key)) for key in KEYS] for _ in range(ROUNDS)]
        return max(min(column) for column in zip(*taken, strict=True))


def main() -> None:
    kept = Path(sys.argv[1]) if len(sys.argv) > 1 else homes.KEPT
    base = best(spin)
    heading("the data of a dashboard from a warm index, against a loop of plain Python")
    for people, days, budget in SIZES:
        home = homes.sponsor_of(people, days, kept)
        with Session.open(homes.home_at(home)) as session:
            look, clear = partial(dashboard, session), partial(forget, session)
            data, anew = best(look), best(look, before=clear)
        show(f"{people} people, {days} days each", data, "ms", data / base, budget)
        show("the same, first look of the day", anew, "ms", anew / base)
        meanwhile = max(asyncio.run(first_look(home)) for _ in range(ROUNDS))
        show("a key meanwhile, the slowest of some", meanwhile, "ms", budget=A_KEY)
        show("the slowest key", asyncio.run(keys(home)), "ms", budget=A_KEY)
    heading(f"in a terminal, {SIZES[0][0]} people, against a home that was just set up")
    screens(kept)


if __name__ == "__main__":
    main()
