"""What is to be done: step work that stands still."""

from __future__ import annotations

from sponsorterm.records.kinds import Step
from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.rules.readings import here
from sponsorterm.strings import reasons as words

UNDER_WAY = frozenset({"working", "waiting", "revisiting"})


def stalled(facts: Facts) -> Flag | None:
    """A step is under way, and nothing has moved in any of them for three weeks."""
    found = [entry for entry, step in facts.of(Step) if step.state in UNDER_WAY]
    moved = [(day, entry) for entry in found if (day := here(entry.day, facts.today))]
    if not moved:
        return None
    day, last = max(moved, key=lambda one: one[0])
    if (facts.today - day).days < facts.limits.stalled_days:
        return None
    return Flag("stalled", 3, words.stalled(day, facts.today), day, (last.record,))
