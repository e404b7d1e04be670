"""What a rule may look at, and what it may say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal, TypeVar

from sponsorterm.program import Milestone
from sponsorterm.records.days import civil_day
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import AlertAck, Body, Clock, Presence
from sponsorterm.records.kinds.link import Cadence
from sponsorterm.rules.assignments import Task
from sponsorterm.rules.clocks import count
from sponsorterm.rules.limits import DEFAULTS, Limits
from sponsorterm.rules.presence import Arrival, arrival
from sponsorterm.rules.readings import Contact, Day, days, last_contact

FlagLevel = Literal[1, 2, 3, 4]
"""1 is to be seen first, 3 can wait for the next coffee, 4 only informs."""

B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class Flag:
    """Why somebody needs a look: the reason in words and dates, and the copies it rests on.

    `brief` is the reason in the few words that a phone has room for.

    `revisions` are those copies as they stand, filled in by `flags`. What rests on no copy
    is known again by `began`, the day since when it is as it is.
    """

    key: str
    level: FlagLevel
    reason: str
    brief: str
    day: date | None = None
    records: tuple[str, ...] = ()
    began: date | None = None
    revisions: frozenset[str] = frozenset()

    def name_on(self, link: str) -> str:
        """A name to know it again by as it stands, off which nothing can be read."""
        told = f"{link} {self.key} {self.level} {sorted(self.revisions)} {self.began}"
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Facts:
    """All that may be known of one sponsee: what they shared, and what was agreed.

    `today` is the sponsor's civil day, and times are told in the zone of `moment`, which is
    now. `entries` are the sponsee's live copies of any kind, newest first: those of the last
    two weeks, the last contact, all clocks, and the newest presence note, call request and
    word on something kept back; older ones do no harm. `live` counts the live copies of every
    age, presence notes apart, those `let_go` of since among them, and `digest` is their
    `live_digest`. `unread` names copies not seen at their present revision, `talked` the
    revisions the two have spoken about. `told` counts what they gave for the last seven whole
    days and for the four weeks before, each under its first day. What is read off the entries
    is read once.

    `limits` and `off` are what the two agreed on. `tasks` are the open assignments, None
    where the two have never used any; `signed` the revisions of theirs I gave my word on;
    `acks` what I did about alerts.
    """

    link: str
    name: str
    cadence: Cadence
    since: date | None
    paused: bool
    moment: datetime
    today: date
    entries: Sequence[Entry]
    live: int
    digest: str
    last_sync: datetime | None
    unread: frozenset[str]
    talked: frozenset[tuple[str, str]]
    milestones: Sequence[Milestone]
    let_go: int
    told: Mapping[date, int] = field(default_factory=dict)
    limits: Limits = DEFAULTS
    off: frozenset[str] = frozenset()
    tasks: Sequence[Task] | None = None
    signed: frozenset[str] = frozenset()
    acks: Sequence[AlertAck] = ()

    @cached_property
    def now(self) -> datetime:
        """This moment, for a rule that goes by the hour: what it says may not hold all day."""
        return self.moment

    @property
    def hold_all_day(self) -> bool:
        """Whether what was said of them so far holds as long as it is `today`."""
        return "now" not in self.__dict__

    def of(self, kind: type[B]) -> Iterator[tuple[Entry, B]]:
        """The entries of one kind with their bodies, newest first."""
        for entry in self._by_kind.get(kind, ()):
            if isinstance(entry.body, kind):
                yield entry, entry.body

    def spoken_about(self, entry: Entry) -> bool:
        """Whether the two have talked about this very revision."""
        return (entry.record, entry.id) in self.talked

    @cached_property
    def _by_kind(self) -> dict[type[Body], list[Entry]]:
        found: dict[type[Body], list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(type(entry.body), []).append(entry)
        return found

    @cached_property
    def ids(self) -> dict[str, str]:
        """Each record's revision as it stands."""
        return {entry.record: entry.id for entry in self.entries}

    @cached_property
    def days(self) -> dict[date, Day]:
        """What is known of each day."""
        return days(self.entries, self.today)

    @cached_property
    def last_contact(self) -> Contact | None:
        """When they were last heard from."""
        return last_contact(self.entries, self.today)

    @cached_property
    def clocks(self) -> list[tuple[Entry, Clock]]:
        """The clocks they share: the one they call the first, then the longest running."""
        return sorted(self.of(Clock), key=lambda pair: (not pair[1].primary, pair[1].start))

    @cached_property
    def early(self) -> bool:
        """Whether the first clock's current span is in its first days."""
        known = (count(clock, self.today).since for _, clock in self.clocks[:1])
        return any((self.today - since).days < self.limits.early_days for since in known)

    @cached_property
    def arrival(self) -> Arrival:
        """How much of what they gave is here."""
        note = next((entry for entry, _ in self.of(Presence)), None)
        zone = self.moment.tzinfo
        synced_on = civil_day(self.last_sync, zone) if self.last_sync and zone else None
        return arrival(note, self.live, self.digest, synced_on=synced_on, today=self.today)
