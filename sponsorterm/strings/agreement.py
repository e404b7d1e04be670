"""Words of an agreement: its terms, what each says, and how one types it."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.dates import MONTHS

TITLES = {
    "cadence": "How often",
    "meetings": "Meetings a week",
    "hours": "Hours",
    "zone": "Time zone",
    "channel": "Where we talk",
    "no_answer": "If nobody answers",
    "backup": "Then call",
    "review_on": "Look at this again",
    "alerts": "Thresholds",
    "alerts_off": "Not flagged",
    "paused_from": "Pause from",
    "paused_to": "Pause until",
    "keep_days": "Entries are kept",
    "note": "Besides",
}
"""Every term, in the order people talk about them."""
HOW = {
    "cadence": "daily, weekly or none",
    "meetings": "a number; 0 for none agreed",
    "hours": "when a call is welcome: 18:00 to 22:00, not on Sundays",
    "zone": "of those hours: Europe/Berlin",
    "channel": "phone, a messenger, in person",
    "no_answer": "what to do then, in a line or two",
    "backup": "somebody else to call, by alias",
    "review_on": "a day: 2027-01-31",
    "alerts": "name=number, with commas: high_craving=7, hard_days=2",
    "alerts_off": "names with commas: no_work, all_easy",
    "paused_from": "a day: 2026-12-20",
    "paused_to": "a day, itself included: 2027-01-03",
    "keep_days": "days a sponsor's devices keep what was shared of a day; empty for always",
    "note": "anything else the two of you agree on",
}
CADENCES = {
    "daily": "every day",
    "weekly": "every week",
    "none": "nothing fixed: silence is never flagged",
}
ALWAYS = "for as long as the link lasts"
NOT_AGREED = "-"
NOTHING = "Nothing is agreed yet."
PAUSE_ENDS_FIRST = "The pause would end before it begins."
A_NUMBER = "Write a whole number."
A_CADENCE = "Write daily, weekly or none."
A_ZONE = "Write a time zone like Europe/Berlin."
PAIRS = "Write name=number, with commas between."
SOURCE = "this agreement"


def day(value: date) -> str:
    """20 Dec 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def kept(days: int) -> str:
    """How long the other's entries are kept."""
    return f"{days} {'day' if days == 1 else 'days'} at the sponsor's"


def thresholds(alerts: dict[str, int]) -> str:
    """Numbers in place of the usual ones."""
    return ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in alerts.items())


def unknown_limit(name: str, known: list[str]) -> str:
    """A threshold there is not."""
    return f"There is no threshold {name}; there are {', '.join(known)}."


def unknown_alert(name: str, known: list[str]) -> str:
    """A flag there is not, or that nobody can do without."""
    return f"{name} cannot be switched off; these can: {', '.join(known)}."


def changed(before: str, after: str) -> str:
    """What a proposal would change."""
    return f"{before} -> {after}"
