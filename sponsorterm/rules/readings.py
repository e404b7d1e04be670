"""What is read off one sponsee's facts, in one place, so that every rule reads the same.

A day's mood is its lowest and a day's craving its highest: the hardest moment counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import (
    Body,
    Checkin,
    Clock,
    Comment,
    Inventory,
    Note,
    Presence,
    Step,
)
from sponsorterm.rules.clocks import count
from sponsorterm.rules.facts import Facts
from sponsorterm.rules.presence import Arrival, arrival
from sponsorterm.rules.silence import EARLY_DAYS

LINES = (Checkin, Note, Comment, Step)
"""Any of these is a sign of life beside an inventory. A line is enough."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number on a scale and the copy it stands in."""

    value: int
    record: str


def arrived(facts: Facts) -> Arrival:
    """How much of what they gave is here."""
    note = next((entry for entry, _ in facts.of(Presence)), None)
    return arrival(note, facts.live, synced_on=facts.synced_on, today=facts.today)


def clocks(facts: Facts) -> list[Clock]:
    """The clocks they share: the one they call the first, then the longest running."""
    return sorted((body for _, body in facts.of(Clock)), key=lambda c: (not c.primary, c.start))


def is_early(facts: Facts) -> bool:
    """Whether the first clock's current span is in its first days."""
    first = clocks(facts)[:1]
    return any((facts.today - count(c, facts.today).since).days < EARLY_DAYS for c in first)


def answered(facts: Facts) -> Iterator[tuple[date, Entry, Inventory | Checkin]]:
    """Inventories and check-ins with the day they are for, newest first."""
    for entry in facts.entries:
        day = facts.here(entry.day)
        if day is not None and isinstance(entry.body, Inventory | Checkin):
            yield day, entry, entry.body


def moods(facts: Facts) -> dict[date, Reading]:
    """The lowest mood of each day that has one."""
    return _extremes(facts, "mood", lowest=True)


def cravings(facts: Facts) -> dict[date, Reading]:
    """The highest craving of each day that has one."""
    return _extremes(facts, "craving", lowest=False)


def days_of(facts: Facts, *kinds: type[Body]) -> frozenset[date]:
    """The days entries of these kinds are for."""
    days = (facts.here(entry.day) for entry in facts.entries if isinstance(entry.body, kinds))
    return frozenset(day for day in days if day)


def last_heard(facts: Facts) -> tuple[date, datetime | None] | None:
    """The last day of any contact, and the moment if it was told.

    An entry for an earlier day is contact on the day it was written.
    """
    signs = (entry for entry in facts.entries if isinstance(entry.body, (Inventory, *LINES)))
    heard = (contact for entry in signs if (contact := _contact(facts, entry)))
    return max(heard, key=lambda contact: contact[0], default=None)


def _contact(facts: Facts, entry: Entry) -> tuple[date, datetime | None] | None:
    written = facts.here(entry.at.date()) if entry.at else None
    days = [day for day in (facts.here(entry.day), written) if day]
    return (max(days), entry.at if written else None) if days else None


def _extremes(facts: Facts, field: str, *, lowest: bool) -> dict[date, Reading]:
    sign = -1 if lowest else 1
    found: dict[date, Reading] = {}
    for day, entry, body in answered(facts):
        value = getattr(body, field)
        if value is not None and (day not in found or (value - found[day].value) * sign > 0):
            found[day] = Reading(value, entry.record)
    return found
