"""Whether one hears from somebody: silence, fewer entries than usual, fewer meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sponsorterm.rules.alerts.silence import silence
from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.strings import reasons as words

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
WEEKS_BEFORE = 4
"""One's own mean is taken over so many weeks before the last one."""
FEW = 2
"""Under so many entries a week there is nothing to fall off from."""


def silent(facts: Facts) -> Flag | None:
    """Quiet for longer than agreed, or not to be heard because something has not arrived."""
    flag = silence(
        facts.cadence,
        facts.last_contact[0] if facts.last_contact else None,
        facts.since,
        facts.today,
        known_until=facts.arrival.known_until,
        early=facts.early,
        quiet_days=facts.limits.quiet_days,
    )
    if flag and facts.arrival.missing:
        missing = words.not_arrived(facts.arrival.missing)
        return replace(flag, reason=missing.full, brief=missing.brief)
    return flag


def not_arrived(facts: Facts) -> Flag | None:
    """What they say they gave is not what is here: some of it is missing, or is not the same."""
    if facts.arrival.missing and not silent(facts):
        return Flag("stale_data", 3, *words.not_arrived(facts.arrival.missing), began=facts.today)
    if facts.arrival.state == "differs":
        return Flag("stale_data", 3, *words.DIFFERS, began=facts.today)
    return None


def drop_off(facts: Facts) -> Flag | None:
    """In the last seven whole days under half of what the four weeks before had on average."""
    begin = facts.today - WEEK
    first = begin - WEEK * WEEKS_BEFORE
    if not _known(facts, first):
        return None
    lately = _told(facts, begin, facts.today)
    usual = _told(facts, first, begin) / WEEKS_BEFORE
    if usual < FEW or lately * 2 >= usual:
        return None
    return Flag("drop_off", 3, *words.drop_off(lately, usual), began=begin)


def meetings(facts: Facts) -> Flag | None:
    """Fewer meetings than agreed in each of the last two weeks, told by themselves."""
    wanted = facts.limits.weekly_meetings
    begin, first = facts.today - WEEK, facts.today - WEEK * 2
    if not wanted or not _known(facts, first):
        return None
    lately, before = _meetings(facts, begin), _meetings(facts, first)
    if max(lately, before) >= wanted:
        return None
    return Flag("meetings", 3, *words.meetings(lately, before, wanted), began=first)


def _known(facts: Facts, first: date) -> bool:
    """Whether all that was given from `first` through yesterday is here."""
    known = facts.arrival.known_until
    began = facts.since is not None and facts.since <= first
    return began and known is not None and known >= facts.today - DAY


def _told(facts: Facts, first: date, until: date) -> int:
    return sum(count for day, count in facts.told.items() if first <= day < until)


def _meetings(facts: Facts, first: date) -> int:
    """How many meetings there were in the week that begins with a day."""
    return sum(day.meetings for on, day in facts.days.items() if first <= on < first + WEEK)
