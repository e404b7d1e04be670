"""What is read off somebody's entries, once, so that every rule reads the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Body, Checkin, Comment, Inventory, Note, Step

ANSWERED = (Inventory, Checkin)
"""These tell of mood, craving and use."""
CONTACT: frozenset[type[Body]] = frozenset({Inventory, Checkin, Note, Comment, Step})
"""Any of these is a sign of life. A line is enough."""

Contact: TypeAlias = tuple[date, datetime | None]
"""A day somebody was heard on, and the moment if it was told."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number on a scale and the copy it stands in."""

    value: int
    record: str


@dataclass(slots=True)
class Day:
    """One day: whether an inventory is for it, whether anything else is, and how it was.

    The hardest moment counts: the lowest mood, the highest craving.
    """

    filed: bool = False
    line: bool = False
    mood: Reading | None = None
    craving: Reading | None = None


def here(day: date, today: date) -> date | None:
    """A day of theirs as a day of mine, or None when it cannot be true yet.

    East of here it may already be tomorrow: that is today. A date further ahead is a slip
    or a wrong clock, and must not hide that somebody has gone quiet.
    """
    if day <= today:
        return day
    return today if day - today <= timedelta(days=1) else None


def days(entries: Iterable[Entry], today: date) -> dict[date, Day]:
    """Every day something is for."""
    known: dict[date, Day] = {}
    for entry in entries:
        body = entry.body
        if type(body) not in CONTACT or (when := here(entry.day, today)) is None:
            continue
        day = known.setdefault(when, Day())
        if isinstance(body, Inventory):
            day.filed = True
        else:
            day.line = True
        if isinstance(body, ANSWERED):
            _take(day, body, entry.record)
    return known


def last_contact(entries: Iterable[Entry], today: date) -> Contact | None:
    """When somebody was last heard from.

    An entry for an earlier day is contact on the day it was written.
    """
    last: Contact | None = None
    for entry in entries:
        if type(entry.body) not in CONTACT:
            continue
        written = here(entry.at.date(), today) if entry.at else None
        for day in (here(entry.day, today), written):
            if day and (last is None or day > last[0]):
                last = (day, entry.at if written else None)
    return last


def _take(day: Day, body: Inventory | Checkin, record: str) -> None:
    """Let an entry's numbers count for its day where they are the hardest yet."""
    if body.mood is not None and (day.mood is None or body.mood < day.mood.value):
        day.mood = Reading(body.mood, record)
    if body.craving is not None and (day.craving is None or body.craving > day.craving.value):
        day.craving = Reading(body.craving, record)
