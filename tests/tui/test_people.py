from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from sponsorterm.records.kinds import Place
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import people
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens import invite
from sponsorterm.tui.screens.doctor import DoctorScreen
from sponsorterm.tui.screens.invite import DigitsScreen, InviteScreen
from sponsorterm.tui.screens.link import LinkScreen
from sponsorterm.tui.screens.people import PeopleScreen
from sponsorterm.tui.widgets.fields import TextField
from tests.tui.circle import Circle, each_size, press, screen_text, shown, until

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invite, "POLL_SECONDS", 0.2)


@pytest.fixture
def strangers(tmp_path: Path) -> Circle:
    """Two people with new homes who have never met."""
    circle = Circle(tmp_path)
    for name in ("Ada", "Bea"):
        set_up(circle.home(name), SetupAnswers(name, zone="UTC"), circle.clock).close()
    (tmp_path / "shared").mkdir()
    return circle


@asynccontextmanager
async def both(
    circle: Circle,
) -> AsyncIterator[tuple[SponsortermApp, Pilot[None], SponsortermApp, Pilot[None]]]:
    ada, bea = circle.app("Ada"), circle.app("Bea")
    async with shown(ada, "7") as of_ada, shown(bea, "7") as of_bea:
        yield ada, of_ada, bea, of_bea


async def answer(pilot: Pilot[None], text: str) -> None:
    """Fill the line that is asked for, and go on."""
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


async def invited(
    app: SponsortermApp, pilot: Pilot[None], where: str, path: str = ""
) -> InviteScreen:
    """Ada invites Bea to be her sponsor."""
    await press(pilot, "i", "s")
    await answer(pilot, "Bea")
    await press(pilot, where)
    if path:
        await answer(pilot, path)
    await until(pilot, lambda: isinstance(app.screen, InviteScreen))
    assert isinstance(app.screen, InviteScreen)
    return app.screen


async def test_two_link_over_a_folder_and_both_compare_the_digits(strangers: Circle) -> None:
    shared = str(strangers.root / "shared")
    async with both(strangers) as (ada, of_ada, bea, of_bea):
        page = await invited(ada, of_ada, "f", shared)
        await press(of_bea, "c")
        await answer(of_bea, page._invite.join_text)
        await press(of_bea, "f")
        await answer(of_bea, shared)
        await until(of_bea, lambda: isinstance(bea.screen, DigitsScreen))
        await until(of_ada, lambda: isinstance(ada.screen, DigitsScreen))
        assert isinstance(ada.screen, DigitsScreen)
        assert isinstance(bea.screen, DigitsScreen)
        digits = ada.screen._met.digits
        assert digits == bea.screen._met.digits
        assert "  ".join(digits.split()) in screen_text(ada)
        await press(of_ada, "y", "n")
        await until(of_ada, lambda: isinstance(ada.screen, PeopleScreen))
        await press(of_bea, "y")
        await until(of_bea, lambda: isinstance(bea.screen, PeopleScreen))
        (link,) = ada.session.links()
        assert (link.name, link.role, link.state, link.default_level) == (
            "Bea",
            "sponsor",
            "active",
            "numbers",
        )
        (back,) = bea.session.links()
        assert (back.name, back.role, back.state) == ("Ada", "sponsee", "active")
        assert "Linked with Bea" in screen_text(ada)


async def test_two_link_by_pasted_texts(strangers: Circle) -> None:
    async with both(strangers) as (ada, of_ada, bea, of_bea):
        page = await invited(ada, of_ada, "p")
        assert "BEGIN SPONSORTERM OFFER" in screen_text(ada)
        await press(of_bea, "c")
        await answer(of_bea, page._invite.code)
        await press(of_bea, "p")
        bea.screen.query_one(TextField).text = page._invite.block
        await press(of_bea, "tab")
        await until(of_bea, lambda: isinstance(bea.screen, DigitsScreen))
        assert isinstance(bea.screen, DigitsScreen)
        assert "BEGIN SPONSORTERM ANSWER" in screen_text(bea)
        await press(of_ada, "b")
        ada.screen.query_one(TextField).text = bea.screen._met.block
        await press(of_ada, "tab")
        await until(of_ada, lambda: isinstance(ada.screen, DigitsScreen))
        assert isinstance(ada.screen, DigitsScreen)
        assert ada.screen._met.digits == bea.screen._met.digits


async def test_digits_that_differ_end_the_link_after_a_question(strangers: Circle) -> None:
    shared = str(strangers.root / "shared")
    async with both(strangers) as (ada, of_ada, bea, of_bea):
        page = await invited(ada, of_ada, "f", shared)
        await press(of_bea, "c")
        await answer(of_bea, page._invite.join_text)
        await press(of_bea, "f")
        await answer(of_bea, shared)
        await until(of_bea, lambda: isinstance(bea.screen, DigitsScreen))
        await press(of_bea, "n", "n")
        assert isinstance(bea.screen, DigitsScreen), "a no to the question changes nothing"
        await press(of_bea, "n", "y")
        await until(of_bea, lambda: isinstance(bea.screen, PeopleScreen))
        assert "Nothing was sent" in screen_text(bea)
        assert bea.session.links() == []
        assert "ended" in screen_text(bea)


async def test_pairing_left_for_later_goes_on_where_it_was(strangers: Circle) -> None:
    async with both(strangers) as (ada, of_ada, _bea, _of_bea):
        page = await invited(ada, of_ada, "p")
        code = page._invite.code
        await press(of_ada, "q")
        assert "invited, no answer yet" in screen_text(ada)
        await press(of_ada, "enter", "enter")
        await until(of_ada, lambda: isinstance(ada.screen, InviteScreen))
        assert code.replace("-", " ") in screen_text(ada)


async def test_a_code_that_is_none_is_said_with_what_to_do(strangers: Circle) -> None:
    async with both(strangers) as (_ada, _of_ada, bea, of_bea):
        await press(of_bea, "c")
        await answer(of_bea, "one two three")
        await press(of_bea, "f")
        await answer(of_bea, str(strangers.root / "shared"))
        await until(of_bea, lambda: "Paste the whole address" in screen_text(bea))
        assert "10 words" in screen_text(bea)
        assert isinstance(bea.screen, PeopleScreen)
        assert bea.session.links(live_only=False) == []


async def test_a_server_that_does_not_answer_is_said_and_nothing_is_made(
    strangers: Circle,
) -> None:
    async with both(strangers) as (ada, of_ada, _bea, _of_bea):
        await press(of_ada, "i", "e")
        await answer(of_ada, "Bea")
        await press(of_ada, "s")
        await answer(of_ada, "http://127.0.0.1:9")
        await answer(of_ada, "a-code")
        await until(of_ada, lambda: "cannot be reached" in screen_text(ada))
        assert ada.session.links(live_only=False) == []


async def test_a_code_can_be_hidden_while_it_is_typed(strangers: Circle) -> None:
    async with both(strangers) as (_ada, _of_ada, bea, of_bea):
        await press(of_bea, "c")
        await press(of_bea, "a", "b", "tab")
        field = bea.screen.query_one(Input)
        assert (field.value, field.password) == ("ab", True)
        assert not any(line.strip() == "ab" for line in screen_text(bea).splitlines())
        await press(of_bea, "escape")
        assert isinstance(bea.screen, PeopleScreen)


async def test_who_is_linked_and_how_it_stands_is_said_in_words(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "7") as pilot:
        async for _size in each_size(pilot):
            assert "Maria" in screen_text(app)
            assert "no place" in screen_text(app)
        await press(pilot, "enter")
        async for _size in each_size(pilot):
            assert "all that I file" in screen_text(app)
            assert "no place to sync yet" in screen_text(app)


async def test_what_they_see_is_chosen_by_a_letter_and_said(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "7", "enter", "v", "p"):
        assert "nothing by default" in screen_text(app)
        assert app.session.links()[0].default_level == "private"


async def test_a_link_is_renamed_paused_and_ended(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "7", "enter", "r") as pilot:
        await answer(pilot, "M.")
        assert app.session.links()[0].name == "M."
        await press(pilot, "p")
        assert app.session.links()[0].state == "paused"
        assert "paused, p takes it up" in screen_text(app)
        await press(pilot, "p", "x", "enter", "n")
        assert app.session.links()[0].state == "active", "only y ends a link"
        await press(pilot, "x", "y")
        await until(pilot, lambda: app.session.links() == [])
        assert isinstance(app.screen, LinkScreen)
        assert "ended" in screen_text(app)


async def test_keys_that_mean_nothing_for_this_link_do_nothing(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "7", "enter", "v"):
        assert isinstance(app.screen, LinkScreen)


async def test_with_nobody_linked_the_screen_says_what_a_link_is(strangers: Circle) -> None:
    async with both(strangers) as (ada, _of_ada, _bea, _of_bea):
        text = screen_text(ada)
        assert "linked with nobody" in text
        assert "i  invite somebody" in text


async def test_how_everything_is_stands_on_one_page(strangers: Circle) -> None:
    app = strangers.app("Ada")
    async with shown(app, "7") as pilot:
        await press(pilot, "h")
        await until(pilot, lambda: isinstance(app.screen, DoctorScreen))
        text = screen_text(app)
        assert text.index("never backed up") < text.index("only you can look into your files")
        await press(pilot, "q")
        assert isinstance(app.screen, PeopleScreen)


async def test_a_file_that_cannot_be_read_is_told_in_the_header(strangers: Circle) -> None:
    home = strangers.home("Ada")
    (path,) = list((home.records / "mine").glob("*/*"))[:1]
    broken = path.with_name(f"{path.stem[:-8]}aaaaaaaa.toml")
    broken.write_text("no [toml")
    broken.chmod(0o600)
    app = strangers.app("Ada")
    async with shown(app, "1") as pilot:
        assert "1 file cannot be read: 7, then h" in screen_text(app)
        await press(pilot, "7", "h")
        await until(pilot, lambda: isinstance(app.screen, DoctorScreen))
        assert "act" in screen_text(app)


async def test_where_two_sync_is_added_to_moved_and_left(circle: Circle) -> None:
    first, second = circle.root / "first", circle.root / "second"
    first.mkdir()
    second.mkdir()
    app = circle.app("Mika")
    async with shown(app, "7", "enter") as pilot:
        await press(pilot, "a", "f")
        await answer(pilot, str(first))
        await until(pilot, lambda: "Noted. The other person" in screen_text(app))
        await press(pilot, "a", "m", "f")
        await answer(pilot, str(second))
        await until(pilot, lambda: "Moved" in screen_text(app))
        assert [place.where for place in app.session.links()[0].body.places] == [str(second)]
        assert any((second / "e").rglob("*.toml"))
        await press(pilot, "a", "a", "f")
        await answer(pilot, str(first))
        await until(pilot, lambda: len(app.session.links()[0].body.places) == 2)
        first.rename(circle.root / "gone")
        await press(pilot, "s")
        await until(pilot, lambda: "is not there" in screen_text(app))
        await press(pilot, "f9")
        async for _size in each_size(pilot):
            shown_words = screen_text(app)
            assert "in step" in shown_words
            assert "cannot be reached" in shown_words
        await press(pilot, "a", "r", "2")
        await until(pilot, lambda: len(app.session.links()[0].body.places) == 1)
        assert "in step" in screen_text(app)


async def test_a_link_that_moves_goes_on_with_what_was_chosen(circle: Circle) -> None:
    place = Place(kind="folder", where=str(circle.root / "new"))
    with circle.open("Maria") as maria:
        code = people.start_move(maria, maria.link_named("Mika").record, place).code
    app = circle.app("Mika")
    async with shown(app, "7") as pilot:
        (before,) = app.session.links()
        await press(pilot, "c")
        await answer(pilot, code)
        await press(pilot, "f")
        await answer(pilot, place.where)
        await until(pilot, lambda: isinstance(app.screen, DigitsScreen))
        assert "takes the place of your link with Maria" in screen_text(app)
        await press(pilot, "y")
        await until(pilot, lambda: "has moved" in screen_text(app))
        (after,) = app.session.links()
        assert after.record != before.record
        assert after.default_level == before.default_level


async def test_a_place_that_cannot_be_used_is_said_and_nothing_is_changed(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "7", "enter") as pilot:
        await press(pilot, "a", "f")
        await answer(pilot, str(circle.root / "unplugged" / "folder"))
        await until(pilot, lambda: "is not there" in screen_text(app))
        assert app.session.links()[0].body.places == []
