"""What lies ahead, and what is new."""

from __future__ import annotations

from sponsorterm.records.kinds import SafetyPlan
from sponsorterm.rules.clocks import milestones_ahead
from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.strings import reasons as words


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
    return Flag("milestone", 4, *reason, upcoming.on, began=upcoming.on)


def unread(facts: Facts) -> Flag | None:
    """Something came that was not looked at yet."""
    if not facts.unread:
        return None
    return Flag("unread", 4, *words.unread(len(facts.unread)), None, tuple(sorted(facts.unread)))


def plan_old(facts: Facts) -> Flag | None:
    """The plan for hard moments was not looked at for three months, or there is none yet.

    That none was shared is only told in the first days of a clock: later it would stand at
    everybody's name and say nothing.
    """
    found = [(plan.reviewed_on or entry.day, entry) for entry, plan in facts.of(SafetyPlan)]
    if not found:
        return Flag("plan_old", 4, *words.NO_PLAN, began=facts.since) if facts.early else None
    day, entry = max(found, key=lambda one: one[0])
    if (facts.today - day).days < facts.limits.plan_days:
        return None
    return Flag("plan_old", 4, *words.plan_old(day, facts.today), day, (entry.record,))
