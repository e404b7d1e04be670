"""Words of giving what was written before."""

from __future__ import annotations

GIVE = (
    "Give somebody what you wrote before, after a look at each copy: a time and kinds of entries, "
    "single entries, sheets. Linking gives nothing by itself; what they have, or had and you took "
    "back, is left as it is. Sheets go only when they are named."
)
DAYS = "How many days back.  [default: 30]"
SINCE = "From this day on."
UNTIL = "Up to this day."
KIND = "Only entries of this kind; may be given more than once."
ENTRY = "This entry, by its short name; with no time named, nothing but these."
SHEET = "This sheet with its rows, by its key; with no time named, nothing but these."
LEVEL = "Numbers and choices only, or all of it."
NO_SPAN = "That is no time."
NO_SPAN_HINT = "A number of days, a first day (2026-11-01), or a first and a last day."
ASK_SPAN = "How far back?"
NOTHING = "There is nothing of these days that they do not have already."
NOT_DONE = "Nothing was given."
HELP = (
    "What you wrote and this person never had: the last 30 days, or the time you choose with d. "
    "Space takes out a whole kind, takes in a sheet, or leaves out a single entry; Enter shows the "
    "very copy, word for word. Nothing goes out before you say so."
)
KEY_GIVE = "Give what was written before"
HINT_SPAN = "time"
HINT_LEVEL = "level"
KEY_SPAN = "Another time"
KEY_OUT = "Leave out, or take in"
KEY_LEVEL = "Numbers only, or all of it"
KEY_RAW = "Word for word"
KEY_DO = "Give these"
LEVELS = {"numbers": "numbers only", "full": "all of it"}
OUT = "left out"
RAW = "Word for word"


KINDS = "Kinds"
SHEETS = "Sheets"
ENTRIES = "One by one"


def heading(name: str, count: int, sheets: int, level: str) -> str:
    """What would be given, and how much of it."""
    return f"For {name}: {_all(count, sheets)}, {LEVELS[level]}"


def agree(name: str, count: int, sheets: int, level: str) -> str:
    """The question before it is done."""
    return f"Give {name} {_all(count, sheets)}, {LEVELS[level]}?"


def given(name: str, count: int, sheets: int) -> str:
    """What was done."""
    return f"{_all(count, sheets).capitalize()} on the way to {name}."


def not_to_give(kind: str) -> str:
    """An entry that belongs to somebody else, or to nobody."""
    return f"A {kind} is not given in this way."


def span(since: str, until: str) -> str:
    """The time chosen."""
    return f"{since} to {until}" if until else f"since {since}"


def rows(count: int) -> str:
    """How much of a sheet goes with it."""
    return f"{count} {'row' if count == 1 else 'rows'}"


def _all(entries: int, sheets: int) -> str:
    parts = [f"{entries} {'entry' if entries == 1 else 'entries'}"] if entries or not sheets else []
    parts += [f"{sheets} {'sheet' if sheets == 1 else 'sheets'}"] if sheets else []
    return " and ".join(parts)
