"""Rows of a sheet: written as drafts, kept, moved, deleted and brought back.

A row that says something is owed puts one person on the amends list, once.
"""

from __future__ import annotations

from dataclasses import replace as with_records

from msgspec.structs import replace

from sponsorterm.program import Form
from sponsorterm.records.entry import MINE
from sponsorterm.records.ids import derived_record_id, new_record_id
from sponsorterm.records.kinds import Amends, Body, Row
from sponsorterm.records.text import MAX_LINE
from sponsorterm.services.entries.drafts import FormDraft, discard_draft, list_drafts, load_draft
from sponsorterm.services.entries.filing import Filed, Prepared, delete, file, prepare
from sponsorterm.services.entries.forms import Answers, prompts, values_of
from sponsorterm.services.entries.trash import restore
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.steps.sheets import RowView, SheetView
from sponsorterm.strings import sheets as words

OWED, WHO, DID = "owed", "who", "did"
"""The cells that make an amends: that something is owed, to whom, for what."""


def row_form(view: SheetView) -> Form:
    """What a row of this sheet asks.

    Raises:
        ServiceError: it has no table.
    """
    form = view.sheet.row_form()
    if form is None:
        raise ServiceError(words.no_table(view.sheet.title))
    return form


def new_row(session: Session, view: SheetView) -> FormDraft:
    """A row that is not written yet, to stand behind the others."""
    values: dict[str, object] = {}
    if view.sheet.rows == Row.KIND:
        places = [row.body.place or 0 for row in view.rows if isinstance(row.body, Row)]
        values["place"] = max(places, default=0) + 1
        if view.body.round > 1:
            values["round"] = view.body.round
    answers = Answers(row_form(view), values)
    return FormDraft(answers, session.today, new_record_id(), session.now, edits=True)


def row_draft(session: Session, view: SheetView, row: RowView) -> FormDraft:
    """A row opened for a change; its stored draft if one was begun."""
    answers = Answers(row_form(view), values_of(row.body))
    entry = row.entry
    draft = FormDraft(answers, entry.day, row.record, session.now, edits=True, follows=entry.id)
    return load_draft(session, draft.key) or draft


def drafts_of(session: Session, view: SheetView) -> dict[str, FormDraft]:
    """Drafts of rows of this sheet by their record, in the order they were begun."""
    found = [
        draft
        for draft in list_drafts(session, work=True)
        if (draft.form.key, draft.form.kind) == (view.key, view.sheet.rows)
    ]
    return {draft.record: draft for draft in sorted(found, key=lambda draft: draft.started)}


def begun_rows(session: Session, view: SheetView) -> list[FormDraft]:
    """Rows of this sheet that were begun and never kept, in the order they were begun."""
    drafts = drafts_of(session, view)
    return [draft for record, draft in drafts.items() if view.row(record) is None]


def drop(session: Session, draft: FormDraft) -> None:
    """Let a draft of a row go."""
    discard_draft(session, draft)


def prepare_work(session: Session, draft: FormDraft) -> Prepared:
    """What is kept of a row, a sheet's pages or an amends; nobody is given any of it.

    Raises:
        BadRecord: a field breaks its limits.
        Unadvised: it would pass the safety gate of the amends.
    """
    body = draft.answers.body(session.pack)
    owed = _owed(body, draft.record)
    if isinstance(body, Row) and owed is not None:
        body = replace(body, amends_id=owed)
    prepared = prepare(
        session, body, day=draft.day, record=draft.record, follows=draft.follows, sharing={}
    )
    if isinstance(body, Row) and owed and not session.store.revisions(owed, MINE):
        listed = session.compose(_listed(session, body, draft.record), record=owed)
        return with_records(prepared, records=(listed,))
    return prepared


def keep_row(session: Session, draft: FormDraft) -> Filed | None:
    """Keep a row; of one with nothing in it there is nothing to keep.

    Raises:
        BadRecord: a field breaks its limits.
        Unadvised: it would pass the safety gate of the amends.
        StoreError: the disk refused; the draft stands.
    """
    empty = not any(draft.answers.answered(prompt) for prompt in prompts(draft.form))
    filed = None if empty and draft.follows is None else file(session, prepare_work(session, draft))
    discard_draft(session, draft)
    return filed


def remove_row(session: Session, row: RowView) -> None:
    """Delete a row, and take it back from whoever holds it. `bring_back` undoes the first."""
    delete(session, row.record)


def bring_back(session: Session, record: str) -> None:
    """Bring a deleted row back.

    Raises:
        UnknownEntry: it is not in the trash.
    """
    restore(session, record)


def move_row(session: Session, view: SheetView, record: str, by: int) -> None:
    """Move a row up (-1) or down (1) among the others; at the ends it stays.

    Raises:
        ServiceError: rows of this sheet have an order of their own.
    """
    if view.sheet.rows != Row.KIND:
        raise ServiceError(words.OWN_ORDER)
    order = [row.record for row in view.rows]
    at = order.index(record)
    to = min(max(0, at + by), len(order) - 1)
    order.insert(to, order.pop(at))
    for place, each in enumerate(order, 1):
        row = view.row(each)
        if row is not None and isinstance(row.body, Row) and row.body.place != place:
            body = replace(row.body, place=place)
            entry = row.entry
            session.save(body, record=each, day=entry.day, follows=entry.id)


def _owed(body: Body, record: str) -> str | None:
    """The record of the amends a row leads to, or None when it says of none."""
    if isinstance(body, Row) and body.cells.get(OWED) == "yes":
        return derived_record_id(Amends.KIND, record)
    return None


def _listed(session: Session, body: Row, record: str) -> Amends:
    person, harm = (body.cells.get(cell) for cell in (WHO, DID))
    return Amends(
        pack=session.pack.key,
        person=person[:MAX_LINE] if isinstance(person, str) else None,
        harm=harm if isinstance(harm, str) else None,
        state="listed",
        row_id=record,
    )
