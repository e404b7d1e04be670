"""Words of the amends ledger, on screens and in lines."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.screens import short_day

UNADVISED = (
    "Contact could do harm here, so nothing goes ahead before there is advice: "
    "write down what a sponsor or a professional said."
)
STEPPED_BACK = "Marked unsafe. What was planned is taken back until there is advice."
FLAGGED = "Marked unsafe."
UNFLAGGED = "No longer marked unsafe."

STATES = {
    "listed": "on the list",
    "discussed": "talked over",
    "planned": "planned",
    "attempted": "tried",
    "made": "made",
    "settled": "settled, and kept up",
    "not_to_contact": "not to be contacted",
    "out_of_reach": "out of reach: a letter",
}
WILLING = {"now": "now", "later": "later", "maybe": "maybe", "not_yet": "not yet"}
WAYS = {
    "direct": "face to face",
    "financial": "paying back",
    "letter": "a letter",
    "living": "living another way",
    "indirect": "some other way",
}
UNSAFE = "unsafe"
NEEDS_ADVICE = "unsafe, no advice yet"
ADVISED = "unsafe, advised"
NOBODY_NAMED = "nobody named"
EMPTY = "Nobody is on the list yet."
EMPTY_HOW = (
    "This is the list of people to put something right with. It stays with you until you share it."
)


def standing(state: str, planned_for: date | None, made_on: date | None) -> str:
    """Where it stands, with the day that matters."""
    day = made_on if state in ("made", "settled") else planned_for if state == "planned" else None
    return f"{STATES[state]}, {short_day(day)}" if day else STATES[state]


def safety(unsafe: str | None, advice: str | None) -> str:
    """What is said of contact: nothing where nothing is known of harm."""
    if unsafe != "yes":
        return ""
    return ADVISED if (advice or "").strip() else NEEDS_ADVICE


def group(state: str, count: int) -> str:
    """The heading of those who stand alike."""
    return f"{STATES[state].capitalize()}  ({count})"
