"""What a sponsor is shown about me: the same flags by the same rules over what I shared.

Nothing is asked of them. What they did about a flag stays with them, so a flag they have
acknowledged stands here as long as its reason does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sponsorterm.records.codec import decode_copy
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Presence, Seen, SharedCopy
from sponsorterm.rules.facts import Facts
from sponsorterm.rules.flags import Flag, raised
from sponsorterm.rules.presence import live_digest
from sponsorterm.services.entries.filing import copies_of
from sponsorterm.services.entries.given import entry_of
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.agreements import terms
from sponsorterm.services.links.talk import NEW_FOR
from sponsorterm.services.sponsor.facts import FIVE_WEEKS, LOOK_BACK, STANDING, TOLD
from sponsorterm.services.steps.assignments import assigned_to_me
from sponsorterm.services.steps.sign_offs import trail
from sponsorterm.services.syncing.standing import last_ok

CONVERSATION = frozenset({"note", "comment", "seen", "acceptance", "agreement"})
"""Kinds that no rule reads, but for whether they were read."""


def mirror(session: Session, link: LinkView) -> list[Flag]:
    """The flags I raise with a sponsor, the loudest first, as if all of it had arrived."""
    return raised(mirror_facts(session, link))


def mirror_facts(session: Session, link: LinkView) -> Facts:
    """All that a sponsor's rules may look at, read from my side."""
    copies = _copies(session, link)
    live = [copy for copy in copies if copy.kind != Presence.KIND]
    read, talked = _marks(session, link)
    since = session.today - NEW_FOR
    agreed = terms(session, link)
    given_tasks = assigned_to_me(session, link)
    return Facts(
        link=link.record,
        name=session.profile.name,
        cadence=agreed.cadence,
        since=link.body.since,
        paused=agreed.paused,
        moment=session.now,
        today=session.today,
        entries=[copy for copy in copies if _is_looked_at(copy, session.today)],
        live=len(live),
        digest=live_digest(copy.id for copy in live),
        last_sync=last_ok(session, link),
        unread=frozenset(
            copy.record
            for copy in live
            if copy.day >= since and copy.kind != Seen.KIND and copy.id not in read
        ),
        talked=talked,
        milestones=session.pack.milestones,
        let_go=0,
        told=_told(copies, session.today),
        limits=agreed.limits,
        off=agreed.off,
        tasks=[task for task in given_tasks if task.open] if given_tasks else None,
        signed=frozenset(
            revision
            for sign in trail(session, link)
            if (revision := getattr(sign.body, "revision", None))
        ),
    )


def _copies(session: Session, link: LinkView) -> list[Entry]:
    """What a link holds of mine now, the newest first."""
    kept = (entry.body for entry in copies_of(session, link))
    return [
        entry_of(decode_copy(body.bytes.encode(), link.name))
        for body in kept
        if isinstance(body, SharedCopy) and body.level != "withdrawn"
    ]


def _is_looked_at(copy: Entry, today: date) -> bool:
    if copy.kind in CONVERSATION:
        return False
    return copy.kind in STANDING or copy.day >= today - LOOK_BACK


def _marks(session: Session, link: LinkView) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The revisions they marked read, and those they say we have spoken about."""
    items = [
        item
        for seen in session.store.entries(space=link.record, kinds={Seen.KIND})
        if isinstance(seen.body, Seen)
        for item in seen.body.items
    ]
    talked = frozenset((item.about, item.revision) for item in items if item.talked)
    return frozenset(item.revision for item in items), talked


def _told(copies: Sequence[Entry], today: date) -> Counter[date]:
    first = today - FIVE_WEEKS
    return Counter(copy.day for copy in copies if copy.kind in TOLD and copy.day >= first)
