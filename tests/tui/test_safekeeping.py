"""Backup files, the lock turned off, another passphrase, erasing, and coming back, on screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.screen import Screen
from textual.widgets import Input

from sponsorterm.records.kinds import Place
from sponsorterm.sealing.at_rest import Cost
from sponsorterm.sealing.recovery import words_of
from sponsorterm.services.home import backup
from sponsorterm.services.home.doors import own_seed
from sponsorterm.services.home.locking import lock_state, turn_on
from sponsorterm.services.syncing.private_space import add_private_place, sync_private
from sponsorterm.store import lock
from sponsorterm.store.lock import unlock
from sponsorterm.strings.safekeeping import FROM_DEVICE
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.erasing import EraseScreen
from sponsorterm.tui.screens.first_run import FirstRunScreen
from sponsorterm.tui.screens.lock import AskSecret, LockScreen
from sponsorterm.tui.screens.restoring import RestoreScreen
from sponsorterm.tui.screens.safekeeping import SafekeepingScreen
from sponsorterm.tui.screens.today import TodayScreen
from sponsorterm.tui.widgets.dialogs import AskLine, Dialog
from tests.tui.circle import Circle, Pilot, each_size, press, screen_text, shown, until

pytestmark = pytest.mark.anyio
PASSPHRASE = "correct horse battery"
OTHER = "staple after staple"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lock, backup):
        monkeypatch.setattr(module, "affordable", lambda _: Cost(8192, 1))


async def answers(pilot: Pilot[None], *texts: str) -> None:
    """Type an answer to each question as it comes."""
    for text in texts:
        await until(pilot, lambda: isinstance(pilot.app.screen, AskLine))
        asked = pilot.app.screen
        asked.query_one(Input).value = text
        await press(pilot, "enter")
        await until(pilot, partial(_is_over, pilot, asked))


def _is_over(pilot: Pilot[None], asked: Screen[Any]) -> bool:
    return pilot.app.screen is not asked


async def says(pilot: Pilot[None], text: str) -> None:
    await until(pilot, lambda: text in " ".join(screen_text(pilot.app).split()))


async def unlocks(pilot: Pilot[None], app: SponsortermApp, typed: str = PASSPHRASE) -> None:
    await until(pilot, lambda: isinstance(app.screen, LockScreen) and not app.is_set_up)
    await until(pilot, lambda: app.screen.focused is not None)
    app.screen.query_one(Input).value = typed
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)


@pytest.mark.parametrize("keys", [(), ("n",), ("x",)], ids=["page", "new words", "erase"])
async def test_the_pages_look_as_they_did(
    circle: Circle, snapshot: SnapshotAssertion, keys: tuple[str, ...]
) -> None:
    app = circle.app("Mika")
    async with shown(app, "7", "b", *keys) as pilot:
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"{width}x{height}")


async def test_a_backup_is_written_and_comes_back_in_a_new_home(
    circle: Circle, tmp_path: Path
) -> None:
    file = tmp_path / "all.sealed"
    app = circle.app("Mika")
    async with shown(app, "7", "b") as pilot:
        await press(pilot, "b")
        await answers(pilot, str(file), PASSPHRASE, OTHER)
        await says(pilot, "were not the same")
        assert not file.exists()
        await press(pilot, "b")
        await answers(pilot, str(file), PASSPHRASE, PASSPHRASE)
        await says(pilot, "Backed up and read back")
        assert "backed up to a file today" in screen_text(app)
        await press(pilot, "b")
        await answers(pilot, str(file), "")
        await says(pilot, "a backup is never written over")
    app = circle.app("Again")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        await press(pilot, "tab", "tab", "tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        await press(pilot, "f")
        await answers(pilot, str(file), OTHER)
        await says(pilot, "not the passphrase")
        await press(pilot, "f")
        await answers(pilot, str(file), PASSPHRASE)
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        await says(pilot, "Mika")


async def test_everything_comes_back_from_the_words(circle: Circle, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir(mode=0o700)
    with circle.open("Mika") as mika:
        add_private_place(mika, Place(kind="folder", where=str(place)))
        sync_private(mika)
        typed = " ".join(words_of(own_seed(mika)))
    app = circle.app("Again")
    async with app.run_test(size=(36, 20)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        await press(pilot, "tab", "tab", "tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        await says(pilot, FROM_DEVICE)
        assert "…" not in screen_text(app)
        await press(pilot, "w")
        await answers(pilot, typed)
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await says(pilot, "a folder only you can open")
        await press(pilot, "f")
        await answers(pilot, str(place))
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        assert app.session.profile.name == "Mika"


async def test_another_passphrase_and_idle_time(circle: Circle) -> None:
    home = circle.home("Mika")
    turn_on(home, PASSPHRASE, circle.clock)
    app = circle.app("Mika")
    async with app.run_test() as pilot:
        await unlocks(pilot, app)
        await press(pilot, "7", "b")
        await until(pilot, lambda: isinstance(app.screen, SafekeepingScreen))
        await press(pilot, "p")
        await answers(pilot, OTHER, OTHER, OTHER)
        await says(pilot, "not the passphrase")
        await press(pilot, "p")
        await answers(pilot, PASSPHRASE, "short", "short")
        await says(pilot, "8 characters")
        await press(pilot, "p")
        await until(pilot, lambda: isinstance(app.screen, AskSecret))
        assert PASSPHRASE not in screen_text(app)
        await answers(pilot, PASSPHRASE, OTHER, OTHER)
        await says(pilot, "new passphrase opens it")
        await press(pilot, "t")
        await answers(pilot, "7")
        await says(pilot, "locks after 7 minutes")
    assert lock_state(home).idle_minutes == 7
    assert unlock(home, OTHER, circle.clock()).cover.is_sealed


async def test_the_lock_is_turned_off_by_who_knows_the_passphrase(circle: Circle) -> None:
    home = circle.home("Mika")
    turn_on(home, PASSPHRASE, circle.clock)
    app = circle.app("Mika")
    async with app.run_test() as pilot:
        for typed, on in ((OTHER, True), (PASSPHRASE, False)):
            await unlocks(pilot, app)
            await press(pilot, "7", "b")
            await until(pilot, lambda: isinstance(app.screen, SafekeepingScreen))
            await press(pilot, "o", "y")
            await answers(pilot, typed)
            await until(pilot, lambda: isinstance(app.screen, LockScreen | TodayScreen))
            if on:
                await says(pilot, "not the passphrase")
                assert lock_state(home).on
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.is_set_up)
        assert not app.home.cover.is_sealed
    assert not lock_state(home).on


@pytest.mark.parametrize("where", ["e", "h"])
async def test_everything_is_erased_once_the_word_was_typed(
    circle: Circle, tmp_path: Path, where: str
) -> None:
    gone = tmp_path / "unplugged"
    with circle.open("Mika") as mika:
        add_private_place(mika, Place(kind="folder", where=str(gone)))
    rmtree(gone)
    app = circle.app("Mika")
    async with shown(app, "7", "b", "x") as pilot:
        await press(pilot, "enter", where)
        await answers(pilot, "yes")
        await says(pilot, "Nothing was erased")
        assert circle.home("Mika").exists()
        await press(pilot, "enter", where)
        await until(pilot, lambda: isinstance(app.screen, AskLine))
        app.screen.query_one(Input).value = "erase"
        app.simulate_key("enter")  # and may be gone at once
        if where == "e":
            await says(pilot, "The shared folder or file is not there.")
            assert isinstance(app.screen, EraseScreen)
            assert circle.home("Mika").exists()
            return
        await until(pilot, lambda: app.return_code == 0)
    home = circle.home("Mika")
    assert not any(folder.exists() for folder in (home.state, home.config, home.data))
