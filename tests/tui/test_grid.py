from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.strip import Strip

from sponsorterm.tui.widgets.grid import Grid, GridColumn, GridRow, in_sight, shared_out
from tests.tui.stage import Stage

COLUMNS = [GridColumn("who"), GridColumn("what"), GridColumn("when", brief=True), GridColumn("why")]
ROWS = [GridRow(str(n), (f"who {n}", f"what {n}", "", f"why {n}")) for n in range(200)]

columns = st.lists(st.builds(GridColumn, st.just("x"), st.booleans()), min_size=1, max_size=9)


@given(columns, st.integers(0, 8), st.integers(20, 160))
def test_the_first_column_and_the_one_at_the_cursor_are_always_in_sight(
    some: list[GridColumn], at: int, room: int
) -> None:
    at = min(at, len(some) - 1)
    chosen = in_sight(some, at, room)
    assert {0, at} <= set(chosen)
    assert chosen == sorted(set(chosen))
    widths = shared_out(some, chosen, room)
    assert min(widths) >= 1
    if len(chosen) > 2:
        assert sum(some[i].least for i in chosen) + 2 * (len(chosen) - 1) <= room
        assert sum(widths) + 2 * (len(widths) - 1) <= room


class Counted(Grid):
    """Counts the lines it is asked to lay out."""

    lines = 0

    def render_line(self, y: int) -> Strip:
        self.lines += 1
        return super().render_line(y)


async def moved(size: tuple[int, int], *keys: str) -> tuple[Counted, list[int]]:
    grid = Counted(COLUMNS)
    app, counts = Stage(grid), []
    async with app.run_test(size=size) as pilot:
        grid.show(ROWS)
        grid.focus()
        await pilot.pause()
        for key in keys:
            before = grid.lines
            await pilot.press(key)
            await pilot.pause()
            counts.append(grid.lines - before)
    return grid, counts


@pytest.mark.anyio
@pytest.mark.parametrize(("size", "each"), [((100, 24), 2), ((40, 20), 4)])
async def test_a_move_lays_out_the_two_rows_that_changed(size: tuple[int, int], each: int) -> None:
    grid, counts = await moved(size, *["down"] * 4)
    assert grid.row == 4
    assert max(counts) <= each


@pytest.mark.anyio
@pytest.mark.parametrize("key", ["pagedown", "end", "right"])
@pytest.mark.parametrize("size", [(100, 24), (40, 20)])
async def test_no_key_lays_out_more_than_the_screen_has(size: tuple[int, int], key: str) -> None:
    _grid, counts = await moved(size, key, key, key)
    assert max(counts) <= size[1]


@pytest.mark.anyio
async def test_the_end_of_two_hundred_rows_is_in_sight() -> None:
    grid = Grid(COLUMNS)
    app = Stage(grid)
    async with app.run_test(size=(100, 24)) as pilot:
        grid.show(ROWS)
        grid.focus()
        await pilot.press("end")
        await pilot.pause()
        assert "who 199" in app.text
        await pilot.press("home")
        await pilot.pause()
        assert "who 0 " in app.text


@pytest.mark.anyio
async def test_in_the_narrow_a_page_is_one_column_or_one_row() -> None:
    grid = Grid(COLUMNS)
    app = Stage(grid)
    async with app.run_test(size=(40, 12)) as pilot:
        grid.show(ROWS)
        grid.focus()
        await pilot.press("right")
        await pilot.pause()
        assert (grid.row, grid.column) == (0, 1)
        assert "2 of 4" in app.text
        assert "what 0" in app.text
        assert "why" not in app.text
        grid.turn(by_row=True)
        await pilot.press("down", "right")
        await pilot.pause()
        assert (grid.row, grid.column) == (1, 2)
        assert "Row 2" in app.text
        assert "2 of 200" in app.text


@pytest.mark.anyio
async def test_an_empty_table_has_no_cell_to_choose() -> None:
    grid = Grid(COLUMNS)
    app = Stage(grid)
    async with app.run_test(size=(40, 12)) as pilot:
        grid.focus()
        await pilot.press("down", "right", "enter", "end")
        assert (grid.key, grid.row) == ("", 0)


@pytest.mark.anyio
async def test_an_empty_table_is_turned_in_the_narrow() -> None:
    grid = Grid(COLUMNS)
    app = Stage(grid)
    async with app.run_test(size=(40, 20)) as pilot:
        grid.turn(by_row=True)
        await pilot.pause()
        assert "1 of 1" in app.text


@pytest.mark.anyio
async def test_a_click_goes_to_a_cell() -> None:
    grid = Grid(COLUMNS)
    app = Stage(grid)
    async with app.run_test(size=(100, 24)) as pilot:
        grid.show(ROWS)
        await pilot.pause()
        await pilot.click(Grid, offset=(40, 5))
        assert (grid.row, grid.column) == (3, 1)
