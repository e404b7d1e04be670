"""Many people to be judged anew: the screen is there meanwhile, and no key is lost."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from msgspec.structs import replace

from sponsorterm.sealing.keys import new_space_id
from sponsorterm.services.entries.filing import ask_for_call
from sponsorterm.services.sponsor import judging
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import sponsees as words
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens import sponsees
from sponsorterm.tui.screens.flag import FlagScreen
from sponsorterm.tui.screens.help import HelpScreen
from sponsorterm.tui.screens.people import PeopleScreen
from sponsorterm.tui.screens.person import PersonScreen
from sponsorterm.tui.screens.received import ReceivedScreen
from sponsorterm.tui.screens.sponsees import SponseesScreen
from sponsorterm.tui.widgets.lines import Lines
from sponsorterm.tui.widgets.plain import Plain
from tests.tui.circle import Circle, press, screen_text, shown, until

pytestmark = pytest.mark.anyio

CROWD = 40
PATIENCE = 20.0
"""Seconds the judging is held at most; a test fails that needs more."""
Judged = Callable[..., Any]


@pytest.fixture
def crowd(circle: Circle) -> Circle:
    """Maria sponsors forty people more, of whom nothing has come yet."""
    with circle.open("Maria") as maria:
        known = maria.links()[0].body
        for number in range(CROWD):
            maria.save(replace(known, name=f"Ute {number:02}", space=new_space_id()))
    return circle


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What is done each time before one more person is judged."""
    acts: list[Callable[[], object]] = []
    judged: Judged = judging._judged

    def one_more(*given: Any) -> Any:
        for act in acts:
            act()
        return judged(*given)

    monkeypatch.setattr(judging, "AT_ONCE", 1)
    monkeypatch.setattr(judging, "_judged", one_more)
    return acts


@pytest.fixture
def until_then(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], bool]]:
    """What must be true before anybody more is judged; keys are answered meanwhile."""
    awaited: list[Callable[[], bool]] = []

    async def no_sooner(seconds: float) -> None:
        deadline = monotonic() + PATIENCE
        while not all(each() for each in awaited):
            assert monotonic() < deadline, "what was awaited did not come"
            await sleep(0.003)
        await sleep(seconds)

    monkeypatch.setattr(sponsees, "sleep", no_sooner)
    return awaited


def typed_at_once(app: SponsortermApp, *keys: str) -> None:
    for key in keys:
        app.simulate_key(key)


def lee_asks_for_a_call(circle: Circle, app: SponsortermApp) -> None:
    with circle.open("Lee") as lee:
        ask_for_call(lee, lee.links()[0].record, now=True)
    circle.carry("Lee", "Maria")
    app.session.refresh()
    app.data_changed()


def rows_of(app: SponsortermApp) -> Lines:
    (screen,) = (one for one in app._screen_stacks["sponsees"] if isinstance(one, SponseesScreen))
    return screen.query_one("#rows", Lines)


async def test_a_key_is_answered_before_all_are_judged(
    crowd: Circle, meanwhile: list[Callable[[], object]], until_then: list[Callable[[], bool]]
) -> None:
    app = crowd.app("Maria")
    judged: list[None] = []
    helped: list[None] = []
    meanwhile.append(lambda: judged.append(None))
    until_then.append(lambda: bool(helped))
    async with shown(app) as pilot:
        typed_at_once(app, "5")
        await until(pilot, lambda: words.READING in screen_text(app))
        typed_at_once(app, "question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert not rows_of(app).count
        helped.append(None)
        await until(pilot, lambda: rows_of(app).count > CROWD)
        assert len(judged) == CROWD + 3, "each was judged once"
        await press(pilot, "q")
        assert "! Mika" in screen_text(app)
        assert words.READING not in screen_text(app)


async def test_keys_that_need_the_rows_wait_for_them(
    crowd: Circle, meanwhile: list[Callable[[], object]]
) -> None:
    app = crowd.app("Maria")
    async with shown(app) as pilot:
        typed_at_once(app, "5", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PersonScreen))
        assert not screen_text(app).lstrip().startswith("Mika"), "it went one down first"


async def test_the_walk_begins_once_everybody_is_known(
    crowd: Circle, meanwhile: list[Callable[[], object]]
) -> None:
    app = crowd.app("Maria")
    async with shown(app) as pilot:
        typed_at_once(app, "5", "n")
        await until(pilot, lambda: isinstance(app.screen, ReceivedScreen | FlagScreen))
        assert "Mika" in screen_text(app)


async def test_n_does_not_judge_all_in_one_go_while_they_are_being_judged(
    crowd: Circle, meanwhile: list[Callable[[], object]]
) -> None:
    app = crowd.app("Maria")
    async with shown(app, "5") as pilot:
        await until(pilot, lambda: rows_of(app).count > CROWD)
        judged: list[None] = []
        meanwhile.append(lambda: judged.append(None))
        crowd.clock.now += timedelta(days=1)
        app.data_changed()
        typed_at_once(app, "n")
        await until(pilot, lambda: isinstance(app.screen, ReceivedScreen | FlagScreen))
        assert len(judged) < CROWD + 10, "hardly anybody was judged twice"


async def test_what_comes_meanwhile_is_shown_though_its_row_was_judged_before(
    crowd: Circle, meanwhile: list[Callable[[], object]]
) -> None:
    app = crowd.app("Maria")
    judged: list[None] = []
    meanwhile.append(lambda: judged.append(None))
    meanwhile.append(lambda: len(judged) == CROWD and lee_asks_for_a_call(crowd, app))
    async with shown(app) as pilot:
        typed_at_once(app, "5")
        await until(pilot, lambda: words.MOVED in screen_text(app))
        assert "needs you now  1\n ▸ ! Mika" in screen_text(app)
        await press(pilot, "r")
        assert "! Lee" in screen_text(app)


async def test_whoever_leaves_meanwhile_finds_the_rows_on_coming_back(
    crowd: Circle, meanwhile: list[Callable[[], object]], until_then: list[Callable[[], bool]]
) -> None:
    app = crowd.app("Maria")
    until_then.append(lambda: isinstance(app.screen, PeopleScreen))
    async with shown(app) as pilot:
        typed_at_once(app, "5", "enter", "7")
        await until(pilot, lambda: rows_of(app).count > CROWD)
        assert isinstance(app.screen, PeopleScreen), "what was kept for one list is for no other"
        await press(pilot, "5")
        assert "needs you now  1\n ▸ ! Mika" in screen_text(app)


async def test_who_is_looked_at_stays_while_all_are_judged_anew_on_another_day(
    crowd: Circle, meanwhile: list[Callable[[], object]], until_then: list[Callable[[], bool]]
) -> None:
    app = crowd.app("Maria")
    async with shown(app, "5") as pilot:
        rows = rows_of(app)
        await until(pilot, lambda: rows.count > CROWD)
        await press(pilot, "1")
        stood: list[tuple[str, int]] = []
        meanwhile.append(lambda: stood.append((rows.key, rows.cursor)))
        two_and_a_heading = 3
        until_then.append(lambda: bool(stood) and rows.cursor == stood[0][1] + two_and_a_heading)
        crowd.clock.now += timedelta(days=1)
        lee_asks_for_a_call(crowd, app)
        typed_at_once(app, "5", "down", "down")
        await until(pilot, lambda: words.MOVED in screen_text(app))
        assert {*stood} == {stood[0], (rows.key, rows.cursor)}, "there it stayed"


async def test_what_goes_wrong_meanwhile_is_told_and_it_is_read_again_at_the_next_change(
    crowd: Circle, meanwhile: list[Callable[[], object]]
) -> None:
    def fail() -> None:
        if len(tries) == 5:
            raise StoreError("The disk did not answer.", "")

    tries: list[None] = []
    meanwhile += [lambda: tries.append(None), fail]
    app = crowd.app("Maria")
    async with shown(app) as pilot:
        typed_at_once(app, "5")
        await until(pilot, lambda: "The disk did not answer." in screen_text(app))
        assert not rows_of(app).count
        app.data_changed()
        await until(pilot, lambda: rows_of(app).count > CROWD)


async def test_whoever_quits_meanwhile_is_not_held_up(
    crowd: Circle, meanwhile: list[Callable[[], object]], until_then: list[Callable[[], bool]]
) -> None:
    app = crowd.app("Maria")
    judged: list[None] = []
    meanwhile.append(lambda: judged.append(None))
    meanwhile.append(lambda: len(judged) == 3 and app.simulate_key("q"))
    until_then.append(lambda: len(judged) < 3)
    async with shown(app) as pilot:
        typed_at_once(app, "5")
        await until(pilot, lambda: app._exit)
    assert len(judged) == 3, "nobody waited for the others"
    assert app.return_code == 0


async def test_a_few_are_there_at_once(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    show = Plain.show
    monkeypatch.setattr(
        Plain, "show", lambda plain, *what: (said.append(str(what)), show(plain, *what))
    )
    app = circle.app("Maria")
    async with shown(app, "5"):
        assert "! Mika" in screen_text(app)
    assert not any(words.READING in each for each in said)
