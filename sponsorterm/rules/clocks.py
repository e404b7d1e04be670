"""Counting days and telling milestones, by the calendar and never by the hour.

A setback ends a span and a later one begins; nothing that was is taken away. Rules:
`domain` section 2.9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sponsorterm.program import Milestone
from sponsorterm.records import kinds
from sponsorterm.records.days import add_months
from sponsorterm.records.kinds import Clock, Setback

_MONTHS = {"months": 1, "years": 12}
_LENGTHS = {"days": 1.0, "months": 365.2425 / 12, "years": 365.2425}
_SLACK = 7
"""Days by which so many months or years may differ from their mean length, and more."""


@dataclass(frozen=True, slots=True)
class Count:
    """Where a clock stands, in days: 24 hours are one day.

    `current` is what a person reads, and the only figure that counts the first day as one
    for who wants it so (`count_from`). `total` and `longest` are whole days that have
    passed. `since` begins the current span, `first` the whole line. `open` says that no day
    to begin again was chosen yet: `since` is then the day of the setback.
    """

    current: int
    total: int
    longest: int
    since: date
    first: date
    open: bool = False


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A milestone, the day it falls on, and how many days away that is."""

    milestone: Milestone
    on: date
    days: int


def count(clock: Clock, today: date) -> Count:
    """Count as of `today`. What starts in the future counts nothing yet."""
    known = list(spans(clock, today))
    lengths = [max((end - begin).days, 0) for begin, end in known]
    since = known[-1][0]
    begun = clock.count_from if since <= today and not is_open(clock, today) else 0
    first = min(begin for begin, _ in known)
    total, longest = sum(lengths), max(lengths)
    return Count(lengths[-1] + begun, total, longest, since, first, is_open(clock, today))


def is_open(clock: Clock, today: date) -> bool:
    """Whether the last setback so far has no day yet to begin again."""
    known = [setback for setback in _in_order(clock) if setback.on <= today]
    return bool(known) and known[-1].restart is None


def milestone_day(clock: Clock, milestone: Milestone, today: date) -> date:
    """The day a milestone of the span current on `today` falls on.

    Days are civil days. Months and years go by the calendar: from 31 January one month is
    the last of February, from 29 February one year is 28 February. `count_from` moves no
    milestone. Beyond the calendar's end it is `date.max`.
    """
    return _day_of(milestone, _since(clock, today))


def noted_for(
    mark: kinds.Milestone, milestone: Milestone, clock: Clock, today: date
) -> date | None:
    """The day of this milestone that a mark is meant for; None when it is meant for another one.

    Once a first day is put right, no milestone falls on the day of the mark any more. It then
    stays with the span that its day lies in, or with the first if that begins later: what was
    given for so many days was given for them, whenever they began.
    """
    if mark.on is None or (mark.unit, mark.n) != (milestone.unit, milestone.n):
        return None
    begins = [begin for begin, _ in spans(clock, today)]
    if mark.on in (_day_of(milestone, begin) for begin in begins):
        return mark.on
    before = (begin for begin in begins if begin < mark.on)
    return _day_of(milestone, max(before, default=begins[0]))


def next_milestone(clock: Clock, milestones: Iterable[Milestone], today: date) -> Upcoming | None:
    """The nearest milestone after `today`, if the programme has one left."""
    ahead = (one for one in _upcoming(clock, milestones, today) if one.days > 0)
    return min(ahead, key=lambda one: one.days, default=None)


def milestones_ahead(clock: Clock, milestones: Iterable[Milestone], today: date) -> list[Upcoming]:
    """The milestones whose lead window is open, nearest first, the day itself included."""
    gone = (today - _since(clock, today)).days
    about = (one for one in milestones if -_SLACK <= _length(one) - gone <= one.lead + _SLACK)
    found = _upcoming(clock, about, today)
    near = [one for one in found if 0 <= one.days <= one.milestone.lead]
    return sorted(near, key=lambda one: one.days)


def reached_lately(
    clock: Clock, milestones: Iterable[Milestone], today: date, days: int
) -> list[Upcoming]:
    """The milestones of the last so many days, the newest first, today's left out."""
    found = _upcoming(clock, milestones, today)
    return sorted((one for one in found if -days <= one.days < 0), key=lambda one: -one.days)


def reached_today(clock: Clock, milestones: Iterable[Milestone], today: date) -> list[Milestone]:
    """The milestones that fall on `today`."""
    return [one.milestone for one in _upcoming(clock, milestones, today) if one.days == 0]


def reached(clock: Clock, milestones: Sequence[Milestone], today: date) -> list[Upcoming]:
    """Every milestone of every span that was lived to its day, the latest first.

    What was earned before a setback stays earned.
    """
    found = [
        Upcoming(milestone, on, (on - today).days)
        for begin, end in spans(clock, today)
        for milestone in milestones
        if (on := _day_of(milestone, begin)) <= end
    ]
    return sorted(found, key=lambda one: one.on, reverse=True)


def _length(milestone: Milestone) -> float:
    """About how many days it takes, to within `_SLACK`: the calendar is asked for few."""
    return milestone.n * _LENGTHS[milestone.unit]


def _upcoming(clock: Clock, milestones: Iterable[Milestone], today: date) -> Iterator[Upcoming]:
    if is_open(clock, today):
        return
    since = _since(clock, today)
    for milestone in milestones:
        on = _day_of(milestone, since)
        yield Upcoming(milestone, on, (on - today).days)


def _day_of(milestone: Milestone, since: date) -> date:
    try:
        if milestone.unit == "days":
            return since + timedelta(days=milestone.n)
        return add_months(since, milestone.n * _MONTHS[milestone.unit])
    except (OverflowError, ValueError):
        return date.max


def _since(clock: Clock, today: date) -> date:
    return list(spans(clock, today))[-1][0]


def _past(clock: Clock, today: date) -> Iterator[tuple[date, date]]:
    """The times before `start`, in order, each cut so that no day is counted twice."""
    free = date.min
    for span in sorted(clock.past, key=lambda s: (s.start, s.end)):
        begin, end = max(span.start, free), min(span.end, clock.start)
        if begin < end:
            yield begin, min(end, today)
            free = end


def spans(clock: Clock, today: date) -> Iterator[tuple[date, date]]:
    """Each span as (its first day, the day it ended), the current one last, ended by `today`.

    Back-filled times before the start stand in front.

    Setbacks may be out of order or overlap: a span begins only when the latest restart so
    far has come, so no day is counted twice. A setback after `today` has not happened. After
    one whose restart is open stands a span of no days, on the setback's own.
    """
    yield from _past(clock, today)
    begin, counting = clock.start, True
    for setback in _in_order(clock):
        if setback.on > today:
            break
        yield begin, setback.on if counting else begin
        begin, counting = (
            max(begin, setback.on, setback.restart or begin),
            setback.restart is not None,
        )
    yield begin, today if counting else begin


def _in_order(clock: Clock) -> list[Setback]:
    """The setbacks by day; of several on one day those that are open come first."""
    return sorted(clock.setbacks, key=lambda each: (each.on, each.restart or date.min))
