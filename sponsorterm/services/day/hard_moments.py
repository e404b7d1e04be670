"""What was prepared for hard moments: the plan, and the timer of an urge being sat out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from sponsorterm.program import Form
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import SafetyPlan, Urge
from sponsorterm.services.entries.drafts import (
    FormDraft,
    edit_draft,
    list_drafts,
    open_draft,
    save_draft,
)
from sponsorterm.services.entries.filing import Filed, current_sharing, file, prepare
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.strings import hard_moments as words

REVIEW_DAYS = 90
"""After so many days a plan is worth another look."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan for hard moments. `looked_on` is when it was last gone over, or written."""

    entry: Entry
    body: SafetyPlan
    looked_on: date
    due: bool
    """It was not gone over for `REVIEW_DAYS`."""


def plan(session: Session) -> Plan | None:
    """The plan, the newest if there are several."""
    for entry in session.store.entries(kinds={SafetyPlan.KIND}, limit=1):
        if isinstance(entry.body, SafetyPlan):
            looked_on = entry.body.reviewed_on or entry.day
            due = (session.today - looked_on).days > REVIEW_DAYS
            return Plan(entry, entry.body, looked_on, due)
    return None


def open_plan(session: Session) -> FormDraft:
    """The plan opened for a change, or a new one.

    Raises:
        ServiceError: the programme has no form for it.
    """
    known = plan(session)
    if known is not None:
        return edit_draft(session, known.entry)
    return open_draft(session, form_of(session, SafetyPlan.KIND).key, session.today)


def went_over(session: Session) -> Filed:
    """Note that the plan was gone over today. Who holds a copy gets to know the day.

    Raises:
        ServiceError: there is no plan.
    """
    known = plan(session)
    if known is None:
        raise ServiceError(words.NO_PLAN)
    record = known.entry.record
    body = replace(known.body, reviewed_on=session.today)
    sharing = current_sharing(session, record)
    prepared = prepare(session, body, day=known.entry.day, record=record, sharing=sharing)
    return file(session, prepared)


def urge(session: Session) -> FormDraft | None:
    """The urge that is being sat out, if the timer runs."""
    for draft in list_drafts(session):
        if draft.form.kind == Urge.KIND and draft.answers.get("start") is not None:
            return draft if draft.answers.get("minutes") is None else None
    return None


def begin_urge(session: Session, strength: int) -> FormDraft:
    """Start the timer. It is a draft on disk: a dropped line or a closed lid stops nothing.

    Raises:
        ServiceError: the programme has no form for an urge.
        StoreError: the draft could not be kept.
    """
    draft = open_draft(session, form_of(session, Urge.KIND).key, session.today)
    draft.started = session.now
    draft.answers.set("at", f"{session.now:%H:%M}")
    draft.answers.set("start", strength)
    save_draft(session, draft)
    return draft


def minutes_of(session: Session, draft: FormDraft) -> int:
    """Whole minutes since an urge began; none if the clock was put back."""
    return max(0, int((session.now - draft.started).total_seconds() // 60))


def note_peak(session: Session, draft: FormDraft, strength: int) -> None:
    """Keep how strong it is now, if that is the most so far."""
    before = draft.answers.get("peak")
    if before is None or strength > before:
        draft.answers.set("peak", strength)
        save_draft(session, draft)


def end_urge(session: Session, draft: FormDraft, strength: int) -> None:
    """Stop the timer at this strength. The draft then goes on as the form, to be filed."""
    answers = draft.answers
    answers.set("end", strength)
    answers.set("minutes", min(minutes_of(session, draft), 1000))
    answers.set("peak", max(answers.get("peak") or 0, answers.get("start"), strength))
    save_draft(session, draft)


def form_of(session: Session, kind: str) -> Form:
    """The programme's form for a kind.

    Raises:
        ServiceError: it has none.
    """
    for form in session.pack.forms:
        if form.kind == kind:
            return form
    raise ServiceError(words.no_form(session.pack.name, kind))
