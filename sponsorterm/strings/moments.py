"""Days and times as short words, for columns where every cell counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sponsorterm.strings.dates import MONTHS, WEEKDAYS


def brief_day(day: date, today: date) -> str:
    """A day in at most six characters: today, Tue, 3 Nov, 2025."""
    ago = (today - day).days
    if ago == 0:
        return "today"
    if 0 < ago < 7:
        return WEEKDAYS[day.weekday()]
    return f"{day.day} {MONTHS[day.month - 1]}" if day.year == today.year else str(day.year)


def age(since: timedelta) -> str:
    """How long ago, in at most four characters: 5m, 3h, 2d, 14w."""
    minutes = max(0, int(since.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 24 * 60:
        return f"{minutes // 60}h"
    days = minutes // (24 * 60)
    return f"{days}d" if days < 100 else f"{days // 7}w"


def clock_time(at: datetime) -> str:
    """21:04."""
    return at.strftime("%H:%M")
