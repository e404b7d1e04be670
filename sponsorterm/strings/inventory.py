"""Words of the Inventory screen and of one entry opened."""

from __future__ import annotations

from sponsorterm.strings import kinds

KEY_EDIT = "Change this entry"
KEY_SHARE = "Share it, or share it otherwise"
KEY_COMMENT = "Comment on it"
KEY_FOR_CALL = "For the next call"
CALL_WITH = "Talk about it with whom?"
FOR_CALL = "On the agenda of the next call. No word of the entry goes with it."
KEY_HISTORY = "Earlier versions"

HINT_OPEN = "open"
HINT_WRITE = "write today's"
HINT_YESTERDAY = "yesterday's"
HINT_QUICK = "60 seconds"
HINT_EDIT = "change"
HINT_SHARE = "share"
HINT_COMMENT = "comment"
HINT_HISTORY = "versions"
HINT_SEARCH = "search"

HELP = (
    "Every day you wrote down, newest first. Enter opens one; i writes today's, y yesterday's, "
    "d any other day's. A day without an entry is just a day without an entry."
)
HELP_ENTRY = "One entry, as you wrote it, with who holds what of it and what was said about it."

MOOD = "mood"
CRAVING = "craving"
EMPTY = "Nothing written yet. i starts today's inventory; Q is the 60-second one."
SHARE_WITH = "Share with whom?"
COMMENT_TO = "Write to whom?"
COMMENT_ABOUT = "It stands beside this entry, for the two of you."
COMMENTED = "Saved here, and on its way."
NOBODY_LINKED = "No sponsor is linked. 7 is where to begin."
NOBODY_HOLDS_IT = "Nobody else holds this entry. s shares it."
HISTORY = "Every version"
ONLY_MINE = "only you have this"


def title(day: str, kind: str) -> str:
    """Fri 20 Nov, inventory."""
    return f"{day}, {kinds.name(kind)}"


def of_kind(kind: str, text: str) -> str:
    """What sort of entry it is, when it is no inventory."""
    return f"{kinds.name(kind)}: {text}" if text else kinds.name(kind)


def held_by(name: str, level: str, current: bool) -> str:
    """What one person holds of an entry."""
    much = "all of it" if level == "full" else "the numbers"
    return f"{name} has {much}" + ("" if current else " (as it was before you changed it)")


def edited(times: int) -> str:
    """How often it was changed."""
    return "changed once" if times == 1 else f"changed {times} times"


def comment_for(name: str) -> str:
    """Whom a comment goes to."""
    return f"To {name}, about this entry"


def to_talk_about(kind: str, day: str) -> str:
    """A point of the agenda: which entry, and nothing of what is in it."""
    return f"{kind} of {day}"
