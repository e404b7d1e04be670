"""A clock counts days since a date, and milestones stand on its line. A setback ends neither."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from sponsorterm.records.ids import RecordId
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Line, Text


class Setback(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day of return to use and the day the count begins anew. Earlier spans stay.

    Without a `restart` that day is still open, and nothing is counted until there is one.
    """

    on: date
    restart: date | None = None
    note: Text | None = None


class Span(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An earlier time that is filled in later. It ended; that does not make it a setback."""

    start: date
    end: date


class Clock(Body, frozen=True, kw_only=True):
    """What is counted, from which day, from 0 or 1, and the setbacks on the way.

    `past` are times before `start`: they count in all, and break nothing.
    """

    KIND = "clock"
    NUMBERS = frozenset(
        {
            *("label", "start", "count_from", "primary"),
            *("setbacks.on", "setbacks.restart", "past.start", "past.end"),
        }
    )
    FULL = NUMBERS | {"setbacks.note"}

    label: Line
    start: date
    count_from: Literal[0, 1] = 0
    primary: bool | None = None
    setbacks: Annotated[list[Setback], Meta(max_length=500)] = []
    past: Annotated[list[Span], Meta(max_length=100)] = []


class Milestone(Body, frozen=True, kw_only=True):
    """A milestone that was reached, or is being prepared: the day, and the chip that was given.

    A sponsor's own is `about` the copy of the clock; one's own names the `clock` itself.
    """

    KIND = "milestone"
    NUMBERS = frozenset({"about", "label", "unit", "n", "on", "chip_on"})
    FULL = NUMBERS | {"planned"}

    about: RecordId | None = None
    clock: RecordId | None = None
    label: Line | None = None
    unit: Literal["days", "months", "years"] | None = None
    n: Annotated[int, Meta(ge=1, le=36_525)] | None = None
    on: date | None = None
    chip_on: date | None = None
    planned: Line | None = None
    dismissed: bool | None = None
    link: RecordId | None = None
