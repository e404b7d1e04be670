"""The sponsor's side: every sponsee in one list, sorted by need, each flag with its reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Step
from sponsorterm.rules.alerts.days import hard_run
from sponsorterm.rules.dashboard import Row, by_need, row
from sponsorterm.rules.facts import Facts
from sponsorterm.services.facts import FORTNIGHT, LOOK_BACK, facts, facts_of
from sponsorterm.services.reading import SHOWN
from sponsorterm.services.session import LinkView, Session
from sponsorterm.services.steps import StepView, current_step, sponsee_steps, step_views
from sponsorterm.services.talk import unread


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


@dataclass(frozen=True, slots=True)
class Look:
    """The next thing to look at: whose, which entry if it is one, and why."""

    link: str
    name: str
    entry: Entry | None
    reason: str


def dashboard(session: Session) -> Dashboard:
    """Every sponsee, the one who needs a look first."""
    sponsees = [link for link in session.links() if link.is_sponsee]
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
    found = _row(session, link, facts(session, link))
    return Person(link, found, entries, sponsee_steps(session, record))


def next_look(session: Session, passed: Collection[str] = ()) -> Look | None:
    """The next thing to look at across all sponsees, the neediest person first.

    A person's unread entries come oldest first; without any, the person themselves if a flag
    asks for a look. `passed` names the entries and links already walked past, read or not.
    """
    for each in dashboard(session).rows:
        waiting = unread(session, [session.link(each.link)])
        for entry in sorted(waiting, key=_written):
            if entry.id not in passed:
                return Look(each.link, each.name, entry, each.reason)
        if not waiting and each.mark != " " and each.link not in passed:
            return Look(each.link, each.name, None, each.reason)
    return None


def is_unread(session: Session, entry: Entry) -> bool:
    """Whether a received entry still waits to be read at its present revision."""
    known = session.store.entries(space=entry.space, record=entry.record)
    return any(each.id == entry.id and not each.mark for each in known)


def _written(entry: Entry) -> tuple[date, float, str]:
    """Sorts entries as they were written."""
    return (entry.day, entry.at.timestamp() if entry.at else 0.0, entry.id)


def _row(session: Session, link: LinkView, known: Facts) -> Row:
    """A sponsee's row. A run of days as long as what was read may be longer: then more is read."""
    found = _judged(session, known)
    first = session.today - FORTNIGHT
    runs = (flag for flag in found.flags if flag.key == hard_run.__name__)
    if any(flag.day is not None and flag.day <= first for flag in runs):
        return _judged(session, facts(session, link, back=LOOK_BACK))
    return found


def _judged(session: Session, known: Facts) -> Row:
    steps = step_views(session.pack, (entry for entry, _ in known.of(Step)))
    return row(known, current_step(steps))
