"""A clock counts days since a date. A setback is part of its line, never its end."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Line, Text


class Setback(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day of return to use and the day the count begins anew. Earlier spans stay."""

    on: date
    restart: date
    note: Text | None = None


class Clock(Body, frozen=True, kw_only=True):
    """What is counted, from which day, from 0 or 1, and the setbacks on the way."""

    KIND = "clock"
    NUMBERS = frozenset(
        {"label", "start", "count_from", "primary", "setbacks.on", "setbacks.restart"}
    )
    FULL = NUMBERS | {"setbacks.note"}

    label: Line
    start: date
    count_from: Literal[0, 1] = 0
    primary: bool | None = None
    setbacks: Annotated[list[Setback], Meta(max_length=500)] = []
