"""Civil days: which day an entry is for, and calendar arithmetic on days.

A day ends at 04:00 in the person's own stored zone, because a tenth step written at half
past midnight belongs to the evening before. Sobriety dates know no clock and no rollover.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta, tzinfo

DAY_STARTS_AT = time(4, 0)
"""Where a day ends unless the person chose otherwise."""
SHORTEST_MONTH = 28


def civil_day(at: datetime, zone: tzinfo, day_starts_at: time = DAY_STARTS_AT) -> date:
    """The day a moment belongs to, by the wall clock of `zone`.

    Raises:
        ValueError: `at` has no offset.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs an offset")
    local = at.astimezone(zone)
    before_rollover = local.time() < day_starts_at
    return local.date() - timedelta(days=1) if before_rollover else local.date()


def add_months(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, clamped to that month's end.

    31 January and one month is the last day of February; 29 February and twelve months is
    28 February.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if day.day > SHORTEST_MONTH:
        day = day.replace(day=min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day.replace(year=year, month=month + 1)
