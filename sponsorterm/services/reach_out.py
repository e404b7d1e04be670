"""Reach out: whom to turn to, on one key, with nothing to unlock and nothing to connect to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sponsorterm.services.locking import lock_state
from sponsorterm.services.session import LinkView, Session
from sponsorterm.services.syncing import last_ok
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.lockfile import Number
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
    numbers: tuple[Number, ...] = ()
    """Those that were ticked to show while locked."""


def reach_out(session: Session | None, home: Home) -> ReachOut:
    """The page's content. It never fails: a home that cannot be read shows the rest."""
    if session is None:
        return ReachOut(words.EMERGENCY, words.LINES, (), _ticked(home))
    contacts = tuple(
        Contact(link, last_ok(session, link)) for link in session.links() if link.is_sponsor
    )
    return ReachOut(words.EMERGENCY, words.LINES, contacts, _ticked(home))


def _ticked(home: Home) -> tuple[Number, ...]:
    try:
        return lock_state(home).numbers
    except StoreError:
        return ()
