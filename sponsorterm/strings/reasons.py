"""The words of a flag: what was shared and when. Nothing here judges, counts lapses or ranks."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sponsorterm.strings.dates import date_of, day_of, on_day
from sponsorterm.strings.moments import age, brief_day

BRIEF = 17
"""Cells a brief reason takes: a phone has no more beside a long name and its last day."""


class Reason(NamedTuple):
    """Why somebody needs a look.

    `brief` says it where there is little room: first what, then when. Only a name that somebody
    gave may make it longer than `BRIEF`.
    """

    full: str
    brief: str


NO_SYNC_YET = Reason("no sync yet", "no sync yet")
NO_WORK = Reason("nothing assigned", "nothing assigned")
NO_PLAN = Reason("no plan for hard moments shared", "no plan shared")
DIFFERS = Reason(
    "something differs from what they gave: sponsorterm sync --repair", "something differs"
)


def call_now(when: str, brief: str) -> Reason:
    """A call is asked for at once."""
    return Reason(f"asks for a call, {when}", f"call asked {brief}")


def call_today(when: str, brief: str) -> Reason:
    """A call is asked for some time that day."""
    return Reason(f"would like a call, {when}", f"call asked {brief}")


def setback_shared(day: date, today: date) -> Reason:
    """An entry of that day says so."""
    return Reason(f"setback shared {on_day(day, today)}", f"setback {brief_day(day, today)}")


def setback_on(day: date, today: date) -> Reason:
    """A clock was begun anew for that day."""
    return Reason(f"setback {on_day(day, today)}", f"setback {brief_day(day, today)}")


def low_mood(day: date, today: date) -> Reason:
    """The bottom of the scale."""
    return Reason(f"lowest mood {on_day(day, today)}", f"lowest mood {brief_day(day, today)}")


def craving(value: int) -> Reason:
    """High on the scale, today."""
    return Reason(f"craving {value} of 10 today", f"craving {value} today")


def craving_often(days: int, value: int, of: int) -> Reason:
    """High on some of the last days."""
    return Reason(
        f"craving {value} or more on {days} of {of} days", f"craving {value}+ {days} days"
    )


def craving_over(value: int, usual: float) -> Reason:
    """Well over what is usual for them."""
    return Reason(f"craving {value} today (usually {usual:g})", f"craving {value} today")


def halt(day: date, today: date) -> Reason:
    """Most of hungry, angry, lonely, tired, on that day and the one before."""
    return Reason(
        f"hungry, angry, lonely or tired, two days to {day_of(day, today)}", "HALT, two days"
    )


def all_easy(days: int) -> Reason:
    """Nothing but the best marks, and no words."""
    return Reason(f"{days} days of top marks without a word", f"top marks {days} days")


def drop_off(entries: int, usual: float) -> Reason:
    """Fewer than is usual for them."""
    found = "1 entry" if entries == 1 else f"{entries or 'no'} entries"
    return Reason(f"{found} in 7 days (usually {usual:.0f})", f"fewer entries: {entries}")


def meetings(last: int, before: int, wanted: int) -> Reason:
    """Fewer than agreed, in the last week and the one before."""
    return Reason(
        f"{last} and {before} meetings in two weeks (agreed: {wanted} a week)",
        f"{last} and {before} meetings",
    )


def stalled(day: date, today: date) -> Reason:
    """No movement in step work."""
    return Reason(
        f"step work rests since {day_of(day, today)}", f"step work {age(today - day)} ago"
    )


def overdue(due: date, tasks: int, today: date) -> Reason:
    """Past the day they were due."""
    what = "an assignment was" if tasks == 1 else f"{tasks} assignments were"
    return Reason(f"{what} due {on_day(due, today)}", f"work due {brief_day(due, today)}")


def on_you(entries: int, day: date, today: date) -> Reason:
    """What waits for the sponsor."""
    waits = "waits for you" if entries == 1 else "wait for you"
    what = "1 thing" if entries == 1 else f"{entries} things"
    return Reason(f"{what} {waits} since {day_of(day, today)}", f"{entries} {waits}")


def amends_due(day: date, today: date) -> Reason:
    """The day planned for an amends has passed."""
    return Reason(
        f"an amends was planned for {day_of(day, today)}", f"amends for {brief_day(day, today)}"
    )


def plan_old(day: date, today: date) -> Reason:
    """When the plan for hard moments was last looked at."""
    return Reason(
        f"plan for hard moments last looked at {on_day(day, today)}",
        f"plan from {brief_day(day, today)}",
    )


def hard_run(days: int, since: date, today: date) -> Reason:
    """Low days one after the other."""
    return Reason(f"{days} hard days in a row, since {day_of(since, today)}", f"{days} hard days")


def quiet(days: int, cadence: str) -> Reason:
    """Whole days without an entry, known to be so."""
    found = f"quiet {days} {'day' if days == 1 else 'days'}"
    return Reason(f"{found} (agreed: {cadence})", found)


def no_sync_since(day: date, today: date) -> Reason:
    """Their last word of what there is."""
    return Reason(f"no sync since {day_of(day, today)}", f"last sync {brief_day(day, today)}")


def no_sync_known_since(day: date, today: date) -> Reason:
    """They do not tell what there is; this is when something last came."""
    return Reason(
        f"no sync known since {day_of(day, today)}", f"last heard {brief_day(day, today)}"
    )


def not_arrived(entries: int) -> Reason:
    """They have given more than is here."""
    what = "1 entry has" if entries == 1 else f"{entries} entries have"
    return Reason(f"{what} not arrived", f"{entries} not arrived")


def kept_back(by: date, today: date) -> Reason:
    """They set themselves a day to tell somebody something."""
    return Reason(
        f"meant to tell somebody by {day_of(by, today)}", f"to tell by {brief_day(by, today)}"
    )


def milestone(label: str, on: date, today: date, clock: str | None) -> Reason:
    """A day to mark; `clock` names it where it is not the first one."""
    named = f"{label} ({clock})" if clock else label
    days = (on - today).days
    if days < 2:
        when = "tomorrow" if days else "today"
        return Reason(f"{named} {when}", f"{label} {when}")
    return Reason(
        f"{named} on {date_of(on, today)} ({days} days)", f"{label}, {brief_day(on, today)}"
    )


def unread(entries: int) -> Reason:
    """Entries not yet looked at."""
    return Reason(f"{entries} new", f"{entries} new")
