"""What stands around every screen: areas, header, footer, help, the common questions."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.dates import WEEKDAYS, date_of, day_of

TITLE = "sponsorterm"

TODAY = "Today"
INVENTORY = "Inventory"
STEPS = "Steps"
NOTES = "Notes"
SPONSEES = "Sponsees"
INSIGHT = "Insight"
PEOPLE = "People"

HELP = "help"
REACH_OUT = "reach out"
REACH_OUT_TITLE = "Reach out"
QUIT = "quit"
NOT_YET = "That day is still to come."
BACK = "back"

KEY_AREA = "Go to this area"
KEY_NEXT_AREA = "Next area"
KEY_LAST_AREA = "Area before"
KEY_HELP = "Help for what you are on"
KEY_REACH_OUT = "Reach out to somebody"
HOW_TO_LEAVE = "q goes back, and in the end out. In a text, Esc first."
KEY_BACK = "Back, or quit"
KEY_LEAVE_FIELD = "Leave the field"
KEY_PALETTE = "Everything by name"

HELP_TITLE = "Keys here"
HELP_EVERYWHERE = "Everywhere"
CLOSE = "q  close"
HELP_TYPING = (
    "While you write, letters are letters. Esc leaves the field; then keys are keys again."
)

YES = "yes"
NO = "no"
CONFIRM_KEYS = "y  yes    n  no"
TEXT_KEYS = "Enter  keep    Esc  leave it"
LONG_TEXT_KEYS = "Tab  keep    Esc  leave it"

FAILED = "sponsorterm stopped: something it did not expect ({kind})."
FAILED_HINT = "What you saved is safe, and drafts were kept. Start it again to go on."

NOT_SYNCED = "kept here"

_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def short_day(day: date) -> str:
    """Fri 20 Nov."""
    return f"{WEEKDAYS[day.weekday()]} {date_of(day, day)}"


def near_day(day: date, today: date) -> str:
    """The day as one would say it today: today, yesterday, Tuesday, 3 Nov, 3 Nov 2025."""
    within_a_week = 1 < (today - day).days < 7
    return _LONG[day.weekday()] if within_a_week else day_of(day, today)


def failed(kind: str) -> str:
    """What is said after an error nobody foresaw; `kind` is its class, never its text."""
    return f"{FAILED.format(kind=kind)}\n{FAILED_HINT}"
