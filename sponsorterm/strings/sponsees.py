"""Words of the sponsees' list, of one person's page and of an entry they shared."""

from __future__ import annotations

from sponsorterm.strings import kinds

HELP = (
    "Everybody you sponsor, who needs a look first, and why. Nobody is ranked: need is what "
    "waits for you. n walks through all that is new, like a mail reader. "
    "Somebody whose app has not synced is never called silent."
)
HELP_PERSON = (
    "One person: why they stand where they stand, and page by page what there is between you. A "
    "capital letter, or left and right, changes the page; small letters act on what the cursor "
    "is on. On Private nothing is ever sent."
)
HELP_RECEIVED = (
    "What somebody shared with you, as they saw it before it went out. "
    "Space marks it seen, t says that you talked about it, n goes on to the next."
)

WHO = "who"
WHY = "why"
LAST = "last"
STRIP = "14 days"
MOOD = "mood"
CRAVING = "craving"
STEP = "step"
WAITING = "waiting"

EMPTY = "Nobody you sponsor is linked yet."
EMPTY_ABOUT = (
    "When somebody asks you to sponsor them, link with each other. Then what they choose to "
    "share with you stands here, with a reason in words for everybody who needs a look."
)
EMPTY_DO = "invite somebody you sponsor"

READING = "Reading what they shared."
BY_NEED = "who needs a look first"
MOVED = "order changed: r"
NOTHING = "nothing needs you now"
TODAY = "today"
PAUSED = "paused"
NO_MATCH = "Nobody fits that filter. Esc shows everybody."
FILTER = "a name, or a word of the reason"

KEY_NEXT = "Next thing that needs a look"
KEY_FILTER = "Show only some"
KEY_VIEW = "In groups, only who needs a look, one list"
KEY_SETTLE = "Put them in order again"
KEY_INVITE = "Invite somebody you sponsor"
KEY_SEEN = "Mark it seen"
KEY_COMMENT = "Write beside it"
KEY_TALKED = "We talked about it"
KEY_WRITE = "Write a note to them"
KEY_AGREED = "What the two of you agreed"
KEY_SIDE = "Entries, steps or notes"

HINT_OPEN = "open"
HINT_NEXT = "next"
HINT_FILTER = "filter"
HINT_VIEW = "groups"
HINT_SEEN = "seen"
HINT_COMMENT = "comment"
HINT_TALKED = "we talked"
HINT_WRITE = "note"
HINT_AGREED = "agreed"

ENTRIES = "Entries"
STEPS = "Steps"
NOTES = "Notes"
NO_ENTRIES = "Nothing has come from them yet."
NO_STEPS = "They have shared no step yet."
NO_NOTES = "No notes with each other yet. w writes the first."
EMPTY_TABS = {"entries": NO_ENTRIES, "steps": NO_STEPS, "notes": NO_NOTES}

HOW_OFTEN = "How often did the two of you agree to hear from them?"
CADENCES = (
    ("d", "daily", "every day"),
    ("w", "weekly", "every week"),
    ("n", "none", "nothing agreed: silence is never flagged"),
)
AGREED = {
    "daily": "agreed: every day",
    "weekly": "agreed: every week",
    "none": "nothing agreed on how often",
}
AGREEMENT_KEPT = "Noted, on your side only."

LEVELS = {"numbers": "numbers only", "full": "all of it"}
IS_NEW = "new"
IS_SEEN = "seen"
IS_EDITED = "edited"
IS_TALKED = "talked"
TAKEN_BACK = "They took this back. Nothing of it is shown any more."
COMMENTS = "Comments"

MARKED_SEEN = "Seen. n goes on."
TALKED_ABOUT = "Noted that you talked. n goes on."
COMMENT_ABOUT = "They read it beside this entry."
COMMENTED = "Saved here, and on its way."
ALL_LOOKED_AT = "That was all. n starts over with what is still new."


def heading(count: int) -> str:
    """How many there are."""
    return f"Sponsees  {count}"


def synced(moment: str) -> str:
    """How old the data are. A time of day never goes stale on an idle screen."""
    return f"synced {moment}"


NEVER_SYNCED = "not all synced yet"
GROUPS = {
    "now": "needs you now",
    "look": "needs a look",
    "calm": "nothing pressing",
    "paused": "paused",
}


def group(name: str, count: int, *, folded: bool = False) -> str:
    """A group, how many are in it, and how to see them where they are folded away."""
    told = f"{GROUPS[name]}  {count}"
    return f"{told}   g shows them" if folded else told


def waiting(comments: int, worksheets: int, assignments: int, new: int) -> str:
    """What waits for the sponsor, the most personal first, in a few letters."""
    parts = [
        _some(comments, "comment"),
        _some(worksheets, "worksheet"),
        _some(assignments, "assignment"),
        _some(new, "new", "new"),
    ]
    told = [part for part in parts if part]
    return f"{told[0]} +{len(told) - 1}" if len(told) > 1 else "".join(told)


def _some(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}" if count > 0 else ""


def new(count: int) -> str:
    """How much was not looked at yet."""
    return f"{count} new"


def days_since(days: int, unit: str, since: str) -> str:
    """Their clock."""
    return f"{days} {unit} since {since}"


def at_step(number: int, title: str, done: int, total: int) -> str:
    """Where they are in the steps."""
    return f"step {number}, {title}: {done} of {total} tasks"


def step_line(number: int, standing: str) -> str:
    """A change of a step in one line."""
    return f"step {number}: {standing}"


def sheet_line(sheet: str, state: str) -> str:
    """A change of a sheet in one line."""
    return f"{sheet.replace('_', ' ')}: {state.replace('_', ' ')}"


def tab(title: str, count: int) -> str:
    """A side of the page, and how much is on it."""
    return f"{title} {count}" if count else title


def title(name: str, day: str, kind: str) -> str:
    """Mika, Fri 20 Nov, inventory."""
    return f"{name}, {day}, {kinds.name(kind)}"


def comment_for(name: str) -> str:
    """Whom a comment goes to."""
    return f"To {name}, about this entry"


def here(state: str, missing: int, until: str) -> str:
    """How much of what they gave is here."""
    if state == "differs":
        return "something differs from what they gave"
    if missing == 1:
        return "1 entry of theirs has not arrived"
    if missing:
        return f"{missing} entries of theirs have not arrived"
    return f"all they gave is here, up to {until}" if until else ""
