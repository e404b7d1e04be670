"""The long view: what the rules of insight say of one's own entries, read from the index."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sponsorterm.program import Pack, Prompt
from sponsorterm.program.work import Counter
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.kinds import Checkin, Clock, Inventory, Practice
from sponsorterm.rules.insight import (
    ClockLine,
    Helped,
    Summary,
    by_day,
    clock_line,
    curve,
    frequencies,
    helped,
    same_days,
)
from sponsorterm.services.home.session import Session
from sponsorterm.strings import insight as words

DAILY = (Inventory.KIND, Checkin.KIND)
CURVES = ("mood", "craving")
COUNTED = ("halt", "traits", "feelings", "actions")
MOMENTS = (("spot_check", "kinds"), ("spot_check", "affects"), ("urge", "helped"))
"""What is ticked in hard moments, and what helped there."""
YEAR = 371
"""53 whole weeks."""
SPANS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class KeptUp:
    """So many of a number within so many days. A day that is missed takes nothing away."""

    title: str
    done: int
    n: int
    days: int


@dataclass(frozen=True, slots=True)
class Insight:
    """All that is shown of the span from `first` to `today`, and of the year around it."""

    first: date
    today: date
    year: Mapping[date, int]
    curves: Mapping[str, Sequence[int | None]]
    counts: Mapping[str, Sequence[tuple[str, int]]]
    helped: Sequence[Helped]
    clocks: Sequence[ClockLine]
    on_this_day: Sequence[Entry]
    kept_up: Sequence[KeptUp]
    moments: Mapping[tuple[str, str], Sequence[tuple[str, int]]]
    practice: tuple[int, int]
    """Days with a quiet practice, and the minutes told of."""

    @property
    def days(self) -> int:
        """How many days the span has."""
        return (self.today - self.first).days + 1

    @property
    def written(self) -> int:
        """On how many of them something was written."""
        return sum(day >= self.first for day in self.year)


def insight(session: Session, days: int, *, last: date | None = None) -> Insight:
    """Look back over so many days, `last` (today) the last of them."""
    today = last or session.today
    first = today - timedelta(days=days - 1)
    since = today - timedelta(days=max(days, YEAR) - 1)
    entries = session.store.entries(kinds=DAILY, since=since, until=today)
    within = [entry for entry in entries if entry.day >= first]
    return Insight(
        first,
        today,
        Tally(entry.day for entry in entries),
        {field: curve(by_day(within, field), first, today) for field in CURVES},
        {field: frequencies(within, field) for field in COUNTED},
        helped(within),
        _clocks(session, today),
        [found for day in same_days(today) for found in _of_day(session, day)],
        [_kept_up(session, counter, today) for counter in session.pack.counters],
        {
            (kind, field): frequencies(_of_kind(session, kind, first, today), field)
            for kind, field in MOMENTS
        },
        _practice(_of_kind(session, Practice.KIND, first, today)),
    )


def summary_words(told: Summary, high: int, today: date) -> str:
    """A curve in words: its mean, its ends, and how its two halves compare."""
    parts = [
        words.around(told.mean, high, told.days) + ",",
        words.extremes(told.lowest, told.lowest_on, told.highest, told.highest_on, today),
    ]
    if told.before is not None and told.recent is not None:
        parts.append(words.halves(told.before, told.recent))
    return " ".join(parts)


def clock_words(line: ClockLine, today: date) -> str:
    """What a clock counts, in words."""
    counted, setbacks = line.count, max(0, len(line.spans) - 1)
    return words.clock(
        counted.since, counted.current, counted.total, counted.longest, setbacks, today
    )


def prompt_of(pack: Pack, field: str) -> Prompt | None:
    """The first prompt of a programme that fills this field."""
    found = (prompt for form in pack.forms for prompt in form.prompts() if prompt.field == field)
    return next(found, None)


def titles_of(pack: Pack, prompt: Prompt) -> dict[str, str]:
    """What a programme calls the choices of a prompt."""
    return {choice.key: choice.title for choice in pack.choices(prompt)}


def days_filed(session: Session, days: int) -> dict[date, int]:
    """How many entries each of the last `days` days has."""
    since = session.today - timedelta(days=days - 1)
    return session.store.told([MINE], DAILY, since)[MINE]


def _clocks(session: Session, today: date) -> list[ClockLine]:
    found = [
        entry.body
        for entry in session.store.entries(kinds={Clock.KIND}, oldest_first=True)
        if isinstance(entry.body, Clock)
    ]
    return [clock_line(clock, today) for clock in sorted(found, key=lambda each: not each.primary)]


def _kept_up(session: Session, counter: Counter, today: date) -> KeptUp:
    since = today - timedelta(days=counter.days - 1)
    done = session.store.count(kinds={counter.kind}, since=since, until=today)
    return KeptUp(counter.title, done, counter.n, counter.days)


def _of_kind(session: Session, kind: str, first: date, today: date) -> list[Entry]:
    return session.store.entries(kinds={kind}, since=first, until=today)


def _practice(entries: Sequence[Entry]) -> tuple[int, int]:
    told = [entry.body.minutes or 0 for entry in entries if isinstance(entry.body, Practice)]
    return len({entry.day for entry in entries}), sum(told)


def _of_day(session: Session, day: date) -> list[Entry]:
    return session.store.entries(kinds={Inventory.KIND}, since=day, until=day, limit=1)
