"""Words of the verbs that show: `status`, `list`, `show`, `search`, `dash`, `notes`."""

from __future__ import annotations

from sponsorterm.strings import kinds

STATUS = (
    "Say whether today's inventory is filed, and what waits. Exit code 0: filed, 3: not filed. "
    "With --quiet it only sets the code, for a shell prompt or a reminder."
)
FILED = "filed"
NOT_FILED = "not filed yet"
DRAFT_KEPT = "a draft is kept: sponsorterm log"

LIST = "Your entries, the newest first, with a short name to show each by."
LIST_KIND = "Only entries of this kind. May be said again."
SINCE = "From this day on."
UNTIL = "Up to this day."
LIMIT = "At most so many."
OF = "What this person gave you, not your own."
NO_ENTRIES = "There is nothing here yet. Write something: sponsorterm log"
NO_ENTRIES_OF_A_SPONSOR = "Nothing of yours is here yet. See those you sponsor: sponsorterm dash"
NONE_OF_THEIRS = "Nothing of theirs is here yet."

SHOW = (
    "One entry in full, by its short name from list or by its day; without either, the newest. "
    "What was said about it stands below."
)
SEEN = "Let them know that you have read it."
TALKED = "Note that you have spoken about it; that also ends a call request."
HISTORY = "How it was before each change, too."
SEEN_DONE = "Marked as read; they will see that with the next sync."
TALKED_DONE = "Marked as spoken about."
NOT_THEIRS = "Only what somebody gave you can be marked as read."
EDITED = "Changed since it was first saved; --history shows how it was."
SAID = "Said about it"
NOTHING_SHARED = "Nobody else has it."
NOT_CURRENT = "as it was before your last change"

SEARCH = (
    "Find entries in which every word occurs, yours and those you were given; without words, "
    "those that fit what else is asked for. Words that should "
    "not stand in the shell's history can be given on standard input, or when asked for."
)
PERSON = "Only entries that name this person, by the alias used."
TRAIT = "Only entries with this trait, by its key or the first letters of its title."
NO_SUCH_TRAIT = "Your programme has no single trait of this name."
SEARCH_FOR = "Search for: "
NO_WORDS = "There is nothing to search for."
NO_WORDS_HINT = "Give words, or pipe them in."
NOT_FOUND = "Nothing is found."

DASH = (
    "Your sponsees, the one who needs a look first. Every flag gives its reason in words and "
    "dates; what has not been synced is never taken for silence. With words "
    "only those are shown whose name or reasons they occur in. In plain letters moods and "
    "cravings are told as numbers, ten as X."
)
NO_SPONSEES = "Nobody is linked with you as a sponsee yet. Invite somebody: sponsorterm invite"
NOBODY_FITS = "Nobody's name or reasons have these words in them."
NOT_ALL_SYNCED = "not all of them synced yet"
NEVER = "never"
WHO = "who"
WHY = "why"
LAST = "last"
DAYS = "14 days"
MOOD = "mood"
CRAVING = "craving"
WHERE = "where"
NOTHING_TO_LOOK_AT = "-"

ME = "me"
LEVELS = {"numbers": "numbers only", "full": "all of it"}


def unread(count: int) -> str:
    """Things others wrote."""
    return "1 new from others" if count == 1 else f"{count} new from others"


def last_entry(day: str) -> str:
    """When something was filed last."""
    return f"last entry {day}; a line is enough"


def second_look(name: str) -> str:
    """A spot check half an hour ago."""
    return f"a spot check: how is it now? sponsorterm edit {name} --only after"


def to_tell(what: str, name: str) -> str:
    """Something kept back."""
    return f"{what}; told? sponsorterm edit {name} --only kept_back.told"


def heading(kind: str, name: str) -> str:
    """Whose and what."""
    title = kinds.name(kind)
    return f"{title[:1].upper()}{title[1:]}{f', {name}' if name else ''}"


def as_it_was(when: str) -> str:
    """The heading of an earlier version."""
    return f"As it was {when}"


def shared_with(name: str, level: str) -> str:
    """Who has a copy."""
    return f"{name} has {LEVELS.get(level, level)}"


def known_traits(keys: str) -> str:
    """What there is."""
    return f"There is: {keys}"


def found(count: int) -> str:
    """How many entries."""
    return "1 entry" if count == 1 else f"{count} entries"


def step(number: int, done: int | None, total: int | None) -> str:
    """Where somebody stands."""
    return f"step {number}, {done} of {total}" if total else f"step {number}"


def sponsees(count: int) -> str:
    """The heading of the dashboard."""
    return f"Sponsees  {count}"


def as_of(when: str) -> str:
    """How old the oldest of the data is."""
    return f"all synced {when}"


def undecided(count: int) -> str:
    """Records that two devices wrote apart."""
    what = "entry needs" if count == 1 else "entries need"
    return f"{count} {what} a choice: sponsorterm merge"


def versions(count: int) -> str:
    """Written on two devices apart."""
    return f"({count} versions)"


def two_heads(count: int) -> str:
    """The same over an entry."""
    return f"Written on two devices apart: {count} versions. Choose: sponsorterm merge"


def given_to_you(name: str, level: str) -> str:
    """What one has of theirs."""
    return f"{name} gave you {LEVELS.get(level, level)}"


SEE_LIST = "See the short names in: sponsorterm list"
