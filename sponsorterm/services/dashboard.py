"""The sponsor's side: every sponsee in one list, sorted by need, each flag with its reason."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Step
from sponsorterm.rules.alerts.days import hard_run
from sponsorterm.rules.dashboard import Row, by_need, row
from sponsorterm.rules.facts import Facts
from sponsorterm.services.facts import FORTNIGHT, LOOK_BACK, facts, facts_of
from sponsorterm.services.reading import SHOWN
from sponsorterm.services.session import LinkView, Session
from sponsorterm.services.steps import StepView, sponsee_steps, step_at


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All sponsees. `as_of` is when the oldest of their data last came in, if all ever did."""

    rows: list[Row]
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """One sponsee, opened."""

    link: LinkView
    row: Row
    entries: list[Entry]
    steps: list[StepView]


def dashboard(session: Session) -> Dashboard:
    """Every sponsee, the one who needs a look first."""
    sponsees = [link for link in session.links() if link.is_sponsee]
    with _uncollected():
        known = facts_of(session, sponsees)
        rows = by_need([_row(session, *each) for each in zip(sponsees, known, strict=True)])
    times = [each.last_sync for each in known if each.last_sync is not None]
    return Dashboard(rows, min(times) if times and len(times) == len(known) else None)


def person(session: Session, record: str) -> Person:
    """One sponsee: their row, all they shared, and their steps.

    Raises:
        UnknownPerson: there is no such link.
    """
    link = session.link(record)
    entries = session.store.entries(space=record, kinds=SHOWN)
    return Person(link, row_of(session, record), entries, sponsee_steps(session, record))


def row_of(session: Session, record: str) -> Row:
    """The dashboard's row of one sponsee.

    Raises:
        UnknownPerson: there is no such link.
    """
    link = session.link(record)
    return _row(session, link, facts(session, link))


def is_unread(session: Session, entry: Entry) -> bool:
    """Whether a received entry still waits to be read at its present revision."""
    known = session.store.entries(space=entry.space, record=entry.record)
    return any(each.id == entry.id and not each.mark for each in known)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Read without Python looking for garbage; of the thousands of entries read none is any.

    The search would take as long again as the reading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _row(session: Session, link: LinkView, known: Facts) -> Row:
    """A sponsee's row. A run of days as long as what was read may be longer: then more is read."""
    found = _judged(session, known)
    first = session.today - FORTNIGHT
    runs = (flag for flag in found.flags if flag.key == hard_run.__name__)
    if any(flag.day is not None and flag.day <= first for flag in runs):
        return _judged(session, facts(session, link, back=LOOK_BACK))
    return found


def _judged(session: Session, known: Facts) -> Row:
    return row(known, step_at(session.pack, (entry for entry, _ in known.of(Step))))
