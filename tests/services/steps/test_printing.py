"""Sheets on paper: whole pages, room to write, our own words."""

from __future__ import annotations

import pytest

from sponsorterm.program import builtin, builtin_keys
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.steps import rows
from sponsorterm.services.steps.printing import BREAK, LINES, WIDTH, packed, packet, printed
from sponsorterm.services.steps.sheets import sheet, sheets
from tests.services.conftest import Wrist, make_home


def pages(text: str) -> list[list[str]]:
    return [page.strip("\n").split("\n") for page in text.split(BREAK)]


@pytest.mark.parametrize("pack", builtin_keys())
def test_every_sheet_of_every_programme_fits_its_pages(
    tmp_path_factory: pytest.TempPathFactory, pack: str
) -> None:
    home = make_home(tmp_path_factory.mktemp(pack) / "sam")
    with set_up(home, SetupAnswers("Sam", zone="UTC", pack=pack), Wrist()) as sam:
        for each in builtin(pack).worksheets:
            for page in pages(printed(sam, sheet(sam, each.key), blank=True)):
                assert len(page) <= LINES
                assert max(map(len, page)) <= WIDTH
                assert page[0].startswith(each.title)


def test_an_empty_sheet_has_lines_to_write_on_and_boxes_to_tick(sam: Session) -> None:
    text = printed(sam, sheet(sam, "resentments"), blank=True)
    assert "Whom or what do I resent?" in text
    assert "____" in text
    assert "[ ] Was afraid" in text
    assert "[ ] Yes" in text
    assert "page 1 of " in text
    assert "0  1  2  3" in printed(sam, sheet(sam, "step_6"), blank=True)


def test_what_is_written_stands_there_and_the_rest_has_room(sam: Session) -> None:
    draft = rows.new_row(sam, sheet(sam, "fears"))
    draft.answers.set("cells.fear", "Heights " * 30)
    draft.answers.set("cells.why", "I fell.\nTwice.")
    rows.keep_row(sam, draft)
    text = printed(sam, sheet(sam, "fears"))
    assert "  I fell.\n  Twice.\n" in text
    assert "____" in text
    assert max(len(line) for line in text.splitlines()) <= WIDTH
    assert "Heights" not in printed(sam, sheet(sam, "fears"), blank=True)


def test_a_row_is_not_torn_apart_where_it_fits_on_a_page(sam: Session) -> None:
    for number in range(12):
        draft = rows.new_row(sam, sheet(sam, "fears"))
        draft.answers.set("cells.fear", f"fear {number}")
        rows.keep_row(sam, draft)
    for page in pages(printed(sam, sheet(sam, "fears"))):
        assert page[3].startswith("-- ")


def test_wide_characters_take_two_columns(sam: Session) -> None:
    draft = rows.new_row(sam, sheet(sam, "fears"))
    draft.answers.set("cells.fear", "怖い " * 60)
    rows.keep_row(sam, draft)
    wide = [line for line in printed(sam, sheet(sam, "fears")).splitlines() if "怖" in line]
    assert max(len(line) + line.count("怖") for line in wide) <= WIDTH


def test_a_packet_says_what_is_in_it_and_leaves_out_what_nobody_knows(sam: Session) -> None:
    for key, cell in (("fears", "cells.fear"), ("secrets", "cells.item")):
        draft = rows.new_row(sam, sheet(sam, key))
        draft.answers.set(cell, f"some {key}")
        rows.keep_row(sam, draft)
    found = sheets(sam, 4)
    assert {view.key for view in found} - packed(found) == {"secrets"}
    taken = [view for view in found if view.key in packed(found)]
    first, *others = pages(packet(sam, 4, taken))
    text = packet(sam, 4, taken)
    assert "some fears" in text
    assert "some secrets" not in text
    assert "some secrets" in packet(sam, 4, found)
    assert "some fears" not in packet(sam, 4, found, blank=True)
    for line in first[3:]:
        title, number = line.split(".")[0].split("  ")[0].strip(), int(line.rpartition(" ")[2])
        assert others[number - 2][0].startswith(title)
        assert f"page {number} of {len(others) + 1}" in others[number - 2][0]
