"""A message in the footer is read to its end, and then gives the rows back."""

from __future__ import annotations

import pytest

from sponsorterm.store.errors import StoreError
from sponsorterm.tui.screens.base import ScreenBase
from tests.tui.circle import Circle, press, screen_text, shown, until

pytestmark = pytest.mark.anyio

WRONG = "The disk is full, so this was not saved, and what was there before stands as it was."
ADVICE = "Free some space, then press the same key once more; the draft is kept until then."


async def test_a_long_error_and_its_advice_can_be_read_on_a_phone(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "2", size=(40, 20)) as pilot:
        before = screen_text(app)
        screen = app.screen
        assert isinstance(screen, ScreenBase)

        def fail() -> None:
            raise StoreError(WRONG, ADVICE)

        screen.attempt(fail)
        await until(pilot, lambda: WRONG.split()[0] in screen_text(app))
        rows = screen_text(app).split("\n")
        assert " ".join(" ".join(rows).split()).endswith(f"{WRONG} {ADVICE}")
        assert all(len(row) <= 40 for row in rows)
        assert rows[0] == before.split("\n")[0]
        await press(pilot, "f9")
        assert screen_text(app) == before


async def test_a_message_without_end_leaves_the_screen_its_room(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, size=(40, 20)) as pilot:
        assert isinstance(app.screen, ScreenBase)
        app.screen.say(WRONG * 9)
        await until(pilot, lambda: WRONG[:8] in screen_text(app))
        rows = screen_text(app).split("\n")
        assert rows[-1].endswith("…")
        assert "Inventory" in rows[2]
        assert rows[-8].startswith(f" {WRONG[:20]}")
