"""Days and times in as few letters as a list has room for, as one would say them today."""

from __future__ import annotations

from datetime import date, datetime

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_of(day: date, today: date) -> str:
    """`2 Dec`, and `2 Dec 2027` in another year."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def day_of(day: date, today: date) -> str:
    """`today`, `yesterday`, `Wed` within a week back, else the date."""
    ago = (today - day).days
    if ago in (0, 1):
        return ("today", "yesterday")[ago]
    return WEEKDAYS[day.weekday()] if 1 < ago < 7 else date_of(day, today)


def on_day(day: date, today: date) -> str:
    """The same within a sentence: `today`, `yesterday`, `on Wed`, `on 2 Dec`."""
    said = day_of(day, today)
    return said if said in ("today", "yesterday") else f"on {said}"


def moment_of(at: datetime, now: datetime) -> str:
    """`today 18:10`, `Wed 07:05`, by the wall clock of `now`."""
    local = at.astimezone(now.tzinfo)
    return f"{day_of(local.date(), now.date())} {local:%H:%M}"
