"""The long view over one's own entries: what is seen from far, without a judgement.

A count is a count and a mean is a mean: nothing here is a score, and what was not answered
is left out and never taken for a no.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

import msgspec

from sponsorterm.records.days import add_months
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Clock, Inventory
from sponsorterm.rules.clocks import Count, count, spans

ENOUGH = 5
"""Days with, and days without, before two means are held against each other."""
YEARS_BACK = 10
"""How many years an entry of this day is looked for."""
MONTHS_BACK = (1, 3, 6)


@dataclass(frozen=True, slots=True)
class Summary:
    """One number over a span, for those who read rather than look at a curve."""

    days: int
    mean: float
    lowest: int
    lowest_on: date
    highest: int
    highest_on: date
    recent: float | None
    """The mean of the second half of the span, when both halves have answers."""
    before: float | None


@dataclass(frozen=True, slots=True)
class Helped:
    """Mood on the days something was done, and on those it was not. No cause is claimed."""

    key: str
    days: int
    mood: float
    mood_without: float


@dataclass(frozen=True, slots=True)
class ClockLine:
    """The whole history of a clock: each span with its first and last day, and the counts."""

    label: str
    spans: tuple[tuple[date, date], ...]
    count: Count


def by_day(entries: Iterable[Entry], field: str) -> dict[date, int]:
    """A number of each day. The inventory of a day counts before a line written in passing."""
    found: dict[date, int] = {}
    for entry in sorted(entries, key=lambda each: (each.kind == Inventory.KIND, each.day)):
        value = getattr(entry.body, field, None)
        if isinstance(value, int):
            found[entry.day] = value
    return found


def curve(values: Mapping[date, int], first: date, today: date) -> list[int | None]:
    """The values day by day from `first` to `today`; None where nothing was answered."""
    days = (today - first).days + 1
    return [values.get(first + timedelta(days=offset)) for offset in range(days)]


def summary(values: Sequence[int | None], first: date) -> Summary | None:
    """What a curve shows, as numbers; None when nothing was answered."""
    known = [
        (value, first + timedelta(days=offset))
        for offset, value in enumerate(values)
        if value is not None
    ]
    if not known:
        return None
    lowest, highest = min(known), max(known, key=lambda one: one[0])
    half = first + timedelta(days=len(values) // 2)
    before = [value for value, day in known if day < half]
    recent = [value for value, day in known if day >= half]
    both = bool(before and recent)
    return Summary(
        len(known),
        fmean(value for value, _ in known),
        *lowest,
        *highest,
        fmean(recent) if both else None,
        fmean(before) if both else None,
    )


def frequencies(entries: Iterable[Entry], field: str) -> list[tuple[str, int]]:
    """How often each choice of a field was ticked, most often first; keys of the programme."""
    counted: Counter[str] = Counter()
    for entry in entries:
        counted.update(_ticked(getattr(entry.body, field, None)))
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def helped(entries: Iterable[Entry]) -> list[Helped]:
    """On days with which action the mood was better than without it, the clearest first.

    Only inventories that tell both mood and actions are counted, and an action needs
    `ENOUGH` days with it and without.
    """
    days = [
        (entry.body.mood, frozenset(entry.body.actions))
        for entry in entries
        if isinstance(entry.body, Inventory) and entry.body.mood is not None and entry.body.actions
    ]
    found = []
    for key in sorted(frozenset().union(*(actions for _, actions in days))):
        done = [mood for mood, actions in days if key in actions]
        rest = [mood for mood, actions in days if key not in actions]
        if len(done) >= ENOUGH and len(rest) >= ENOUGH and fmean(done) > fmean(rest):
            found.append(Helped(key, len(done), fmean(done), fmean(rest)))
    return sorted(found, key=lambda one: (one.mood_without - one.mood, one.key))


def clock_line(clock: Clock, today: date) -> ClockLine:
    """A clock's spans, each a part of one line: a setback ends none of what was."""
    told = tuple((begin, end) for begin, end in spans(clock, today) if begin <= end)
    return ClockLine(clock.label, told, count(clock, today))


def same_days(today: date) -> list[date]:
    """This day some months ago and in earlier years, the nearest first, by the calendar."""
    return [
        *(add_months(today, -months) for months in MONTHS_BACK),
        *(add_months(today, -12 * years) for years in range(1, YEARS_BACK + 1)),
    ]


def _ticked(value: object) -> list[str]:
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.asdict(value)
    if isinstance(value, Mapping):
        return [key for key, ticked in value.items() if ticked]
    return list(value) if isinstance(value, list) else []
