"""The sponsor's side: every sponsee in one list, sorted by need, each flag with its reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Clock, Step
from sponsorterm.rules.dashboard import Row, by_need, row
from sponsorterm.rules.flags import Facts
from sponsorterm.services.session import LinkView, Session
from sponsorterm.services.steps import StepView, current_step, sponsee_steps
from sponsorterm.services.syncing import last_ok
from sponsorterm.services.talk import READ_BY_PEOPLE, read_marks, talked_about, unread

LOOK_BACK = timedelta(days=90)
"""How far back a rule may need to look; standing records (clocks, steps) are read whole."""
STANDING = (Clock.KIND, Step.KIND)


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
    rows = by_need([_row(session, link) for link in sponsees])
    times = [last_ok(session, link) for link in sponsees]
    known = [time for time in times if time is not None]
    return Dashboard(rows, min(known) if known and len(known) == len(times) else None)


def facts(session: Session, link: LinkView) -> Facts:
    """All a rule may look at for one sponsee: only what they shared, and when it came."""
    now = session.now
    since = session.today - LOOK_BACK
    space = link.record
    recent = session.store.entries(space=space, since=since)
    standing = session.store.entries(space=space, kinds=STANDING, until=since - timedelta(days=1))
    new = {entry.record for entry in unread(session, [link])}
    return Facts(
        link=space,
        name=link.name,
        cadence=link.cadence,
        since=link.body.since,
        paused=link.state == "paused",
        now=now,
        today=session.today,
        entries=[*recent, *standing],
        live=session.store.count(space=space)
        - session.store.count(space=space, kinds={"presence"}),
        last_sync=last_ok(session, link),
        unread=frozenset(new),
        talked=talked_about(session, since),
        milestones=session.pack.milestones,
    )


def person(session: Session, record: str) -> Person:
    """One sponsee: their row, all they shared, and their steps.

    Raises:
        UnknownPerson: there is no such link.
    """
    link = session.link(record)
    entries = session.store.entries(space=record, kinds=READ_BY_PEOPLE)
    return Person(link, _row(session, link), entries, sponsee_steps(session, record))


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
    return read_marks(session).get(entry.record) != entry.id


def _written(entry: Entry) -> tuple[date, float, str]:
    """Sorts entries as they were written."""
    return (entry.day, entry.at.timestamp() if entry.at else 0.0, entry.id)


def _row(session: Session, link: LinkView) -> Row:
    steps = sponsee_steps(session, link.record)
    return row(facts(session, link), current_step(steps))
