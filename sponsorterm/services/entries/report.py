"""A month as a report: what a curve says, what was counted, and the entries at a chosen level.

The level is that of a shared copy, cut by the same table: `numbers` never holds a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sponsorterm.program import Pack, Prompt
from sponsorterm.records.days import add_months
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Inventory
from sponsorterm.rules.insight import Summary, summary
from sponsorterm.rules.sharing import CopyLevel, project
from sponsorterm.services.entries.insight import (
    COUNTED,
    CURVES,
    DAILY,
    clock_words,
    insight,
    prompt_of,
    titles_of,
)
from sponsorterm.services.entries.reading import Line, shown
from sponsorterm.services.home.session import Session
from sponsorterm.strings import insight as titles

_NOBODY = "0" * 32
"""Stands for the record in a copy that goes nowhere."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A number over the days of the month, the ends of its scale, and its summary."""

    title: str
    low: int
    high: int
    values: Sequence[int | None]
    summary: Summary | None


@dataclass(frozen=True, slots=True)
class Written:
    """One entry: its day, and its answers as far as the level goes."""

    day: date
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report of the days from `first` to `last` says."""

    name: str
    first: date
    last: date
    level: CopyLevel
    written: int
    curves: Sequence[Curve]
    counts: Sequence[tuple[str, Sequence[tuple[str, int]]]]
    clocks: Sequence[tuple[str, str]]
    entries: Sequence[Written]

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.last - self.first).days + 1


def report(session: Session, month: date, level: CopyLevel) -> Report:
    """The month a day lies in, up to today when it is this one."""
    first = month.replace(day=1)
    last = min(add_months(first, 1) - timedelta(days=1), session.today)
    pack = session.pack
    seen = insight(session, (last - first).days + 1, last=last)
    found = session.store.entries(kinds=DAILY, since=first, until=last, oldest_first=True)
    return Report(
        name=session.profile.name,
        first=first,
        last=last,
        level=level,
        written=seen.written,
        curves=[
            Curve(titles.TITLES[field], prompt.low, prompt.high, values, summary(values, first))
            for field, values in ((field, seen.curves[field]) for field in CURVES)
            if (prompt := prompt_of(pack, field))
        ],
        counts=[
            (titles.TITLES[field], _named(pack, prompt, seen.counts[field]))
            for field in COUNTED
            if seen.counts[field] and (prompt := prompt_of(pack, field)) and _told(level, field)
        ],
        clocks=[(line.label, clock_words(line, last)) for line in seen.clocks],
        entries=[_written(session, entry, level) for entry in found],
    )


def _written(session: Session, entry: Entry, level: CopyLevel) -> Written:
    revision = session.store.revision(entry.id)
    copy = project(revision, level=level, held=(), copy_record=_NOBODY, supersedes=())
    return Written(entry.day, shown(session.pack, copy))


def _told(level: CopyLevel, field: str) -> bool:
    """Whether what was ticked under this field goes out at the level."""
    return level == "full" or field in Inventory.NUMBERS


def _named(
    pack: Pack, prompt: Prompt, found: Sequence[tuple[str, int]]
) -> Sequence[tuple[str, int]]:
    names = titles_of(pack, prompt)
    return [(names.get(key, key), times) for key, times in found]
