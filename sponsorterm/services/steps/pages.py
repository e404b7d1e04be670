"""The pages of a sheet, opened as a draft of their form."""

from __future__ import annotations

from typing import Any

from sponsorterm.services.entries.drafts import FormDraft, load_draft
from sponsorterm.services.entries.forms import Answers, values_of
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.steps.sheets import SheetView
from sponsorterm.strings import sheets as words


def page_draft(session: Session, view: SheetView) -> FormDraft:
    """The pages of a sheet, as far as they are answered; the stored draft if one was begun.

    Raises:
        ServiceError: it has no pages, only a table.
    """
    form = view.sheet.sheet_form()
    if form is None:
        raise ServiceError(words.no_pages(view.sheet.title))
    values: dict[str, Any] = {"round": view.body.round}
    if view.entry is not None:
        values = values_of(view.body)
    day = view.entry.day if view.entry else session.today
    draft = FormDraft(Answers(form, values), day, view.record, session.now, edits=True)
    draft.follows = view.entry.id if view.entry else None
    return load_draft(session, draft.key) or draft
