"""One row a sponsee, sorted by need: who needs a look comes first, and why is said.

Need is not merit: nobody is ranked by how they do, only by what waits for the sponsor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from sponsorterm.records.kinds import AlertAck, Comment, Note, Worksheet
from sponsorterm.rules.clocks import Count, count
from sponsorterm.rules.facts import Facts, Flag, FlagLevel
from sponsorterm.rules.flags import judged, urgency
from sponsorterm.rules.presence import Arrival
from sponsorterm.rules.strip import strip

DAYS = 14
"""Days a row shows."""
RowLevel = Literal[1, 2, 3, 4, 5]
"""A flag's level, or 5 for a row without one."""

Mark = Literal["!", "~", " "]
MARKS: Mapping[int, Mark] = {1: "!", 2: "~", 3: "~"}
"""The sign of a flag, by its level; one that only informs has none of these."""

LOOK: FlagLevel = 3
"""A flag of this level, or louder, asks for a look; the rest only informs."""

Group = Literal["now", "look", "calm", "paused"]
"""Who needs something now, who needs a look, for whom nothing waits, with whom it is paused."""
GROUPS: tuple[Group, ...] = ("now", "look", "calm", "paused")
"""In the order of need."""


class Standing(Protocol):
    """Where somebody stands in the programme: a step, its tasks, how many are done."""

    @property
    def number(self) -> int:
        """The step's number."""

    @property
    def tasks(self) -> Sized:
        """All its tasks."""

    @property
    def tasks_done(self) -> int:
        """How many of them are done."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the sponsor's answer: words unread, sheets and assignments handed in."""

    comments: int
    worksheets: int
    assignments: int


@dataclass(frozen=True, slots=True)
class Row:
    """One sponsee at a glance.

    `mark` and `level` are the first flag's; `handled` are the flags that are not shown,
    each with what was done about it. `last` is the day of the last contact, `last_at` its
    moment if told. `strip`, `moods` and `cravings` are the last 14 days, today last. `clock`
    counts the first clock they share.
    """

    link: str
    name: str
    mark: Mark
    level: RowLevel
    flags: tuple[Flag, ...]
    last: date | None
    last_at: datetime | None
    strip: str
    moods: tuple[int | None, ...]
    cravings: tuple[int | None, ...]
    step: int | None
    tasks_done: int | None
    tasks_total: int | None
    unread: int
    arrival: Arrival
    clock: Count | None
    handled: tuple[tuple[Flag, AlertAck], ...]
    waiting: Waiting
    paused: bool

    @property
    def group(self) -> Group:
        """Which group they stand in. A pause hides nobody who asks for a call."""
        if self.level == 1:
            return "now"
        if self.level <= LOOK:
            return "look"
        return "paused" if self.paused else "calm"


def row(facts: Facts, standing: Standing | None = None) -> Row:
    """What the dashboard says of one sponsee."""
    said = judged(facts)
    found = [flag for flag, ack in said if ack is None]
    level: RowLevel = found[0].level if found else 5
    last, last_at = facts.last_contact or (None, None)
    fortnight = [
        facts.days.get(facts.today - timedelta(days=ago)) for ago in range(DAYS - 1, -1, -1)
    ]
    return Row(
        link=facts.link,
        name=facts.name,
        mark=MARKS.get(level, " "),
        level=level,
        flags=tuple(found),
        last=last,
        last_at=last_at,
        strip=_strip(facts),
        moods=tuple(day.mood.value if day and day.mood else None for day in fortnight),
        cravings=tuple(day.craving.value if day and day.craving else None for day in fortnight),
        step=standing.number if standing else None,
        tasks_done=standing.tasks_done if standing else None,
        tasks_total=len(standing.tasks) if standing else None,
        unread=len(facts.unread),
        arrival=facts.arrival,
        clock=next((count(clock, facts.today) for _, clock in facts.clocks), None),
        handled=tuple((flag, ack) for flag, ack in said if ack is not None),
        waiting=_waiting(facts),
        paused=facts.paused,
    )


def by_need(rows: Iterable[Row]) -> list[Row]:
    """The loudest first, of one level in the order of the rules: who asks for a call stands first.

    Then who was heard from longest ago, or never; then by name. With whom it is paused, and
    who asks for nothing, stands behind all others.
    """
    return sorted(
        rows,
        key=lambda r: (
            GROUPS.index(r.group),
            r.level,
            [urgency(flag.key) for flag in r.flags[:1]],
            r.last or date.min,
            r.name.casefold(),
            r.name,
            r.link,
        ),
    )


def in_groups(rows: Iterable[Row]) -> dict[Group, list[Row]]:
    """Everybody, in the groups there are, each and all of them in the order of need."""
    groups: dict[Group, list[Row]] = {}
    for each in by_need(rows):
        groups.setdefault(each.group, []).append(each)
    return groups


def fits(row: Row, wanted: str) -> bool:
    """Whether every word looked for occurs in the name or in a reason, in full or brief."""
    told = "\n".join(
        (row.name, *(part for flag in row.flags for part in (flag.reason, flag.brief)))
    ).casefold()
    return all(word in told for word in wanted.casefold().split())


def _waiting(facts: Facts) -> Waiting:
    unread = [e for e in facts.entries if e.record in facts.unread]
    handed_in = [
        e
        for e, sheet in facts.of(Worksheet)
        if sheet.state == "submitted" and e.id not in facts.signed
    ]
    return Waiting(
        comments=sum(isinstance(e.body, Comment | Note) for e in unread),
        worksheets=len(handed_in),
        assignments=sum(task.state == "submitted" for task in facts.tasks or ()),
    )


def _strip(facts: Facts) -> str:
    return strip(
        {day for day, known in facts.days.items() if known.filed},
        facts.today,
        DAYS,
        facts.arrival.known_until or date.min,
        lines={day for day, known in facts.days.items() if known.line},
        since=facts.since,
    )
