"""Words of the walk through all that is new or flagged."""

from __future__ import annotations

NO_SUCH_STOP = "Nothing that waits for a look has this name."
NO_SUCH_STOP_HINT = "See the names in: sponsorterm triage list"
NOTHING_TO_UNDO = "There is nothing to take back."

HELP_FLAG = (
    "Why somebody needs a look, and what it rests on. A keeps what you did about it, for you "
    "alone, and it is quiet until there is something new. Enter opens the person, n goes on."
)

RESTS_ON = "It rests on"
ALSO = "Also"
BEFORE = "Dealt with"
GONE = "This is dealt with. n goes on, u takes it back."

KEY_ACT = "Deal with it: called, messaged, in hand, not now"
KEY_UNDO = "Take the last act back"
KEY_SEEN_NEXT = "Mark it seen and go on"
KEY_CALL = "Note that you called, and how long"
KEY_SNOOZE = "Put it off until a day"
KEY_PERSON = "Open the person"

HINT_ACT = "deal with it"
HINT_UNDO = "undo"
HINT_SEEN_NEXT = "seen, next"
HINT_PERSON = "the person"
HINT_SNOOZE = "not now"
HINT_CALL = "log a call"

ACTIONS = (
    ("c", "called", "we spoke"),
    ("l", "call", "we spoke, and note the call for both of us"),
    ("m", "messaged", "I wrote to them"),
    ("o", "ok", "it is in hand"),
    ("s", "snooze", "not now: until a day"),
)
UNTIL = "Until when?"
UNTILS = (
    ("t", "1", "tomorrow"),
    ("3", "3", "in three days"),
    ("w", "7", "in a week"),
    ("d", "", "another day"),
)
UNTIL_DAY = "Which day? As in 2026-12-01."
BAD_DAY = "That is no day to come. As in 2026-12-01."
MINUTES = "How many minutes did you speak?"
MINUTES_ABOUT = "Both of you see it. Enter alone leaves it open."
BAD_MINUTES = "That is no number of minutes."
NOTE = "A word about it, for you alone?"
NOTE_ABOUT = "Enter alone leaves it out."
CALL_NOTE = "A word about the call?"
CALL_NOTE_ABOUT = "Both of you see it. Enter alone leaves it out."
NO_FLAG = "Nothing is flagged here."

CALL_LOGGED = "The call is noted. u takes it back."
UNDONE = "Taken back."

DONE = {
    "called": "we spoke",
    "messaged": "I wrote to them",
    "ok": "in hand",
    "snooze": "not now",
}


def question(name: str) -> str:
    """What the answers are about."""
    return f"What did you do about it? {name}"


def kept(action: str, until: str) -> str:
    """What was noted."""
    done = f"Put off until {until}" if action == "snooze" else f"Noted: {DONE[action]}"
    return f"{done}. n goes on, u takes it back."


def counter(number: int, total: int) -> str:
    """How far the walk is."""
    return f"{number} of {total}"


def handled(reason: str, action: str, until: str, note: str) -> str:
    """What was said and what was done about it."""
    done = f"{DONE[action]} until {until}" if until else DONE[action]
    told = f"{reason}: {done}"
    return f"{told} ({note})" if note else told
