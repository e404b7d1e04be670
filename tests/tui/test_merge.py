"""What two devices wrote apart, on a page: seen, put together, kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from sponsorterm.records.kinds import Inventory, Note
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare
from sponsorterm.services.entries.merging import waiting
from tests.services.twins import exchange, twin_of
from tests.tui.circle import Circle, each_size, press, screen_text, shown, typed
from tests.tui.test_hostile import NASTY

pytestmark = pytest.mark.anyio

DEVICES = ("0a0a0a0a0a0a0a0a", "b1b1b1b1b1b1b1b1")


@pytest.fixture
def torn(circle: Circle, tmp_path: Path) -> Circle:
    """Lee's last inventory was changed on the laptop and on the phone."""
    with circle.open("Lee") as here, twin_of(here, tmp_path / "phone") as there:
        here.store.device, there.store.device = DEVICES
        entry = here.store.entries(kinds={"inventory"})[0]
        body = entry.body
        assert isinstance(body, Inventory)
        link = here.links()[0].record
        changed = Inventory(period="nightly", mode="full", pack="general", mood=4, craving=2,
                            used="no", done_well="Lee went for a long walk.")  # fmt: skip
        file(here, prepare(here, changed, record=entry.record, sharing={link: Sharing("full")}))
        circle.clock.tick()
        other = Inventory(period="nightly", mode="full", pack="general", mood=2, craving=2,
                          used="no", done_well="Lee called Jo.\nAnd slept.",
                          better=NASTY)  # fmt: skip
        file(there, prepare(there, other, record=entry.record, sharing={link: Sharing("numbers")}))
        exchange(here, there)
        here.home.device.write_text(f'device = "{DEVICES[0]}"\n')
    return circle


def kept(circle: Circle) -> Inventory:
    with circle.open("Lee") as lee:
        assert waiting(lee) == []
        body = lee.store.entries(kinds={"inventory"})[0].body
        assert isinstance(body, Inventory)
        return body


async def test_the_page_looks_as_it_did(torn: Circle, snapshot: SnapshotAssertion) -> None:
    app = torn.app("Lee")
    async with shown(app, "2", "m") as pilot:
        async for width, height in each_size(pilot):
            text = screen_text(app)
            assert text == snapshot(name=f"{width}x{height}")
            for told in ("this device", "device b1b1", "Maria was given"):
                assert told in " ".join(text.split())


async def test_it_is_marked_where_it_waits(torn: Circle) -> None:
    app = torn.app("Lee")
    async with shown(app) as pilot:
        assert "Choose a version: inventory" in screen_text(app)
        await press(pilot, "2")
        assert "(2 versions)" in screen_text(app)
        await press(pilot, "enter")
        assert "m chooses" in screen_text(app)
        await press(pilot, "m")
        assert "written on two devices apart" in screen_text(app)


async def test_nothing_of_it_is_markup(torn: Circle) -> None:
    app = torn.app("Lee")
    async with shown(app, "2", "m") as pilot:
        async for _size in each_size(pilot):
            await press(pilot, "end")
            text = screen_text(app)
            assert "[/b]" in text
            assert not any(character in text for character in "\x1b\x07\x9b\u202e\u2028")


async def test_fields_are_taken_one_by_one_and_kept(torn: Circle) -> None:
    app = torn.app("Lee")
    async with shown(app, "2", "m", size=(80, 24)) as pilot:
        before = screen_text(app)
        await press(pilot, "space")
        assert screen_text(app) != before
        await press(pilot, "K")
        assert "Maria will hold the numbers only" in " ".join(screen_text(app).split())
        await press(pilot, "y")
        assert "Chosen." in screen_text(app)
        assert "(2 versions)" not in screen_text(app)
    body = kept(torn)
    assert body.mood in (2, 4)


async def test_one_version_is_taken_whole(torn: Circle) -> None:
    app = torn.app("Lee")
    async with shown(app, "2", "m", "w", "2") as pilot:
        await press(pilot, "y")
    assert kept(torn).done_well == "Lee called Jo.\nAnd slept."
    assert kept(torn).mood == 2


async def test_a_text_is_written_anew(torn: Circle) -> None:
    app = torn.app("Lee")
    async with shown(app, "2", "m") as pilot:
        while "done_well" not in app.screen.query_one("#fields").key:  # type: ignore[attr-defined]
            await press(pilot, "down")
        await press(pilot, "e")
        await typed(pilot, "Both. ")
        await press(pilot, "tab")
        assert "written here" in screen_text(app)
        await press(pilot, "K", "y")
    assert kept(torn).done_well is not None
    assert "Both." in str(kept(torn).done_well)


async def test_by_hand_in_the_editor(
    torn: Circle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sponsorterm.tui.screens.merge as screen

    monkeypatch.setattr(
        screen, "edited", lambda _app, _folder, text: text.replace("mood = ", "mood = 1 # ")
    )
    app = torn.app("Lee")
    async with shown(app, "2", "m", "E") as pilot:
        await press(pilot, "y")
    assert kept(torn).mood == 1


async def test_what_is_not_agreed_to_is_not_kept(torn: Circle) -> None:
    app = torn.app("Lee")
    async with shown(app, "2", "m", "K", "n") as pilot:
        assert "written on two devices apart" in screen_text(app)
        await press(pilot, "v")
        assert "Maria will hold" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert "(2 versions)" in screen_text(app)


async def test_deleted_here_and_changed_there(circle: Circle, tmp_path: Path) -> None:
    with circle.open("Lee") as here, twin_of(here, tmp_path / "phone") as there:
        record = here.save(Note(body="first")).record
        exchange(here, there)
        delete(here, record)
        there.save(Note(body="changed there"), record=record)
        exchange(here, there)
    app = circle.app("Lee")
    async with shown(app) as pilot:
        while "note" not in screen_text(app):
            await press(pilot, "down")
        app.screen.query_one("#waiting").focus()
        await press(pilot, "end", "enter")
        assert "deleted" in screen_text(app)
        await press(pilot, "space")
        assert "Keep it like this?" in screen_text(app)
        await press(pilot, "y")
        assert "Chosen." in screen_text(app)
