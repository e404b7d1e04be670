"""What is read off somebody's entries, once, so that every rule reads the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import (
    KINDS,
    Answer,
    Body,
    Checkin,
    Clock,
    Ending,
    Halt,
    Inventory,
    Meeting,
    Milestone,
    Presence,
    SafetyPlan,
    Seen,
)
from sponsorterm.rules.sharing import AUTHORS

ANSWERED = (Inventory, Checkin)
"""These tell of mood, craving and use."""
BY_THEMSELVES = frozenset({Clock, Seen, Presence, SafetyPlan, Ending, Milestone})
"""Of what a sponsee may give, these are no sign of life: a program writes them, or they stand."""
CONTACT: frozenset[type[Body]] = (
    frozenset(KINDS[kind] for kind in AUTHORS["sponsee"]) - BY_THEMSELVES
)
"""Any of these is a sign of life. A line is enough."""

MEETING = "meeting"
"""The action of an inventory that says so."""

_NOT_ANSWERED = (None, None, None, None)

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

    The hardest moment counts: the lowest mood, the highest craving, the most parts of HALT.
    `words`: something was written, or may have been and is not shown at the level given.
    """

    filed: bool = False
    line: bool = False
    mood: Reading | None = None
    craving: Reading | None = None
    halt: Reading | None = None
    told_meetings: int = 0
    logged_meetings: int = 0
    words: bool = False

    @property
    def meetings(self) -> int:
        """How many there were: as many as were logged one by one, or as were told of."""
        return max(self.told_meetings, self.logged_meetings)


def here(day: date, today: date) -> date | None:
    """A day of theirs as a day of mine, or None when it cannot be true yet.

    East of here it may already be tomorrow: that is today. A date further ahead is a slip
    or a wrong clock, and must not hide that somebody has gone quiet.
    """
    return min(day, today) if day - today <= timedelta(days=1) else None


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
            day.words = day.words or entry.level != "full" or _says_something(body)
            day.told_meetings = max(day.told_meetings, _meetings(body))
        elif isinstance(body, Meeting):
            day.logged_meetings += 1
        else:
            day.words = True
    return known


def last_contact(entries: Iterable[Entry], today: date) -> Contact | None:
    """When somebody was last heard from: the day, and the latest moment told of that day.

    An entry for an earlier day is contact on the day it was written.
    """
    last: Contact | None = None
    for entry in entries:
        if type(entry.body) not in CONTACT:
            continue
        written = here(entry.at.date(), today) if entry.at else None
        for day in (here(entry.day, today), written):
            found = (day, entry.at if written else None) if day else None
            if found and (last is None or _is_later(found, last)):
                last = found
    return last


def _is_later(one: Contact, other: Contact) -> bool:
    if one[0] != other[0] or one[1] is None:
        return one[0] > other[0]
    return other[1] is None or one[1] > other[1]


def _take(day: Day, body: Inventory | Checkin, record: str) -> None:
    """Let an entry's numbers count for its day where they are the hardest yet."""
    if body.mood is not None and (day.mood is None or body.mood < day.mood.value):
        day.mood = Reading(body.mood, record)
    if body.craving is not None and (day.craving is None or body.craving > day.craving.value):
        day.craving = Reading(body.craving, record)
    halt = _halt(body.halt)
    if halt is not None and (day.halt is None or halt > day.halt.value):
        day.halt = Reading(halt, record)


def _halt(halt: Halt | None) -> int | None:
    """How many of the four were answered yes; None when none was answered."""
    if halt is None:
        return None
    told = (halt.hungry, halt.angry, halt.lonely, halt.tired)
    return None if told == _NOT_ANSWERED else told.count(True)


def _says_something(body: Inventory | Checkin) -> bool:
    """Whether there is any writing in it beside numbers and choices."""
    if isinstance(body, Checkin):
        return any((body.step_action, body.stuck, body.ask))
    told = any(not isinstance(each, Answer) or each.text for each in body.answers.values())
    return told or any((body.done_well, body.better, body.gratitude, body.tomorrow))


def _meetings(body: Inventory | Checkin) -> int:
    """How many meetings it tells of."""
    if isinstance(body, Checkin):
        return body.meetings or 0
    return int(MEETING in body.actions)
