"""One sponsee, page by page, some weeks on; and the same weeks from the sponsee's side."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from syrupy.assertion import SnapshotAssertion

from sponsorterm.records.kinds import SignOff
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import talk
from sponsorterm.services.links.agreements import agreement, terms
from sponsorterm.services.links.calls import calls
from sponsorterm.services.sponsor.sponsor_notes import private_notes
from sponsorterm.services.steps.assignments import assigned_by_me, assigned_to_me
from sponsorterm.services.steps.instructions import instructions
from sponsorterm.services.steps.sign_offs import given_by_me
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.received import ReceivedScreen
from sponsorterm.tui.widgets.lines import Lines
from tests.tui.circle import Circle, build, each_size, press, screen_text, shown, typed, until
from tests.tui.together import weeks_on

pytestmark = pytest.mark.anyio

PAGES = {
    "entries": ("Maria", "5", "enter"),
    "steps": ("Maria", "5", "enter", "S"),
    "together": ("Maria", "5", "enter", "T"),
    "written": ("Maria", "5", "enter", "W"),
    "private": ("Maria", "5", "enter", "P"),
    "rows": ("Maria", "5", "enter", "W", "enter"),
    "edited": ("Maria", "5", "enter", "end", "enter"),
    "agreement": ("Maria", "5", "enter", "o"),
    "summary": ("Maria", "5", "enter", "H"),
    "mirror": ("Mika", "7", "enter", "w"),
    "proposal": ("Mika", "7", "enter", "t"),
    "assignment": ("Mika", "tab", "end", "enter"),
}


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return weeks_on(build(tmp_path_factory.mktemp("weeks"))).root


@pytest.fixture
def weeks(lived: Path, tmp_path: Path) -> Circle:
    root = tmp_path / "weeks"
    copytree(lived, root)
    return Circle(root)


@pytest.mark.parametrize("name", PAGES)
async def test_the_page_looks_as_it_did(
    weeks: Circle, snapshot: SnapshotAssertion, name: str
) -> None:
    who, *keys = PAGES[name]
    app = weeks.app(who)
    async with shown(app, *keys) as pilot:
        async for width, height in each_size(pilot):
            text = screen_text(app)
            assert all(len(line) <= width for line in text.splitlines())
            assert text == snapshot(name=f"{width}x{height}")


def mika(session: Session) -> str:
    return session.link_named("Mika").record


def on_line(app: SponsortermApp, word: str) -> bool:
    """Put the cursor on the line that says this."""
    rows = app.screen.query_one("#rows", Lines)
    for place, line in enumerate(rows._lines):
        if any(word in cell.plain for cell in line.cells) and not line.heading:
            rows.cursor = place
            return True
    return False


async def test_work_handed_in_is_judged_and_that_is_taken_back(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "S") as pilot:
        link = app.session.link_named("Mika")

        def state() -> str:
            found = assigned_by_me(app.session, link)
            return next(task.state for task in found if task.body.library == "s1_cost")

        assert on_line(app, "The cost")
        await press(pilot, "enter")
        await until(pilot, lambda: "Health was the longest list." in screen_text(app))
        await press(pilot, "l")
        await until(pilot, lambda: "look at again" in screen_text(app))
        await typed(pilot, "And sleep?")
        await press(pilot, "tab")
        assert state() == "another_look"
        assert on_line(app, "The cost")
        await press(pilot, "enter")
        await until(pilot, lambda: "take back" in screen_text(app))
        await press(pilot, "u")
        await until(pilot, lambda: state() == "submitted")


async def test_something_is_assigned_out_of_the_library_until_a_day(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "a") as pilot:
        await until(pilot, lambda: "What shall they do?" in screen_text(app))
        await press(pilot, "2")
        await until(pilot, lambda: "Until when?" in screen_text(app))
        await press(pilot, *["backspace"] * 10)
        await typed(pilot, "2026-12-24")
        await press(pilot, "enter")
        link = app.session.link_named("Mika")
        await until(pilot, lambda: len(assigned_by_me(app.session, link)) == 3)
        assert "2026-12-24" in {str(task.due) for task in assigned_by_me(app.session, link)}


async def test_own_words_are_assigned_with_a_day_and_are_not_lost_before_it(
    weeks: Circle,
) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "a") as pilot:
        await until(pilot, lambda: "What shall they do?" in screen_text(app))
        await press(pilot, ".")
        await typed(pilot, "Three fears")
        await press(pilot, "tab", "tab")
        await until(pilot, lambda: "Until when?" in screen_text(app))
        await press(pilot, "escape")
        assert "Kept as a draft" in screen_text(app)
        await press(pilot, "a", ".")
        await until(pilot, lambda: "Your draft is here again." in screen_text(app))
        await press(pilot, "tab", "tab")
        await until(pilot, lambda: "Until when?" in screen_text(app))
        await typed(pilot, "2026-12-24")
        await press(pilot, "enter")
        link = app.session.link_named("Mika")
        await until(pilot, lambda: len(assigned_by_me(app.session, link)) == 3)
        (own,) = [t for t in assigned_by_me(app.session, link) if t.body.title == "Three fears"]
        assert (own.due, own.body.detail) == (date(2026, 12, 24), None)


async def test_a_call_is_logged_with_its_length_and_the_request_is_met(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter") as pilot:
        assert "asks for a call" in screen_text(app)
        await press(pilot, "l")
        await until(pilot, lambda: "How long did you speak?" in screen_text(app))
        await typed(pilot, "soon")
        await press(pilot, "enter")
        await until(pilot, lambda: "Write the minutes" in screen_text(app))
        await typed(pilot, "20")
        await press(pilot, "enter")
        await until(pilot, lambda: "What was asked for is met" in screen_text(app))
        assert calls(app.session, app.session.link_named("Mika"))[0].body.minutes == 20
        assert "! asks for a call" not in screen_text(app)


async def test_a_point_is_put_on_the_agenda_and_ticked_off(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "T", "g") as pilot:
        await typed(pilot, "Christmas")
        await press(pilot, "enter")
        link = mika(app.session)
        assert len(talk.agenda_with(app.session, link)) == 3
        assert on_line(app, "Family")
        await press(pilot, "space")
        assert len(talk.agenda_with(app.session, link)) == 2
        assert "Ticked off." in screen_text(app)


async def test_a_sponsee_ticks_a_point_of_the_sponsors_off(weeks: Circle) -> None:
    app = weeks.app("Mika")
    async with shown(app, "4") as pilot:
        threads = app.screen.query_one("#threads", Lines)
        places = (n for n, line in enumerate(threads._lines) if "letter" in line.cells[2].plain)
        threads.cursor = next(places)
        await press(pilot, "enter", "g")
        link = app.session.link_named("Maria").record
        assert [point.mine for point in talk.agenda_with(app.session, link)] == [True]


async def test_a_step_is_signed_off_with_a_word_and_undone(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "S") as pilot:
        link = app.session.link_named("Mika")

        def states() -> list[str]:
            signs = (entry.body for entry in given_by_me(app.session, link))
            return [sign.state for sign in signs if isinstance(sign, SignOff) and sign.step == 4]

        assert on_line(app, "honest inventory")
        await press(pilot, "y")
        await until(pilot, lambda: "Your word on it?" in screen_text(app))
        await press(pilot, "r")
        await until(pilot, lambda: states() == ["reviewed"])
        assert "looked at" in screen_text(app)
        await press(pilot, "y")
        await until(pilot, lambda: "Your word on it?" in screen_text(app))
        await press(pilot, "u")
        await until(pilot, lambda: states() == [])


async def test_they_are_ready_to_sponsor_and_instructions_are_written(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "S", "R", "y") as pilot:
        assert "ready to sponsor" in screen_text(app)
        assert on_line(app, "honest inventory")
        await press(pilot, "i")
        await typed(pilot, " Call me after.")
        await press(pilot, "tab")
        told = instructions(app.session, app.session.link_named("Mika"))[4]
        assert told.text == "Short sessions, never late at night. Call me after."
        await press(pilot, "R", "y")
        assert "ready to sponsor" not in screen_text(app)


async def test_a_row_is_answered_by_itself(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "W", "enter", "j", "c") as pilot:
        await typed(pilot, "What had you wanted?")
        await press(pilot, "tab")
        assert "me: What had you wanted?" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReceivedScreen)
        await press(pilot, "C", "1")
        await typed(pilot, "Who exactly?")
        await press(pilot, "tab")
        assert "to: " in screen_text(app)
    weeks.carry("Maria", "Mika")
    with weeks.open("Mika") as session:
        rows = session.store.entries(kinds={"worksheet_row"})
        said = {block.text for row in rows for block in talk.comments_on(session, row)}
        assert said == {"What had you wanted?", "Who exactly?"}


async def test_private_notes_are_written_changed_and_deleted(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "P", "v", "tab") as pilot:
        assert "it is never sent" in screen_text(app)
        await typed(pilot, "Third one.")
        await press(pilot, "tab")
        link = app.session.link_named("Mika")
        assert len(private_notes(app.session, link)) == 3
        assert on_line(app, "Third one.")
        await press(pilot, "enter")
        await typed(pilot, " And more.")
        await press(pilot, "tab")
        assert "Third one. And more." in screen_text(app)
        await press(pilot, "x", "y")
        assert len(private_notes(app.session, link)) == 2


async def test_a_proposal_is_changed_proposed_and_answered_by_the_other(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "o", "t") as pilot:
        assert "in force since 20 Nov" in screen_text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: "Enter  choose" in screen_text(app))
        await press(pilot, "w")
        await until(pilot, lambda: "not proposed yet" in screen_text(app))
        await press(pilot, *["j"] * 7, "enter")
        await typed(pilot, "31 January")
        await press(pilot, "enter")
        await until(pilot, lambda: "2026-11-20" in screen_text(app))
        assert "31 January" in screen_text(app)  # what was typed is not lost
        await press(pilot, "escape", "p")
        assert "Your proposal waits for Mika" in screen_text(app)
    weeks.carry("Maria", "Mika")
    app = weeks.app("Mika")
    async with shown(app, "7", "enter", "t", size=(40, 20)) as pilot:
        assert "Maria proposes a change" in " ".join(screen_text(app).split())
        assert "› every week" in screen_text(app)
        await press(pilot, "a")
        assert terms(app.session, app.session.link_named("Maria")).cadence == "weekly"
        assert agreement(app.session, app.session.link_named("Maria")).theirs is None
        await press(pilot, "d")
        assert "There is no proposal" in screen_text(app)


async def test_a_change_to_an_agreement_is_let_go_only_after_a_yes(weeks: Circle) -> None:
    app = weeks.app("Maria")
    async with shown(app, "5", "enter", "o", "t", "enter", "w") as pilot:
        await until(pilot, lambda: "not proposed yet" in screen_text(app))
        for key in ("q", "escape"):
            await press(pilot, key)
            await until(pilot, lambda: "without proposing" in screen_text(app))
            await press(pilot, "n")
            assert "not proposed yet" in screen_text(app)
        await press(pilot, "q", "y")
        await until(pilot, lambda: "log call" in screen_text(app))


async def test_a_sponsee_answers_an_assignment_from_the_first_screen(weeks: Circle) -> None:
    app = weeks.app("Mika")
    async with shown(app, "tab", "end", "enter") as pilot:
        assert "Call two people" in screen_text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: "I am doing it" in screen_text(app))
        await press(pilot, "b")
        link = app.session.link_named("Maria")

        def states() -> set[str]:
            return {task.state for task in assigned_to_me(app.session, link)}

        await until(pilot, lambda: "doing" in states())
        await press(pilot, "enter")
        await until(pilot, lambda: "hand it in with an entry" in screen_text(app))
        await press(pilot, "e")
        await until(pilot, lambda: "Which entry" in screen_text(app))
        await press(pilot, "1")
        await until(pilot, lambda: states() == {"submitted"})


async def test_a_summary_is_chosen_part_by_part_and_written(weeks: Circle, tmp_path: Path) -> None:
    app = weeks.app("Mika")
    async with shown(app, "7", "enter", "h", size=(120, 40)) as pilot:
        assert "Days counted" in screen_text(app)
        await press(pilot, "space", "w", *["backspace"] * 40)
        await typed(pilot, str(tmp_path / "page.md"))
        await press(pilot, "enter")
        assert "Nobody was sent it" in screen_text(app)
    page = (tmp_path / "page.md").read_text()
    assert "Days counted" not in page
    assert "What is agreed" in page


async def test_the_mirror_tells_the_same_as_the_sponsors_page(weeks: Circle) -> None:
    app = weeks.app("Mika")
    async with shown(app, "7", "enter", "w"):
        assert "What Maria is shown about you" in screen_text(app)
        assert "! asks for a call" in screen_text(app)
