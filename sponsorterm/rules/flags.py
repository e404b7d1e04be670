"""Flags: a table of rules, each one small function from facts to a reason or nothing.

Rules and levels: `domain` section 8. A rule uses only what was shared, says why in words
and dates, and never adds points up. A new rule is a function here and a line in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Checkin, Clock, Inventory
from sponsorterm.rules.clocks import milestones_ahead
from sponsorterm.rules.facts import Facts, Flag, FlagLevel
from sponsorterm.rules.readings import (
    answered,
    arrived,
    clocks,
    cravings,
    is_early,
    last_heard,
    moods,
)
from sponsorterm.rules.silence import silence
from sponsorterm.strings import dates
from sponsorterm.strings import reasons as words

Rule = Callable[[Facts], Flag | None]

CALL_TODAY_WAITS = timedelta(hours=2)
"""After this a call asked for today counts like one asked for now."""
TELL_THE_HOUR = timedelta(days=7)
"""Of a request longer ago only the date is said."""
SETBACK_DAYS = 7
LOWEST_MOOD = 1
HIGH_CRAVING = 8
HARD_MOOD = 2
HARD_DAYS = 3
YESTERDAY = timedelta(days=1)


def flags(facts: Facts) -> list[Flag]:
    """Everything to be said of one sponsee, what needs a look first in front.

    A paused link raises nothing but a call request.
    """
    rules = (call_now,) if facts.paused else RULES
    found = (rule(facts) for rule in rules)
    return sorted((flag for flag in found if flag), key=lambda flag: flag.level)


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
    return Flag("call_now", level, say(_when(facts, entry)), entry.day, (entry.record,))


def setback(facts: Facts) -> Flag | None:
    """A return to use within a week, in an entry or on a clock, not yet spoken about."""
    shared = [
        (day, words.setback_shared, entry)
        for day, entry, body in answered(facts)
        if body.used == "yes"
    ]
    counted = [
        (day, words.setback_on, entry)
        for entry, body in facts.of(Clock)
        for row in body.setbacks
        if (day := facts.here(row.on))
    ]
    found = [
        (day, say, entry)
        for day, say, entry in (*shared, *counted)
        if (facts.today - day).days <= SETBACK_DAYS and not facts.spoken_about(entry)
    ]
    if not found:
        return None
    day, say, _ = max(found, key=lambda one: one[0])
    records = tuple(dict.fromkeys(entry.record for _, _, entry in found))
    return Flag("setback", 1, say(day, facts.today), day, records)


def low_mood(facts: Facts) -> Flag | None:
    """The bottom of the scale, today or yesterday."""
    known = moods(facts)
    for day in (facts.today, facts.today - YESTERDAY):
        if day in known and known[day].value <= LOWEST_MOOD:
            return Flag("low_mood", 1, words.low_mood(day, facts.today), day, (known[day].record,))
    return None


def craving_high(facts: Facts) -> Flag | None:
    """A craving of 8 or more, today."""
    found = cravings(facts).get(facts.today)
    if found is None or found.value < HIGH_CRAVING:
        return None
    return Flag("craving_high", 1, words.craving(found.value), facts.today, (found.record,))


def hard_run(facts: Facts) -> Flag | None:
    """Three or more hard days in a row, up to today, or to yesterday while today is open."""
    known = moods(facts)
    day = facts.today if facts.today in known else facts.today - YESTERDAY
    records = []
    while day in known and known[day].value <= HARD_MOOD:
        records.append(known[day].record)
        day -= YESTERDAY
    if len(records) < HARD_DAYS:
        return None
    first = day + YESTERDAY
    reason = words.hard_run(len(records), first, facts.today)
    return Flag("hard_run", 2, reason, first, tuple(records))


def silent(facts: Facts) -> Flag | None:
    """Quiet for longer than agreed, or not to be heard because something has not arrived."""
    heard = last_heard(facts)
    here = arrived(facts)
    flag = silence(
        facts.cadence,
        heard[0] if heard else None,
        facts.since,
        facts.today,
        known_until=here.known_until,
        early=is_early(facts),
    )
    if flag and here.missing:
        return replace(flag, reason=words.not_arrived(here.missing))
    return flag


def kept_back(facts: Facts) -> Flag | None:
    """The day somebody set for telling something has passed.

    The newest inventory that answers decides, so "nothing kept back" ends it; so does
    having spoken about it.
    """
    said = ((e, b.kept_back) for e, b in facts.of(Inventory) if b.kept_back and b.kept_back.flag)
    entry, kept = next(said, (None, None))
    if entry is None or kept is None or kept.flag != "yes" or facts.spoken_about(entry):
        return None
    if kept.by is None or kept.by >= facts.today:
        return None
    return Flag("kept_back", 2, words.kept_back(kept.by, facts.today), kept.by, (entry.record,))


def milestone(facts: Facts) -> Flag | None:
    """The nearest milestone whose lead window is open, of any clock they share."""
    found = [
        (upcoming, clock.label if place else None)
        for place, clock in enumerate(clocks(facts))
        for upcoming in milestones_ahead(clock, facts.milestones, facts.today)
    ]
    if not found:
        return None
    upcoming, clock = min(found, key=lambda one: one[0].days)
    reason = words.milestone(upcoming.milestone.label, upcoming.on, facts.today, clock)
    return Flag("milestone", 4, reason, upcoming.on)


def unread(facts: Facts) -> Flag | None:
    """Something came that was not looked at yet."""
    if not facts.unread:
        return None
    return Flag("unread", 4, words.unread(len(facts.unread)), None, tuple(sorted(facts.unread)))


RULES: tuple[Rule, ...] = (
    call_now,
    setback,
    low_mood,
    craving_high,
    hard_run,
    silent,
    kept_back,
    milestone,
    unread,
)
"""Every rule; of two flags on one level the earlier rule's stands first."""


def _has_waited(facts: Facts, entry: Entry) -> bool:
    """Whether a call for today is overdue; a copy of numbers tells no hour, so it is."""
    return entry.at is None or facts.now - entry.at >= CALL_TODAY_WAITS


def _when(facts: Facts, entry: Entry) -> str:
    if entry.at is None or abs(facts.now - entry.at) > TELL_THE_HOUR:
        return dates.day_of(facts.here(entry.day) or entry.day, facts.today)
    return dates.moment_of(entry.at, facts.now)


__all__ = ["RULES", "Facts", "Flag", "FlagLevel", "Rule", "flags"]
