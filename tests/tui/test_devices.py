"""One's own devices and the twelve words on screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from sponsorterm.records.kinds import Place
from sponsorterm.sealing.recovery import words_of
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.syncing import handover as service
from sponsorterm.services.syncing.arrival import restore_from_words
from sponsorterm.services.syncing.devices import note_this_device
from sponsorterm.services.syncing.private_space import (
    add_private_place,
    private_places,
    sync_private,
)
from sponsorterm.store.keys import changing_keys
from sponsorterm.tui.screens import handover
from sponsorterm.tui.screens.devices import DevicesScreen
from sponsorterm.tui.screens.handover import DeviceDigitsScreen, OfferScreen
from sponsorterm.tui.screens.recovery import WordsScreen
from tests.tui.circle import Circle, each_size, press, screen_text, shown, until

pytestmark = pytest.mark.anyio

SEED = bytes(range(16))
WORDS = words_of(SEED)


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "POLL_SECONDS", 0.05)


@pytest.fixture
def alone(tmp_path: Path) -> Circle:
    """Ada, with words that are known and a folder of her own."""
    circle = Circle(tmp_path)
    with set_up(circle.home("Ada"), SetupAnswers("Ada", zone="UTC"), circle.clock) as ada:
        note_this_device(ada, "laptop")
    with changing_keys(circle.home("Ada")) as keys:
        keys.seed = SEED.hex()
    (tmp_path / "private").mkdir(mode=0o700)
    return circle


def lay(circle: Circle) -> Place:
    place = Place(kind="folder", where=str(circle.root / "private"))
    with Session.open(circle.home("Ada"), circle.clock) as ada:
        add_private_place(ada, place)
        sync_private(ada)
    return place


@pytest.mark.parametrize("keys", [("d",), ("d", "w")], ids=["devices", "words"])
async def test_the_screens_look_as_they_did(
    alone: Circle, snapshot: SnapshotAssertion, keys: tuple[str, ...]
) -> None:
    app = alone.app("Ada")
    async with shown(app, "7", *keys) as pilot:
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"{width}x{height}")


async def test_words_are_shown_taken_away_and_asked_for(alone: Circle) -> None:
    app = alone.app("Ada")
    async with shown(app, "7", "d", "w") as pilot:
        async for _size in each_size(pilot):
            assert all(word in screen_text(app) for word in WORDS)
        await press(pilot, "enter")
        for _ in range(3):
            await until(pilot, lambda: "Which is word" in screen_text(app))
            assert not any(word in screen_text(app) for word in WORDS)
            asked = re.search(r"Which is word (\d+)\?", screen_text(app))
            assert asked
            app.screen.query_one(Input).value = WORDS[int(asked[1]) - 1][:4]
            before = app.screen
            await press(pilot, "enter")
            await until(pilot, lambda before=before: app.screen is not before)  # type: ignore[misc]
        await until(pilot, lambda: isinstance(app.screen, DevicesScreen))
        assert "written down" in screen_text(app)
        assert app.session.profile.words_checked == app.session.today


async def test_a_wrong_word_shows_them_again_and_notes_nothing(alone: Circle) -> None:
    app = alone.app("Ada")
    async with shown(app, "7", "d", "w", "enter") as pilot:
        await until(pilot, lambda: "Which is word" in screen_text(app))
        app.screen.query_one(Input).value = "zoo"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, WordsScreen))
        await until(pilot, lambda: WORDS[0] in screen_text(app))
        assert "not the word" in screen_text(app)
        assert app.session.profile.words_checked is None


async def test_a_place_is_named_and_everything_goes_there(alone: Circle) -> None:
    app = alone.app("Ada")
    async with shown(app, "7", "d", "p", "f") as pilot:
        app.screen.query_one(Input).value = str(alone.root / "private")
        await press(pilot, "enter")
        await until(pilot, lambda: "everything is there" in screen_text(app))
        assert private_places(app.session)
        async for _size in each_size(pilot):
            assert "in step" in screen_text(app)
            assert "never written down" in screen_text(app)


async def test_a_device_is_added_by_code_and_digits_then_shut_out(alone: Circle) -> None:
    place = lay(alone)
    app = alone.app("Ada")
    async with shown(app, "7", "d", "a") as pilot:
        await until(pilot, lambda: isinstance(app.screen, OfferScreen))
        assert isinstance(app.screen, OfferScreen)
        home = alone.home("phone")
        code = app.screen._offered.code
        met = service.answer(home, code, place, "phone", alone.clock)
        await until(pilot, lambda: isinstance(app.screen, DeviceDigitsScreen))
        async for _size in each_size(pilot):
            assert "  ".join(met.digits.split()) in screen_text(app)
        await press(pilot, "y")
        await until(pilot, lambda: isinstance(app.screen, DevicesScreen))
        assert service.take_over(home, same=True, clock=alone.clock) is not None
        sync_private(app.session)
        app.data_changed()
        await until(pilot, lambda: "phone" in screen_text(app))
        await press(pilot, "down", "x", "y")
        await until(pilot, lambda: "phone is shut out" in screen_text(app))


async def test_people_say_how_ones_own_devices_stand(alone: Circle) -> None:
    place = lay(alone)
    restore_from_words(alone.home("phone"), " ".join(WORDS), place, "phone", alone.clock)
    app = alone.app("Ada")
    async with shown(app, "7") as pilot:
        async for _size in each_size(pilot):
            assert "backed up" in " ".join(screen_text(app).split())
