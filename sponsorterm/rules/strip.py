"""Little pictures of days: the strip of two weeks, a line of bars, a year as a calendar.

They show what was there and never judge it: a day without an entry is a dot, and a day
nobody can know about yet is blank.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date, timedelta

FILED, LINE, NOTHING, BLANK = "━─· "
"""A filed entry, a line of another sort, a known day with neither, an unknown day."""
BARS = "▁▂▃▄▅▆▇█"
TEN = "X"
"""What stands for ten, or more, where a value has one cell."""
_ASCII = str.maketrans(f"{FILED}{LINE}{NOTHING}", "#-.")


def strip(
    filed: Container[date],
    today: date,
    days: int = 14,
    known_until: date | None = None,
    *,
    lines: Container[date] = (),
    since: date | None = None,
) -> str:
    """The last `days` days, `today` last, one character each.

    `lines` are days of other contact. After `known_until` a day without either is blank,
    for what has not been synced is not known; without it everything is known, as it is of
    oneself. So is a day before `since`, when nothing was shared yet.
    """
    first, last = since or date.min, known_until or date.max
    span = (today - timedelta(days=ago) for ago in range(days - 1, -1, -1))
    return "".join(_cell(day, filed, lines, first <= day <= last) for day in span)


def spark(values: Sequence[float | None], low: float, high: float) -> str:
    """One bar a value on the scale from `low` to `high`, a gap for None."""
    return "".join(_bar(value, low, high) for value in values)


def figures(values: Sequence[float | None]) -> str:
    """The values themselves, for where there are no bars: one cell each, a gap for None."""
    return "".join(_figure(value) for value in values)


def in_ascii(strip: str) -> str:
    """The same strip without Unicode: `#-.`."""
    return strip.translate(_ASCII)


def heat(counts: Mapping[date, int], today: date, weeks: int = 53) -> list[list[int | None]]:
    """A calendar: seven rows from Monday to Sunday, one column a week, this week last.

    A cell is 0 for no entry, 1 or 2 for as many, 3 for more; None for a day to come.
    """
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    return [
        [
            _heat(counts, monday + timedelta(days=weekday, weeks=week), today)
            for week in range(weeks)
        ]
        for weekday in range(7)
    ]


def _cell(day: date, filed: Container[date], lines: Container[date], known: bool) -> str:
    if day in filed:
        return FILED
    if day in lines:
        return LINE
    return NOTHING if known else BLANK


def _bar(value: float | None, low: float, high: float) -> str:
    if value is None:
        return BLANK
    share = (min(max(value, low), high) - low) / (high - low)
    return BARS[round(share * (len(BARS) - 1))]


def _figure(value: float | None) -> str:
    if value is None:
        return BLANK
    return TEN if round(value) >= 10 else str(round(value))


def _heat(counts: Mapping[date, int], day: date, today: date) -> int | None:
    return None if day > today else min(counts.get(day, 0), 3)
