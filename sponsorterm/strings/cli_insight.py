"""Words of `insight` and `report`."""

from __future__ import annotations

INSIGHT = (
    "The long view over your own entries: each curve with its axes and in words, what comes up "
    "often, your clocks, and this day in other years."
)
DAYS = "How many days to look back over."
NOTHING_YET = "There is nothing to look back on yet. Write something: sponsorterm log"

REPORT = (
    "One month as Markdown, or as one HTML page with its plots inside that needs nothing else. "
    "Without --output it is printed. It holds numbers only, unless --level says full."
)
AS_HTML = "A page for a browser instead of Markdown."
LEVEL = "Numbers and choices only, or everything that was written."
OUTPUT = "Write to this file, readable by you alone."
NO_MONTH = "That is not a month."
NO_MONTH_HINT = "Write it like 2026-11."
MONTH_TO_COME = "That month has not begun."


def last_days(days: int) -> str:
    """The heading of the long view."""
    return f"The last {days} days"


def written_to(place: str) -> str:
    """Where the report lies."""
    return f"Written to {place}. Whoever can open the file can read it."
