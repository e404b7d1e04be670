"""What the rules may look at on a link, and what a sponsor did about what they said."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Literal

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import (
    AlertAck,
    Amends,
    Assignment,
    Clock,
    Presence,
    Progress,
    SafetyPlan,
    Step,
    Worksheet,
)
from sponsorterm.rules.assignments import Task
from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.rules.readings import CONTACT
from sponsorterm.services.agreements import terms
from sponsorterm.services.assignments import assigned_by_me
from sponsorterm.services.session import LinkView, Session
from sponsorterm.services.sign_offs import signed
from sponsorterm.services.syncing import last_ok
from sponsorterm.services.talk import mark_seen, unread

FORTNIGHT = timedelta(days=14)
"""What nearly every reason rests on, and what a row shows."""
FIVE_WEEKS = timedelta(days=35)
"""What the mean of four weeks is taken over, and the week it is held against."""
LOOK_BACK = timedelta(days=90)
"""How far back a rule may need to look, where something of then still matters."""
STANDING = (Clock.KIND, Step.KIND, Worksheet.KIND, SafetyPlan.KIND, Progress.KIND)
"""Records that stand as long as they are not changed."""
TOLD = tuple(sorted({kind.KIND for kind in CONTACT} - {*STANDING}))
"""Records of a day or a moment."""

Action = Literal["called", "messaged", "ok", "snooze"]


def facts(session: Session, link: LinkView, *, back: timedelta = FORTNIGHT) -> Facts:
    """All a rule may look at for one sponsee: only what they shared, and when it came.

    What they told of their days is read as far as `back`, or further where it lingers.
    """
    store, space = session.store, link.record
    presence = store.entries(space=space, kinds={Presence.KIND}, limit=1)
    entries = [*_entries(session, space, back), *presence]
    live = store.tally(space)
    agreed = terms(session, link)
    return Facts(
        link=space,
        name=link.name,
        cadence=agreed.cadence,
        since=link.body.since,
        paused=agreed.paused,
        now=session.now,
        today=session.today,
        entries=entries,
        live=sum(live.values()) - live.get(Presence.KIND, 0),
        digest=store.digest(space) if presence else "",
        last_sync=last_ok(session, link),
        unread=frozenset(entry.record for entry in unread(session, [link])),
        talked=frozenset((e.record, e.id) for e in entries if e.mark == "talked"),
        milestones=session.pack.milestones,
        told=store.told(space, TOLD, session.today - FIVE_WEEKS),
        limits=agreed.limits,
        off=agreed.off,
        tasks=_tasks(session, link),
        signed=signed(session, link),
        acks=acknowledgements(session, link),
    )


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


def acknowledgements(session: Session, link: LinkView) -> list[AlertAck]:
    """What I did about alerts on a link, the newest first."""
    found = session.store.entries(kinds={AlertAck.KIND}, link=link.record)
    return [entry.body for entry in found if isinstance(entry.body, AlertAck)]


def _entries(session: Session, space: str, back: timedelta) -> list[Entry]:
    store = session.store
    standing = store.entries(space=space, kinds=STANDING)
    known = [*_told(session, space, back), *standing]
    have = {entry.record for entry in known}
    planned = store.entries(space=space, kinds={Amends.KIND}, lingering=True)
    return [*known, *(entry for entry in planned if entry.record not in have)]


def _told(session: Session, space: str, back: timedelta) -> list[Entry]:
    """What somebody told lately, newest first; the last of it at least, however old."""
    entries = partial(session.store.entries, space=space, kinds=TOLD)
    since, longest = session.today - back, session.today - LOOK_BACK
    if entries(since=longest, until=since - timedelta(days=1), lingering=True):
        since = longest
    return entries(since=since) or entries(limit=1)


def _tasks(session: Session, link: LinkView) -> list[Task] | None:
    """The open assignments I gave; None when I never gave any."""
    found = assigned_by_me(session, link, only_open=True)
    if found:
        return found
    ever = session.store.entries(kinds={Assignment.KIND}, link=link.record, limit=1)
    return [] if ever else None
