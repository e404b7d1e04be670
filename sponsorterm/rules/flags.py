"""Flags: the table of all rules, and what they say of one sponsee together.

Rules and levels: `domain` section 8. A rule uses only what was shared, says why in words
and dates, and never adds points up. A new rule is a function in `alerts` and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sponsorterm.records.kinds import AlertAck
from sponsorterm.rules.alerts.ahead import milestone, plan_old, unread
from sponsorterm.rules.alerts.asked import call_now, kept_back, setback
from sponsorterm.rules.alerts.contact import drop_off, meetings, not_arrived, silent
from sponsorterm.rules.alerts.days import (
    all_easy,
    craving_high,
    craving_rise,
    halt,
    hard_run,
    low_mood,
)
from sponsorterm.rules.alerts.work import amends_due, no_work, on_you, overdue, stalled
from sponsorterm.rules.facts import Facts, Flag, FlagLevel

Rule = Callable[[Facts], Flag | None]

RULES: tuple[Rule, ...] = (
    call_now,
    setback,
    low_mood,
    craving_high,
    craving_rise,
    hard_run,
    silent,
    not_arrived,
    halt,
    kept_back,
    meetings,
    drop_off,
    on_you,
    overdue,
    amends_due,
    stalled,
    no_work,
    milestone,
    unread,
    all_easy,
    plan_old,
)
"""Every rule; of two flags on one level the earlier rule's stands first."""

_PLACES = {rule.__name__: place for place, rule in enumerate(RULES)}
_PLACES["stale_data"] = _PLACES[silent.__name__]


def flags(facts: Facts) -> list[Flag]:
    """Everything to be said of one sponsee and not dealt with, what needs a look first in front."""
    return [flag for flag, ack in judged(facts) if ack is None]


def handled(facts: Facts) -> list[tuple[Flag, AlertAck]]:
    """What would be said, but was acknowledged or put off, each with what was done about it."""
    return [(flag, ack) for flag, ack in judged(facts) if ack is not None]


def judged(facts: Facts) -> list[tuple[Flag, AlertAck | None]]:
    """Everything the rules say, each with what was done about it if that covers it."""
    return [(flag, dealt_with(flag, facts)) for flag in raised(facts)]


def raised(facts: Facts) -> list[Flag]:
    """Everything the rules say, the loudest first.

    A paused link raises nothing but a call request, and alerts the two agreed to do without
    are not raised.
    """
    rules = (call_now,) if facts.paused else RULES
    found = (rule(facts) for rule in rules)
    known = [_known(flag, facts) for flag in found if flag and flag.key not in facts.off]
    return sorted(known, key=lambda flag: flag.level)


def urgency(key: str) -> int:
    """Where flags of a kind stand among those of their level: 0 is a call that is asked for."""
    return _PLACES.get(key, len(RULES))


def dealt_with(flag: Flag, facts: Facts) -> AlertAck | None:
    """The acknowledgement that covers a flag, the newest of several.

    It covers what it was given for and nothing newer: a flag that rests on a revision more,
    or began on another day, speaks again. So does one put off, from the morning it was put
    off to.
    """
    return next((ack for ack in facts.acks if _covers(ack, flag, facts.today)), None)


def _covers(ack: AlertAck, flag: Flag, today: date) -> bool:
    if ack.alert != flag.key or flag.key == unread.__name__:
        return False
    if ack.action == "snooze" and (ack.until is None or ack.until <= today):
        return False
    if flag.revisions:
        return flag.revisions <= frozenset(ack.revisions)
    return ack.about_day == flag.began


def _known(flag: Flag, facts: Facts) -> Flag:
    """A flag with the revisions it rests on."""
    ids = frozenset(facts.ids[record] for record in flag.records if record in facts.ids)
    return replace(flag, revisions=ids, began=flag.began or flag.day)


__all__ = [
    "RULES",
    "Facts",
    "Flag",
    "FlagLevel",
    "Rule",
    "dealt_with",
    "flags",
    "handled",
    "judged",
    "raised",
    "urgency",
]
