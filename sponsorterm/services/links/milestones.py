"""Milestones of somebody's clocks: ahead or just reached, and whether a chip was given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Clock, Milestone
from sponsorterm.rules.clocks import Upcoming, milestones_ahead, noted_for, reached_lately
from sponsorterm.services.entries.filing import delete, file_shared
from sponsorterm.services.entries.given import given
from sponsorterm.services.home.session import LinkView, Session

LATELY = 30
"""Days after a milestone in which a chip is still to be given."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A milestone of one clock, and what was kept about it: the chip, and the plan."""

    clock: Entry
    label: str
    upcoming: Upcoming
    kept: Entry | None

    @property
    def chip_on(self) -> date | None:
        """The day the chip was given."""
        return getattr(self.kept.body, "chip_on", None) if self.kept else None


def milestones(session: Session, link: LinkView) -> list[Marked]:
    """Those of a sponsee whose lead window is open, and those just reached, nearest first."""
    kept = given(session, link, {Milestone.KIND})
    clocks = session.store.entries(space=link.record, kinds={Clock.KIND})
    found = [
        Marked(entry, entry.body.label, upcoming, _kept(kept, entry, upcoming, session.today))
        for entry in clocks
        if isinstance(entry.body, Clock)
        for upcoming in _near(session, entry.body)
    ]
    return sorted(found, key=lambda one: one.upcoming.days)


def give_chip(session: Session, link: LinkView, marked: Marked) -> None:
    """Note that the chip was given today, for both to see."""
    milestone = marked.upcoming.milestone
    body = Milestone(
        about=marked.clock.record,
        label=milestone.label,
        unit=milestone.unit,
        n=milestone.n,
        on=marked.upcoming.on,
        chip_on=session.today,
        link=link.record,
    )
    file_shared(session, body, link.record)


def take_chip_back(session: Session, link: LinkView, marked: Marked) -> None:
    """It was not given after all."""
    for own in session.store.entries(kinds={Milestone.KIND}, link=link.record):
        if marked.kept is not None and _is_same(own, marked.kept):
            delete(session, own.record)


def chips(session: Session) -> list[Milestone]:
    """The chips my sponsors gave me, the newest first."""
    found = [
        entry.body
        for link in session.links()
        if link.is_sponsor
        for entry in session.store.entries(space=link.record, kinds={Milestone.KIND})
        if isinstance(entry.body, Milestone) and entry.body.chip_on
    ]
    return sorted(found, key=lambda each: each.chip_on or date.min, reverse=True)


def _near(session: Session, clock: Clock) -> list[Upcoming]:
    today, known = session.today, session.pack.milestones
    return [*reached_lately(clock, known, today, LATELY), *milestones_ahead(clock, known, today)]


def _kept(kept: Iterable[Entry], clock: Entry, one: Upcoming, today: date) -> Entry | None:
    """The newest that is meant for this milestone of this clock."""
    assert isinstance(clock.body, Clock)
    for entry in kept:
        mark = _mark(entry)
        on = noted_for(mark, one.milestone, clock.body, today)
        if mark.about == clock.record and on == one.on:
            return entry
    return None


def _is_same(one: Entry, other: Entry) -> bool:
    """Whether two are about the same milestone on the same day: a record of mine and its copy."""
    a, b = _mark(one), _mark(other)
    return (a.about, a.unit, a.n, a.on) == (b.about, b.unit, b.n, b.on)


def _mark(entry: Entry) -> Milestone:
    assert isinstance(entry.body, Milestone)
    return entry.body
