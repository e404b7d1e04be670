from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from textual.pilot import Pilot

from sponsorterm.records.kinds import Inventory, KeptBack, Milestone, SpotCheck
from sponsorterm.services.day.today import today
from sponsorterm.services.entries.filing import file, file_shared, prepare
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links.calls import log_call
from sponsorterm.services.steps.sign_offs import ready_to_sponsor
from sponsorterm.strings.safekeeping import BEGUN_BEFORE
from sponsorterm.tui.screens.agreement import AgreementScreen
from sponsorterm.tui.screens.assignment import AssignmentScreen
from sponsorterm.tui.screens.calls import CallsScreen
from sponsorterm.tui.screens.clocks import ClocksScreen
from sponsorterm.tui.screens.first_run import FirstRunScreen
from sponsorterm.tui.screens.form import FormScreen
from sponsorterm.tui.screens.inventory import InventoryScreen
from sponsorterm.tui.screens.notes import NotesScreen
from sponsorterm.tui.screens.step import StepScreen
from sponsorterm.tui.screens.today import TodayScreen
from sponsorterm.tui.widgets.lines import Lines
from tests.tui.circle import TODAY, Circle, each_size, press, screen_text, shown, typed, until
from tests.tui.together import weeks_on

pytestmark = pytest.mark.anyio


async def test_the_first_minute_asks_a_name_and_makes_a_home(circle: Circle) -> None:
    app = circle.app("Kim")
    async with app.run_test(size=(36, 20)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        await until(pilot, lambda: BEGUN_BEFORE in screen_text(app))
        await press(pilot, "enter", "enter", "enter")
        assert "name" in screen_text(app)
        assert not app.is_set_up
        await press(pilot, "shift+tab", "shift+tab")
        await typed(pilot, "Kim")
        await press(pilot, "enter")
        await typed(pilot, "2026-11-31")
        await press(pilot, "enter", "enter")
        assert "2026-11-20" in screen_text(app)
        assert not app.is_set_up
        await press(pilot, "shift+tab", "backspace", "0", "enter")
        await typed(pilot, "ie")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        text = screen_text(app)
        assert "Kim" in text
        assert "not filed yet" in text
    with circle.open("Kim") as session:
        assert session.profile.name == "Kim"
        assert session.profile.country == "IE"


async def test_the_one_thing_to_do_comes_first_at_every_width(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app) as pilot:
        async for width, _height in each_size(pilot):
            rows = screen_text(app).split("\n")
            assert all(len(row) <= width for row in rows)
            wanted = [
                "Tonight",
                "not filed yet",
                "write it",
                "127 days",
                "next: 6 months in 57 days",
            ]
            places = [next(y for y, row in enumerate(rows) if word in row) for word in wanted]
            assert places == sorted(places)


async def test_a_filed_day_says_so_and_offers_to_change_it(circle: Circle) -> None:
    async with shown(circle.app("Lee")) as pilot:
        text = screen_text(pilot.app)  # type: ignore[arg-type]
        assert "filed" in text
        assert "not filed yet" not in text
        assert "change it" in text
        assert "Lee went for a walk." in text


async def test_a_missed_week_is_met_without_reproach(circle: Circle) -> None:
    circle.clock.now += timedelta(days=4)
    app = circle.app("Jo")
    async with shown(app):
        text = screen_text(app)
        assert "A line is enough." in text
        assert "streak" not in text.lower()


async def test_the_first_days_show_what_is_dangerous_about_stopping(circle: Circle) -> None:
    answers = SetupAnswers("Kim", zone="UTC", start=date(2026, 11, 18))
    set_up(circle.home("Kim"), answers, circle.clock).close()
    app = circle.app("Kim")
    async with shown(app):
        assert "can be dangerous" in screen_text(app)
        assert "stay solo" in " ".join(screen_text(app).split())


async def test_what_waits_can_be_opened_from_here(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app) as pilot:
        assert "Mika: Family" in screen_text(app)
        app.screen.query_one("#waiting").focus()
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen))


async def test_any_form_of_the_programme_and_any_day_can_be_written(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "w") as pilot:
        for form in app.session.pack.forms:
            assert form.title in screen_text(app)
            await press(pilot, "down")
        await press(pilot, "3")
        assert isinstance(app.screen, FormScreen)
        assert app.session.pack.forms[2].title in screen_text(app)
        await press(pilot, "q", "d")
        await typed(pilot, "2026-12-01")
        await press(pilot, "enter")
        assert "still to come" in screen_text(app)
        await press(pilot, "d")
        await typed(pilot, "2026-11-03")
        await press(pilot, "enter")
        assert isinstance(app.screen, FormScreen)
        assert "3 Nov" in screen_text(app)


async def test_a_day_ends_at_four_and_not_at_midnight(circle: Circle) -> None:
    circle.clock.now = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
    app = circle.app("Lee")
    async with shown(app):
        assert "Fri 20 Nov" in screen_text(app)
        assert "change it" in screen_text(app)


async def test_another_program_s_writing_appears_by_itself(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app) as pilot:
        assert "not filed yet" in screen_text(app)
        with circle.open("Mika") as other:
            body = Inventory(period="nightly", mode="quick", mood=3)
            file(other, prepare(other, body, sharing={}))
        await until(pilot, lambda: "not filed yet" not in screen_text(app), seconds=5)


async def test_the_areas_are_gone_through_by_digits_and_by_their_neighbours(
    circle: Circle,
) -> None:
    app = circle.app("Mika")
    async with shown(app, "2") as pilot:
        assert isinstance(app.screen, InventoryScreen)
        await press(pilot, "less_than_sign")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "less_than_sign", "greater_than_sign", "greater_than_sign")
        assert isinstance(app.screen, InventoryScreen)
        assert "5 Sponsees" not in screen_text(app)
    app = circle.app("Maria")
    async with shown(app):
        assert "5 Sponsees" in screen_text(app)


async def test_a_spot_check_is_asked_how_it_is_now(circle: Circle) -> None:
    with circle.open("Mika") as session:
        session.save(SpotCheck(at="20:15", intensity=7))
    circle.clock.now += timedelta(minutes=45)
    app = circle.app("Mika")
    async with shown(app) as pilot:
        assert "Spot check 20:15: how is it now?" in screen_text(app)
        await to_line(pilot, "20:15")
        await press(pilot, "enter", "3", "enter")
        await until(pilot, lambda: "Noted beside the spot check" in screen_text(app))
        assert "how is it now" not in screen_text(app)
        (entry,) = app.session.store.entries(kinds={"spot_check"})
        assert isinstance(entry.body, SpotCheck)
        assert (entry.body.intensity, entry.body.after) == (7, 3)


async def test_what_is_kept_back_stands_there_until_it_is_told(circle: Circle) -> None:
    with circle.open("Mika") as session:
        kept = KeptBack(flag="yes", tell="Jo", by=date(2026, 11, 22))
        session.save(Inventory(period="nightly", mode="full", kept_back=kept))
    app = circle.app("Mika")
    async with shown(app) as pilot:
        assert "Tell Jo, by" in screen_text(app)
        await to_line(pilot, "Tell Jo")
        await press(pilot, "enter", "t")
        await until(pilot, lambda: "Noted as told" in screen_text(app))
        assert "Tell Jo" not in screen_text(app)


async def test_news_leads_to_what_it_tells_of_and_is_read_there(circle: Circle) -> None:
    with weeks_on(circle).open("Maria") as maria:
        to_mika = maria.link_named("Mika")
        log_call(maria, to_mika, minutes=25)
        ready_to_sponsor(maria, to_mika)
        (clock,) = maria.store.entries(space=to_mika.record, kinds={"clock"})
        body = Milestone(about=clock.record, label="90 days", unit="days", n=90, chip_on=TODAY)
        file_shared(maria, body, to_mika.record)
    circle.carry("Maria", "Mika")
    app = circle.app("Mika")
    async with shown(app, "enter", size=(40, 20)) as pilot:
        assert app.screen.query_one("#waiting").has_focus
        for text, screen in (
            ("proposes an agreement", AgreementScreen),
            ("signed off step 1", StepScreen),
            ("gave you a chip: 90 days", ClocksScreen),
            ("noted a call, today", CallsScreen),
            ("Call two people", AssignmentScreen),
        ):
            await to_line(pilot, text)
            await press(pilot, "enter")
            await until(pilot, lambda screen=screen: isinstance(app.screen, screen))
            await press(pilot, "q")
            await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        await to_line(pilot, "finds you ready")
        await press(pilot, "enter")
        await until(pilot, lambda: "Read." in screen_text(app))
        left = [news.text for news in today(app.session).news]
        assert "Maria proposes an agreement" in left
        assert not any("step 1" in text or "today" in text or "chip" in text for text in left)
        assert not any("ready" in text for text in left)


async def to_line(pilot: Pilot[None], text: str) -> None:
    """Put the cursor of what waits on the line with this text."""
    waiting = pilot.app.screen.query_one("#waiting", Lines)
    waiting.focus()
    waiting.action_edge(-1)
    for _ in range(waiting.count):
        if text in waiting.render_line(waiting.cursor - waiting.scroll_offset.y).text:
            return
        await pilot.press("j")
    raise AssertionError(screen_text(pilot.app))  # type: ignore[arg-type]
