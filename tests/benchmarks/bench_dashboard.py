"""How soon a sponsor's dashboard is there, in CPU time: its data, a key in the list or filter.

Run: `python -m tests.benchmarks.bench_dashboard [folder]`. Homes are made once and kept in the
folder. The best of many runs is told, as a ratio to a loop of plain Python of the same run.
Budgets: design, "Budgets".
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from sponsorterm.services.dashboard import dashboard
from sponsorterm.services.session import Session
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.widgets.lines import Lines
from tests.benchmarks import homes
from tests.benchmarks.measure import heading, show

RUNS = 15
SIZES = ((50, 3650, "<= 20 ms"), (500, 365, "<= 100 ms"))
"""People, days of each, and the budget of the data."""
KEYS = ("down", "pagedown", "end", "home", "j", "slash", "1", "2", "escape", "g")
A_KEY = "<= 50 ms a key"


def spin() -> None:
    """Plain work of the interpreter, to hold a figure against on any machine."""
    total = 0
    for number in range(200_000):
        total += number * number % 7


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds of CPU of the quickest run: what others do on the machine does not count."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return min(taken)


async def _timed(work: Awaitable[object]) -> float:
    start = time.process_time()
    await work
    return (time.process_time() - start) * 1000


async def keys(home: Path) -> float:
    """The slowest of some keys in the list and its filter, in milliseconds of CPU."""
    app = SponsortermApp(homes.home_at(home), online=False)
    async with app.run_test(size=(120, 40)) as pilot:
        while not app.is_set_up:
            await pilot.pause()
        await pilot.press("5")
        while not any(
            rows.count for rows in app.screen.query("SponseesScreen #rows").results(Lines)
        ):
            await pilot.pause()
        slowest = 0.0
        for key in KEYS:
            slowest = max(slowest, await _timed(pilot.press(key)))
        return slowest


def main() -> None:
    kept = Path(sys.argv[1]) if len(sys.argv) > 1 else homes.KEPT
    base = best(spin)
    heading("the data of a dashboard from a warm index, against a loop of plain Python")
    for people, days, budget in SIZES:
        home = homes.sponsor_of(people, days, kept)
        with Session.open(homes.home_at(home)) as session:
            data = best(lambda session=session: dashboard(session))  # type: ignore[misc]
        show(f"{people} people, {days} days each", data, "ms", data / base, budget)
        show("the slowest key", asyncio.run(keys(home)), "ms", budget=A_KEY)


if __name__ == "__main__":
    main()
