"""Reach out: whom to turn to, on one key, with nothing to unlock and nothing to connect to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sponsorterm.services.session import LinkView, Session
from sponsorterm.services.syncing import last_ok
from sponsorterm.strings import reach_out as words


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody linked. `last_heard` is when anything of theirs last reached this device."""

    link: LinkView
    last_heard: datetime | None


@dataclass(frozen=True, slots=True)
class ReachOut:
    """What the page says, most urgent first. Without a session only what everybody is told."""

    emergency: str
    lines: tuple[str, ...]
    contacts: tuple[Contact, ...]


def reach_out(session: Session | None) -> ReachOut:
    """The page's content. It never fails: a home that cannot be read shows the rest."""
    if session is None:
        return ReachOut(words.EMERGENCY, words.LINES, ())
    contacts = tuple(
        Contact(link, last_ok(session, link)) for link in session.links() if link.is_sponsor
    )
    return ReachOut(words.EMERGENCY, words.LINES, contacts)
