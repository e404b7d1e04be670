"""The clocks page and the page after a setback, as somebody would use them."""

from __future__ import annotations

from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from sponsorterm.records.kinds import Clock
from sponsorterm.services.day import clocks
from sponsorterm.services.entries.drafts import Sharing, list_drafts
from sponsorterm.services.entries.filing import share, shares
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.clocks import ClocksScreen
from sponsorterm.tui.screens.form import FormScreen
from sponsorterm.tui.screens.reach_out import ReachOutScreen
from sponsorterm.tui.screens.setback import SetbackScreen
from sponsorterm.tui.screens.sharing import Given, ShareScreen
from sponsorterm.tui.widgets.go import Go
from tests.tui.circle import Circle, each_size, press, screen_text, shown, typed, until

pytestmark = pytest.mark.anyio


def told(circle: Circle) -> str:
    """Mika's clock is Maria's to see."""
    with circle.open("Mika") as session:
        view = clocks.clock_named(session)
        (link,) = session.links()
        share(session, view.record, {link.record: Sharing("numbers")})
        return view.record


def body(circle: Circle) -> Clock:
    with circle.open("Mika") as session:
        return clocks.clock_named(session).body


async def test_the_page_at_every_width(circle: Circle, snapshot: SnapshotAssertion) -> None:
    told(circle)
    with circle.open("Mika") as session:
        clocks.add_clock(session, "Nicotine", session.today)
    app = circle.app("Mika")
    async with shown(app, "t") as pilot:
        assert isinstance(app.screen, ClocksScreen)
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"{width}x{height}")


async def test_a_clock_is_begun_made_the_first_and_counted_from_one(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "t", "a") as pilot:
        await typed(pilot, "Nicotine")
        await press(pilot, "enter", *["backspace"] * 2)
        await typed(pilot, "10")
        await press(pilot, "enter")
        await until(pilot, lambda: "Nicotine" in screen_text(app))
        await press(pilot, "down", "P", "up", "0")
        assert "11 days, counted from 1" in " ".join(screen_text(app).split())
    assert body(circle).label == "Nicotine"


async def test_a_name_and_a_first_day_are_put_right(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "t", "e") as pilot:
        await typed(pilot, " again")
        await press(pilot, "enter", "d", "backspace", "5", "enter")
    assert body(circle).label.endswith(" again")
    assert body(circle).start == date(2026, 7, 15)


async def test_an_earlier_time_and_a_chip(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "t", "f") as pilot:
        await typed(pilot, "2020-01-01")
        await press(pilot, "enter")
        await typed(pilot, "2020-02-01")
        await press(pilot, "enter", "m", "1", "enter")
        text = screen_text(app)
        assert "earlier time" in text
        assert "chip given" in text
        assert "6 months, 16 Jan" in text
        await press(pilot, "x", "1")
        assert "9 months, 16 Apr" in screen_text(app)
    assert len(body(circle).past) == 1
    assert body(circle).setbacks == []


async def test_a_setback_is_written_here_and_told_on_a_yes_of_its_own(
    circle: Circle, snapshot: SnapshotAssertion
) -> None:
    record = told(circle)
    app = circle.app("Mika")
    async with shown(app, "t", "b") as pilot:
        assert isinstance(app.screen, SetbackScreen)
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"asked-{width}x{height}")
        await press(pilot, "enter", "enter", "enter")
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"after-{width}x{height}")
        assert "dangerous" in screen_text(app)
        with circle.open("Mika") as session:
            assert not shares(session, record)[0].current
        await press(pilot, "1")
        assert isinstance(app.screen, ShareScreen)
        assert any("2026-11-20" in given.line.value for given in app.screen.query(Given))
        await press(pilot, "q")
        with circle.open("Mika") as session:
            assert not shares(session, record)[0].current
        await press(pilot, "1")
        app.screen.query_one(Go).focus()
        await press(pilot, "enter")
        assert "Tell Maria" not in screen_text(app)
        with circle.open("Mika") as session:
            assert shares(session, record)[0].current
        await press(pilot, "exclamation_mark")
        assert isinstance(app.screen, ReachOutScreen)
        await press(pilot, "q", "q")
        assert isinstance(app.screen, ClocksScreen)


async def test_the_day_to_begin_again_is_left_open_and_chosen_later(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "t", "b") as pilot:
        await press(pilot, "enter", *["backspace"] * 10, "enter", "enter", "q")
        assert "No day to begin again" in " ".join(screen_text(app).split())
        assert body(circle).setbacks[0].restart is None
        await press(pilot, "r", "enter")
        assert "open since" not in screen_text(app)
    assert body(circle).setbacks[0].restart is not None


async def test_the_questions_are_answered_now_or_wait(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "t", "b", "enter", "enter", "enter", "l") as pilot:
        assert "wait as a draft" in screen_text(app)
        assert [draft.form.kind for draft in list_drafts(app.session)] == ["debrief"]
        await press(pilot, "b", "enter", "enter", "enter")
        assert "already" in screen_text(app)


async def filed_with(app: SponsortermApp, used: str) -> bool:
    """Whether filing a quick inventory with this answer brings the setback page."""
    async with shown(app, "Q", "2", "tab", used) as pilot:
        for _ in range(2):
            app.screen.query_one(Go).focus()
            await press(pilot, "enter")
        await until(pilot, lambda: not isinstance(app.screen, FormScreen))
        return isinstance(app.screen, SetbackScreen)


async def test_used_today_leads_there_and_no_other_answer_does(circle: Circle) -> None:
    assert not await filed_with(circle.app("Jo"), "1")
    assert await filed_with(circle.app("Mika"), "2")
    assert body(circle).setbacks == []
