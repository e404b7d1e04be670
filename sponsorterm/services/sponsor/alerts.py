"""What a sponsor did about what the rules said: it stays with the sponsor."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import AlertAck
from sponsorterm.rules.facts import Flag
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.talk import mark_seen

Action = Literal["called", "messaged", "ok", "snooze"]


def acknowledge(
    session: Session,
    link: LinkView,
    flag: Flag,
    action: Action,
    *,
    until: date | None = None,
    note: str = "",
) -> list[str]:
    """Keep what I did about a flag, for me alone; the ids of the records, for an undo.

    Having called also says that we have spoken about what it rests on, and that the other
    is told, as they are of everything marked so.
    """
    marks = []
    if action == "called":
        found = rests_on(session, link.record, flag)
        marks = mark_seen(session, link.record, found, talked=True)
    body = AlertAck(
        link=link.record,
        alert=flag.key,
        action=action,
        revisions=sorted(flag.revisions),
        about_day=flag.began,
        until=until,
        note=note or None,
    )
    return [*marks, session.save(body).record]


def rests_on(session: Session, link: str, flag: Flag) -> list[Entry]:
    """The entries a flag rests on, as far as they stand as they stood then, the newest first."""
    known = [
        entry
        for record in flag.records
        for entry in session.store.entries(space=link, record=record)
        if entry.id in flag.revisions
    ]
    return sorted(known, key=lambda entry: (entry.day, entry.id), reverse=True)
