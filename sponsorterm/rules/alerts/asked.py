"""What somebody asked for or told: a call, a setback, something kept back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Checkin, Debrief, Inventory
from sponsorterm.rules.facts import Facts, Flag, FlagLevel
from sponsorterm.rules.readings import ANSWERED, here
from sponsorterm.strings import dates
from sponsorterm.strings import reasons as words
from sponsorterm.strings.moments import brief_day, brief_moment

TELL_THE_HOUR = timedelta(days=7)
"""Of a request longer ago only the date is said."""


def call_now(facts: Facts) -> Flag | None:
    """A call was asked for, and the two have not spoken since.

    The newest check-in that says anything of it decides: "none" takes a request back.
    """
    said = ((entry, body.need_call) for entry, body in facts.of(Checkin) if body.need_call)
    entry, need = next(said, (None, "none"))
    if entry is None or need == "none" or facts.spoken_about(entry):
        return None
    say = words.call_now if need == "now" else words.call_today
    level: FlagLevel = 1 if need == "now" or _has_waited(facts, entry) else 2
    return Flag("call_now", level, *say(*_when(facts, entry)), entry.day, (entry.record,))


def setback(facts: Facts) -> Flag | None:
    """A return to use within a week, in an entry or on a clock, not yet spoken about."""
    found = [
        (day, say, entry)
        for theirs, say, entry in _setbacks(facts)
        if (day := here(theirs, facts.today))
        and (facts.today - day).days <= facts.limits.setback_days
        and not facts.spoken_about(entry)
    ]
    if not found:
        return None
    day, say, _ = max(found, key=lambda one: one[0])
    records = tuple(dict.fromkeys(entry.record for _, _, entry in found))
    return Flag("setback", 1, *say(day, facts.today), day, records)


def kept_back(facts: Facts) -> Flag | None:
    """The day somebody set for telling something has passed.

    The newest inventory that answers decides, so "nothing kept back" ends it; so do having
    told it and having spoken about it.
    """
    said = ((e, b.kept_back) for e, b in facts.of(Inventory) if b.kept_back and b.kept_back.flag)
    entry, kept = next(said, (None, None))
    if entry is None or kept is None or kept.flag != "yes" or facts.spoken_about(entry):
        return None
    if kept.told or kept.by is None or kept.by >= facts.today:
        return None
    return Flag("kept_back", 2, *words.kept_back(kept.by, facts.today), kept.by, (entry.record,))


def _setbacks(facts: Facts) -> Iterator[tuple[date, Callable[[date, date], words.Reason], Entry]]:
    """Each setback told: their day, the words for it, the copy it stands in."""
    for entry in facts.entries:
        if isinstance(entry.body, ANSWERED) and entry.body.used == "yes":
            yield entry.day, words.setback_shared, entry
        elif isinstance(entry.body, Debrief):
            yield entry.body.on or entry.day, words.setback_on, entry
    for entry, clock in facts.clocks:
        for each in clock.setbacks:
            yield each.on, words.setback_on, entry


def _has_waited(facts: Facts, entry: Entry) -> bool:
    """Whether a call for today is overdue; a copy of numbers tells no hour, so it is."""
    waits = timedelta(hours=facts.limits.call_waits_hours)
    return entry.at is None or facts.now - entry.at >= waits


def _when(facts: Facts, entry: Entry) -> tuple[str, str]:
    """When somebody asked, in full and in brief."""
    if entry.at is None or abs(facts.now - entry.at) > TELL_THE_HOUR:
        day = here(entry.day, facts.today) or entry.day
        return dates.day_of(day, facts.today), brief_day(day, facts.today)
    return dates.moment_of(entry.at, facts.now), brief_moment(entry.at, facts.now)
