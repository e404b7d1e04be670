"""Keys that come in one burst land where they would have landed one by one."""

from __future__ import annotations

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.first_run import FirstRunScreen
from sponsorterm.tui.screens.lock_on import LockOnScreen
from sponsorterm.tui.screens.today import TodayScreen
from sponsorterm.tui.typing_ahead import TypingAhead
from sponsorterm.tui.widgets.dialogs import AskLine
from tests.tui.circle import Circle, shown, until

pytestmark = pytest.mark.anyio
NAMES = {"\t": "tab", "\r": "enter", "\x1b": "escape"}


def burst(app: SponsortermApp, text: str) -> None:
    """All of it at once, as the terminal's reader hands it over."""
    for character in text:
        key = NAMES.get(character) or _character_to_key(character)
        app.post_message(events.Key(key, character))


@pytest.mark.parametrize("key", ["\t", "\r"])
async def test_each_field_gets_what_was_meant_for_it(circle: Circle, key: str) -> None:
    app = circle.app("Kim")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        await until(pilot, lambda: app.screen.focused is not None)
        burst(app, f"Kim{key}2026-11-20{key}ie")
        fields = app.screen.query(Input)
        wanted = ["Kim", "2026-11-20", "ie"]
        await until(pilot, lambda: [field.value for field in fields] == wanted)


async def test_a_burst_goes_on_in_the_page_it_opened(circle: Circle) -> None:
    app = circle.app("Kim")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        await until(pilot, lambda: app.screen.focused is not None)
        burst(app, "Kim\r2026-11-20\rie\rL\rfour or five words\rfour or five words\r")
        await until(pilot, lambda: isinstance(app.screen, LockOnScreen))
        await until(pilot, lambda: app.screen.query_one("#minutes").has_focus)
        first, second, _ = app.screen.query(Input)
        assert first.value == second.value == "four or five words"


async def test_a_question_gets_the_answer_typed_ahead(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app) as pilot:
        burst(app, "7bb.old")
        await until(pilot, lambda: isinstance(app.screen, AskLine))
        await until(pilot, lambda: app.screen.query_one(Input).value.endswith(".sealed.old"))
        burst(app, "\x1bq1")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))


async def test_keys_go_on_when_one_is_never_heard_of_again(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unheard(*_: object) -> None: ...

    app = circle.app("Mika")
    async with shown(app) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(TypingAhead, "acted", unheard)
            burst(app, "7")
            await pilot.pause()
        burst(app, "1")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))


async def test_a_key_whose_work_ends_after_the_screens_are_gone_is_no_fault(
    circle: Circle,
) -> None:
    app = circle.app("Maria")
    async with shown(app, "question_mark"):
        screen = app.screen
    assert not app.screen_stack
    await app._typed.acted(TypingAhead.Acted(app._typed._turn, 0, screen, screen))
