"""Giving the last days: every copy is seen, and nothing goes before a yes."""

from __future__ import annotations

from datetime import date

import pytest
from textual import events

from sponsorterm.records.kinds import Gratitude, Inventory
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.steps.sheets import sheet
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
        await until(pilot, lambda: "walked" in screen_text(app))
        await press(pilot, "home", "space")
        assert "left out: 4" in screen_text(app)
        await press(pilot, "g", "y")
        await until(pilot, lambda: not isinstance(app.screen, GiveScreen))
        given = [
            entry
            for entry in app.session.store.entries(kinds={Inventory.KIND})
            if entry.body.done_well in ("walked", "slept") and shares(app.session, entry.record)
        ]
        assert len(given) == 1


async def test_a_time_kinds_and_sheets_are_chosen(work: Circle) -> None:
    with work.open("Mika") as mika:
        for kind in (Inventory(period="nightly", mode="full", mood=4), Gratitude(items=["tea"])):
            mika.save(kind, day=date(2026, 9, 1))
            work.clock.tick()  # so that one comes before the other
        link = mika.link_named("Maria").record
    app = work.app("Mika")
    async with shown(app) as pilot:
        await app.push_screen(GiveScreen(link))
        await press(pilot, "d")
        app.post_message(events.Paste("2026-08-31 2026-09-02"))
        await press(pilot, "enter", "l")
        assert "For Maria: 2 entries, all of it" in screen_text(app)
        assert "Harm I did" in screen_text(app)
        await press(pilot, "home", "space", "down", "down", "space")
        assert "For Maria: 1 entry and 1 sheet" in screen_text(app)
        await press(pilot, "enter")
        assert "Took money from the tin." in screen_text(app)
        await press(pilot, "escape", "g", "y")
        await until(pilot, lambda: not isinstance(app.screen, GiveScreen))
        old = app.session.store.entries(
            kinds={"inventory", "gratitude"}, since=date(2026, 8, 31), until=date(2026, 9, 2)
        )
        given = [entry.kind for entry in old if shares(app.session, entry.record)]
        assert given == ["gratitude"]
        [row] = sheet(app.session, "harms").rows
        assert len(shares(app.session, row.record)) == 1
