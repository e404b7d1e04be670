"""The lock page, the neutral page, and what is left behind them."""

from __future__ import annotations

import gc
from datetime import timedelta

import pytest
from textual.widgets import Input

from sponsorterm.sealing.at_rest import Cost
from sponsorterm.sealing.recovery import words_of
from sponsorterm.services.home import locking
from sponsorterm.services.home.doors import own_seed
from sponsorterm.services.home.locking import lock_state, turn_on
from sponsorterm.services.home.session import Session
from sponsorterm.store import lock, tries
from sponsorterm.store.cover import PLAIN
from sponsorterm.store.lock import lock_everywhere, turn_off, unlock
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.form import FormScreen
from sponsorterm.tui.screens.hidden import HiddenScreen
from sponsorterm.tui.screens.lock import LockScreen
from sponsorterm.tui.screens.lock_on import LockOnScreen
from sponsorterm.tui.screens.reach_out import ReachOutScreen
from sponsorterm.tui.screens.today import TodayScreen
from tests.tui.circle import Circle, Pilot, each_size, press, screen_text, shown, until

pytestmark = pytest.mark.anyio
PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "affordable", lambda _: Cost(8192, 1))


@pytest.fixture
def locked(circle: Circle) -> Circle:
    turn_on(circle.home("Maria"), PASSPHRASE, circle.clock)
    return circle


def on_lock_page(app: SponsortermApp) -> bool:
    screen = app.screen
    return isinstance(screen, LockScreen) and not app.is_set_up and screen.focused is not None


async def opens(pilot: Pilot[None], typed: str = PASSPHRASE) -> None:
    pilot.app.screen.query_one(Input).value = typed
    await press(pilot, "enter")


async def test_it_begins_on_the_lock_page_and_opens_with_the_passphrase(locked: Circle) -> None:
    app = locked.app("Maria")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on_lock_page(app))
        assert "Maria" not in screen_text(app)
        await opens(pilot)
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        await until(pilot, lambda: "Maria" in screen_text(app))


async def test_a_wrong_passphrase_says_so_and_the_fourth_has_to_wait(locked: Circle) -> None:
    app = locked.app("Maria")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on_lock_page(app))
        for _ in range(tries.FREE):
            await opens(pilot, "wrong")
            await until(pilot, lambda: "not the passphrase" in screen_text(app))
        await opens(pilot)
        await until(pilot, lambda: "Wait 1 second" in screen_text(app))
        locked.clock.now += timedelta(seconds=1)
        await opens(pilot)
        await until(pilot, lambda: app.is_set_up)


async def test_the_twelve_words_open_it(circle: Circle) -> None:
    with circle.open("Maria") as session:
        words = " ".join(words_of(own_seed(session)))
    turn_on(circle.home("Maria"), PASSPHRASE, circle.clock)
    app = circle.app("Maria")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on_lock_page(app))
        await opens(pilot, words)
        await until(pilot, lambda: app.is_set_up)


async def test_l_keeps_the_draft_and_leaves_nothing_behind(locked: Circle) -> None:
    app = locked.app("Maria")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on_lock_page(app))
        await opens(pilot)
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        await press(pilot, "i")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await press(pilot, "escape", "L")
        await until(pilot, lambda: on_lock_page(app))
        assert app.home.cover is PLAIN
        assert [screen for screen in app._registry if isinstance(screen, TodayScreen)] == []
        gc.collect()
        await opens(pilot)
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        await press(pilot, "2")
        await until(pilot, lambda: app.current_mode == "inventory")


async def test_it_locks_when_nobody_was_there_for_long_enough(locked: Circle) -> None:
    locking.set_idle(locked.home("Maria"), 3)
    app = locked.app("Maria")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on_lock_page(app))
        await opens(pilot)
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        locked.clock.now += timedelta(minutes=2)
        await press(pilot, "2")
        locked.clock.now += timedelta(minutes=2)
        app._look()
        await pilot.pause()
        assert app.is_set_up
        locked.clock.now += timedelta(minutes=1)
        await until(pilot, lambda: on_lock_page(app))


@pytest.mark.parametrize("way", ["locked elsewhere", "turned off elsewhere"])
async def test_another_instance_is_noticed_within_a_second(locked: Circle, way: str) -> None:
    home = locked.home("Maria")
    app = locked.app("Maria")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on_lock_page(app))
        await opens(pilot)
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        if way == "locked elsewhere":
            lock_everywhere(home)
            await until(pilot, lambda: on_lock_page(app))
        else:
            turn_off(unlock(home, PASSPHRASE, locked.clock()))
            await until(pilot, lambda: app.is_set_up and app.home.cover is PLAIN)


async def test_a_lock_turned_on_elsewhere_is_noticed(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app) as pilot:
        turn_on(circle.home("Maria"), PASSPHRASE, circle.clock)
        await until(pilot, lambda: on_lock_page(app))
        await opens(pilot)
        await until(pilot, lambda: app.is_set_up)


async def test_reach_out_needs_no_passphrase_and_shows_what_was_ticked(locked: Circle) -> None:
    home = unlock(locked.home("Maria"), PASSPHRASE, locked.clock())
    with Session.open(home, locked.clock) as session:
        locking.tick(session, "Jo", "+49 30 1234")
    app = locked.app("Maria")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on_lock_page(app))
        await press(pilot, "!")
        await until(pilot, lambda: isinstance(app.screen, ReachOutScreen))
        await until(pilot, lambda: "+49 30 1234" in screen_text(app))
        assert "Mika" not in screen_text(app)
        await press(pilot, "q")
        await until(pilot, lambda: on_lock_page(app))


@pytest.mark.parametrize("key", ["z", "ctrl+l"])
async def test_the_neutral_page_says_nothing_and_leads_back(circle: Circle, key: str) -> None:
    app = circle.app("Maria")
    async with shown(app) as pilot:
        await press(pilot, key)
        await until(pilot, lambda: isinstance(app.screen, HiddenScreen))
        text = screen_text(app)
        assert "bread" in text
        assert not any(word in text for word in ("Maria", "Mika", "sponsor", "lock", "Esc"))
        await press(pilot, "2", "!", "?", "i")
        assert isinstance(app.screen, HiddenScreen)
        await press(pilot, key)
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))


async def test_hiding_works_in_the_middle_of_a_sentence(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app) as pilot:
        await press(pilot, "i")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        form = app.screen
        await press(pilot, "ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, HiddenScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: app.screen is form)


async def test_locked_while_hidden_it_asks_for_the_passphrase(locked: Circle) -> None:
    app = locked.app("Maria")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on_lock_page(app))
        await opens(pilot)
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        await press(pilot, "z")
        await until(pilot, lambda: isinstance(app.screen, HiddenScreen))
        lock_everywhere(locked.home("Maria"))
        await until(pilot, lambda: not app.is_set_up)
        assert isinstance(app.screen, HiddenScreen)
        await press(pilot, "z")
        await until(pilot, lambda: on_lock_page(app))


async def test_a_lock_is_turned_on_from_the_screens(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app) as pilot:
        await press(pilot, "L")
        await until(pilot, lambda: isinstance(app.screen, LockOnScreen))
        assert "old blocks of an SSD" in " ".join(screen_text(app).split())
        await press(pilot, "enter")
        first, second, minutes = app.screen.query(Input)
        first.value = "short"
        await press(pilot, "enter")
        assert "8 characters" in screen_text(app)
        first.value, second.value, minutes.value = PASSPHRASE, "another one", "5"
        minutes.focus()
        await press(pilot, "enter")
        assert "not the same" in screen_text(app)
        second.value = PASSPHRASE
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        assert app.home.cover.is_sealed
    assert lock_state(circle.home("Maria")).idle_minutes == 5


async def test_the_lock_page_fits(locked: Circle) -> None:
    app = locked.app("Maria")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on_lock_page(app))
        async for _size in each_size(pilot):
            text = " ".join(screen_text(app).split())
            assert "Locked" in text
            assert "twelve recovery words" in text
            assert "reach out" in text
