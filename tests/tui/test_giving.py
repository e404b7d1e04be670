"""Giving the last days: every copy is seen, and nothing goes before a yes."""

from __future__ import annotations

import pytest

from sponsorterm.records.kinds import Inventory
from sponsorterm.services.filing import shares
from sponsorterm.tui.screens.giving import GiveScreen
from tests.tui.circle import Circle, each_size, press, screen_text, shown, until

pytestmark = pytest.mark.anyio


async def test_one_is_left_out_and_the_others_are_given(circle: Circle) -> None:
    with circle.open("Mika") as session:
        for words in ("walked", "slept"):
            session.save(Inventory(period="nightly", mode="full", mood=4, done_well=words))
        link = session.link_named("Maria").record
    app = circle.app("Mika")
    async with shown(app) as pilot:
        await app.push_screen(GiveScreen(link))
        async for width, _ in each_size(pilot):
            assert "Maria" in screen_text(app)
            assert all(len(line) <= width for line in screen_text(app).splitlines())
        await pilot.resize_terminal(80, 24)
        assert "walked" not in screen_text(app)
        await press(pilot, "l")
        assert "walked" in screen_text(app)
        await press(pilot, "space")
        assert "left out" in screen_text(app)
        await press(pilot, "g", "y")
        await until(pilot, lambda: not isinstance(app.screen, GiveScreen))
        given = [
            entry
            for entry in app.session.store.entries(kinds={Inventory.KIND})
            if entry.body.done_well in ("walked", "slept") and shares(app.session, entry.record)
        ]
        assert len(given) == 1
