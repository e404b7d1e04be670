"""Taking away on the screens: back from others, to the trash, and a link that ends or moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.reading import history
from sponsorterm.services.entries.trash import trash
from sponsorterm.services.syncing.rounds import due
from sponsorterm.tui.screens.invite import InviteScreen
from sponsorterm.tui.screens.trash import TrashScreen
from sponsorterm.tui.widgets.fields import LineField
from tests.tui.circle import Circle, each_size, press, screen_text, shown, until

pytestmark = pytest.mark.anyio


async def test_a_deleted_entry_is_brought_back_from_the_trash(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "2", "x", "n") as pilot:
        count = len(history(app.session))
        await press(pilot, "x", "y")
        assert len(history(app.session)) == count - 1
        await press(pilot, "t")
        assert isinstance(app.screen, TrashScreen)
        async for _size in each_size(pilot):
            text = screen_text(app)
            assert "Trash  1" in text
            assert "b bring back" in " ".join(text.split())
        await press(pilot, "b")
        assert "The trash is empty" in screen_text(app)
        assert len(history(app.session)) == count
        assert shares(app.session, history(app.session)[0].record) == []


async def test_letting_go_asks_and_says_that_it_cannot_be_undone(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "2", "x", "y", "t", "x") as pilot:
        assert "cannot be undone" in screen_text(app)
        await press(pilot, "enter", "n")
        assert len(trash(app.session)) == 1
        await press(pilot, "X", "y")
        assert trash(app.session) == []


async def test_an_entry_is_taken_back_from_those_who_hold_it(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "2") as pilot:
        await press(pilot, "u")
        record = history(app.session)[0].record
        assert "Take it back from Maria?" in screen_text(app)
        assert "have read they have read" in " ".join(screen_text(app).split())
        await press(pilot, "y")
        assert shares(app.session, record) == []
        await press(pilot, "u")
        assert "Nobody else holds" in screen_text(app)


async def test_a_block_of_mine_can_be_deleted_and_nobody_elses(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "4", "enter", "x") as pilot:
        await press(pilot, "y")
        assert len(trash(app.session)) == 1


async def test_ending_says_what_stays_and_offers_what_they_gave(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "7", "enter", "x") as pilot:
        assert "what you wrote stays with you" in " ".join(screen_text(app).split())
        await press(pilot, "y")
        await until(pilot, lambda: len(app.session.links()) == 2)
        await until(pilot, lambda: "remove what they gave you" in screen_text(app))
        ended = next(v for v in app.session.links(live_only=False) if v.state == "ended")
        assert app.session.store.count(space=ended.record)
        await press(pilot, "f", "y")
        await until(pilot, lambda: not app.session.store.count(space=ended.record))
        assert due(app.session) == app.session.links()


async def test_a_link_is_moved_by_a_new_invitation(circle: Circle, tmp_path: Path) -> None:
    app = circle.app("Mika")
    new = tmp_path / "new"
    new.mkdir()
    async with shown(app, "7", "enter", "m", "n") as pilot:
        assert not isinstance(app.screen, InviteScreen), "a no to the question changes nothing"
        await press(pilot, "m", "y", "f")
        app.screen.query_one(LineField).value = str(new)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, InviteScreen))
        (invited,) = [v for v in app.session.links(live_only=False) if v.state == "invited"]
        assert invited.body.follows == app.session.links()[0].record


async def test_what_becomes_of_old_versions_is_chosen_by_a_letter(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "7", "enter") as pilot:
        async for _size in each_size(pilot):
            assert "end this link" in screen_text(app)
        await press(pilot, "e")
        assert app.session.links()[0].body.keep_old
        await press(pilot, "e")
        assert not app.session.links()[0].body.keep_old
