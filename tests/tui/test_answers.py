from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from sponsorterm.program import Choice
from sponsorterm.tui.marks import ASCII, UNICODE, Marks
from sponsorterm.tui.widgets.answers import AnswerWidget, Flags, Pick, Scale, Tick, YesNo
from sponsorterm.tui.widgets.fields import TextField
from tests.tui.stage import Stage

pytestmark = pytest.mark.anyio

THREE = [Choice("no", "No"), Choice("yes", "Yes"), Choice("call", "On a call")]
MANY = [Choice(f"k{n}", f"Feeling {n}") for n in range(12)]


class Asking(Stage):
    def __init__(self, widget: AnswerWidget, marks: Marks = UNICODE) -> None:
        super().__init__(widget, marks)
        self.answer = widget
        self.heard: list[Any] = []

    def on_answer_widget_answered(self, event: AnswerWidget.Answered) -> None:
        self.heard.append(event.widget.value)


@asynccontextmanager
async def asked(
    widget: AnswerWidget, *keys: str, width: int = 80
) -> AsyncIterator[tuple[Asking, Pilot[None]]]:
    app = Asking(widget)
    async with app.run_test(size=(width, 20)) as pilot:
        await pilot.press(*keys)
        yield app, pilot


async def test_nothing_is_chosen_before_somebody_chooses() -> None:
    for widget in (Scale(0, 10, "", ""), YesNo(), Pick(THREE), Tick(MANY), Flags(THREE)):
        async with asked(widget, "up", "down") as (app, _):
            assert widget.value is None
            assert app.heard == []


@pytest.mark.parametrize(
    ("keys", "value"),
    [("7", 7), ("0", 0), ("10", 10), ("1", 1), ("100", 0), ("72", 2)],
)
async def test_a_scale_is_set_by_typing_the_number(keys: str, value: int) -> None:
    async with asked(Scale(0, 10, "none", "much"), *keys) as (app, _):
        assert app.answer.value == value
        assert f"[{value}]" in app.text


async def test_a_scale_knows_its_ends() -> None:
    async with asked(Scale(1, 5, "very hard", "very good"), "9", "0") as (app, pilot):
        assert app.answer.value is None
        await pilot.press("right", "left", "left")
        assert app.answer.value == 1
        await pilot.press(*["right"] * 9)
        assert app.answer.value == 5
        assert "1 very hard, 5 very good" in app.text
        await pilot.press("backspace")
        assert app.answer.value is None


async def test_a_scale_to_ten_fits_a_narrow_screen_with_every_number() -> None:
    for width in (34, 36, 40, 80):
        async with asked(Scale(0, 10, "", ""), "3", width=width) as (app, _):
            numbers = re.findall(r"\d+", app.text.split("\n")[0])
            assert numbers == [str(number) for number in range(11)]


async def test_a_click_on_a_number_sets_it() -> None:
    async with asked(Scale(0, 10, "", "")) as (app, pilot):
        for number in (0, 4, 10):
            place = app.text.split("\n")[0].index(str(number))
            await pilot.click(Scale, offset=(place, 0))
            assert app.answer.value == number


async def test_yes_no_and_open_again() -> None:
    async with asked(YesNo(), "y", "n", "space", "space", "space") as (app, pilot):
        assert app.heard == ["yes", "no", None, "yes", "no"]
        assert "● no" in app.text
        await pilot.press("delete")
        assert app.answer.value is None
        assert "●" not in app.text


async def test_one_of_several_by_number_or_cursor_and_back() -> None:
    async with asked(Pick(THREE), "3") as (app, pilot):
        assert app.answer.value == "call"
        await pilot.press("3")
        assert app.answer.value is None
        await pilot.press("up", "space")
        assert app.answer.value == "yes"
        assert "● 2 Yes" in app.text


async def test_several_in_the_order_they_are_listed_and_no_more_than_may_be() -> None:
    async with asked(Tick(MANY, most=2), "3", "1", "2") as (app, pilot):
        assert app.answer.value == ["k0", "k2"]
        await pilot.press("1", "3")
        assert app.answer.value is None


async def test_ticks_stand_in_columns_where_there_is_room_and_in_one_where_not() -> None:
    async with asked(Tick(MANY), width=80) as (app, pilot):
        await pilot.press("right", "space", "down", "space")
        assert app.answer.value == ["k1", "k5"]
        assert app.answer.size.height == 3
    async with asked(Tick(MANY), width=36) as (app, pilot):
        await pilot.press("down", "space")
        assert app.answer.value == ["k1"]


async def test_a_tick_this_programme_does_not_list_is_kept() -> None:
    async with asked(Tick(MANY, ["elsewhere"]), "1") as (app, _):
        assert app.answer.value == ["k0", "elsewhere"]


async def test_each_flag_is_yes_no_or_open() -> None:
    async with asked(Flags(THREE), "y", "down", "n", "down", "space") as (app, pilot):
        assert app.answer.value == {"no": True, "yes": False, "call": True}
        assert "Yes: no" in app.text
        await pilot.press("space", "space", "backspace")
        assert app.answer.value is None


async def test_ascii_marks_have_no_other_character() -> None:
    for widget in (YesNo("yes"), Pick(THREE, "no"), Tick(MANY, ["k1"]), Flags(THREE, {"no": True})):
        app = Asking(widget, ASCII)
        async with app.run_test():
            assert app.text.isascii()


async def test_a_text_field_taken_away_may_still_be_asked_to_draw() -> None:
    field = TextField("A line.")
    async with Stage(field).run_test(size=(20, 4)):
        await field.remove()
        assert [strip.text.strip() for strip in field.render_lines(Region(0, 0, 9, 2))] == ["", ""]
