from __future__ import annotations

import pytest

from sponsorterm.services.steps import progress as steps
from sponsorterm.tui.screens.step import StepScreen
from tests.tui.circle import Circle, each_size, press, screen_text, shown

pytestmark = pytest.mark.anyio


async def test_every_step_stands_there_with_its_state_in_words(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        async for _size in each_size(pilot):
            text = screen_text(app)
            assert "See the problem" in text
            assert "done" in text
            assert "working" in text
            assert "12" in text


async def test_the_cursor_begins_at_the_step_one_is_at(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "enter"):
        assert isinstance(app.screen, StepScreen)
        assert app.screen.number == 4


async def test_a_task_is_ticked_with_space_and_taken_back_with_u(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "enter", "j", "space") as pilot:
        assert steps.steps(app.session)[3].tasks_done == 2
        await press(pilot, "u")
        assert steps.steps(app.session)[3].tasks_done == 1
        await press(pilot, "u")
        assert steps.steps(app.session)[3].tasks_done == 0
        assert "Nothing" in screen_text(app) or "not started" in screen_text(app)


@pytest.mark.parametrize(("letter", "method"), [("w", "written"), ("p", "paper"), ("s", "spoken")])
async def test_a_step_is_done_written_on_paper_or_spoken(
    circle: Circle, letter: str, method: str
) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "m") as pilot:
        await press(pilot, letter)
        view = steps.steps(app.session)[3]
        assert (view.state, view.method) == ("done", method)
        assert "u takes it back" in screen_text(app)


async def test_a_step_waits_for_the_sponsor(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "s"):
        assert steps.steps(app.session)[3].state == "waiting"
        assert "Step 4: waiting for your sponsor." in screen_text(app)


async def test_no_step_waits_for_another(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "end", "w"):
        assert steps.steps(app.session)[11].state == "working"


async def test_undo_with_nothing_before_it_says_so(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "end", "u"):
        assert "nothing before this" in screen_text(app)


async def test_a_new_round_is_asked_about_and_leaves_the_first_alone(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "R") as pilot:
        await press(pilot, "y")
        assert "round 2" in screen_text(app)
        assert steps.steps(app.session, round=1)[0].state == "done"


async def test_the_history_of_a_step_is_told_newest_first(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "enter", "j", "space"):
        text = screen_text(app)
        assert text.index("2 tasks ticked") < text.index("1 task ticked")
