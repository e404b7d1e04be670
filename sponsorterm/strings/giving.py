"""Words of giving what was written before."""

from __future__ import annotations

GIVE = (
    "Give somebody what you wrote in the last days, after a look at each copy. Linking gives "
    "nothing by itself; what they have, or had and you took back, is left as it is."
)
DAYS = "How many days back."
LEVEL = "Numbers and choices only, or all of it."
NOTHING = "There is nothing of these days that they do not have already."
NOT_DONE = "Nothing was given."
HELP = (
    "What you wrote in the last 30 days and this person never had. Each line is the very copy; "
    "Space leaves one out, v shows it word for word. Nothing goes out before you say so."
)
KEY_GIVE = "Give the last 30 days"
KEY_LEVEL = "Numbers only, or all of it"
KEY_RAW = "Word for word"
KEY_DO = "Give these"
LEVELS = {"numbers": "numbers only", "full": "all of it"}
OUT = "left out"
RAW = "Word for word"


def heading(name: str, count: int, level: str) -> str:
    """What would be given, and how much of it."""
    return f"For {name}: {entries(count)} of the last 30 days, {LEVELS[level]}"


def agree(name: str, count: int, level: str) -> str:
    """The question before it is done."""
    return f"Give {name} {entries(count)}, {LEVELS[level]}?"


def given(name: str, count: int) -> str:
    """What was done."""
    return f"{entries(count).capitalize()} on the way to {name}."


def entries(count: int) -> str:
    """So many entries."""
    return f"{count} {'entry' if count == 1 else 'entries'}"
