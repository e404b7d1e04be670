"""Words of the form screen: going through the pages, sharing, and what filing did."""

from __future__ import annotations

from collections.abc import Sequence

PAGE = "page"
LEAVE = "leave"
END = "end"
KEY_NEXT_PAGE = "Next page"
KEY_LAST_PAGE = "Page before"
KEY_LAST = "To the end, leaving the rest open"
KEY_LEAVE = "Keep the draft and leave"
KEY_DISCARD = "Let this draft go"
KEY_WAY_ON = "Past the answers, to the end"
KEY_HOLD = "Hold this back, or give it"
KEY_RAW = "See the very text that goes out"
HELP = (
    "Answer what you like and leave the rest: only what is marked is needed. "
    "Digits set scales; y and n say yes and no; Space chooses; Tab and Enter go on; F goes "
    "to the end, for a line is enough. "
    "All of it is kept as a draft while you write."
)

HELP_SHARE = (
    "The level says how much of this entry goes out; single answers can be held back. "
    "What is shown is the very copy."
)
LEAVE_AS_IS = "leave it as it is"
SHARE_SO = "share it like this"

NEXT_PAGE = "next page"
FILE = "file it"
STAYS_HERE = "This entry stays here."
STAYS_WHY = "You have no sponsor linked, so nobody else sees it. It is kept in your own files."

DRAFT_KEPT = "The draft is kept. You can go on any time."
DISCARD = "Let this draft go?"
DISCARD_ABOUT = "What was filed before stays. Only what you typed here is lost."
DISCARDED = "The draft is gone."

LEVELS = (
    ("private", "Private: nothing goes out"),
    ("numbers", "Numbers only"),
    ("full", "All of it"),
)
GETS_NOTHING = "Nothing of this entry goes out."
HELD_BACK = "held back"
HOLD_HINT = "Space on an answer holds it back or gives it.  v  the very text"
RAW_TITLE = "Word for word"
NO_COPY = "There is no copy: nothing goes out."


def progress(page: int, pages: int) -> str:
    """3 of 9."""
    return f"{page} of {pages}"


def what_they_see(name: str) -> str:
    """The heading of a sharing page."""
    return f"What {name} will see"


def stays(titles: Sequence[str]) -> str:
    """What is not in the copy at this level."""
    return f"Stays with you: {', '.join(titles)}"


def unchanged(name: str) -> str:
    """The copy is the one already given."""
    return f"{name} has this already; nothing new is sent."


def withdrawn(name: str) -> str:
    """The copy given before is taken back."""
    return f"{name} has a copy of this. It will be taken back."


def still_open(title: str) -> str:
    """The one answer that is needed is not there."""
    return f"One answer is needed: {title}"


def does_not_fit(expected: str) -> str:
    """An answer breaks a limit."""
    return f"This does not fit: {expected}"


def draft_not_kept(reason: str) -> str:
    """The disk refused a draft."""
    return f"The draft could not be kept: {reason}"


LISTED = "What is to be put right stands on your amends list."
NOT_SENT = "Saved here, will be sent (no connection)."


def shared(names: Sequence[str]) -> str:
    """What sharing did."""
    return f"On its way to {_people(names)}." if names else "Done. Nothing new goes out."


def filed(names: Sequence[str], minutes: int = 0, until: str | None = None) -> str:
    """What filing did. What becomes of the sending is said when it is known."""
    if not names:
        return "Saved here. Nobody else sees it."
    if until is not None:
        return f"Saved here. Goes to {_people(names)} at {until}."
    if minutes:
        return f"Saved here. Goes to {_people(names)} in {minutes} min, unless you take it back."
    return f"Saved here. On its way to {_people(names)}."


def sent(names: Sequence[str]) -> str:
    """It is where it was meant to go."""
    return f"Saved here. Sent to {_people(names)}."


def _people(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
