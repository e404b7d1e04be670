"""How long a sponsor keeps what a sponsee shared of their days, as the two agreed.

Only what tells of a day or a moment goes; clocks, steps, written work, notes and what the two
agreed stay. The sponsee keeps all of it: what goes are the copies on the sponsor's devices.
"""

from __future__ import annotations

from datetime import timedelta

from sponsorterm.records.entry import MINE
from sponsorterm.records.kinds import (
    Agreement,
    Balance,
    Checkin,
    Debrief,
    Gratitude,
    Inventory,
    Meeting,
    Morning,
    Practice,
    Presence,
    Readiness,
    Review,
    SpotCheck,
    Urge,
)
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.agreements import terms

OF_A_DAY = frozenset(
    kind.KIND
    for kind in (
        *(Inventory, Checkin, SpotCheck, Morning, Review, Debrief),
        *(Meeting, Gratitude, Practice, Readiness, Balance, Urge, Presence),
    )
)
"""Kinds that are let go of: they tell of a day or a moment and of nothing that stands."""


def keep_days(session: Session, link: LinkView) -> int | None:
    """How many days a sponsor keeps such entries on this link; None is for always."""
    spaces = (link.record, MINE)
    agreed = any(session.store.count(space=space, kinds={Agreement.KIND}) for space in spaces)
    return terms(session, link).keep_days if agreed else None


def sweep_received(session: Session) -> int:
    """Remove what I received from sponsees longer ago than was agreed; how much it was.

    Raises:
        StoreError: a file could not be removed; it is tried again at the next sync.
    """
    sponsees = [link for link in session.links() if link.is_sponsee]
    return sum(_sweep(session, link) for link in sponsees)


def let_go(session: Session, link: LinkView) -> int:
    """How many revisions that came over a link are no longer here."""
    came = session.ledger.received(link.body.space or "")
    return len(came.difference(session.store.names(link.record)))


def _sweep(session: Session, link: LinkView) -> int:
    days = keep_days(session, link)
    if days is None:
        return 0
    last = session.today - timedelta(days=days + 1)
    old = session.store.entries(space=link.record, kinds=OF_A_DAY, until=last, withdrawn=True)
    names = [
        revision.id
        for entry in old
        for revision in session.store.revisions(entry.record, link.record)
    ]
    if names:
        session.store.forget(link.record, names, mentions={entry.record for entry in old})
    return len(old)
