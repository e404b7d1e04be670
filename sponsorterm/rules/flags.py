"""Flags: a table of rules, each one small function from facts to a reason or nothing.

Rules and levels: `domain` section 8. A rule uses only what was shared, says why in words
and dates, and never adds points up. A new rule is a function here and a line in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Checkin, Inventory
from sponsorterm.rules.clocks import count, milestones_ahead
from sponsorterm.rules.facts import Facts, Flag, FlagLevel
from sponsorterm.rules.readings import ANSWERED, Reading, here
from sponsorterm.rules.silence import EARLY_DAYS, silence
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
    shared = (
        (entry.day, words.setback_shared, entry)
        for entry in facts.entries
        if isinstance(entry.body, ANSWERED) and entry.body.used == "yes"
    )
    counted = (
        (setback.on, words.setback_on, entry)
        for entry, clock in facts.clocks
        for setback in clock.setbacks
    )
    found = [
        (day, say, entry)
        for theirs, say, entry in (*shared, *counted)
        if (day := here(theirs, facts.today))
        and (facts.today - day).days <= SETBACK_DAYS
        and not facts.spoken_about(entry)
    ]
    if not found:
        return None
    day, say, _ = max(found, key=lambda one: one[0])
    records = tuple(dict.fromkeys(entry.record for _, _, entry in found))
    return Flag("setback", 1, say(day, facts.today), day, records)


def low_mood(facts: Facts) -> Flag | None:
    """The bottom of the scale, today or yesterday."""
    for day in (facts.today, facts.today - YESTERDAY):
        mood = _mood(facts, day)
        if mood and mood.value <= LOWEST_MOOD:
            return Flag("low_mood", 1, words.low_mood(day, facts.today), day, (mood.record,))
    return None


def craving_high(facts: Facts) -> Flag | None:
    """A craving of 8 or more, today."""
    today = facts.days.get(facts.today)
    if today is None or today.craving is None or today.craving.value < HIGH_CRAVING:
        return None
    reason = words.craving(today.craving.value)
    return Flag("craving_high", 1, reason, facts.today, (today.craving.record,))


def hard_run(facts: Facts) -> Flag | None:
    """Three or more hard days in a row, up to today, or to yesterday while today is open."""
    day = facts.today if _mood(facts, facts.today) else facts.today - YESTERDAY
    records = []
    while (mood := _mood(facts, day)) and mood.value <= HARD_MOOD:
        records.append(mood.record)
        day -= YESTERDAY
    if len(records) < HARD_DAYS:
        return None
    first = day + YESTERDAY
    reason = words.hard_run(len(records), first, facts.today)
    return Flag("hard_run", 2, reason, first, tuple(records))


def silent(facts: Facts) -> Flag | None:
    """Quiet for longer than agreed, or not to be heard because something has not arrived."""
    flag = silence(
        facts.cadence,
        facts.last_contact[0] if facts.last_contact else None,
        facts.since,
        facts.today,
        known_until=facts.arrival.known_until,
        early=_is_early(facts),
    )
    if flag and facts.arrival.missing:
        return replace(flag, reason=words.not_arrived(facts.arrival.missing))
    return flag


def not_arrived(facts: Facts) -> Flag | None:
    """What they say they gave is not what is here: some of it is missing, or is not the same."""
    if facts.arrival.missing and not silent(facts):
        return Flag("stale_data", 3, words.not_arrived(facts.arrival.missing))
    if facts.arrival.state == "differs":
        return Flag("stale_data", 3, words.DIFFERS)
    return None


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
        for place, (_, clock) in enumerate(facts.clocks)
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
    not_arrived,
    milestone,
    unread,
)
"""Every rule; of two flags on one level the earlier rule's stands first."""


def _mood(facts: Facts, day: date) -> Reading | None:
    known = facts.days.get(day)
    return known.mood if known else None


def _is_early(facts: Facts) -> bool:
    """Whether the first clock's current span is in its first days."""
    first = facts.clocks[:1]
    return any((facts.today - count(c, facts.today).since).days < EARLY_DAYS for _, c in first)


def _has_waited(facts: Facts, entry: Entry) -> bool:
    """Whether a call for today is overdue; a copy of numbers tells no hour, so it is."""
    return entry.at is None or facts.now - entry.at >= CALL_TODAY_WAITS


def _when(facts: Facts, entry: Entry) -> str:
    if entry.at is None or abs(facts.now - entry.at) > TELL_THE_HOUR:
        return dates.day_of(here(entry.day, facts.today) or entry.day, facts.today)
    return dates.moment_of(entry.at, facts.now)


__all__ = ["RULES", "Facts", "Flag", "FlagLevel", "Rule", "flags"]
