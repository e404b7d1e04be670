"""Looking back: a review that knows what its nights say, and leaves every word of it open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from sponsorterm.program import Form
from sponsorterm.records.kinds import Amends, Inventory, Meeting, Review
from sponsorterm.rules.insight import by_day, curve, summary
from sponsorterm.rules.review import MONTHS, counts, first_day, habits, outstanding, people
from sponsorterm.services.entries.insight import CURVES, prompt_of, summary_words
from sponsorterm.services.home.session import Session
from sponsorterm.strings import insight as words

if TYPE_CHECKING:
    from sponsorterm.services.entries.drafts import FormDraft

Values: TypeAlias = dict[str, Any]
SPAN = ("span", "since", "until")
USUAL = "month"
TREND = "answers.trend"
"""The question whose answer is how the days went, in words."""


def begin(session: Session, draft: FormDraft) -> None:
    """A new review looks back a month until somebody says otherwise; other forms begin empty."""
    if draft.form.kind == Review.KIND and "span" in _asked(draft.form):
        answer(session, draft, "span", USUAL)


def answer(session: Session, draft: FormDraft, field: str, value: Any) -> set[str]:
    """Answer a field. Where that says which time a review is about, tell what the nights say.

    What a person changed by their own hand stays as they left it.

    Returns:
        The other fields that were filled or emptied by it.
    """
    answers = draft.answers
    if draft.form.kind != Review.KIND or field not in SPAN:
        answers.set(field, value)
        return set()
    before = _told(session, draft)
    answers.set(field, value)
    after = _days(draft)
    changed = _refill(draft, {each: before.get(each) for each in ("since", "until")}, after, field)
    after = _told(session, draft)
    return changed | _refill(draft, before, after, field)


def _refill(
    draft: FormDraft, before: dict[str, Any], after: dict[str, Any], field: str
) -> set[str]:
    """Put the new in place of the old, wherever the old still stands."""
    changed = set()
    for each in (before.keys() | after.keys()) - {field}:
        standing, new = draft.answers.get(each), after.get(each)
        if standing == before.get(each) and standing != new and each in _asked(draft.form):
            draft.answers.set(each, new)
            changed.add(each)
    return changed


def _days(draft: FormDraft) -> Values:
    """The days of the span that is chosen."""
    span, until = draft.answers.get("span"), draft.answers.get("until") or draft.day
    if span not in MONTHS or not isinstance(until, date):
        return {}
    return {"since": first_day(span, until), "until": until}


def _told(session: Session, draft: FormDraft) -> Values:
    """What the records of the chosen days say, by the field it goes to."""
    answers = draft.answers
    since, until = answers.get("since"), answers.get("until")
    if not isinstance(since, date) or not isinstance(until, date) or since > until:
        return _days(draft)
    store = session.store
    entries = store.entries(kinds={Inventory.KIND, Meeting.KIND}, since=since, until=until)
    more, less = habits(entries, since, until)
    owed = outstanding(entry.body for entry in store.entries(kinds={Amends.KIND}))
    curves = {field: curve(by_day(entries, field), since, until) for field in CURVES}
    found: Values = {
        "people": people(entries),
        "traits_up": more,
        "traits_down": less,
        "amends": ", ".join(owed),
        TREND: "\n".join(_trend(session, field, curves[field], since) for field in CURVES).strip(),
        **{f"counts.{key}": count for key, count in counts(entries).items()},
        **_days(draft),
    }
    return {field: value for field, value in found.items() if value not in ("", [])}


def _trend(session: Session, field: str, values: list[int | None], since: date) -> str:
    """One curve in words; nothing where it was never answered, or is not asked for."""
    prompt, told = prompt_of(session.pack, field), summary(values, since)
    if prompt is None or told is None:
        return ""
    return f"{words.TITLES[field]}: {summary_words(told, prompt.high, session.today)}"


def _asked(form: Form) -> set[str]:
    return {prompt.field for prompt in form.prompts()}
