"""Words of the long view."""

from __future__ import annotations

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
TODAY = "today"
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


def around(title: str, mean: float, high: int) -> str:
    """Where a number lies on the whole."""
    return f"{title} around {mean:.1f} of {high}."
