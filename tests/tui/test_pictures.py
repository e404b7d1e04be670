"""Every screen of this circle as it stands, kept as text. `--snapshot-update` takes new ones."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.tui.circle import Circle, each_size, screen_text, shown

pytestmark = pytest.mark.anyio

SCREENS = {
    "today": ("Mika",),
    "today-sponsor": ("Maria",),
    "inventory": ("Lee", "2"),
    "entry": ("Lee", "2", "enter"),
    "form": ("Mika", "Q", "4", "tab", "1", "tab", "2"),
    "form-answers": ("Mika", "i", *["greater_than_sign", "escape"] * 2),
    "form-share": ("Mika", "Q", "4", "greater_than_sign"),
    "reach-out": ("Mika", "exclamation_mark"),
    "help": ("Mika", "2", "question_mark"),
    "sponsees": ("Maria", "5"),
    "person": ("Maria", "5", "enter"),
    "received": ("Maria", "5", "n", "n"),
    "notes": ("Maria", "4", "enter"),
    "steps": ("Mika", "3"),
    "step": ("Mika", "3", "enter"),
    "insight": ("Mika", "6"),
    "people": ("Maria", "7"),
    "link": ("Mika", "7", "enter"),
}


@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_looks_as_it_did(
    circle: Circle, snapshot: SnapshotAssertion, name: str
) -> None:
    who, *keys = SCREENS[name]
    app = circle.app(who)
    async with shown(app, *keys) as pilot:
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"{width}x{height}")
