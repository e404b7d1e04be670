"""Clocks: several, each with its setbacks, its earlier times and its milestones.

A setback takes nothing away and tells nobody: it is kept here, and a copy of the clock goes out
with it only on a yes of its own. Other changes go to those who hold the clock as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec.structs import replace

from sponsorterm.program import Milestone
from sponsorterm.records import kinds
from sponsorterm.records.entry import MINE
from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Body, Clock, Debrief, Setback, Span
from sponsorterm.rules.clocks import (
    Count,
    Upcoming,
    count,
    milestone_day,
    milestones_ahead,
    noted_for,
    reached,
)
from sponsorterm.rules.clocks import next_milestone as nearest
from sponsorterm.sealing.keys import copy_record
from sponsorterm.services.day.hard_moments import form_of
from sponsorterm.services.entries.drafts import FormDraft, open_draft, save_draft
from sponsorterm.services.entries.filing import Filed, current_sharing, file, prepare, shares
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import clocks as words

FIRST_DAYS = 7
"""Days of a clock in which the note about withdrawal is shown (`domain` section 4.1)."""


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock as it stands today. `record` names it."""

    record: str
    label: str
    body: Clock
    count: Count
    next: Upcoming | None


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone of a clock and the day it fell or falls on; `days` is negative once past."""

    milestone: Milestone
    on: date
    days: int
    chip_on: date | None = None
    dismissed: bool = False


def clocks(session: Session) -> list[ClockView]:
    """My clocks, the first one first."""
    found = [
        _view(session, entry.record, entry.body)
        for entry in session.store.entries(kinds={Clock.KIND}, oldest_first=True)
        if isinstance(entry.body, Clock)
    ]
    return sorted(found, key=lambda view: not view.body.primary)


def clock_named(session: Session, name: str = "") -> ClockView:
    """The clock whose label starts with `name`; without a name the first one.

    Raises:
        ServiceError: there is none, or several and none is it exactly.
    """
    known, wanted = clocks(session), name.strip().casefold()
    found = [view for view in known if view.label.casefold() == wanted]
    found = found or [view for view in known if view.label.casefold().startswith(wanted)]
    if found and (len(found) == 1 or not wanted):
        return found[0]
    names = ", ".join(view.label for view in known)
    raise ServiceError(
        words.SEVERAL_CLOCKS if found else words.NO_SUCH_CLOCK,
        words.you_count(names) if names else words.ADD_ONE,
    )


def clock_of(session: Session, record: str) -> ClockView:
    """One clock by its record id.

    Raises:
        ServiceError: there is none.
    """
    for view in clocks(session):
        if view.record == record:
            return view
    raise ServiceError(words.NO_SUCH_CLOCK, words.ADD_ONE)


def add_clock(
    session: Session, label: str, start: date, count_from: Literal[0, 1] | None = None
) -> Filed:
    """Begin a clock. It is nobody else's to see until it is shared.

    Raises:
        ServiceError: it has no name.
        BadRecord: the name is too long.
    """
    if not label.strip():
        raise ServiceError(words.LABEL_NEEDED)
    begun = session.profile.count_from if count_from is None else count_from
    first = None if clocks(session) else True
    body = Clock(label=label.strip(), start=start, count_from=begun, primary=first)
    return file(session, prepare(session, body, day=session.today, sharing={}))


def change_clock(session: Session, record: str, body: Clock) -> Filed:
    """Keep a changed clock; those who hold it as it stood get the change."""
    sharing = current_sharing(session, record)
    return file(session, prepare(session, body, record=record, sharing=sharing))


def rename(session: Session, record: str, label: str) -> Filed:
    """Give a clock another name.

    Raises:
        ServiceError: it has none.
        BadRecord: it is too long.
    """
    if not label.strip():
        raise ServiceError(words.LABEL_NEEDED)
    body = clock_of(session, record).body
    return change_clock(session, record, replace(body, label=label.strip()))


def correct_start(session: Session, record: str, day: date) -> Filed:
    """Put the day right that a clock counts from; what happened since then stays as it is.

    Raises:
        ServiceError: it has not come, lies after a setback, or in an earlier time.
    """
    body = clock_of(session, record).body
    if day > session.today:
        raise ServiceError(words.NOT_YET)
    if any(setback.on < day for setback in body.setbacks):
        raise ServiceError(words.AFTER_SETBACK)
    if any(span.end > day for span in body.past):
        raise ServiceError(words.IN_EARLIER)
    return change_clock(session, record, replace(body, start=day))


def set_count_from(session: Session, record: str, count_from: Literal[0, 1]) -> Filed:
    """Count the first day as 0 or as 1."""
    body = clock_of(session, record).body
    return change_clock(session, record, replace(body, count_from=count_from))


def set_primary(session: Session, record: str) -> None:
    """Let this clock be the first one."""
    for view in clocks(session):
        wanted = True if view.record == record else None
        if view.body.primary != wanted:
            change_clock(session, view.record, replace(view.body, primary=wanted))


def set_back(
    session: Session, record: str, on: date, restart: date | None, note: str | None = None
) -> Filed:
    """Write a setback down, here alone. Without `restart` that day stays open.

    Raises:
        ServiceError: a day cannot be, or this setback is written down already.
    """
    body = clock_of(session, record).body
    if on > session.today:
        raise ServiceError(words.NOT_YET)
    if restart is not None and restart < on:
        raise ServiceError(words.RESTART_BEFORE)
    if has_setback(body, on):
        raise ServiceError(words.KNOWN_ALREADY, words.RESTART_INSTEAD)
    setback = Setback(on=on, restart=restart, note=note or None)
    changed = replace(body, setbacks=[*body.setbacks, setback])
    return file(session, prepare(session, changed, record=record, sharing={}))


def has_setback(body: Clock, on: date) -> bool:
    """Whether one of this day is written down."""
    return any(setback.on == on for setback in body.setbacks)


def restart(session: Session, record: str, day: date) -> Filed:
    """Count on from a day, after the last setback; an earlier choice is corrected.

    Raises:
        ServiceError: there is no setback, or the day lies before it.
    """
    body = clock_of(session, record).body
    if not body.setbacks:
        raise ServiceError(words.NO_SETBACK, words.NO_SETBACK_HINT)
    last = max(body.setbacks, key=lambda setback: setback.on)
    if day < last.on:
        raise ServiceError(words.RESTART_BEFORE)
    setbacks = [replace(each, restart=day) if each == last else each for each in body.setbacks]
    return change_clock(session, record, replace(body, setbacks=setbacks))


def fill_in(session: Session, record: str, start: date, end: date) -> Filed:
    """Fill in an earlier time. It ended; that makes no setback of it.

    Raises:
        ServiceError: it ends before it began, or reaches into what is counted already.
    """
    body = clock_of(session, record).body
    if not start < end:
        raise ServiceError(words.ENDS_BEFORE)
    if end > body.start:
        raise ServiceError(words.REACHES_IN)
    changed = replace(body, past=[*body.past, Span(start=start, end=end)])
    return change_clock(session, record, changed)


def concerned(session: Session, body: Body, day: date) -> ClockView | None:
    """The first clock, if an answer tells of a use on a day that it does not know of yet."""
    if getattr(body, "used", None) != "yes":
        return None
    found = clocks(session)[:1]
    return next((view for view in found if not has_setback(view.body, day)), None)


def not_told(session: Session, record: str) -> list[LinkView]:
    """Those who hold this clock as it was before: they were not told of the last change."""
    return [session.link(held.link) for held in shares(session, record) if not held.current]


def debrief(session: Session, record: str | None, on: date) -> FormDraft:
    """The questions about a setback, kept as a draft: to be answered now, or whenever.

    Raises:
        ServiceError: the programme asks none.
    """
    draft = open_draft(session, form_of(session, Debrief.KIND).key, on)
    draft.answers.set("on", on)
    draft.answers.set("clock", record)
    save_draft(session, draft)
    return draft


def withdrawal_note(session: Session, day: date) -> bool:
    """Whether this day is so near that stopping suddenly may still be dangerous."""
    return 0 <= (session.today - day).days < FIRST_DAYS


# ── Milestones ───────────────────────────────────────────────────────────────────────


def milestones(session: Session, view: ClockView) -> list[MilestoneView]:
    """Those whose lead window is open or that come next, then those reached, the latest first.

    A chip is told of whoever noted it, a sponsor or I.
    """
    known = [*_marks(session, view.record), *_chips(session, view.record)]
    marks = session.pack.milestones
    ahead = {one.milestone.key: one for one in milestones_ahead(view.body, marks, session.today)}
    if view.next is not None:
        ahead.setdefault(view.next.milestone.key, view.next)
    coming = [one for one in ahead.values() if one.days > 0]
    lived = reached(view.body, marks, session.today)
    return [_marked(one, known, view.body, session.today) for one in (*coming, *lived)]


def mark_milestone(
    session: Session,
    record: str,
    key: str,
    *,
    chip_on: date | None = None,
    dismissed: bool | None = None,
) -> MilestoneView:
    """Note that a chip was given for a milestone, or that it is not to be spoken of.

    Where it comes again after a setback, a chip is for the one that was lived.

    Raises:
        ServiceError: this clock has no such milestone, now or behind it.
    """
    view = clock_of(session, record)
    found = [
        one for one in milestones(session, view) if key in (one.milestone.key, one.milestone.label)
    ]
    if not found:
        raise ServiceError(words.NO_SUCH_MILESTONE)
    lived = [one for one in found if one.days <= 0]
    one = (lived if chip_on and lived else found)[0]
    kept = _mark(_marks(session, record), one.milestone, one.on, view.body, session.today)
    body = kinds.Milestone(
        clock=record,
        label=one.milestone.label,
        unit=one.milestone.unit,
        n=one.milestone.n,
        on=one.on,
        chip_on=chip_on or kept.chip_on,
        dismissed=kept.dismissed if dismissed is None else dismissed or None,
    )
    name = derived_record_id(kinds.Milestone.KIND, record, f"{one.milestone.key}-{one.on}")
    session.save(body, record=name, day=session.today)
    return MilestoneView(one.milestone, one.on, one.days, body.chip_on, bool(body.dismissed))


def _view(session: Session, record: str, body: Clock) -> ClockView:
    marks, today = _marks(session, record), session.today
    wanted = [
        one
        for one in session.pack.milestones
        if not _mark(marks, one, milestone_day(body, one, today), body, today).dismissed
    ]
    return ClockView(record, body.label, body, count(body, today), nearest(body, wanted, today))


def _marks(session: Session, record: str) -> list[kinds.Milestone]:
    """What was noted of a clock's milestones, the newest first."""
    found = session.store.entries(space=MINE, kinds={kinds.Milestone.KIND})
    bodies = [entry.body for entry in found if isinstance(entry.body, kinds.Milestone)]
    return [body for body in bodies if body.clock == record]


def _chips(session: Session, record: str) -> list[kinds.Milestone]:
    """What my sponsors noted of them; each link knows the clock by a name of its own."""
    return [
        body
        for link in session.links()
        if link.is_sponsor
        for entry in session.store.entries(space=link.record, kinds={kinds.Milestone.KIND})
        if isinstance(body := entry.body, kinds.Milestone)
        and body.about == copy_record(bytes.fromhex(link.body.copy_key), record)
    ]


def _mark(
    marks: Sequence[kinds.Milestone], one: Milestone, on: date, clock: Clock, today: date
) -> kinds.Milestone:
    """What was noted last of a milestone that falls on this day."""
    meant = (mark for mark in marks if noted_for(mark, one, clock, today) == on)
    return next(meant, kinds.Milestone())


def _marked(
    one: Upcoming, marks: Sequence[kinds.Milestone], clock: Clock, today: date
) -> MilestoneView:
    meant = [mark for mark in marks if noted_for(mark, one.milestone, clock, today) == one.on]
    chip = next((mark.chip_on for mark in meant if mark.chip_on), None)
    dismissed = any(mark.dismissed for mark in meant[:1])
    return MilestoneView(one.milestone, one.on, one.days, chip, dismissed)
