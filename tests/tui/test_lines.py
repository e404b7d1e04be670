from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from sponsorterm.tui.widgets.lines import Column, Line, Lines, fitting, laid_out
from sponsorterm.tui.widgets.plain import said
from tests.tui.stage import Stage

COLUMNS = (Column(4), Column(least=10), Column(6, rank=1), Column(8, rank=2, right=True))


@given(
    width=st.integers(1, 120),
    texts=st.lists(st.text(max_size=30), min_size=4, max_size=4),
)
def test_a_line_is_exactly_as_wide_as_its_list(width: int, texts: list[str]) -> None:
    cells = [said(text.replace("\n", " ").replace("\t", " ")) for text in texts]
    assert laid_out(COLUMNS, cells, width).cell_length == width


def test_columns_go_by_rank_and_the_first_ones_never() -> None:
    assert fitting(COLUMNS, 80) == [0, 1, 2, 3]
    assert fitting(COLUMNS, 30) == [0, 1, 2]
    assert fitting(COLUMNS, 18) == [0, 1]
    assert fitting(COLUMNS, 3) == [0, 1]


def test_of_several_wordings_the_first_that_fits_is_shown() -> None:
    cells = (said("Mika"), (said("asks for a call, today"), said("call asked")))
    columns = (Column(4), Column())
    assert laid_out(columns, cells, 28).plain == "Mika  asks for a call, today"
    assert laid_out(columns, cells, 27).plain == "Mika  call asked           "
    assert laid_out(columns, cells, 16).plain == "Mika  call asked"
    assert laid_out(columns, cells, 15).plain == "Mika  call ask…"


def test_a_snug_column_leaves_its_room_where_it_is_not_needed() -> None:
    columns = (Column(), Column(6, right=True, snug=True))
    text = said("mood 2 · craving 7")
    assert laid_out(columns, (text, said("edited")), 20).plain == "mood 2 · cr…  edited"
    assert laid_out(columns, (text, said("new")), 20).plain == "mood 2 · cravi…  new"
    assert laid_out(columns, (text, said("")), 20).plain == "mood 2 · craving 7  "


class Listing(Stage):
    def __init__(self) -> None:
        super().__init__(Lines())
        self.heard: list[str] = []

    def on_lines_moved(self, event: Lines.Moved) -> None:
        self.heard.append(f"{type(event).__name__} {event.key}")

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        self.on_lines_moved(event)

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)


def line(key: str, *, heading: bool = False) -> Line:
    return Line(key, (Content(key),), heading)


@pytest.mark.anyio
async def test_the_cursor_steps_over_headings_and_stops_at_the_ends() -> None:
    app = Listing()
    async with app.run_test(size=(40, 10)) as pilot:
        app.lines.show(
            [line("May", heading=True), line("a"), line("June", heading=True), line("b")]
        )
        assert app.lines.key == "a"
        await pilot.press("j")
        assert app.lines.key == "b"
        await pilot.press("down", "j")
        assert app.lines.key == "b"
        await pilot.press("k", "up", "k", "enter")
        assert app.lines.key == "a"
        assert app.heard[-1] == "Chosen a"


@pytest.mark.anyio
async def test_the_cursor_stays_on_its_line_when_others_come_and_go() -> None:
    app = Listing()
    async with app.run_test(size=(40, 10)) as pilot:
        app.lines.show([line(key) for key in "abc"])
        await pilot.press("j")
        app.lines.show([line(key) for key in "xyabc"])
        assert app.lines.key == "b"
        app.lines.show([line(key) for key in "ac"])
        assert app.lines.key in "ac"
        app.lines.show([])
        assert app.lines.key == ""
        await pilot.press("j", "k", "enter", "end", "home")


@pytest.mark.anyio
async def test_a_long_list_scrolls_down_and_never_sideways() -> None:
    app = Listing()
    async with app.run_test(size=(20, 5)) as pilot:
        app.lines.show([Line(str(n), (Content(f"{n} " + "wide " * 20),)) for n in range(500)])
        await pilot.press("end")
        await pilot.pause()
        assert app.lines.scroll_offset.y == 495
        assert app.lines.max_scroll_x == 0
        assert "499 wide" in app.lines.render_line(4).text
        await pilot.press("home")
        assert app.lines.key == "0"
