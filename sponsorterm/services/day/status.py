"""What a shell prompt asks: whether the day is filed, and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Comment, Inventory
from sponsorterm.services.entries import followups
from sponsorterm.services.entries.drafts import FormDraft, list_drafts
from sponsorterm.services.entries.merging import waiting
from sponsorterm.services.home.session import Session
from sponsorterm.services.links.talk import unread
from sponsorterm.services.syncing.safety import Safety, safety


@dataclass(frozen=True, slots=True)
class Status:
    """What `sponsorterm status` and a shell prompt say."""

    day: date
    filed: bool
    draft: bool
    unread: int
    last_entry: date | None
    undecided: int
    safety: Safety
    checks: list[Entry]
    untold: list[Entry]


def status(session: Session, day: date | None = None) -> Status:
    """Whether a day (today) is filed and what waits; cheap enough for a shell prompt."""
    day = day or session.today
    filed = session.store.entries(kinds={Inventory.KIND}, since=day, until=day, limit=1)
    return Status(
        day,
        bool(filed),
        draft_of(session, day) is not None,
        len(unread_by_me(session)),
        last_entry(session),
        len(waiting(session)),
        safety(session),
        followups.checks(session),
        followups.untold(session),
    )


def draft_of(session: Session, day: date) -> FormDraft | None:
    """The draft to go on with, of this day or the one before."""
    found = [draft for draft in list_drafts(session) if draft.day >= day - timedelta(days=1)]
    return found[0] if found else None


def last_entry(session: Session) -> date | None:
    """The day of the last inventory."""
    found = session.store.entries(kinds={Inventory.KIND}, limit=1)
    return found[0].day if found else None


def unread_by_me(session: Session) -> list[Entry]:
    """What others wrote to me; a sponsee's own entries wait on the dashboard instead."""
    sponsors = [link for link in session.links() if link.is_sponsor]
    sponsees = [link for link in session.links() if link.is_sponsee]
    said = {"note", Comment.KIND}
    return [*unread(session, sponsors), *unread(session, sponsees, said)]
