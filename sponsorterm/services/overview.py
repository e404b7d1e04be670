"""One sponsee on one page: what needs a look and what was done, what is agreed, open and ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import AlertAck, Clock, Presence, Seen
from sponsorterm.rules.agreement import Agreed
from sponsorterm.rules.assignments import Task
from sponsorterm.rules.facts import Flag
from sponsorterm.rules.flags import flags, handled
from sponsorterm.services.agreements import agreement
from sponsorterm.services.assignments import assigned_by_me
from sponsorterm.services.calls import Spoken, calls
from sponsorterm.services.facts import facts
from sponsorterm.services.milestones import Marked, milestones
from sponsorterm.services.reading import SHOWN
from sponsorterm.services.session import LinkView, Session
from sponsorterm.services.talk import Block, agenda_with

FIRST = 3
"""So many of the first entries are told of."""
STANDING = frozenset({Clock.KIND, Presence.KIND, Seen.KIND})


@dataclass(frozen=True, slots=True)
class Beginning:
    """How the two started: when they linked, what came first, when they first agreed."""

    since: date | None
    entries: tuple[Entry, ...]
    agreed_on: date | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What a sponsor sees of one sponsee before anything is opened."""

    flags: list[Flag]
    handled: list[tuple[Flag, AlertAck]]
    agreed: Agreed
    tasks: list[Task]
    agenda: list[Block]
    milestones: list[Marked]
    calls: list[Spoken]
    beginning: Beginning


def overview(session: Session, link: LinkView) -> Overview:
    """Everything of that page, for somebody I sponsor."""
    known = facts(session, link)
    agreed = agreement(session, link)
    return Overview(
        flags(known),
        handled(known),
        agreed,
        assigned_by_me(session, link, only_open=True),
        agenda_with(session, link.record),
        milestones(session, link),
        calls(session, link, limit=3),
        beginning(session, link, agreed),
    )


def beginning(session: Session, link: LinkView, agreed: Agreed) -> Beginning:
    """How we started."""
    first = session.store.entries(
        space=link.record, kinds=SHOWN - STANDING, oldest_first=True, limit=FIRST
    )
    return Beginning(link.body.since, tuple(first), agreed.first)
