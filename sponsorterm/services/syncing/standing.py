"""How links stand with their places: in step, waiting, out of reach, and since when.

Nothing is asked of a place: all is told by what the ledger remembers of earlier rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sponsorterm.records.kinds import Place
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import syncing as words
from sponsorterm.sync.remotes.base import name_of

StateName = Literal["in_step", "waiting", "unreachable", "refused", "never", "no_place"]
WORST_FIRST: tuple[StateName, ...] = (
    "refused", "no_place", "unreachable", "waiting", "never", "in_step",
)  # fmt: skip
"""When a link has several places, or a person several links, the first of these is told."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """How one link stands with its places. `words` says it all in one line."""

    link: str
    name: str
    state: StateName
    waiting: int
    since: datetime | None
    last_ok: datetime | None
    words: str


def states(session: Session) -> list[SyncState]:
    """How every live link stands, by name."""
    return [state_of(session, link) for link in session.links()]


def state_of(session: Session, link: LinkView) -> SyncState:
    """How one link stands: with several places, the one that needs a look."""
    revisions = session.store.given(link.record)
    body = link.body
    return state_at(session, link.record, link.name, body.space or "", body.places, revisions)


def state_at(
    session: Session,
    link: str,
    name: str,
    space: str,
    places: Sequence[Place],
    revisions: Sequence[str],
) -> SyncState:
    """How a space that is to hold `revisions` of mine stands with its places."""
    known = [session.ledger.state(space, name_of(place), revisions) for place in places]
    if not known:
        return SyncState(link, name, "no_place", 0, None, None, words.NO_PLACE)
    worst = min(known, key=lambda state: WORST_FIRST.index(state.name))
    line = words.state(worst.name, worst.waiting, worst.code, how_long_ago(session, worst.since))
    return SyncState(link, name, worst.name, worst.waiting, worst.since, worst.last_ok, line)


def last_ok(session: Session, link: LinkView) -> datetime | None:
    """When a link was last synced to its end, at any of its places."""
    return last_times(session, [link])[link.record]


def last_times(session: Session, links: Iterable[LinkView]) -> dict[str, datetime | None]:
    """The same of several links, by their records."""
    known = session.ledger.last_ok()
    times = {}
    for link in links:
        here = ((link.body.space or "", name_of(place)) for place in link.body.places)
        times[link.record] = max((known[each] for each in here if each in known), default=None)
    return times


def overall(session: Session, found: Sequence[SyncState]) -> str:
    """All links in one short line for the header: the one that needs a look, or all in step."""
    if not found:
        return words.SOLO
    worst = min(found, key=lambda state: WORST_FIRST.index(state.state))
    if worst.state == "in_step" and len(found) > 1:
        oldest = min(state.last_ok for state in found if state.last_ok is not None)
        return words.all_in_step(how_long_ago(session, oldest))
    return words.header(worst.state, worst.name, worst.waiting, how_long_ago(session, worst.since))


def how_long_ago(session: Session, moment: datetime | None) -> str:
    """A moment as a person says it, from now; nothing for none."""
    if moment is None:
        return ""
    return words.ago(int((session.now - moment).total_seconds()))
