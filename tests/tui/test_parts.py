"""Parts of a text: an indent is kept, a row stays one, at whatever width there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from sponsorterm.tui.widgets.parts import Beside, OneRow, Part, hanging, rows, same
from sponsorterm.tui.widgets.plain import Plain, said
from tests.tui.circle import until
from tests.tui.stage import Stage

WORDS = st.lists(st.text("abcäß漢", min_size=1, max_size=30), min_size=1, max_size=12)


@given(words=WORDS, width=st.integers(6, 60), mark=st.sampled_from(["", "! ", "    "]))
def test_what_hangs_keeps_its_words_and_stands_beneath_itself(
    words: list[str], width: int, mark: str
) -> None:
    first, *others = [
        row.plain for row in rows([hanging(said(mark), said(" ".join(words)))], width)
    ]
    indent = " " * len(mark)
    assert first.startswith(mark)
    assert all(row.startswith(indent) and row[len(mark) : len(mark) + 1] != " " for row in others)
    assert all(Content(row).cell_length <= width for row in (first, *others))
    told = "".join(row[len(mark) :] for row in (first, *others))
    assert told.replace(" ", "") == "".join(words)


def test_two_columns_stand_side_by_side_though_one_is_longer() -> None:
    left = [said("Mika"), hanging(said("! "), said("asks for a call"))]
    beside = Beside(left, 10, [said("mood"), said("craving")], gap=2)
    assert [row.plain for row in rows([beside, said("agreed")], 22)] == [
        "Mika        mood",
        "! asks for  craving",
        "  a call    ",
        "agreed",
    ]


def test_a_row_that_is_one_is_cut_where_its_room_ends() -> None:
    assert [row.plain for row in rows([OneRow(said("  Fri, inventory  mood 2"))], 16)] == [
        "  Fri, inventor…"
    ]


@pytest.mark.parametrize(
    "other",
    [
        said("call"),
        OneRow(said("! call")),
        hanging(said("! "), said("a call")),
        hanging(said("! ", "bold"), said("call")),
        Beside([said("! ")], 2, [said("call")], gap=1),
        Beside([said("! ")], 3, [said("call")]),
    ],
)
def test_parts_differ_by_their_words_their_styles_and_their_room(other: Part) -> None:
    part = hanging(said("! "), said("call"))
    assert same([part], [hanging(said("! "), said("call"))])
    assert not same([part], [other])
    assert not same([part], [])


class Drawn(Plain):
    """Counts how often it is rendered."""

    times = 0

    def render(self) -> Content:
        self.times += 1
        return super().render()


@pytest.mark.anyio
async def test_a_text_is_laid_out_anew_in_another_width_and_only_if_it_differs() -> None:
    plain = Drawn()
    app = Stage(plain)
    async with app.run_test(size=(20, 6)) as pilot:
        plain.show(said("Mika"), hanging(said("~ "), said("hungry, angry, lonely or tired")))
        await until(pilot, lambda: app.text.startswith("Mika\n~ hungry, angry,\n  lonely or"))
        assert plain.size.height == 3
        await pilot.resize_terminal(40, 6)
        await until(pilot, lambda: app.text.startswith("Mika\n~ hungry, angry, lonely or tired\n"))
        assert plain.size.height == 2
        before = plain.times
        plain.show(said("Mika"), hanging(said("~ "), said("hungry, angry, lonely or tired")))
        await pilot.pause()
        assert plain.times == before
        plain.show()
        await until(pilot, lambda: not app.text.strip())
