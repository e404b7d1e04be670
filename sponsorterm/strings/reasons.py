"""The words of a flag: what was shared and when. Nothing here judges, counts lapses or ranks."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.dates import date_of, day_of, on_day

NO_SYNC_YET = "no sync yet"
NO_WORK = "nothing assigned"
NO_PLAN = "no plan for hard moments shared"


def call_now(when: str) -> str:
    """A call is asked for at once."""
    return f"asks for a call, {when}"


def call_today(when: str) -> str:
    """A call is asked for some time that day."""
    return f"would like a call, {when}"


def setback_shared(day: date, today: date) -> str:
    """An entry of that day says so."""
    return f"setback shared {on_day(day, today)}"


def setback_on(day: date, today: date) -> str:
    """A clock was begun anew for that day."""
    return f"setback {on_day(day, today)}"


def low_mood(day: date, today: date) -> str:
    """The bottom of the scale."""
    return f"lowest mood {on_day(day, today)}"


def craving(value: int) -> str:
    """High on the scale, today."""
    return f"craving {value} of 10 today"


def craving_often(days: int, value: int, of: int) -> str:
    """High on some of the last days."""
    return f"craving {value} or more on {days} of {of} days"


def craving_over(value: int, usual: float) -> str:
    """Well over what is usual for them."""
    return f"craving {value} today (usually {usual:g})"


def halt(day: date, today: date) -> str:
    """Most of hungry, angry, lonely, tired, on that day and the one before."""
    return f"hungry, angry, lonely or tired, two days to {day_of(day, today)}"


def all_easy(days: int) -> str:
    """Nothing but the best marks, and no words."""
    return f"{days} days of top marks without a word"


def drop_off(entries: int, usual: float) -> str:
    """Fewer than is usual for them."""
    found = "1 entry" if entries == 1 else f"{entries or 'no'} entries"
    return f"{found} in 7 days (usually {usual:.0f})"


def meetings(last: int, before: int, wanted: int) -> str:
    """Fewer than agreed, in the last week and the one before."""
    return f"{last} and {before} meetings in two weeks (agreed: {wanted} a week)"


def stalled(day: date, today: date) -> str:
    """No movement in step work."""
    return f"step work rests since {day_of(day, today)}"


def overdue(due: date, tasks: int, today: date) -> str:
    """Past the day they were due."""
    what = "an assignment was" if tasks == 1 else f"{tasks} assignments were"
    return f"{what} due {on_day(due, today)}"


def on_you(entries: int, day: date, today: date) -> str:
    """What waits for the sponsor."""
    what = "1 thing waits" if entries == 1 else f"{entries} things wait"
    return f"{what} for you since {day_of(day, today)}"


def amends_due(day: date, today: date) -> str:
    """The day planned for an amends has passed."""
    return f"an amends was planned for {day_of(day, today)}"


def plan_old(day: date, today: date) -> str:
    """When the plan for hard moments was last looked at."""
    return f"plan for hard moments last looked at {on_day(day, today)}"


def hard_run(days: int, since: date, today: date) -> str:
    """Low days one after the other."""
    return f"{days} hard days in a row, since {day_of(since, today)}"


def quiet(days: int, cadence: str) -> str:
    """Whole days without an entry, known to be so."""
    return f"quiet {days} {'day' if days == 1 else 'days'} (agreed: {cadence})"


def no_sync_since(day: date, today: date) -> str:
    """Their last word of what there is."""
    return f"no sync since {day_of(day, today)}"


def no_sync_known_since(day: date, today: date) -> str:
    """They do not tell what there is; this is when something last came."""
    return f"no sync known since {day_of(day, today)}"


def not_arrived(entries: int) -> str:
    """They have given more than is here."""
    return "1 entry has not arrived" if entries == 1 else f"{entries} entries have not arrived"


DIFFERS = "something differs from what they gave: sponsorterm sync --repair"


def kept_back(by: date, today: date) -> str:
    """They set themselves a day to tell somebody something."""
    return f"meant to tell somebody by {day_of(by, today)}"


def milestone(label: str, on: date, today: date, clock: str | None) -> str:
    """A day to mark; `clock` names it where it is not the first one."""
    label = f"{label} ({clock})" if clock else label
    days = (on - today).days
    if days < 2:
        return f"{label} {'tomorrow' if days else 'today'}"
    return f"{label} on {date_of(on, today)} ({days} days)"


def unread(entries: int) -> str:
    """Entries not yet looked at."""
    return f"{entries} new"
