"""What stands around every screen: areas, header, footer, help, the common questions."""

from __future__ import annotations

from datetime import date

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
BACK = "back"

KEY_AREA = "Go to this area"
KEY_NEXT_AREA = "Next area"
KEY_LAST_AREA = "Area before"
KEY_HELP = "Help for what you are on"
KEY_REACH_OUT = "Reach out to somebody"
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

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def short_day(day: date) -> str:
    """Fri 20 Nov."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """Friday 20 Nov 2026."""
    return f"{_LONG_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def near_day(day: date, today: date) -> str:
    """The day as one would say it today: today, yesterday, Tuesday, 3 Nov, 3 Nov 2025."""
    ago = (today - day).days
    if ago in (0, 1):
        return ("today", "yesterday")[ago]
    if 1 < ago < 7:
        return _LONG_DAYS[day.weekday()]
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def failed(kind: str) -> str:
    """What is said after an error nobody foresaw; `kind` is its class, never its text."""
    return f"{FAILED.format(kind=kind)}\n{FAILED_HINT}"
