"""Calls: that the two spoke, when and how long; and that what was asked for is met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.kinds import Call, Checkin
from sponsorterm.services.entries.filing import delete, file_shared
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.talk import mark_seen

ASKED_WITHIN = timedelta(days=30)
"""Requests older than this are not looked for: somebody called about something else."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One call, as either of the two noted it."""

    entry: Entry
    body: Call

    @property
    def mine(self) -> bool:
        """I noted it."""
        return self.entry.space == MINE

    @property
    def day(self) -> date:
        """The day it was on."""
        return self.entry.day


def log_call(
    session: Session,
    link: LinkView,
    *,
    minutes: int | None = None,
    at: str | None = None,
    day: date | None = None,
    note: str = "",
) -> str:
    """Note a call, for both to see; the record's id, for an undo. `at` is "18:10".

    The requests for a call that had come by then are met, and the other is told so.

    Raises:
        BadRecord: a field breaks its limits.
    """
    on = day or session.today
    body = Call(at=at, minutes=minutes, note=note or None, link=link.record)
    filed = file_shared(session, body, link.record, day=on)
    asked = [entry for entry in _asked(session, link) if entry.day <= on]
    if asked:
        mark_seen(session, link.record, asked, talked=True)
    return filed.revision.header.record


def calls(session: Session, link: LinkView, limit: int | None = None) -> list[Spoken]:
    """The calls of the two, whoever noted them, the newest first."""
    found = [
        *session.store.entries(kinds={Call.KIND}, link=link.record),
        *session.store.entries(space=link.record, kinds={Call.KIND}, limit=limit),
    ]
    found.sort(key=_moment, reverse=True)
    return [Spoken(entry, entry.body) for entry in found if isinstance(entry.body, Call)][:limit]


def take_back_call(session: Session, record: str) -> None:
    """A call that was noted by mistake. What it met stays met.

    Raises:
        UnknownEntry: it is not mine.
    """
    delete(session, record)


def _asked(session: Session, link: LinkView) -> list[Entry]:
    """Requests for a call that nobody has met yet."""
    since = session.today - ASKED_WITHIN
    found = session.store.entries(space=link.record, kinds={Checkin.KIND}, since=since)
    return [
        entry
        for entry in found
        if getattr(entry.body, "need_call", None) in ("now", "today") and entry.mark != "talked"
    ]


def _moment(entry: Entry) -> tuple[date, float, str]:
    return (entry.day, entry.at.timestamp() if entry.at else 0.0, entry.id)
