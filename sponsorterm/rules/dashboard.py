"""One row a sponsee, sorted by need: who needs a look comes first, and why is said.

Need is not merit: nobody is ranked by how they do, only by what waits for the sponsor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from sponsorterm.rules.clocks import Count, count
from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.rules.flags import flags
from sponsorterm.rules.presence import Arrival
from sponsorterm.rules.strip import strip

DAYS = 14
"""Days a row shows."""
RowLevel = Literal[1, 2, 3, 4, 5]
"""A flag's level, or 5 for a row without one."""

Mark = Literal["!", "~", " "]
_MARKS: Mapping[int, Mark] = {1: "!", 2: "~", 3: "~"}


class Standing(Protocol):
    """Where somebody stands in the programme: a step, its tasks, how many are done."""

    @property
    def number(self) -> int:
        """The step's number."""

    @property
    def tasks(self) -> Sized:
        """All its tasks."""

    @property
    def tasks_done(self) -> int:
        """How many of them are done."""


@dataclass(frozen=True, slots=True)
class Row:
    """One sponsee at a glance.

    `mark` and `reason` are the first flag's. `last` is the day of the last contact,
    `last_at` its moment if told. `strip`, `moods` and `cravings` are the last 14 days,
    today last. `clock` counts the first clock they share.
    """

    link: str
    name: str
    mark: Mark
    level: RowLevel
    reason: str
    flags: tuple[Flag, ...]
    last: date | None
    last_at: datetime | None
    strip: str
    moods: tuple[int | None, ...]
    cravings: tuple[int | None, ...]
    step: int | None
    tasks_done: int | None
    tasks_total: int | None
    unread: int
    arrival: Arrival
    clock: Count | None


def row(facts: Facts, standing: Standing | None = None) -> Row:
    """What the dashboard says of one sponsee."""
    found = flags(facts)
    level: RowLevel = found[0].level if found else 5
    last, last_at = facts.last_contact or (None, None)
    fortnight = [
        facts.days.get(facts.today - timedelta(days=ago)) for ago in range(DAYS - 1, -1, -1)
    ]
    return Row(
        link=facts.link,
        name=facts.name,
        mark=_MARKS.get(level, " "),
        level=level,
        reason=found[0].reason if found else "",
        flags=tuple(found),
        last=last,
        last_at=last_at,
        strip=_strip(facts),
        moods=tuple(day.mood.value if day and day.mood else None for day in fortnight),
        cravings=tuple(day.craving.value if day and day.craving else None for day in fortnight),
        step=standing.number if standing else None,
        tasks_done=standing.tasks_done if standing else None,
        tasks_total=len(standing.tasks) if standing else None,
        unread=len(facts.unread),
        arrival=facts.arrival,
        clock=next((count(clock, facts.today) for _, clock in facts.clocks), None),
    )


def by_need(rows: Iterable[Row]) -> list[Row]:
    """The loudest first; then who was heard from longest ago, or never; then by name."""
    return sorted(
        rows, key=lambda r: (r.level, r.last or date.min, r.name.casefold(), r.name, r.link)
    )


def next_look(rows: Sequence[Row], after: str | None = None) -> Row | None:
    """The next sponsee who needs a look, in order of need and round again at the end.

    `after` is the link just looked at. None when nobody else has a flag.
    """
    ordered = by_need(rows)
    links = [one.link for one in ordered]
    start = links.index(after) if after in links else 0
    around = (*ordered[start:], *ordered[:start])
    return next((one for one in around if one.flags and one.link != after), None)


def _strip(facts: Facts) -> str:
    return strip(
        {day for day, known in facts.days.items() if known.filed},
        facts.today,
        DAYS,
        facts.arrival.known_until or date.min,
        lines={day for day, known in facts.days.items() if known.line},
        since=facts.since,
    )
