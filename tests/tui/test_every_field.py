"""Every question of every programme on the screens: answered, filed, and nothing but that."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from sponsorterm.program import Form, Group, Prompt
from sponsorterm.records.ids import new_record_id
from sponsorterm.services.entries.drafts import FormDraft
from sponsorterm.services.entries.forms import Answers, fields, said_pair
from sponsorterm.services.entries.reading import choices
from sponsorterm.services.entries.reviewing import SPAN
from sponsorterm.services.home.programme import choose_pack
from sponsorterm.services.home.session import Session
from sponsorterm.tui.screens.form import FormScreen
from sponsorterm.tui.screens.sheet import SheetScreen
from sponsorterm.tui.screens.work_form import WorkForm
from sponsorterm.tui.widgets.answers import AnswerWidget, Flags, Pick, Scale, Tick, YesNo
from sponsorterm.tui.widgets.cell import CellEditor
from sponsorterm.tui.widgets.fields import LineField, TextField
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.prompts import PromptBox
from tests.answering import forms_of_all_packs, full, least, things_to_name
from tests.tui.circle import Circle, press, screen_text, shown, until

pytestmark = pytest.mark.anyio


def keys_of(widget: Widget, value: Any) -> Iterator[str]:
    """What a person presses to give this answer where none stands yet."""
    match widget:
        case AnswerWidget() if value is None:
            yield "backspace"
        case Scale():
            yield from str(value)
        case YesNo():
            yield value[0]
        case Pick() | Tick() | Flags():
            wanted = [value] if isinstance(value, str) else list(value)
            places = [n for n, option in enumerate(widget.options) if option.key in wanted]
            for before, place in zip([widget.place, *places], places, strict=False):
                yield from ["right"] * (place - before)
                yield "space"


async def give(pilot: Pilot[None], widget: Widget, value: Any) -> None:
    """Answer by keys; a text is pasted whole."""
    if isinstance(widget, AnswerWidget):
        pilot.app.screen.set_focus(widget, scroll_visible=False)
        await pilot.press(*keys_of(widget, value))
    elif isinstance(widget, LineField):
        widget.value = ""
        widget.post_message(events.Paste(str(value or "")))
    elif isinstance(widget, TextField):
        items = value if isinstance(value, list) else [value or ""]
        widget.text = "\n".join(said_pair(i) if isinstance(i, dict) else i for i in items)


async def answer(pilot: Pilot[None], screen: FormScreen, wanted: Answers) -> None:
    """Answer an open form from its page on, and file it on the last."""
    await until(pilot, lambda: bool(screen.query(Go)))
    draft = screen._draft
    for group in draft.form.groups[draft.page :]:
        for field in (field for prompt in group.prompts for field in fields(prompt)):
            value = wanted.get(field)
            if draft.answers.get(field) != value:
                boxes = (box.widget_for(field) for box in screen.query(PromptBox))
                await give(pilot, next(widget for widget in boxes if widget is not None), value)
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
    async with shown(app, size=(60, 16)) as pilot:
        session = app.session
        things_to_name(session)
        for pack, form in forms_of_all_packs():
            if form not in pack.forms:
                continue
            if session.pack.key != pack.key:
                choose_pack(session, pack.key)
            offer = partial(choices, session)
            for wanted, page in ((full(form, offer), 0), (least(form, offer), len(form.groups))):
                draft = begun(session, form)
                if page:
                    draft.answers, draft.page = wanted, page
                screen = FormScreen(draft)
                app.push_screen(screen)
                await answer(pilot, screen, wanted)
                check_kept(session, draft.record, wanted)


def check_kept(session: Session, record: str, wanted: Answers) -> None:
    """The answers stand in the record, and nothing where there was none."""
    (entry,) = session.store.entries(record=record)
    kept = Answers(wanted.form, wanted.values).body(session.pack)
    for prompt in wanted.form.prompts():
        assert at(entry.body, prompt) == at(kept, prompt), (wanted.form.key, prompt.field)


def at(body: Any, prompt: Prompt) -> Any:
    for part in prompt.field.split("."):
        body = body.get(part) if isinstance(body, dict) else getattr(body, part, None)
    return body


async def write_row(pilot: Pilot[None], screen: SheetScreen, wanted: Answers) -> str:
    """A new row along its columns; the record it became."""
    await pilot.press("c", "n")
    for prompt in wanted.form.prompts():
        await until(pilot, lambda: bool(screen.query(CellEditor)))
        editor = screen.query_one(CellEditor)
        for field in fields(prompt):
            widget = editor.query_one(PromptBox).widget_for(field)
            assert widget is not None, field
            await give(pilot, widget, wanted.get(field))
        await until(
            pilot,
            lambda editor=editor, prompt=prompt: (  # type: ignore[misc]
                editor.draft.answers.get(prompt.field) == wanted.get(prompt.field)
            ),
        )
        await pilot.press("tab")
        await until(pilot, lambda editor=editor: editor not in screen.query(CellEditor))  # type: ignore[misc]
    return editor.draft.record


async def test_every_page_and_cell_of_every_sheet(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, size=(60, 16)) as pilot:
        session = app.session
        offer = partial(choices, session)
        for pack, form in forms_of_all_packs():
            if form in pack.forms:
                continue
            if session.pack.key != pack.key:
                choose_pack(session, pack.key)
            screen = SheetScreen(form.key)
            await app.push_screen(screen)
            wanted = full(form, offer)
            if form == screen.view.sheet.row_form():
                check_kept(session, await write_row(pilot, screen, wanted), wanted)
            else:
                await press(pilot, "p")
                pages = app.screen
                assert isinstance(pages, WorkForm)
                await answer(pilot, pages, wanted)
                check_kept(session, screen.view.record, wanted)
            app.pop_screen()


async def test_sixty_questions_are_no_trouble(circle: Circle) -> None:
    asked = [Prompt(f"answers.q{n}", "line", f"Question {n}?") for n in range(60)]
    form = Form("sixty", "Sixty questions", "gratitude", [Group("All of them", asked)])
    app = circle.app("Maria")
    async with shown(app, size=(40, 20)) as pilot:
        draft = begun(app.session, form)
        wanted = full(form, partial(choices, app.session))
        screen = FormScreen(draft)
        app.push_screen(screen)
        await answer(pilot, screen, wanted)
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
