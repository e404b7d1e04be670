"""Search and the page that keeps nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from sponsorterm.records.kinds import Meeting, SpotCheck
from sponsorterm.tui.screens.entry import EntryScreen
from sponsorterm.tui.screens.search import SearchScreen
from sponsorterm.tui.screens.shred import ShredScreen
from sponsorterm.tui.screens.today import TodayScreen
from sponsorterm.tui.widgets.lines import Lines
from tests.tui.circle import Circle, each_size, press, screen_text, shown, typed, until

pytestmark = pytest.mark.anyio


async def test_words_find_entries_of_any_kind_as_they_are_typed(circle: Circle) -> None:
    with circle.open("Mika") as session:
        session.save(Meeting(name="Boat street"))
        session.save(SpotCheck(situation="missed the boat", call="J."))
    app = circle.app("Mika")
    async with shown(app, "slash") as pilot:
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await typed(pilot, "boat")
        await until(pilot, lambda: "2 found" in screen_text(app))
        await press(pilot, "enter", "P")
        assert "J." in screen_text(app)
        await typed(pilot, "j")
        await press(pilot, "enter")
        await until(pilot, lambda: "about j · 1 found" in screen_text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        assert "missed the boat" in screen_text(app)


async def test_a_kind_alone_is_the_list_of_that_kind(circle: Circle) -> None:
    with circle.open("Mika") as session:
        session.save(Meeting(name="Boat street"))
    app = circle.app("Mika")
    async with shown(app, "2", "slash", "escape", "K", size=(120, 40)) as pilot:
        kinds = app.screen.query_one(Lines)
        await press(pilot, *"j" * kinds.count)
        while kinds.key != "meeting":
            await press(pilot, "k")
        await press(pilot, "enter")
        await until(pilot, lambda: "meeting · 1 found" in screen_text(app))
        await press(pilot, "F", "m")
        await until(pilot, lambda: "from 22 Oct" in screen_text(app))
        assert "Boat street" in screen_text(app)
        await press(pilot, "C")
        await until(pilot, lambda: "Boat street" not in screen_text(app))


async def test_search_at_every_size(circle: Circle, snapshot: SnapshotAssertion) -> None:
    app = circle.app("Mika")
    async with shown(app, "slash", *"mika", "enter") as pilot:
        pictures = [screen_text(app) async for _ in each_size(pilot)]
    assert "\n".join(pictures) == snapshot


async def test_what_is_written_to_be_shredded_reaches_no_file(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "W") as pilot:
        await until(pilot, lambda: isinstance(app.screen, ShredScreen))
        await typed(pilot, "the heron")
        assert "the heron" in screen_text(app)
        await pilot.pause(0.1)
        assert not holding(circle.root, b"the heron")
        await press(pilot, "escape", "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert "Gone. It was kept nowhere." in screen_text(app)
        app.leave()
    assert not holding(circle.root, b"the heron")


def holding(root: Path, text: bytes) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and text in path.read_bytes()]


async def test_the_page_that_keeps_nothing_at_every_size(
    circle: Circle, snapshot: SnapshotAssertion
) -> None:
    app = circle.app("Mika")
    async with shown(app, "W") as pilot:
        pictures = [screen_text(app) async for _ in each_size(pilot)]
    assert "\n".join(pictures) == snapshot
