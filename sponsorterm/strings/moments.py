"""Days and times as short words, for columns where every cell counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sponsorterm.strings.dates import MONTHS, WEEKDAYS

FAR = 330
"""Days from which on a date needs its year to be understood."""


def brief_day(day: date, today: date) -> str:
    """A day in at most six characters: today, Tue, 3 Nov, 2025; of the year only if it is far."""
    ago = (today - day).days
    if ago == 0:
        return "today"
    if 0 < ago < 7:
        return WEEKDAYS[day.weekday()]
    return f"{day.day} {MONTHS[day.month - 1]}" if abs(ago) < FAR else str(day.year)


def brief_moment(at: datetime, now: datetime) -> str:
    """The hour of what was today, else the day, by the wall clock of `now`: 18:10, Tue, 3 Nov."""
    local = at.astimezone(now.tzinfo)
    return clock_time(local) if local.date() == now.date() else brief_day(local.date(), now.date())


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
