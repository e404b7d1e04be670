"""The sponsor's side: every sponsee in one list, sorted by need, each flag with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sponsorterm.records.entry import Entry
from sponsorterm.rules.dashboard import Row, by_need
from sponsorterm.services.entries.reading import SHOWN
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.sponsor.judging import judging, rows_of
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
    return next(board for board in dashboard_by_and_by(session) if board is not None)


def dashboard_by_and_by(session: Session) -> Iterator[Dashboard | None]:
    """The same, for who has keys to answer: None while there are people left to judge."""
    sponsees = [link for link in session.links() if link.is_sponsee]
    synced = last_times(session, sponsees)
    times = [at for at in synced.values() if at is not None]
    as_of = min(times) if times and len(times) == len(synced) else None
    for rows in judging(session, sponsees, synced):
        yield None if rows is None else Dashboard(by_need(rows), as_of)


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
