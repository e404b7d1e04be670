"""What a sponsor did about what the rules said: it stays with the sponsor."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sponsorterm.records.kinds import AlertAck
from sponsorterm.rules.facts import Flag
from sponsorterm.services.session import LinkView, Session
from sponsorterm.services.talk import mark_seen

Action = Literal["called", "messaged", "ok", "snooze"]


def acknowledge(
    session: Session,
    link: LinkView,
    flag: Flag,
    action: Action,
    *,
    until: date | None = None,
    note: str = "",
) -> str:
    """Keep what I did about a flag, for me alone; the record's id, for an undo.

    Having called also says that we have spoken about what it rests on, and that the other
    is told, as they are of everything marked so.
    """
    if action == "called":
        known = session.store.entries(space=link.record)
        mark_seen(session, link.record, [e for e in known if e.id in flag.revisions], talked=True)
    body = AlertAck(
        link=link.record,
        alert=flag.key,
        action=action,
        revisions=sorted(flag.revisions),
        about_day=flag.began,
        until=until,
        note=note or None,
    )
    return session.save(body).header.record
