from __future__ import annotations

from datetime import date, timedelta

import pytest

from sponsorterm.records.kinds import Inventory, SharedCopy
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.reading import history
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import talk
from sponsorterm.tui.screens.entry import EntryScreen
from sponsorterm.tui.screens.form import FormScreen
from sponsorterm.tui.screens.inventory import STEP, InventoryScreen
from sponsorterm.tui.screens.sharing import ShareScreen
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.lines import Lines
from tests.tui.circle import Circle, press, screen_text, shown, typed, until

pytestmark = pytest.mark.anyio


async def test_an_empty_list_teaches_the_key_that_starts_it(circle: Circle) -> None:
    set_up(circle.home("Kim"), SetupAnswers("Kim", zone="UTC"), circle.clock).close()
    app = circle.app("Kim")
    async with shown(app, "2"):
        assert "i starts today's inventory" in screen_text(app)


async def test_enter_opens_a_day_and_q_comes_back_to_it(circle: Circle) -> None:
    app = circle.app("Lee")
    async with shown(app, "2", "j", "enter") as pilot:
        assert isinstance(app.screen, EntryScreen)
        text = screen_text(app)
        assert "Thu 19 Nov, inventory" in text
        assert "Maria has all of it" in text
        assert "very hard to very good" in text
        await press(pilot, "q")
        assert isinstance(app.screen, InventoryScreen)
        assert app.screen.entry is not None
        assert app.screen.entry.day == date(2026, 11, 19)


async def test_on_a_wide_screen_the_entry_stands_beside_its_list(circle: Circle) -> None:
    app = circle.app("Lee")
    async with shown(app, "2", size=(120, 40)) as pilot:
        assert "Fri 20 Nov, inventory" in screen_text(app)
        await press(pilot, "j")
        assert "Thu 19 Nov, inventory" in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "inventory" not in screen_text(app))


async def test_a_search_shows_days_with_all_the_words_and_esc_ends_it(circle: Circle) -> None:
    app = circle.app("Lee")
    async with shown(app, "2", "slash") as pilot:
        await typed(pilot, "lee walk")
        await press(pilot, "enter")
        assert "2 found" in screen_text(app)
        await press(pilot, "slash", *["backspace"] * 8)
        await typed(pilot, "nothing like it")
        await press(pilot, "enter")
        assert "nothing found" in screen_text(app)
        await press(pilot, "escape")
        assert "Lee went for a walk." in screen_text(app)


async def test_a_comment_is_marked_until_it_was_read_and_can_be_answered(circle: Circle) -> None:
    with circle.open("Maria") as maria:
        link = maria.link_named("Lee").record
        entry = history(maria, space=link, kinds=("inventory",))[0]
        talk.comment(maria, link, entry, "Good that you walked.")
    circle.carry("Maria", "Lee")
    circle.clock.tick()
    app = circle.app("Lee")
    async with shown(app) as pilot:
        assert "Maria commented on your inventory" in screen_text(app)
        await press(pilot, "2")
        assert "•" in screen_text(app)
        await press(pilot, "enter")
        assert "Good that you walked." in screen_text(app)
        await press(pilot, "c")
        await typed(pilot, "Twice today")
        await press(pilot, "tab")
        assert "Twice today" in screen_text(app)
        assert talk.unread(app.session) == []
    circle.carry("Lee", "Maria")
    with circle.open("Maria") as maria:
        link = maria.link_named("Lee").record
        entry = history(maria, space=link, kinds=("inventory",))[0]
        assert [block.text for block in talk.comments_on(maria, entry)][-1] == "Twice today"


async def test_sharing_is_changed_later_and_taken_back(circle: Circle) -> None:
    app = circle.app("Lee")
    async with shown(app, "2", "s") as pilot:
        assert isinstance(app.screen, ShareScreen)
        await press(pilot, "1")
        assert "It will be taken back" in screen_text(app)
        app.screen.query_one(Go).focus()
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, InventoryScreen))
        record = history(app.session)[0].record
        assert shares(app.session, record) == []
        assert history(app.session)[0].revisions == 1


async def test_deleting_asks_says_what_it_takes_back_and_does_both(circle: Circle) -> None:
    app = circle.app("Lee")
    async with shown(app, "2", "x", "n") as pilot:
        assert len(history(app.session)) == 2
        await press(pilot, "x")
        assert "copy of Maria is taken back" in screen_text(app)
        await press(pilot, "enter", "y")
        await until(pilot, lambda: len(history(app.session)) == 1)
        assert "Deleted." in screen_text(app)
        copies = app.session.store.entries(kinds={SharedCopy.KIND})
        assert any(
            isinstance(entry.body, SharedCopy) and entry.body.level == "withdrawn"
            for entry in copies
        )


async def test_a_change_keeps_the_version_before_and_shows_it(circle: Circle) -> None:
    app = circle.app("Lee")
    async with shown(app, "2", "e") as pilot:
        assert isinstance(app.screen, FormScreen)
        await press(pilot, "1", "q")
        assert isinstance(app.screen, InventoryScreen)
        entry = app.screen.entry
        assert entry is not None
        app.session.save(Inventory(period="nightly", mode="full", mood=1), record=entry.record)
        app.data_changed()
        await press(pilot, "h")
        text = screen_text(app)
        assert "Every version" in text
        assert "1 of 5" in text


async def test_years_of_days_are_read_as_far_as_one_goes(circle: Circle) -> None:
    home = circle.home("Kim")
    with set_up(home, SetupAnswers("Kim", zone="UTC"), circle.clock) as session:
        payloads = [
            session.compose(
                Inventory(period="nightly", mode="quick", mood=3),
                day=session.today - timedelta(days=days),
            )
            for days in range(STEP + 40)
        ]
        session.store.save_many(payloads)
    app = circle.app("Kim")
    async with shown(app, "2") as pilot:
        days = app.screen.query_one("#list", Lines)
        before = days.count
        await press(pilot, "end")
        await until(pilot, lambda: days.count > before)
        assert app.screen.query_one("#list", Lines).key
