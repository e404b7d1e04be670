from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sponsorterm.cli.columns import cells
from sponsorterm.services.steps.amends import ledger
from tests.cli.conftest import HOSTILE, ONLY_TEXT, Person


def opened(person: Person, key: str) -> dict[str, Any]:
    return dict(json.loads(person.gets("steps", "sheet", key, "--json"))["sheet"])


def write(person: Person, key: str, **fields: str) -> None:
    page = "".join(f"cells.{name} = {json.dumps(value)}\n" for name, value in fields.items())
    person.gets("steps", "write", key, "-", stdin=page)


def test_a_row_is_written_changed_moved_and_deleted(sam: Person) -> None:
    write(sam, "fears", fear="Heights")
    write(sam, "fears", fear="Money")
    sam.gets("steps", "write", "fears", "--row", "1", "-", stdin='cells.fear = "High places"\n')
    sam.gets("steps", "row", "fears", "2", "up")
    fears = [row["body"]["cells"]["fear"] for row in opened(sam, "fears")["rows"]]
    assert fears == ["Money", "High places"]
    sam.gets("steps", "row", "fears", "1", "delete")
    assert len(opened(sam, "fears")["rows"]) == 1
    sam.told("steps", "row", "fears", "2", "up", code=2)


def test_one_column_is_gone_down_row_after_row(sam: Person) -> None:
    write(sam, "fears", fear="Heights")
    write(sam, "fears", fear="Money")
    sam.gets("steps", "write", "fears", "--column", "why", stdin="I fell once.\nNever had any.\n")
    found = [row["body"]["cells"] for row in opened(sam, "fears")["rows"]]
    assert found == [
        {"fear": "Heights", "why": "I fell once."},
        {"fear": "Money", "why": "Never had any."},
    ]
    assert "It has: fear" in sam.told("steps", "write", "fears", "--column", "no", code=2)


def test_pages_are_written_and_an_unanswered_one_stays_absent(sam: Person) -> None:
    sam.gets("steps", "write", "step_1", "-", stdin='answers.grew = "Slowly."\n')
    sheet = opened(sam, "step_1")
    assert (sheet["answers"], sheet["state"]) == ({"grew": "Slowly."}, "draft")
    assert "Slowly." in sam.gets("steps", "sheet", "step_1")


def test_a_sheet_with_both_has_pages_beside_its_table(sam: Person) -> None:
    sam.gets("steps", "write", "step_7", "--pages", "-", stdin='answers.asking = "Quietly."\n')
    write(sam, "step_7", situation="At work")
    sheet = opened(sam, "step_7")
    assert (sheet["answers"], sheet["count"]) == ({"asking": "Quietly."}, 1)


def test_what_is_owed_comes_to_the_amends(sam: Person) -> None:
    write(sam, "harms", who="J.", owed="yes")
    with sam.session() as session:
        assert [owed.body.person for owed in ledger(session)] == ["J."]


def test_a_sheet_is_handed_in_after_a_look_and_answered(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    write(sam, "fears", fear="Heights")
    write(sam, "fears", fear="Money")
    result = sam.types("steps", "submit", "fears", "--hold", "2", "--yes", "--sync")
    assert result.exit_code == 0, result.output
    assert "Heights" in result.stderr
    assert "Money" not in result.stderr
    assert "1 row stays here" in result.stderr
    maria.gets("sync")
    rows = json.loads(maria.gets("list", "--of", "Sam", "--kind", "worksheet_row", "--json"))
    [name] = [entry["name"] for entry in rows["entries"]]
    maria.gets("reply", name, "--sync", stdin="What is under it?")
    sam.gets("sync")
    shown = sam.gets("steps", "sheet", "fears")
    assert "handed in" in shown
    assert "Maria: What is under it?" in shown


def test_nothing_is_given_without_a_yes(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    write(sam, "fears", fear="Heights")
    assert sam.types("steps", "submit", "fears").exit_code == 6
    assert opened(sam, "fears")["state"] == "draft"


def test_there_is_nobody_to_hand_it_to(sam: Person) -> None:
    write(sam, "fears", fear="Heights")
    sam.told("steps", "submit", "fears", "--yes", code=2)


def test_a_sheet_is_done_and_opened_again(sam: Person) -> None:
    assert "done, on paper" in sam.gets("steps", "finish", "fears", "--how", "paper")
    assert "done, on paper" in sam.gets("steps", "sheets", "4")
    sam.gets("steps", "reopen", "fears")
    assert opened(sam, "fears")["state"] != "done"
    sam.told("steps", "reopen", "fears", code=1)


@pytest.mark.parametrize("key", ["nope", "amends"])
def test_a_sheet_that_is_not_there(sam: Person, key: str) -> None:
    for words in (["sheet", key], ["write", key, "-"], ["print", key], ["finish", key]):
        sam.told("steps", *words, code=2)


def test_the_sheets_of_a_step_stand_below_its_tasks(sam: Person) -> None:
    write(sam, "fears", fear="Heights")
    shown = sam.gets("steps", "show", "4")
    assert shown.index("table of fears") < shown.index("Sheets") < shown.index("draft")
    step = json.loads(sam.gets("steps", "show", "4", "--json"))["step"]
    assert {"key": "fears", "state": "draft"} in step["sheets"]


def test_earlier_steps_in_one_pass_and_the_rounds(sam: Person) -> None:
    assert "3 steps are marked" in sam.gets("steps", "catch-up", "3", "--how", "spoken")
    sam.gets("steps", "start", "4")
    assert "Round 1, since 2026-11-20: 3 of 12" in sam.gets("steps", "rounds")
    sam.gets("steps", "round")
    assert len(json.loads(sam.gets("steps", "rounds", "--json"))["rounds"]) == 2


def test_hostile_rows_are_only_text(sam: Person) -> None:
    with sam.session() as session:
        from sponsorterm.services.steps import rows
        from sponsorterm.services.steps.sheets import sheet

        draft = rows.new_row(session, sheet(session, "fears"))
        draft.answers.set("cells.fear", HOSTILE)
        rows.keep_row(session, draft)
    for words in (["sheet", "fears"], ["print", "fears"]):
        shown = sam.but(columns=200).gets("steps", *words)
        assert not set(shown) & set("\x1b\x07\x9b\u202e")
        assert ONLY_TEXT[:20] in shown


@pytest.mark.parametrize("columns", [36, 80])
def test_all_of_it_fits(sam: Person, columns: int) -> None:
    write(sam, "fears", fear="Heights, and every other thing one can fall from " * 3)
    here = sam.but(columns=columns)
    for words in (["sheets"], ["sheet", "fears"], ["show", "4"]):
        assert max(map(cells, here.gets("steps", *words).splitlines())) <= columns


def test_the_sheets_of_a_step_are_one_document(sam: Person, tmp_path: Path) -> None:
    write(sam, "fears", fear="Heights")
    write(sam, "secrets", item="The letter")
    whole = sam.gets("steps", "print", "4")
    assert "Heights" in whole
    assert "The letter" not in whole
    path = tmp_path / "four.txt"
    chosen = ("--sheet", "secrets", "--sheet", "fears", "--to", str(path))
    sam.told("steps", "print", "4", *chosen, code=6)
    assert not path.exists()
    sam.gets("--yes", "steps", "print", "4", *chosen)
    assert "The letter" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "step_3" in sam.told("steps", "print", "3", "--sheet", "secrets", code=2)
