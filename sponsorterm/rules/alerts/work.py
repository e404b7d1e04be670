"""What is to be done, by the one or by the other: step work, assignments, amends, answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Amends, Checkin, Comment, Note, Step, Worksheet
from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.rules.readings import here
from sponsorterm.strings import reasons as words

UNDER_WAY = frozenset({"working", "waiting", "revisiting"})
"""States of a step in which a movement is to be expected."""


def stalled(facts: Facts) -> Flag | None:
    """A step is under way, and nothing has moved in any of them for three weeks."""
    found = [entry for entry, step in facts.of(Step) if step.state in UNDER_WAY]
    moved = [(day, entry) for entry in found if (day := here(entry.day, facts.today))]
    if not moved:
        return None
    day, last = max(moved, key=lambda one: one[0])
    if (facts.today - day).days < facts.limits.stalled_days:
        return None
    return Flag("stalled", 3, *words.stalled(day, facts.today), day, (last.record,))


def no_work(facts: Facts) -> Flag | None:
    """No assignment is open, between two people who work with assignments."""
    if facts.tasks is None or any(task.open for task in facts.tasks):
        return None
    return Flag("no_work", 3, *words.NO_WORK, began=facts.since)


def overdue(facts: Facts) -> Flag | None:
    """An assignment is some days past the day it was due, and not handed in."""
    late = [
        (task.due, task)
        for task in facts.tasks or ()
        if task.open
        and task.state != "submitted"
        and task.due
        and (facts.today - task.due).days >= facts.limits.overdue_days
    ]
    if not late:
        return None
    due, _ = min(late, key=lambda one: one[0])
    return Flag("overdue", 3, *words.overdue(due, len(late), facts.today), due, began=due)


def on_you(facts: Facts) -> Flag | None:
    """Work handed in, or a question, that has waited two days for the sponsor."""
    waits = timedelta(hours=facts.limits.on_you_hours)
    late = [(since, e) for since, e in _waiting(facts) if facts.now - since >= waits]
    if not late:
        return None
    _, first = min(late, key=lambda one: (one[0], one[1].id))
    day = here(first.day, facts.today) or first.day
    records = tuple(dict.fromkeys(entry.record for _, entry in late))
    return Flag("on_you", 3, *words.on_you(len(records), day, facts.today), day, records)


def amends_due(facts: Facts) -> Flag | None:
    """The day that was planned for an amends has passed, and nothing more was told of it."""
    past = [
        (amends.planned_for, entry)
        for entry, amends in facts.of(Amends)
        if amends.state == "planned" and amends.planned_for and amends.planned_for < facts.today
    ]
    if not past:
        return None
    day = min(planned for planned, _ in past)
    records = tuple(entry.record for _, entry in past)
    return Flag("amends_due", 3, *words.amends_due(day, facts.today), day, records)


def _waiting(facts: Facts) -> Iterator[tuple[datetime, Entry]]:
    """What waits for the sponsor, each with the moment since when."""
    for task in facts.tasks or ():
        if task.state == "submitted" and task.said:
            yield _since(facts, task.said), task.said
    for entry in facts.entries:
        body = entry.body
        asks = isinstance(body, Note | Comment) or (isinstance(body, Checkin) and body.ask)
        handed_in = isinstance(body, Worksheet) and body.state == "submitted"
        if (asks and entry.record in facts.unread) or (handed_in and entry.id not in facts.signed):
            yield _since(facts, entry), entry


def _since(facts: Facts, entry: Entry) -> datetime:
    """When it was written; of numbers only the day is known, so the end of that day."""
    if entry.at is not None:
        return entry.at
    return datetime.combine(entry.day, time.max, facts.now.tzinfo)
