"""Step work on screen: tables written cell by cell, pages, handing in, what came back."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual import events

from sponsorterm.records.kinds import Amends, Row
from sponsorterm.services.home.session import Session
from sponsorterm.services.steps import rows
from sponsorterm.services.steps.sheets import sheet
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.assignment import AssignmentScreen
from sponsorterm.tui.screens.handing_in import HandInScreen
from sponsorterm.tui.screens.sheet import SheetScreen
from sponsorterm.tui.widgets.fields import LineField
from sponsorterm.tui.widgets.grid import Grid
from tests.tui.circle import Circle, each_size, press, screen_text, shown, typed, until
from tests.tui.work import put

pytestmark = pytest.mark.anyio


def cells(session: Session, key: str) -> list[dict[str, object]]:
    found = [row.body for row in sheet(session, key).rows]
    return [dict(body.cells) for body in found if isinstance(body, Row)]


async def opened(app: SponsortermApp, key: str) -> SheetScreen:
    screen = SheetScreen(key)
    await app.push_screen(screen)
    return screen


SCREENS = {
    "step": ("3", "enter"),
    "sheet": ("3", "enter", *["down"] * 6, "enter"),
    "sheet-cell": ("3", "enter", *["down"] * 6, "enter", "right", "enter"),
    "sheet-rows": ("3", "enter", *["down"] * 6, "enter", "c"),
    "hand-in": ("3", "enter", *["down"] * 6, "enter", "S", "down", "space"),
    "amends": ("3", "a", "end"),
    "packet": ("3", "enter", "P"),
    "rounds": ("3", "H"),
}


@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_looks_as_it_did(
    work: Circle, snapshot: SnapshotAssertion, name: str
) -> None:
    app = work.app("Mika")
    async with shown(app, *SCREENS[name]) as pilot:
        async for width, height in each_size(pilot):
            assert screen_text(app) == snapshot(name=f"{width}x{height}")


# ── Writing ──────────────────────────────────────────────────────────────────────────────


async def test_the_first_column_is_written_down_row_by_row(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "fears")
        await press(pilot, "n")
        for fear in ("Heights", "Money"):
            await typed(pilot, fear)
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(app.focused, LineField))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.focused, Grid))
        assert cells(app.session, "fears") == [{"fear": "Heights"}, {"fear": "Money"}]
        await press(pilot, "home", "right", "enter")
        await typed(pilot, "I fell.")
        await press(pilot, "enter")
        await typed(pilot, "Had none.")
        await press(pilot, "enter")
        assert [each["why"] for each in cells(app.session, "fears")] == ["I fell.", "Had none."]


async def test_a_row_is_written_along_its_columns(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "fears")
        await press(pilot, "c", "n")
        await typed(pilot, "Heights")
        await press(pilot, "enter")
        await typed(pilot, "I fell.")
        await press(pilot, "tab")
        await typed(pilot, "On ladders.")
        await press(pilot, "escape")
        [row] = cells(app.session, "fears")
        assert row == {"fear": "Heights", "why": "I fell.", "alone": "On ladders."}


async def test_ticks_and_a_yes_are_cells_like_any_other(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "harms")
        await press(pilot, "c", "n")
        await typed(pilot, "J.")
        await press(pilot, "tab", "tab", "tab", "tab", "y", "enter")
        [row] = cells(app.session, "harms")
        assert row == {"who": "J.", "owed": "yes"}
        listed = app.session.store.entries(kinds={Amends.KIND})
        assert len(listed) == 1


async def test_half_a_cell_is_a_draft_and_is_gone_on_with(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "fears")
        await press(pilot, "n")
        await typed(pilot, "Heig")
        for keep in app.keepers:
            keep()
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "fears")
        await pilot.pause()
        assert "Heig" in screen_text(app)
        await press(pilot, "enter")
        await typed(pilot, "hts")
        await press(pilot, "escape")
        assert cells(app.session, "fears") == [{"fear": "Heights"}]
        assert rows.begun_rows(app.session, sheet(app.session, "fears")) == []


async def test_a_row_is_moved_deleted_and_brought_back(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "resentments")
        await press(pilot, "J")
        assert [row["who"] for row in cells(app.session, "resentments")][:2] == [
            "The clinic",
            "My brother",
        ]
        await press(pilot, "x")
        assert len(cells(app.session, "resentments")) == 2
        await press(pilot, "u")
        assert [row["who"] for row in cells(app.session, "resentments")] == [
            *("The clinic", "My brother", "My old boss"),
        ]


async def test_an_answer_taken_back_is_absent(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "resentments")
        await press(pilot, "right", "right", "right", "enter", "backspace", "escape")
        assert "part" not in cells(app.session, "resentments")[0]


async def test_a_commit_in_two_hundred_rows_lays_out_one_screen(circle: Circle) -> None:
    with circle.open("Mika") as mika:
        made = (
            Row(pack="general", sheet="fears", place=n, cells={"fear": "x"}) for n in range(200)
        )
        mika.store.keep_all([mika.compose(body) for body in made])
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        screen = await opened(app, "fears")
        await pilot.pause()
        asked: list[int] = []
        whole = screen.grid.render_line
        screen.grid.render_line = lambda y: asked.append(y) or whole(y)  # type: ignore[method-assign,func-returns-value]
        await press(pilot, "enter", "a", "escape")
        assert cells(app.session, "fears")[0] == {"fear": "xa"}
        assert len(asked) <= 4 * screen.grid.size.height


async def test_the_safety_gate_holds_in_the_table(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3") as pilot:
        screen = await opened(app, "step_9")
        await pilot.pause()
        people = [row.cells[0] for row in screen.grid.rows]
        screen.grid.move_to(people.index("Old neighbour"), 1)
        await press(pilot, "enter", "3", "enter")
        assert "nothing goes ahead" in screen_text(app)
        body = sheet(app.session, "step_9").rows[people.index("Old neighbour")].body
        assert isinstance(body, Amends)
        assert body.state is None


# ── States ───────────────────────────────────────────────────────────────────────────────


async def test_a_sheet_is_done_on_paper_and_undone(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "fears")
        await press(pilot, "m", "p")
        assert "done, on paper" in screen_text(app)
        await press(pilot, "u")
        assert sheet(app.session, "fears").state != "done"


async def test_what_was_said_stands_at_the_row_and_is_read_then(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "resentments")
        await pilot.pause()
        text = screen_text(app)
        assert "another look" in text
        assert "What would he say" in text
        await press(pilot, "down")
        assert "What would he say" not in screen_text(app)
        view = sheet(app.session, "resentments")
        assert not any(said.unread for row in view.rows for said in row.said)


async def test_handing_in_again_gives_what_was_shown(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "resentments")
        await press(pilot, "S", "down", "down", "space")
        assert isinstance(app.screen, HandInScreen)
        assert "Kept back" in screen_text(app)
        await press(pilot, "g")
        assert "Handed in to Maria" in screen_text(app)
        assert sheet(app.session, "resentments").state == "submitted"
    work.carry("Mika", "Maria")
    with work.open("Maria") as maria:
        link = maria.link_named("Mika").record
        assert len(maria.store.entries(space=link, kinds={Row.KIND})) == 2


async def test_numbers_only_give_no_word(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "resentments")
        await press(pilot, "s", "l", "down")
        assert "not a word of yours" in screen_text(app)
        assert "Sold the car" not in screen_text(app)


async def test_pages_open_as_a_form_that_offers_nobody(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        await opened(app, "step_2")
        await press(pilot, "enter")
        await typed(pilot, "I thought it was for others.")
        await press(pilot, "escape", "greater_than_sign")
        assert "Nobody sees a draft" in screen_text(app)
        await press(pilot, "enter")
        assert sheet(app.session, "step_2").body.answers == {
            "old_beliefs": "I thought it was for others."
        }
        assert "I thought it was for others." in screen_text(app)


async def test_a_sheet_is_written_to_a_file_once(circle: Circle, tmp_path: Path) -> None:
    app = circle.app("Mika")
    async with shown(app, "3") as pilot:
        screen = await opened(app, "fears")
        screen._print_to(f"* {tmp_path / 'fears.txt'}")
        await pilot.pause()
        assert "What am I afraid of?" in (tmp_path / "fears.txt").read_text()
        (tmp_path / "other.txt").write_text("mine")
        screen._print_to(str(tmp_path / "other.txt"))
        await press(pilot, "n")
        assert (tmp_path / "other.txt").read_text() == "mine"


async def test_a_packet_holds_what_was_chosen_and_asks_before_it_writes_over(
    work: Circle, tmp_path: Path
) -> None:
    with work.open("Mika") as mika:
        put(mika, "secrets", item="The letter")
    app, path = work.app("Mika"), tmp_path / "step.txt"
    async with shown(app, "3", "enter", "P") as pilot:
        await press(pilot, "space", "g", *["backspace"] * len("~/step-4.txt"))
        pilot.app.post_message(events.Paste(str(path)))
        await press(pilot, "enter")
        text = path.read_text()
        assert path.stat().st_mode & 0o777 == 0o600
        assert "My brother" not in text
        assert "Took money from the tin." in text
        assert "The letter" not in text
        await press(pilot, "end", "space", "g")
        await press(pilot, *["backspace"] * len("~/step-4.txt"))
        pilot.app.post_message(events.Paste(str(path)))
        await press(pilot, "enter", "n")
        assert path.read_text() == text
        await press(pilot, "g", *["backspace"] * len("~/step-4.txt"))
        pilot.app.post_message(events.Paste(str(path)))
        await press(pilot, "enter", "y")
        assert "The letter" in path.read_text()


# ── Steps ────────────────────────────────────────────────────────────────────────────────


async def test_what_a_sponsor_asked_is_opened_from_the_step(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3", "enter", "end", "enter"):
        assert isinstance(app.screen, AssignmentScreen)
        assert "The table of fears" in screen_text(app)


async def test_earlier_steps_are_caught_up_with(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "C") as pilot:
        await press(pilot, "s")
        from sponsorterm.services.steps.progress import steps

        assert [view.state for view in steps(app.session)[:5]] == ["done"] * 4 + ["not_started"]
