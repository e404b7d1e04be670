"""Flags: the table of all rules, and what they say of one sponsee together.

Rules and levels: `domain` section 8. A rule uses only what was shared, says why in words
and dates, and never adds points up. A new rule is a function in `alerts` and a line here.
"""

from __future__ import annotations

from collections.abc import Callable

from sponsorterm.rules.alerts.ahead import milestone, unread
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
from sponsorterm.rules.alerts.work import stalled
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
    stalled,
    milestone,
    unread,
    all_easy,
)
"""Every rule; of two flags on one level the earlier rule's stands first."""


def flags(facts: Facts) -> list[Flag]:
    """Everything to be said of one sponsee, what needs a look first in front.

    A paused link raises nothing but a call request.
    """
    rules = (call_now,) if facts.paused else RULES
    found = (rule(facts) for rule in rules)
    return sorted((flag for flag in found if flag), key=lambda flag: flag.level)


__all__ = ["RULES", "Facts", "Flag", "FlagLevel", "Rule", "flags"]
