"""Words of clocks, milestones and setbacks. A setback is a day on the way, and takes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sponsorterm.strings.dates import date_of

TITLE = "Days counted"
HELP = (
    "Each line is something you count days of. A setback is added to the line and takes nothing "
    "from it: what was lived stays in all. Others see a clock only when you share it."
)
NONE = "Nothing is counted yet. a begins a clock; doing without one is fine."

SEVERAL_CLOCKS = "Several clocks begin like that."
NO_SUCH_CLOCK = "There is no such clock."
ADD_ONE = "Begin one with: sponsorterm clock add"
AFTER_SETBACK = "A setback is written down before that day."
IN_EARLIER = "An earlier time reaches past that day."
LABEL_NEEDED = "A clock needs a name, like Sober or Nicotine."
NOT_YET = "That day is still to come."
RESTART_BEFORE = "The day to begin again lies before the setback."
KNOWN_ALREADY = "A setback of that day is written down already."
RESTART_INSTEAD = "To choose the day to begin again: sponsorterm clock restart"
NO_SETBACK = "There is no setback on this clock to begin again after."
NO_SETBACK_HINT = "Write one down with: sponsorterm clock setback"
ENDS_BEFORE = "An earlier time ends after the day it began."
REACHES_IN = "An earlier time ends before this clock begins."
NO_SUCH_MILESTONE = "That is no milestone of this clock, ahead or behind."

FIRST = "the first one"
HISTORY = "The whole line"
MILESTONES = "Milestones"
SHARED = "Who sees it"
ONLY_MINE = "Nobody but you."
EARLIER = "earlier time"
STILL_OPEN = "No day to begin again is chosen. r chooses one, whenever you like."
CHIP = "chip given"
NOT_SPOKEN_OF = "let be"

KEY_CLOCKS = "The days you count, setbacks, milestones"
KEY_ADD = "Begin a clock"
KEY_SETBACK = "Write down a setback"
KEY_RESTART = "Choose the day to begin again"
KEY_PAST = "Fill in an earlier time"
KEY_NAME = "Give it another name"
KEY_START = "Put right the day it counts from"
KEY_CHIP = "Note that a chip was given"
KEY_LET_BE = "Let a milestone be: do not speak of it"
KEY_PRIMARY = "Let this be the first clock"
KEY_COUNT = "Count the first day as 0, or as 1"
KEY_SHARE = "Show it to a sponsor, or take it back"
HINT_CLOCKS = "days counted"
HINT_ADD = "begin one"
HINT_SETBACK = "a setback"
HINT_RESTART = "begin again"
HINT_PAST = "earlier time"
HINT_NAME = "name"
HINT_START = "first day"
HINT_CHIP = "chip"
HINT_SHARE = "share"
HINT_PRIMARY = "first"
HINT_COUNT = "counts from"

ASK_LABEL = "What do you count days of?"
ASK_LABEL_HOW = "A word or two, like Sober or Nicotine."
ASK_START = "Since which day?"
ASK_NEW_START = "Which day does it really count from?"
ASK_RESTART = "From which day do you count again?"
ASK_PAST_START = "An earlier time: which day did it begin?"
ASK_PAST_END = "And which day did it end?"
ASK_CHIP = "Which milestone was it?"
ASK_LET_BE = "Which milestone shall not be spoken of?"
DAY_HOW = "As 2026-11-20."
NO_MILESTONE = "There is none yet."
ADDED = "Begun, and kept here. s shows it to your sponsor."
KEPT = "Kept."

SETBACK = "After a setback"
GENTLE = (
    "Good that you write it down. Setbacks happen on this road, and nothing you lived so far is "
    "taken away. Nobody is told by this page."
)
REACH_FIRST = "If you want somebody beside you first: ! shows whom to call."
WHICH_CLOCK = "Which clock is it about?"
WHICH_DAY = "Which day was it?"
AGAIN = "From which day do you want to count again? Empty leaves it open."
GO_ON = "Write it down"
WRITTEN = "It is written down, here alone."
WITHDRAWAL = (
    "Stopping alcohol or sedatives suddenly can be dangerous in the first days. Shaking, sweating, "
    "cramps, or seeing what is not there: call a doctor or the emergency number now."
)
WHAT_NOW = "What would do you good now?"
REACH = "Reach out to somebody"
DEBRIEF_NOW = "Look at how it came: a few questions, now"
DEBRIEF_LATER = "The same questions, later: they wait as a draft"
ENOUGH = "That is enough for now"
LATER_KEPT = "The questions wait as a draft on Today."
NOT_TOLD_YET = "Not told so far: "
HELP_SETBACK = (
    "A setback is a day on the line. The counts of all days and of the longest time stay. Who "
    "hears of it is yours to say, after a look at what they would see."
)

VERB = "The days you count, with setbacks and milestones."
VERB_ADD = "Begin a clock."
VERB_RENAME = "Give a clock another name."
VERB_CORRECT = "Put right the day a clock counts from. What happened since then stays."
VERB_START = "The day it counts from; today unless another is given."
VERB_COUNT_FROM = "Count the first day as 0 or as 1."
VERB_PRIMARY = "Let a clock be the first one."
VERB_SETBACK = "Write down a setback. Nothing lived is taken away, and nobody is told by it."
VERB_ON = "The day of the setback; today unless another is given."
VERB_AGAIN = "The day to count from again. Without it that day stays open."
VERB_NOTE = "Ask for a note to go with it."
VERB_RESTART = "Choose the day to count from again, after the last setback."
VERB_PAST = "Fill in an earlier time. It makes no setback."
VERB_MILESTONE = "The milestones of a clock; with a key, note a chip or let it be."
VERB_CHIP = "The day a chip was given."
VERB_LET_BE = "Do not speak of this milestone."
VERB_SHARE = "Show a clock to a sponsor, after a look at the very copy."
VERB_WITH = "To whom."
VERB_LEVEL = "How much: numbers, full, or private to take it back."
VERB_COUNT = "Count the first day of a clock as 0 or as 1."
ASK_AGAIN = "Count again from (a day, today, or Enter to leave it open): "
ASK_DEBRIEF = "Look at how it came, a few questions: now, later or not? "
ASK_NOTE = "A note for yourself (Enter for none): "
ASK_FLOW = "Write a setback down on your clock, gently? (y/n) "
NOT_SHARED = "Nothing was shared."
SHARE_FORM = "Say with whom: --with NAME."
NO_SPONSOR = "Nobody is linked as a sponsor."


def you_count(names: str) -> str:
    """The clocks there are."""
    return f"You count: {names}."


def counted(current: int, unit: str, count_from: int) -> str:
    """The current count, and how it counts."""
    return f"{current} {unit}, counted from {count_from}"


def in_all(since: date, total: int, longest: int, first: date, today: date) -> str:
    """The other counts of a clock."""
    more = "" if first == since else f" · first {date_of(first, today)}"
    return f"since {date_of(since, today)} · {total} in all · longest {longest}{more}"


def since_open(on: date, total: int, longest: int, today: date) -> str:
    """The counts while no day to begin again is chosen."""
    return f"open since {date_of(on, today)} · {total} in all · longest {longest}"


def span(begin: date, end: date, today: date, *, now: bool) -> str:
    """One stretch of days."""
    return f"{date_of(begin, today)} - {'now' if now else date_of(end, today)}"


def days(number: int) -> str:
    """So many days."""
    return f"{number} day{'' if number == 1 else 's'}"


def milestone(label: str, on: date, today: date, days: int) -> str:
    """A milestone, ahead or reached."""
    when = f" (in {days} days)" if days > 1 else " (tomorrow)" if days == 1 else ""
    return f"{label}, {'today' if days == 0 else date_of(on, today)}{when}"


def ahead(label: str, days: int) -> str:
    """The next milestone in a list."""
    return f"{label} {'tomorrow' if days == 1 else f'in {days} days'}"


def chip(on: date, today: date) -> str:
    """When the chip was given."""
    return f"{CHIP} {date_of(on, today)}"


def sees(name: str, level: str, *, current: bool) -> str:
    """Who holds a copy, and whether it is the clock as it stands."""
    return f"{name} ({level})" if current else f"{name} ({level}), as it was before the last change"


def tell(name: str) -> str:
    """Offer to show the clock as it stands."""
    return f"Tell {name}, after a look at what they would see"


def still_before(names: Sequence[str]) -> str:
    """Those who were told nothing."""
    return f"{', '.join(names)} still see{'s' if len(names) == 1 else ''} the clock as it was."


def share_with(label: str, name: str) -> str:
    """How to show it from the command line."""
    return f"To show it: sponsorterm clock share {label!r} --with {name!r}"


def would_see(name: str) -> str:
    """The heading over a preview."""
    return f"What {name} would see"


def show_it(name: str) -> str:
    """The yes that shares."""
    return f"Show {name} this?"


def debrief_later(day: date) -> str:
    """How to come back to the questions."""
    return f"They wait: sponsorterm log --form debrief --date {day}"


def wrote_used(day: date) -> str:
    """After an inventory that says so."""
    return f"If you want it on your clock: sponsorterm clock setback --on {day}"
