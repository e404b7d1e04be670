"""Words of the Today screen and of opening a day's forms."""

from __future__ import annotations

KEY_FULL = "Write today's inventory"
KEY_QUICK = "The 60-second one"
KEY_OTHER = "Write something else"
KEY_YESTERDAY = "Write yesterday's"
KEY_DAY = "Write for another day"
KEY_SEARCH = "Search in all you wrote"
KEY_SHRED = "Write something that is kept nowhere"
KEY_GO_ON = "Go on with the draft"
HOW_IS_IT_NOW = "How strong is it now?"
AFTER_KEPT = "Noted beside the spot check."
TOLD = (("t", "told", "told today"), ("o", "open", "open that night"))
TOLD_KEPT = "Noted as told. It is off your mind."
KEY_OPEN_WAITING = "Open what waits"
OPEN_WAITING = "open"

HELP = "What to do tonight comes first; then where you stand, and what waits for you."

WHICH_FORM = "What do you want to write?"
WHICH_DAY = "For which day?"
WHICH_DAY_HOW = "As 2026-11-20. A day can be written at any time after."

TONIGHT = "Tonight"
INVENTORY = "Inventory"
NOT_FILED = "not filed yet"
FILED = "filed"
LINE_ENOUGH = "A line is enough."
FIRST_ENTRY = "Nothing written yet. The first one takes a minute."
WRITE_IT = "write it"
CHANGE_IT = "change it"
QUICK = "the 60-second one"
OTHER = "something else"
YESTERDAY = "yesterday's"
SHRED = "write and shred"
SEARCH = "search"
ANOTHER_DAY = "another day"

WAITING = "Waiting for you"
NOTHING_WAITS = "Nothing waits."
FOR_THE_CALL = "For the next call"
NOTHING_FOR_THE_CALL = "Nothing yet. g on a note puts it here."
GOOD_THINGS = "Good things this week"
WEEKS = "Last weeks"
WEEK_LETTERS = "MTWTFSS"
MOOD = "mood"
CRAVING = "craving"
LAST_DAYS = "days"
SOLO = "Nobody is linked. Press 7 to link a sponsor, or stay solo: all of it works."
NO_CLOCK = "No day is counted. You can add one any time."
FIRST_DAYS = (
    "The first days. Stopping alcohol or sedatives suddenly can be dangerous: "
    "ask a doctor or an emergency line if you shake, sweat or see things. ! shows numbers."
)


def last_entry(day: str) -> str:
    """When the last one was written, without any reproach."""
    return f"Last entry {day}. {LINE_ENOUGH}"


def go_on(day: str) -> str:
    """A draft is waiting."""
    return "go on with the draft" if day == "today" else f"go on with the draft ({day})"


def counted(unit: str, label: str, since: str) -> str:
    """What follows the number: 127 days · Sober since 16 Jul."""
    return f" {unit} · {label} since {since}"


def in_all(total: int, longest: int, current: int) -> str:
    """The other two counts, where they say something new."""
    parts = [f"{total} in all"] if total != current else []
    parts += [f"longest {longest}"] if longest > current else []
    return " · ".join(parts)


def next_milestone(label: str, on: str, days: int) -> str:
    """The next day to mark."""
    when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
    return f"next: {label} {when}, {on}"


def counted_heading(title: str, number: int) -> str:
    """For the next call (2)."""
    return f"{title} ({number})" if number else title


def now_after(when: str) -> str:
    """A spot check half an hour ago."""
    return f"Spot check {when}: how is it now?"


def to_tell(whom: str, by: str) -> str:
    """Something kept back; never what it is."""
    deadline = f", by {by}" if by else ""
    return f"Tell {whom}{deadline}" if whom else f"Something to tell somebody{deadline}"
