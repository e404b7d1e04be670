"""Words of the long view."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.dates import date_of, on_day

HELP = (
    "The long view over your own entries, for you alone. Left and right change how far back the "
    "curves and the counts go. A day without an entry is a blank, nothing else."
)

YEAR = "A year of days"
LEGEND = ("no entry", "one", "two", "more")
SPANS = {30: "30 days", 90: "90 days", 365: "a year"}
TITLES = {
    "mood": "Mood",
    "craving": "Craving",
    "halt": "Hungry, angry, lonely, tired",
    "traits": "What got in the way",
    "feelings": "Feelings",
    "actions": "What you did for recovery",
}
MOMENTS = {
    ("spot_check", "kinds"): "At work in hard moments",
    ("spot_check", "affects"): "What it touched",
    ("urge", "helped"): "What helped with an urge",
}
KEPT_UP = "Kept up"
HELPED = "Days with a better mood"
ON_THIS_DAY = "On this day"
NO_WORDS = "no words"
NOTHING = "not answered in this time"
NOTHING_TICKED = "nothing ticked in this time"

EMPTY = "There is nothing to look back on yet."
EMPTY_ABOUT = "After a few entries you see here how the days went, and what comes up often."
EMPTY_KEY = "2"
EMPTY_DO = "Inventory, and i for the first one"

KEY_SPAN = "How far back"
HINT_LONGER = "further back"
HINT_SHORTER = "less far"


def written(days: int, total: int) -> str:
    """How many days have an entry."""
    return f"Written on {days} of {total} days."


def kept_up(title: str, done: int) -> str:
    """90 meetings in 90 days: 34 so far."""
    return f"{title}: {done} so far"


def practice(days: int, minutes: int) -> str:
    """A quiet practice, in days and minutes."""
    told = f", {minutes} minutes in all" if minutes else ""
    return f"Quiet practice on {days} {_days(days)}{told}"


def around(mean: float, high: int, days: int) -> str:
    """Where a number lies on the whole."""
    return f"Around {mean:.1f} of {high} on {days} {_days(days)}"


def extremes(lowest: int, lowest_on: date, highest: int, highest_on: date, today: date) -> str:
    """The lowest and the highest, with a day of each."""
    low = f"lowest {lowest} {on_day(lowest_on, today)}"
    return f"{low}, highest {highest} {on_day(highest_on, today)}."


def halves(before: float, recent: float) -> str:
    """How the two halves of the time compare."""
    return f"First half {before:.1f}, second half {recent:.1f}."


def helped(days: int, mood: float, without: float) -> str:
    """Mood on days with something and on days without it."""
    return f"mood {mood:.1f} on {days} {_days(days)} with it, {without:.1f} without"


def clock(since: date, current: int, total: int, longest: int, setbacks: int, today: date) -> str:
    """The counts of a clock, setbacks among them."""
    told = f", {setbacks} {'setback' if setbacks == 1 else 'setbacks'} on the way"
    counts = f"{current} · {total} in all · longest {longest}"
    return f"since {date_of(since, today)}: {counts}{told if setbacks else ''}"


def long_ago(day: date, today: date) -> str:
    """How long ago a day is, in months or years."""
    months = (today.year - day.year) * 12 + today.month - day.month
    if months < 12:
        return "a month ago" if months == 1 else f"{months} months ago"
    years = months // 12
    return "a year ago" if years == 1 else f"{years} years ago"


def _days(count: int) -> str:
    return "day" if count == 1 else "days"
