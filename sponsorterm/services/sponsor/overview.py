"""One sponsee on one page: how they are and why they need a look, what is agreed, open, ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Clock, Presence, Seen
from sponsorterm.rules import strip
from sponsorterm.rules.agreement import Agreed
from sponsorterm.rules.assignments import Task
from sponsorterm.rules.dashboard import Row
from sponsorterm.services.entries.reading import SHOWN
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.agreements import agreement
from sponsorterm.services.links.calls import Spoken, calls
from sponsorterm.services.links.milestones import Marked, milestones
from sponsorterm.services.links.talk import Block, agenda_with
from sponsorterm.services.sponsor.dashboard import row_of
from sponsorterm.services.steps.assignments import assigned_by_me
from sponsorterm.strings import sponsees as words
from sponsorterm.strings.dates import date_of

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

    row: Row
    agreed: Agreed
    tasks: list[Task]
    agenda: list[Block]
    milestones: list[Marked]
    calls: list[Spoken]
    beginning: Beginning


def overview(session: Session, link: LinkView) -> Overview:
    """Everything of that page, for somebody I sponsor."""
    agreed = agreement(session, link)
    return Overview(
        row_of(session, link.record),
        agreed,
        assigned_by_me(session, link, only_open=True),
        agenda_with(session, link.record),
        milestones(session, link),
        calls(session, link, limit=3),
        beginning(session, link, agreed),
    )


def fortnight(row: Row, *, in_ascii: bool) -> list[tuple[str, str]]:
    """Two weeks in pictures, today last: what each shows, of those that show anything."""
    drawn = (
        (words.STRIP, strip.in_ascii(row.strip) if in_ascii else row.strip),
        (words.MOOD, strip.figures(row.moods) if in_ascii else strip.spark(row.moods, 1, 5)),
        (
            words.CRAVING,
            strip.figures(row.cravings) if in_ascii else strip.spark(row.cravings, 0, 10),
        ),
    )
    return [(title, picture) for title, picture in drawn if picture.strip()]


def clock_line(session: Session, row: Row) -> str:
    """Since when they count, in the words of the programme; nothing without a clock."""
    if row.clock is None:
        return ""
    terms = session.pack.terms
    unit = terms.day_word if row.clock.current == 1 else terms.days_word
    return words.days_since(row.clock.current, unit, date_of(row.clock.since, session.today))


def beginning(session: Session, link: LinkView, agreed: Agreed) -> Beginning:
    """How we started."""
    first = session.store.entries(
        space=link.record, kinds=SHOWN - STANDING, oldest_first=True, limit=FIRST
    )
    return Beginning(link.body.since, tuple(first), agreed.first)
