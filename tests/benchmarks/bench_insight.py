"""Opening Insight on ten years of evenings, as work and as a ratio to reading them bare.

`python -m tests.benchmarks.bench_insight`. Budget: 150 ms of work after the first time. The
bare baseline is what nobody can do without: the year's bodies out of SQLite and decoded.
"""

from __future__ import annotations

import sqlite3
from functools import partial

import msgspec

from sponsorterm.program import builtin
from sponsorterm.records.kinds import Inventory
from sponsorterm.services.entries.insight import SPANS, YEAR, insight
from sponsorterm.services.home.session import Session
from sponsorterm.tui.marks import UNICODE
from sponsorterm.tui.screens import long_view
from tests.benchmarks.homes import home_at, ten_years
from tests.benchmarks.measure import heading, medians, show, timed

RUNS = 9
WIDTH = 110
BUDGET = 150


def main() -> None:
    home = home_at(ten_years())
    decoder = msgspec.json.Decoder(Inventory)
    bare = sqlite3.connect(home.index)
    query = (
        "SELECT body FROM revision WHERE acts AND space = 'mine' AND kind = 'inventory'"
        " ORDER BY day DESC LIMIT ?"
    )

    def read_bare() -> list[Inventory]:
        return [decoder.decode(body) for (body,) in bare.execute(query, (YEAR,))]

    heading("Insight on ten years")
    with Session.open(home) as session:
        pack = builtin(session.profile.pack)

        def open_it(days: int) -> None:
            seen = insight(session, days)
            drawn = [
                *long_view.curves(seen, pack, WIDTH, UNICODE),
                *long_view.counts(seen, pack, UNICODE),
                *long_view.clocks(seen, WIDTH, UNICODE),
                long_view.year(seen, WIDTH, UNICODE),
            ]
            assert sum(len(each.wrap(WIDTH)) for each in drawn) > 0

        for days in SPANS:
            ours, baseline = medians(
                partial(timed, partial(open_it, days)), partial(timed, read_bare), runs=RUNS
            )
            show(f"{days} days", ours, "ms", ours / baseline, f"<= {BUDGET} ms")
    bare.close()


if __name__ == "__main__":
    main()
