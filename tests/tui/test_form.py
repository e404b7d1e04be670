from __future__ import annotations

from datetime import date

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from sponsorterm.program import Form, Group, Pack, Prompt
from sponsorterm.program.pack import Choice
from sponsorterm.records.ids import new_record_id
from sponsorterm.records.kinds import Contact, Inventory, SharedCopy
from sponsorterm.services.entries.drafts import FormDraft, list_drafts
from sponsorterm.services.entries.forms import Answers
from sponsorterm.services.entries.reading import history
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.strings import filing as words
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.form import FormScreen
from sponsorterm.tui.screens.sharing import Given, SharePanel
from sponsorterm.tui.screens.today import TodayScreen
from sponsorterm.tui.widgets.answers import AnswerWidget, Flags, YesNo
from sponsorterm.tui.widgets.fields import LineField, TextField
from sponsorterm.tui.widgets.go import Go
from tests.tui.circle import Circle, press, screen_text, shown, until
from tests.tui.pace import quiet

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 20)


async def paste(pilot: Pilot[None], text: str) -> None:
    """Text as it comes from a clipboard, which is quicker than a key a letter."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def to_the_end(pilot: Pilot[None]) -> FormScreen:
    """Leave the rest open, and stand at the way on of the last page."""
    app = pilot.app
    assert isinstance(app, SponsortermApp)
    form = app.screen
    assert isinstance(form, FormScreen)
    await until(pilot, lambda: bool(form.query(Go)))
    form.query_one(Go).focus()
    await press(pilot, "F", "F")
    await until(pilot, lambda: words.FILE in screen_text(app) and form.query_one(Go).has_focus)
    return form


def answers(session: Session) -> Inventory:
    body = history(session, since=TODAY)[0].body
    assert isinstance(body, Inventory)
    return body


async def test_the_quick_one_is_filed_and_shared_in_a_few_keys(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "Q", "4", "tab", "1", "tab", "1", "0", "tab", "y", "tab") as pilot:
        await paste(pilot, "Rang before noon")
        await press(pilot, "enter", "enter")
        assert "What Maria will see" in screen_text(app)
        await to_the_end(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert "Saved here. Goes to Maria in 5 min" in screen_text(app)
        body = answers(app.session)
        assert (body.mood, body.used, body.craving) == (4, "no", 10)
        assert body.halt is not None
        assert (body.halt.hungry, body.halt.tired) == (True, None)
        assert body.done_well == "Rang before noon"
        assert list_drafts(app.session) == []
    circle.carry("Mika", "Maria")
    with circle.open("Maria") as maria:
        space = maria.link_named("Mika").record
        received = history(maria, space=space, kinds=("inventory",), since=TODAY)
        assert [entry.body.done_well for entry in received] == ["Rang before noon"]


async def test_a_dropped_line_resumes_at_the_same_field_with_the_same_text(circle: Circle) -> None:
    async with shown(circle.app("Mika"), "i", "4", "greater_than_sign") as pilot:
        await paste(pilot, "half a sent")
        app = pilot.app
        assert isinstance(app, SponsortermApp)
        app.leave()
    app = circle.app("Mika")
    async with shown(app) as pilot:
        assert "go on with the draft" in screen_text(app)
        await press(pilot, "o")
        await until(pilot, lambda: isinstance(app.focused, TextField))
        assert isinstance(app.focused, TextField)
        assert app.focused.text == "half a sent"
        assert "2 of" in screen_text(app)


async def test_a_draft_is_on_disk_within_two_seconds_of_the_typing(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "i", "3") as pilot:
        await until(pilot, lambda: bool(list_drafts(app.session)), seconds=4)
        assert list_drafts(app.session)[0].answers.get("mood") == 3


async def test_forty_keystrokes_do_not_wait_for_the_clock(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sponsorterm.tui.screens.form.SECONDS", 3600)
    app = circle.app("Mika")
    async with shown(app, "i", "greater_than_sign") as pilot:
        for _ in range(45):
            app.post_message(events.Paste("x"))
        await until(pilot, lambda: bool(list_drafts(app.session)))
        assert len(list_drafts(app.session)[0].answers.get("done_well")) >= 35


async def test_only_the_needed_answer_is_needed(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "Q") as pilot:
        await to_the_end(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "1 of" in screen_text(app))
        assert "One answer is needed: How was today?" in screen_text(app)
        await press(pilot, "5")
        await to_the_end(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert answers(app.session).mood == 5
        assert answers(app.session).used is None


async def test_what_is_shown_is_the_copy_and_what_is_held_back_is_not_in_it(
    circle: Circle,
) -> None:
    app = circle.app("Mika")
    async with shown(app, "Q", "2", "tab", "tab", "7", "tab", "tab") as pilot:
        await paste(pilot, "walked")
        form = await to_the_end(pilot)
        text = screen_text(app)
        assert "walked" in text
        assert "7 of 10" in text
        panel = form.query_one(SharePanel)
        craving = next(
            given for given in panel.query(AnswerWidget) if "Craving" in str(given.render())
        )
        craving.focus()
        await press(pilot, "space")
        assert "held back" in screen_text(app)
        await press(pilot, "v")
        assert "craving" not in screen_text(app)
        assert "walked" in screen_text(app)
        await press(pilot, "q")
        form.query_one(Go).focus()
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert answers(app.session).craving == 7
        (copy,) = app.session.store.entries(kinds={SharedCopy.KIND}, since=TODAY, limit=1)
        assert isinstance(copy.body, SharedCopy)
        assert "craving" not in copy.body.bytes
        assert "walked" in copy.body.bytes


@pytest.mark.parametrize(
    ("key", "gone", "said"),
    [("1", True, "Nobody else sees it"), ("2", False, "Goes to Maria in 5 min")],
)
async def test_the_level_decides_what_goes_out(
    circle: Circle, key: str, gone: bool, said: str
) -> None:
    app = circle.app("Mika")
    async with shown(app, "Q", "2", "tab", "tab", "tab", "tab") as pilot:
        await paste(pilot, "walked")
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: "What Maria will see" in screen_text(app))
        await press(pilot, key)
        assert ("Nothing of this entry goes out" in screen_text(app)) == gone
        assert ("Stays with you" in screen_text(app)) != gone
        form = await to_the_end(pilot)
        assert form.is_current
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert said in screen_text(app)


async def test_an_answer_taken_back_after_it_was_held_back_does_not_stop_the_filing(
    circle: Circle,
) -> None:
    app = circle.app("Mika")
    async with shown(app, "i", "4", "greater_than_sign", "escape", "greater_than_sign") as pilot:
        await press(pilot, "y")
        form = await to_the_end(pilot)
        held = next(given for given in form.query(Given) if "holding" in given.line.label)
        held.focus()
        await press(pilot, "space")
        assert "held back" in screen_text(app)
        while "Am I holding something" not in screen_text(app) or "3 of" not in screen_text(app):
            form.query_one(Go).focus()
            await press(pilot, "less_than_sign")
        await press(pilot, "backspace")
        await to_the_end(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert answers(app.session).answers == {}


async def test_with_nobody_linked_the_entry_stays_here(circle: Circle) -> None:
    set_up(circle.home("Kim"), SetupAnswers("Kim", zone="UTC"), circle.clock).close()
    app = circle.app("Kim")
    async with shown(app, "Q", "3") as pilot:
        await to_the_end(pilot)
        assert "This entry stays here." in screen_text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert "Saved here. Nobody else sees it." in screen_text(app)


async def test_yesterday_is_written_for_yesterday(circle: Circle) -> None:
    app = circle.app("Jo")
    async with shown(app, "y", "4") as pilot:
        assert "yesterday" in screen_text(app)
        await to_the_end(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert history(app.session)[0].day == date(2026, 11, 19)


async def test_opening_a_filed_day_again_changes_it_and_keeps_the_one_before(
    circle: Circle,
) -> None:
    app = circle.app("Lee")
    async with shown(app, "i") as pilot:
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await press(pilot, "5")
        await to_the_end(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        entry = history(app.session)[0]
        assert (entry.day, entry.revisions) == (TODAY, 2)
        assert isinstance(entry.body, Inventory)
        assert entry.body.mood == 5
        assert entry.body.done_well == "Lee went for a walk."


async def test_a_draft_is_let_go_only_after_a_question(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "Q", "2", "X", "n") as pilot:
        assert isinstance(app.screen, FormScreen)
        await press(pilot, "q")
        assert "The draft is kept" in screen_text(app)
        assert len(list_drafts(app.session)) == 1
        await press(pilot, "Q", "X", "y")
        assert isinstance(app.screen, TodayScreen)
        assert list_drafts(app.session) == []


async def test_digits_and_brackets_in_a_form_never_leave_it(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "i", "escape", "escape", "7", "greater_than_sign", "escape", "3") as _:
        assert isinstance(app.screen, FormScreen)


TYPES = [
    Prompt("mood", "scale", "Mood", low=1, high=5, required=True),
    Prompt("used", "choice", "Used", options=[Choice("no", "No"), Choice("yes", "Yes")]),
    Prompt("halt", "flags", "Halt", options=[Choice("hungry", "Hungry"), Choice("tired", "Tired")]),
    Prompt("feelings", "choices", "Feelings", from_="feelings"),
    Prompt("gratitude", "lines", "Grateful", max_items=3),
    Prompt("kept_back", "kept_back", "Kept back", flag="yes"),
    Prompt("tomorrow", "line", "Tomorrow"),
    Prompt("minutes", "number", "Minutes", low=0, high=1440),
    *(
        Prompt(f"answers.question_{n}", "answer", f"Question {n}?", about="Why?", who=n % 2 == 0)
        for n in range(52)
    ),
]


def sixty(pack: Pack) -> Form:
    """A form of sixty prompts of every type, as somebody's own pack may have it."""
    groups = [Group(f"Part {n}", TYPES[n : n + 6], "Some of it.") for n in range(0, 60, 6)]
    fixed = {"period": "periodic", "mode": "full"}
    return Form(key="sixty", title="Sixty questions", kind="inventory", groups=groups, fixed=fixed)


async def test_a_form_of_sixty_prompts_needs_no_code(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, size=(36, 20)) as pilot:
        pack = app.session.pack
        app.session.__dict__["pack"] = type(pack)(
            **{name: getattr(pack, name) for name in pack.__struct_fields__ if name != "forms"},
            forms=[*pack.forms, sixty(pack)],
        )
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        screen.open_form("sixty", TODAY)
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and bool(app.focused))
        await _answer_everything(pilot, app)
        await to_the_end(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        body = answers(app.session)
        assert (body.mood, body.used, body.tomorrow, body.minutes) == (1, "no", "42", 42)
        assert body.feelings == ["calm"]
        assert body.gratitude == ["42"]
        assert body.kept_back is not None
        assert body.kept_back.flag == "yes"
        assert len(body.answers) == 52
        assert body.answers["question_0"].who == "42"
        assert body.answers["question_51"].text == "42"


async def _answer_everything(pilot: Pilot[None], app: SponsortermApp) -> None:
    """Tab through all pages; every field gets an answer its type takes."""
    form = app.screen
    assert isinstance(form, FormScreen)
    for _page in range(10):
        await until(pilot, lambda: bool(app.focused))
        while not isinstance(app.focused, Go):
            focused = app.focused
            assert focused is not None
            assert focused.region.right <= 36
            app.post_message(_answer(focused))
            await quiet()
            form.focus_next()
        if _page < 9:
            before = screen_text(app)
            await press(pilot, "enter")
            await until(pilot, lambda before=before: screen_text(app) != before)  # type: ignore[misc]


def _answer(focused: Widget) -> events.Paste | events.Key:
    """What a person would do at this field."""
    if isinstance(focused, LineField | TextField):
        return events.Paste("42")
    key = "y" if isinstance(focused, YesNo | Flags) else "1"
    return events.Key(key, key)


async def test_an_alias_used_before_is_offered_behind_what_is_typed(circle: Circle) -> None:
    with circle.open("Mika") as mika:
        mika.save(Contact(name="Jonas P."))
    with circle.open("Maria") as maria:
        maria.save(Contact(name="Josefine"))
    app = circle.app("Mika")
    async with shown(app) as pilot:
        asked = [
            Prompt("answers.one", "person", "Who?"),
            Prompt("answers.more", "people", "Who else?", max_items=3),
        ]
        form = Form("people", "People", "gratitude", [Group("All", asked)])
        draft = FormDraft(Answers(form), TODAY, new_record_id(), app.session.now)
        app.push_screen(FormScreen(draft))
        await until(pilot, lambda: isinstance(app.focused, LineField))
        await press(pilot, "j")
        await until(pilot, lambda: "jonas P." in screen_text(app))
        assert "Josefine" not in screen_text(app)
        await press(pilot, "right", "tab", "J", "o", "enter", "J", "o", "n", "right")
        await until(pilot, lambda: draft.answers.get("answers.more") == ["Jo", "Jonas P."])
        assert draft.answers.get("answers.one") == "Jonas P."
