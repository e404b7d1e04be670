"""Reach out as a page, and sitting an urge out: at every width, and still while idle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from syrupy.assertion import SnapshotAssertion

from sponsorterm.records.kinds import Contact, SafetyPlan, Urge
from sponsorterm.services.day.hard_moments import urge
from sponsorterm.services.day.reach_out import choose_country
from sponsorterm.tui.screens.form import FormScreen
from sponsorterm.tui.screens.urge import UrgeScreen
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.plain import Plain
from tests.tui.circle import Circle, each_size, press, screen_text, shown, typed

pytestmark = pytest.mark.anyio


def prepared(circle: Circle) -> None:
    with circle.open("Mika") as session:
        choose_country(session, "IE")
        session.save(Contact(name="Maria", role="sponsor", phone="+353 86 555 0101", order=1))
        session.save(Contact(name="Jo", role="friend", phone="+353 86 555 0102"))
        session.save(SafetyPlan(signs=["I stop writing"], alone=["cold water"], reasons=["my son"]))


async def test_the_page_with_all_there_can_be(circle: Circle, snapshot: SnapshotAssertion) -> None:
    prepared(circle)
    app = circle.app("Mika")
    async with shown(app, "exclamation_mark") as pilot:
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"{width}x{height}")


async def test_the_country_is_chosen_on_the_page(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "exclamation_mark", "C") as pilot:
        await typed(pilot, "nz")
        await press(pilot, "enter")
        assert "call 111" in screen_text(app)
        await press(pilot, "C", "backspace", "backspace")
        await typed(pilot, "1")
        await press(pilot, "enter")
        assert "two letters" in screen_text(app)


async def test_the_plan_and_people_are_written_from_the_page(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "exclamation_mark", "a") as pilot:
        assert isinstance(app.screen, FormScreen)
        assert "What do I call them?" in screen_text(app)
        await press(pilot, "escape", "q", "v")
        assert "no plan" in screen_text(app)
        await press(pilot, "p")
        assert isinstance(app.screen, FormScreen)
        assert "How I notice" in screen_text(app)


async def test_a_plan_not_gone_over_for_long_is_spoken_of_on_today(circle: Circle) -> None:
    with circle.open("Mika") as session:
        session.save(SafetyPlan(signs=["x"], reviewed_on=date(2026, 8, 22)))
    async with shown(circle.app("Mika")) as pilot:
        rest = pilot.app.screen.query_one("#rest", Plain)
        assert "Plan for" not in rest.render().plain
    circle.clock.now += timedelta(days=1)
    app = circle.app("Mika")
    async with shown(app) as pilot:
        rest = app.screen.query_one("#rest", Plain)
        told = " ".join(rest.render().plain.split())
        assert "Plan for hard moments: last gone over 22 Aug" in told
        await press(pilot, "exclamation_mark", "v")
        assert "Gone over 21 Nov" in screen_text(app)


async def test_an_urge_is_timed_on_a_key_and_filed_as_a_form(
    circle: Circle, snapshot: SnapshotAssertion
) -> None:
    app = circle.app("Mika")
    async with shown(app, "exclamation_mark", "u", "6") as pilot:
        assert isinstance(app.screen, UrgeScreen)
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"{width}x{height}")
        before = screen_text(app)
        for _ in range(11):
            circle.clock.tick()
        await pilot.pause()
        assert screen_text(app) == before
        await press(pilot, "space")
        assert "11 minutes so far." in screen_text(app)
        await press(pilot, "9", "q", "u")
        assert "at 6 of 10" in screen_text(app)
        await press(pilot, "e", "2")
        assert isinstance(app.screen, FormScreen)
        with circle.open("Mika") as session:
            assert urge(session) is None
        await press(pilot, "escape", "enter")
        app.screen.query_one(Go).focus()
        await press(pilot, "enter")
    with circle.open("Mika") as session:
        (entry,) = session.store.entries(kinds={Urge.KIND})
    body = entry.body
    assert isinstance(body, Urge)
    assert (body.start, body.peak, body.end, body.minutes) == (6, 9, 2, 11)
