"""Take the README's pictures with the program itself: `python -m tests.pictures.take`."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sponsorterm.services.demo.sample import load_sample, sample_folder
from sponsorterm.store.home import Home
from sponsorterm.tui.app import SponsortermApp

HERE = Path(__file__).parent
EVENING = datetime(2026, 11, 20, 20, 40, tzinfo=UTC)
PICTURES = {"dashboard": ("Maria", (100, 24), ["5"]), "today": ("Sam", (100, 24), [])}
"""Picture, whose home, columns and rows, keys pressed first."""


async def take(name: str, who: str, size: tuple[int, int], keys: list[str]) -> None:
    """One picture of one screen in somebody's sample home."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home.find({"SPONSORTERM_HOME": folder})
        load_sample(home, sample_folder(), who, clock=lambda: EVENING).close()
        app = SponsortermApp(home, lambda: EVENING, theme_name="dark", online=False)
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            (HERE / f"{name}.svg").write_text(app.export_screenshot())


if __name__ == "__main__":
    for name, (who, size, keys) in PICTURES.items():
        asyncio.run(take(name, who, size, keys))
