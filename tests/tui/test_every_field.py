"""Every question of every programme on the screens: answered, filed, and nothing but that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from sponsorterm.program import Form, Group, Prompt
from sponsorterm.records.ids import new_record_id
from sponsorterm.services.drafts import FormDraft
from sponsorterm.services.forms import Answers, fields, said_pair
from sponsorterm.services.programme import choose_pack
from sponsorterm.services.reading import choices
from sponsorterm.services.reviewing import SPAN
from sponsorterm.services.session import Session
from sponsorterm.tui.screens.form import FormScreen
from sponsorterm.tui.widgets.answers import AnswerWidget
from sponsorterm.tui.widgets.fields import LineField, TextField
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.prompts import PromptBox
from tests.answering import forms_of_all_packs, full, least, things_to_name
from tests.tui.circle import Circle, press, screen_text, shown, until

pytestmark = pytest.mark.anyio


def give(widget: Widget, value: Any) -> None:
    """Answer as the keys would."""
    if isinstance(widget, AnswerWidget):
        widget.answer(value)
    elif isinstance(widget, LineField):
        widget.value = str(value or "")
    elif isinstance(widget, TextField):
        items = value if isinstance(value, list) else [value or ""]
        widget.text = "\n".join(said_pair(i) if isinstance(i, dict) else i for i in items)


async def answer(
    pilot: Pilot[None], draft: FormDraft, wanted: Answers, pages: Sequence[Group]
) -> None:
    """Answer these pages of a form, and file it on the last."""
    screen = FormScreen(draft)
    pilot.app.push_screen(screen)
    await until(pilot, lambda: bool(screen.query(Go)))
    for group in pages:
        for field in (field for prompt in group.prompts for field in fields(prompt)):
            value = wanted.get(field)
            if draft.answers.get(field) != value:
                boxes = (box.widget_for(field) for box in screen.query(PromptBox))
                give(next(widget for widget in boxes if widget is not None), value)
                if field in SPAN:  # it fills others, and the page is drawn anew
                    await until(
                        pilot,
                        lambda f=field, v=value: draft.answers.get(f) == v,  # type: ignore[misc]
                    )
        await until(
            pilot,
            lambda group=group: all(  # type: ignore[misc]
                draft.answers.get(prompt.field) == wanted.get(prompt.field)
                for prompt in group.prompts
            ),
        )
        await screen.action_turn(1)
    screen.query_one(Go).focus()
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is not screen)


def begun(session: Session, form: Form) -> FormDraft:
    return FormDraft(Answers(form), session.today, new_record_id(), session.now)


async def test_every_question_of_every_programme(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app) as pilot:
        session = app.session
        things_to_name(session)
        for pack, form in forms_of_all_packs():
            if form not in pack.forms:
                continue  # sheets are pages of the same prompts, walked in line mode
            if session.pack.key != pack.key:
                choose_pack(session, pack.key)
            offer = partial(choices, session)
            for wanted, pages in ((full(form, offer), form.groups), (least(form, offer), [])):
                draft = begun(session, form)
                if not pages:
                    draft.answers, draft.page = wanted, len(form.groups)
                await answer(pilot, draft, wanted, pages)
                (entry,) = session.store.entries(record=draft.record)
                kept = Answers(form, wanted.values).body(session.pack)
                for prompt in form.prompts():
                    assert at(entry.body, prompt) == at(kept, prompt), (form.key, prompt.field)


def at(body: Any, prompt: Prompt) -> Any:
    for part in prompt.field.split("."):
        body = body.get(part) if isinstance(body, dict) else getattr(body, part, None)
    return body


async def test_sixty_questions_are_no_trouble(circle: Circle) -> None:
    asked = [Prompt(f"answers.q{n}", "line", f"Question {n}?") for n in range(60)]
    form = Form("sixty", "Sixty questions", "gratitude", [Group("All of them", asked)])
    app = circle.app("Maria")
    async with shown(app, size=(40, 20)) as pilot:
        draft = begun(app.session, form)
        wanted = full(form, partial(choices, app.session))
        await answer(pilot, draft, wanted, form.groups)
        (entry,) = app.session.store.entries(record=draft.record)
        assert len(entry.body.answers) == 60  # type: ignore[attr-defined]


async def test_the_cursor_comes_to_the_last_of_sixty(circle: Circle) -> None:
    asked = [Prompt(f"answers.q{n}", "line", f"Question {n}?") for n in range(60)]
    form = Form("sixty", "Sixty questions", "gratitude", [Group("All of them", asked)])
    app = circle.app("Maria")
    async with shown(app, size=(40, 20)) as pilot:
        draft = begun(app.session, form)
        draft.field = "answers.q58"
        app.push_screen(FormScreen(draft))
        await until(pilot, lambda: "Question 58?" in screen_text(app))
        await press(pilot, "tab")
        await until(pilot, lambda: "Question 59?" in screen_text(app))
