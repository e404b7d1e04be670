from __future__ import annotations

from pathlib import Path

import pytest

from sponsorterm.store.home import Home
from sponsorterm.tui import theme
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.marks import ASCII
from sponsorterm.tui.screens.help import HelpScreen
from sponsorterm.tui.screens.inventory import InventoryScreen
from sponsorterm.tui.screens.reach_out import ReachOutScreen
from sponsorterm.tui.screens.today import TodayScreen
from tests.tui.circle import Circle, each_size, press, screen_text, shown, typed, until

pytestmark = pytest.mark.anyio


async def test_help_tells_the_keys_of_what_has_the_focus(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "Q", "question_mark") as pilot:
        assert isinstance(app.screen, HelpScreen)
        text = app.screen.content.plain
        assert "Choose by number" in text
        assert "Reach out to somebody" in text
        await press(pilot, "question_mark", "tab", "tab", "tab", "tab", "escape", "question_mark")
        assert "Next page" in app.screen.content.plain  # type: ignore[attr-defined]
        await press(pilot, "q", "q", "question_mark", "exclamation_mark")
        assert isinstance(app.screen, ReachOutScreen)


async def test_reach_out_is_one_key_away_with_the_emergency_number_first(circle: Circle) -> None:
    app = circle.app("Mika")
    for way in (("2",), ("Q",), ("2", "x"), ("question_mark",)):
        async with shown(app, *way, "exclamation_mark") as pilot:
            assert isinstance(app.screen, ReachOutScreen)
            async for width, _height in each_size(pilot):
                text = screen_text(app)
                assert text.index("112") < text.index("people")
                assert all(len(row) <= width for row in text.split("\n"))
        app = circle.app("Mika")


@pytest.mark.parametrize("way", [(), ("7", "enter")])
async def test_ctrl_c_tells_the_key_to_leave_with(circle: Circle, way: tuple[str, ...]) -> None:
    app = circle.app("Mika")
    async with shown(app, *way, "ctrl+c") as pilot:
        await until(pilot, lambda: "q goes back" in screen_text(app))
        assert not app._notifications, "nothing is laid over what is read"


async def test_reach_out_needs_no_session(tmp_path: Path) -> None:
    app = SponsortermApp(Home.find({"SPONSORTERM_HOME": str(tmp_path)}), online=False)
    async with app.run_test(size=(36, 20)) as pilot:
        await until(pilot, lambda: len(app.screen_stack) == 2)
        app.action_reach_out()
        await until(pilot, lambda: isinstance(app.screen, ReachOutScreen))
        await until(pilot, lambda: "findahelpline.com" in " ".join(screen_text(app).split()))
        assert "112" in screen_text(app)


async def test_asking_for_a_call_is_an_entry_on_its_way(circle: Circle) -> None:
    app = circle.app("Lee")
    async with shown(app, "exclamation_mark", "c") as pilot:
        assert "It rings nowhere" in screen_text(app)
        await press(pilot, "2")
        assert "Asked Maria for a call" in screen_text(app)
    circle.carry("Lee", "Maria")
    app = circle.app("Maria")
    async with shown(app, "5"):
        row = next(row for row in screen_text(app).split("\n") if "Lee" in row)
        assert "asks for a" in row


async def test_the_palette_offers_every_area_and_is_never_the_only_way(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app) as pilot:
        await press(pilot, "ctrl+p")
        await typed(pilot, "Inventory")
        await until(pilot, lambda: "Go to this area" in screen_text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, InventoryScreen))
        await pilot.press("q")
    assert app.return_code == 0


async def test_the_first_frame_does_not_wait_for_the_home(circle: Circle) -> None:
    app = circle.app("Mika")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.painted)
        assert isinstance(app.screen, TodayScreen)


async def test_a_home_that_cannot_be_used_is_told_in_words(circle: Circle) -> None:
    circle.home("Mika").data.chmod(0o755)
    app = circle.app("Mika")
    async with app.run_test() as pilot:
        await until(pilot, lambda: not app.is_running)
    assert app.return_code == 1


async def test_ascii_leaves_no_other_character_on_any_screen(circle: Circle) -> None:
    app = circle.app("Mika", ascii_only=True)
    async with shown(app) as pilot:
        assert app.marks is ASCII
        for keys in (("1",), ("2",), ("enter",), ("q", "Q"), ("q", "exclamation_mark"), ("c",)):
            await press(pilot, *keys)
            assert screen_text(app).isascii()


@pytest.mark.parametrize(
    ("wanted", "environment", "name"),
    [
        ("auto", {"TERM": "xterm-256color"}, "lamp-dark"),
        ("auto", {"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "lamp-light"),
        ("auto", {"TERM": "linux"}, "terminal"),
        ("auto", {"TERM": "xterm-256color", "NO_COLOR": "1"}, "terminal"),
        ("light", {"TERM": "xterm-256color"}, "lamp-light"),
        ("light", {"TERM": "xterm-256color", "NO_COLOR": "1"}, "terminal"),
    ],
)
def test_the_theme_suits_the_terminal(wanted: str, environment: dict[str, str], name: str) -> None:
    assert theme.choose(wanted, environment).name == name


@pytest.mark.parametrize("name", list(theme.THEMES))
async def test_every_theme_knows_every_variable(circle: Circle, name: str) -> None:
    app = SponsortermApp(circle.home("Mika"), circle.clock, theme_name=name, online=False)
    async with shown(app, "2", "enter", "q", "Q", "question_mark"):
        assert app.theme == theme.THEMES[name].name
