"""What a rule may look at, and what it may say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar

from sponsorterm.program import Milestone
from sponsorterm.records.days import civil_day
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Body
from sponsorterm.records.kinds.link import Cadence

FlagLevel = Literal[1, 2, 3, 4]
"""1 is to be seen first, 3 can wait for the next coffee, 4 only informs."""

B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class Flag:
    """Why somebody needs a look: the reason in words and dates, and the copies it rests on."""

    key: str
    level: FlagLevel
    reason: str
    day: date | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that may be known of one sponsee: what they shared, and what was agreed.

    `today` is the sponsor's civil day, and times are told in the zone of `now`. `entries`
    are the sponsee's live copies of any kind, newest first, far enough back for every rule:
    the last 90 days, all clocks, and the newest presence note. `live` counts the live
    copies here of every age, presence notes apart. `unread` names copies not seen at their
    present revision, `talked` the revisions the two have spoken about.
    """

    link: str
    name: str
    cadence: Cadence
    since: date | None
    paused: bool
    now: datetime
    today: date
    entries: Sequence[Entry]
    live: int
    last_sync: datetime | None
    unread: frozenset[str]
    talked: frozenset[tuple[str, str]]
    milestones: Sequence[Milestone]

    @property
    def synced_on(self) -> date | None:
        """The sponsor's civil day of the last good sync."""
        zone = self.now.tzinfo
        return civil_day(self.last_sync, zone) if self.last_sync and zone else None

    def of(self, kind: type[B]) -> Iterator[tuple[Entry, B]]:
        """The entries of one kind with their bodies, newest first."""
        for entry in self.entries:
            if isinstance(entry.body, kind):
                yield entry, entry.body

    def spoken_about(self, entry: Entry) -> bool:
        """Whether the two have talked about this very revision."""
        return (entry.record, entry.id) in self.talked

    def here(self, day: date) -> date | None:
        """A day of theirs as a day of mine, or None when it cannot be true yet.

        East of here it may already be tomorrow: that is today. A date further ahead is a
        slip or a wrong clock, and must not hide that somebody has gone quiet.
        """
        return min(day, self.today) if day <= self.today + timedelta(days=1) else None
