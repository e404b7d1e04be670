"""The walk of a morning with eight people, as it is done with the keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from syrupy.assertion import SnapshotAssertion

from sponsorterm.records.kinds import AlertAck, Call
from sponsorterm.services.links import talk
from sponsorterm.services.sponsor import triage
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.store.home import Home
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.flag import FlagScreen
from sponsorterm.tui.screens.person import PersonScreen
from sponsorterm.tui.screens.received import ReceivedScreen
from sponsorterm.tui.screens.sponsees import SponseesScreen
from tests.tui import morning
from tests.tui.circle import Wrist, each_size, press, screen_text, shown, typed, until

pytestmark = pytest.mark.anyio

NewApp = Callable[[], SponsortermApp]


@pytest.fixture(scope="module")
def built_morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("morning")
    morning.build(root)
    return root


@pytest.fixture
def maria(built_morning: Path, tmp_path: Path) -> NewApp:
    copytree(built_morning, tmp_path / "home")
    home = Home.find({"SPONSORTERM_HOME": str(tmp_path / "home" / "Maria")})
    return lambda: SponsortermApp(home, Wrist(), theme_name="dark", online=False)


async def test_a_morning_with_eight_people_takes_at_most_forty_keys(maria: NewApp) -> None:
    app, keys = maria(), ["5", "n"]
    async with shown(app, *keys) as pilot:
        assert len(talk.unread(app.session)) == morning.UNREAD
        assert "1 of 15" in screen_text(app)
        flags = 0
        while "That was all" not in screen_text(app):
            dealt = ["A", "o", "enter", "n"] if isinstance(app.screen, FlagScreen) else ["enter"]
            flags += len(dealt) > 1
            await press(pilot, *dealt)
            keys += dealt
        assert flags == morning.FLAGS
        assert talk.unread(app.session) == []
        assert triage.stops(app.session) == []
        assert len(keys) <= 40, keys


async def test_it_goes_on_where_it_stopped_after_leaving_and_starting_again(maria: NewApp) -> None:
    app = maria()
    async with shown(app, "5", "n", "n", "n", "n") as pilot:
        before = screen_text(app)
        assert "4 of 15" in before
        await press(pilot, "q")
        assert isinstance(app.screen, SponseesScreen)
        await press(pilot, "n")
        assert screen_text(app) == before
    app = maria()
    async with shown(app, "5", "n"):
        assert screen_text(app) == before


async def test_what_was_done_is_taken_back_with_u_where_it_was_done(maria: NewApp) -> None:
    app = maria()
    async with shown(app, "5", "n") as pilot:
        flag = screen_text(app)
        assert "asks for a call" in flag
        await press(pilot, "A", "m")
        await typed(pilot, "left a message")
        await press(pilot, "enter")
        assert "dealt with" in screen_text(app)
        assert "left a message" in screen_text(app)
        await press(pilot, "n", "u")
        assert isinstance(app.screen, FlagScreen)
        assert screen_text(app).split("Also")[0] == flag.split("Also")[0]
        assert app.session.store.entries(kinds={AlertAck.KIND}) == []


async def test_put_off_until_a_day_it_is_quiet_until_that_morning(maria: NewApp) -> None:
    app = maria()
    async with shown(app, "5", "n", "A", "s", "3", "enter") as pilot:
        assert "Put off until 23 Nov" in screen_text(app)
        (ack,) = app.session.store.entries(kinds={AlertAck.KIND})
        assert isinstance(ack.body, AlertAck)
        assert (ack.body.action, str(ack.body.until)) == ("snooze", "2026-11-23")
        await press(pilot, "u", "A", "s", "d")
        await typed(pilot, "2026-11-20")
        await press(pilot, "enter")
        assert "no day to come" in screen_text(app)
        assert app.session.store.entries(kinds={AlertAck.KIND}) == []


async def test_a_call_is_noted_with_its_length_and_ends_the_flag(maria: NewApp) -> None:
    app = maria()
    async with shown(app, "5", "n", "A", "l") as pilot:
        await typed(pilot, "20")
        await press(pilot, "enter", "enter")
        (call,) = app.session.store.entries(kinds={Call.KIND})
        assert isinstance(call.body, Call)
        assert call.body.minutes == 20
        assert "asks for a call" not in str(dashboard(app.session).rows[0].flags)
        await press(pilot, "n")
        assert "2 of" in screen_text(app)


async def test_from_a_flag_enter_opens_the_person_and_n_goes_on(maria: NewApp) -> None:
    app = maria()
    async with shown(app, "5", "n", "enter") as pilot:
        await until(pilot, lambda: isinstance(app.screen, PersonScreen))
        await press(pilot, "n")
        assert isinstance(app.screen, ReceivedScreen)
        assert "2 of 15" in screen_text(app)


async def test_with_nothing_to_take_back_u_says_so(maria: NewApp) -> None:
    app = maria()
    async with shown(app, "5", "u"):
        assert "nothing to take back" in screen_text(app)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("groups", ["5"]),
        ("folded", ["5", "g"]),
        ("flag", ["5", "n"]),
        ("dealing", ["5", "n", "A"]),
        ("entry", ["5", "n", "n"]),
    ],
)
async def test_the_walk_looks_as_it_did(
    maria: NewApp, snapshot: SnapshotAssertion, name: str, keys: list[str]
) -> None:
    app = maria()
    async with shown(app, *keys) as pilot:
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"{name}-{width}x{height}")
