"""What other people write is shown as text: no markup, no link, no terminal control."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from textual.pilot import Pilot

from sponsorterm.records.kinds import Inventory
from sponsorterm.services import people, talk
from sponsorterm.services.drafts import Sharing
from sponsorterm.services.filing import file, prepare
from sponsorterm.tui.app import SponsortermApp
from tests.faults.nasty import FORBIDDEN, fill
from tests.tui.circle import Circle, build, each_size, press, screen_text, shown

pytestmark = pytest.mark.anyio

MARKUP = "[/b] [@click=app.quit]x[/] [red]"
CONTROL = "\x1b[2J\x1b]52;c;aGk=\x07\x9b31m\u202e\u2028"
NASTY = f"{CONTROL}{MARKUP}"


@pytest.fixture(scope="module")
def nasty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Mika writes such things wherever a person can write, and more than this program lets."""
    circle = build(tmp_path_factory.mktemp("nasty"))
    with circle.open("Mika") as mika:
        link = mika.links()[0].record
        body = Inventory(
            period="nightly", mode="full", mood=3, done_well=NASTY, better=NASTY, gratitude=[NASTY]
        )
        filed = file(mika, prepare(mika, body, sharing={link: Sharing("full")}))
        talk.write_note(mika, link, subject=NASTY[:100], body=NASTY)
        entry = mika.store.entries(record=filed.revision.record)[0]
        talk.comment(mika, link, entry, NASTY)
        people.rename(mika, link, NASTY)
    circle.carry("Mika", "Maria")
    with circle.open("Maria") as maria:
        people.rename(maria, maria.link_named("Mika").record, NASTY)
        fill(maria)
    with circle.open("Mika") as mika:
        fill(mika)
    return circle.root


@pytest.fixture
def nasty(nasty_home: Path, tmp_path: Path) -> Circle:
    """A fresh copy of it."""
    return Circle(copytree(nasty_home, tmp_path / "circle"))


async def walked(app: SponsortermApp, pilot: Pilot[None]) -> str:
    """All that is seen at every size, and at the end of the page."""
    seen = []
    async for _size in each_size(pilot):
        seen.append(screen_text(app))
        await press(pilot, "end")
        seen.append(screen_text(app))
    return "\n".join(seen)


WAYS = {
    "today": ("Mika",),
    "my days": ("Mika", "2"),
    "my entry": ("Mika", "2", "enter"),
    "its versions": ("Mika", "2", "h"),
    "sharing": ("Mika", "2", "s"),
    "the very text": ("Mika", "2", "s", "v"),
    "a form": ("Mika", "2", "e", "greater_than_sign"),
    "reach out": ("Mika", "exclamation_mark"),
    "what waits": ("Maria",),
    "sponsees": ("Maria", "5"),
    "person": ("Maria", "5", "enter"),
    "their steps": ("Maria", "5", "enter", "right"),
    "their notes": ("Maria", "5", "enter", "left", "enter"),
    "entry": ("Maria", "5", "enter", "enter"),
    "notes": ("Maria", "4", "enter"),
    "whom to": ("Maria", "4", "n"),
    "people": ("Maria", "7"),
    "link": ("Maria", "7", "enter"),
    "my people": ("Mika", "7", "enter"),
    "my notes": ("Mika", "4", "enter"),
    "my insight": ("Mika", "6"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_words_of_others_are_only_words(nasty: Circle, way: str) -> None:
    name, *keys = WAYS[way]
    app = nasty.app(name)
    async with shown(app, *keys) as pilot:
        seen = await walked(app, pilot)
        assert app.is_running
        assert not set(seen) & (FORBIDDEN - {"\n"})
        if way != "my insight":
            assert "[/b]" in seen


async def test_a_click_on_somebodys_words_does_nothing(nasty: Circle) -> None:
    app = nasty.app("Maria")
    async with shown(app, "4", "enter", size=(120, 40)) as pilot:
        for y, line in enumerate(screen_text(app).splitlines()):
            if "@click" in line:
                await pilot.click(offset=(line.index("@click") + 2, y))
                await pilot.click(offset=(line.index("x[/]"), y))
        assert app.is_running
