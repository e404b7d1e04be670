from __future__ import annotations

from datetime import date

import pytest

from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.tui.screens.long_view import month_heads
from tests.tui.circle import Circle, each_size, press, screen_text, shown

anyio = pytest.mark.anyio


@anyio
async def test_the_year_the_curves_and_the_counts_are_there_at_every_width(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "6") as pilot:
        async for width, _height in each_size(pilot):
            await press(pilot, "home")
            pages = [screen_text(app)]
            for _ in range(6):
                await press(pilot, "pagedown")
                pages.append(screen_text(app))
            seen = "\n".join(pages)
            for word in ("A year of days", "Mon", "● 90 days", "Mood", "Around", "Tired"):
                assert word in seen
            assert all(len(line) <= width for line in seen.splitlines())


@anyio
async def test_left_and_right_change_how_far_back_it_looks(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "6", "left", size=(120, 40)) as pilot:
        assert "● 30 days" in screen_text(app)
        assert "Written on 3 of 30 days" in screen_text(app)
        await press(pilot, "right", "right", "right")
        assert "● a year" in screen_text(app)


@anyio
async def test_without_unicode_it_is_drawn_in_ascii(circle: Circle) -> None:
    app = circle.app("Mika", ascii_only=True)
    async with shown(app, "6", size=(120, 40)):
        assert screen_text(app).isascii()


@anyio
async def test_with_no_entry_it_says_what_will_be_here(circle: Circle) -> None:
    set_up(circle.home("Ada"), SetupAnswers("Ada", zone="UTC"), circle.clock).close()
    app = circle.app("Ada")
    async with shown(app, "6"):
        assert "nothing to look back on yet" in screen_text(app)


def test_the_months_stand_over_the_weeks_they_begin_in() -> None:
    heads = month_heads(date(2026, 11, 20), 53)
    assert heads == "  Dec  Jan Feb Mar  Apr May Jun  Jul Aug  Sep Oct Nov"
    assert month_heads(date(2026, 11, 20), 20).split() == ["Jul", "Aug", "Sep", "Oct", "Nov"]
