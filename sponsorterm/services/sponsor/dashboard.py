"""The sponsor's side: every sponsee in one list, sorted by need, each flag with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sponsorterm.records.entry import Entry
from sponsorterm.rules.dashboard import Row, by_need
from sponsorterm.services.entries.reading import SHOWN
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.sponsor.judging import rows_of
from sponsorterm.services.steps.progress import StepView, sponsee_steps
from sponsorterm.services.syncing.standing import last_times


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
    synced = last_times(session, sponsees)
    times = [at for at in synced.values() if at is not None]
    rows = by_need(rows_of(session, sponsees, synced))
    return Dashboard(rows, min(times) if times and len(times) == len(synced) else None)


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
    links = [session.link(record)]
    return rows_of(session, links, last_times(session, links))[0]


def is_unread(session: Session, entry: Entry) -> bool:
    """Whether a received entry still waits to be read at its present revision."""
    known = session.store.entries(space=entry.space, record=entry.record)
    return any(each.id == entry.id and not each.mark for each in known)
