"""Sheets: rows as records, what is owed listed once, handing in, another look, again."""

from __future__ import annotations

import pytest

from sponsorterm.program import UnknownKey
from sponsorterm.records.kinds import Amends, Row, SignOff
from sponsorterm.services.entries.drafts import list_drafts, save_draft
from sponsorterm.services.entries.filing import delete
from sponsorterm.services.entries.reading import shown
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import talk
from sponsorterm.services.steps import rows, sign_offs
from sponsorterm.services.steps.amends import ledger
from sponsorterm.services.steps.giving import last_days, on_offer
from sponsorterm.services.steps.handing_in import give, held_rows, prepare_gift
from sponsorterm.services.steps.progress import new_round
from sponsorterm.services.steps.sheets import mark, sheet, sheets, undo
from sponsorterm.services.steps.step_page import step_page
from tests.services.conftest import Pair, Wrist


def write(session: Session, key: str, **cells: object) -> str:
    draft = rows.new_row(session, sheet(session, key))
    for field, value in cells.items():
        draft.answers.set(f"cells.{field}" if key != "step_8" else field, value)
    rows.keep_row(session, draft)
    return draft.record


def submit(pair: Pair, key: str, held: set[str] | None = None) -> None:
    view = sheet(pair.sam, key)
    give(pair.sam, prepare_gift(pair.sam, view, pair.to_maria, "full", held or (), submit=True))
    pair.carry()


def received(pair: Pair, kind: str) -> list[object]:
    return [e.body for e in pair.maria.store.entries(space=pair.to_sam.record, kinds={kind})]


# ── Rows ─────────────────────────────────────────────────────────────────────────────────


def test_a_sheet_is_not_begun_then_a_draft(sam: Session) -> None:
    assert sheet(sam, "resentments").state == "not_started"
    write(sam, "resentments", who="My brother")
    view = sheet(sam, "resentments")
    assert view.state == "draft"
    assert [row.body.cells["who"] for row in view.rows if isinstance(row.body, Row)] == [
        "My brother"
    ]
    assert [each.key for each in sheets(sam, 4)][:2] == ["resentments", "fears"]


def test_an_unanswered_cell_is_absent_and_an_empty_row_is_not_kept(sam: Session) -> None:
    write(sam, "fears")
    assert sheet(sam, "fears").rows == ()
    write(sam, "fears", fear="The dark")
    [row] = sheet(sam, "fears").rows
    assert isinstance(row.body, Row)
    assert set(row.body.cells) == {"fear"}


def test_a_row_half_written_is_a_draft_that_survives(sam: Session) -> None:
    draft = rows.new_row(sam, sheet(sam, "fears"))
    draft.answers.set("cells.fear", "Being al")
    save_draft(sam, draft)
    view = sheet(sam, "fears")
    [found] = rows.begun_rows(sam, view)
    assert list_drafts(sam) == [], "it is no entry of a day"
    assert found.answers.get("cells.fear") == "Being al"
    rows.keep_row(sam, found)
    assert rows.begun_rows(sam, sheet(sam, "fears")) == list_drafts(sam, work=True) == []
    [row] = sheet(sam, "fears").rows
    again = rows.row_draft(sam, view, row)
    again.answers.set("cells.fear", "Being alone")
    save_draft(sam, again)
    assert rows.row_draft(sam, view, row).answers.get("cells.fear") == "Being alone"


def test_rows_are_moved_deleted_and_brought_back(sam: Session) -> None:
    names = [write(sam, "fears", fear=text) for text in ("one", "two", "three")]
    rows.move_row(sam, sheet(sam, "fears"), names[2], -1)
    assert [row.record for row in sheet(sam, "fears").rows] == [names[0], names[2], names[1]]
    rows.move_row(sam, sheet(sam, "fears"), names[0], -1)
    row = sheet(sam, "fears").row(names[2])
    assert row is not None
    rows.remove_row(sam, row)
    assert [row.record for row in sheet(sam, "fears").rows] == [names[0], names[1]]
    rows.bring_back(sam, names[2])
    assert [row.record for row in sheet(sam, "fears").rows] == [names[0], names[2], names[1]]


def test_a_new_round_begins_with_an_empty_sheet(sam: Session) -> None:
    write(sam, "fears", fear="one")
    new_round(sam)
    assert sheet(sam, "fears").rows == ()
    write(sam, "fears", fear="two")
    assert len(sheet(sam, "fears").rows) == len(sheet(sam, "fears", round=1).rows) == 1


def test_what_is_not_there(sam: Session) -> None:
    with pytest.raises(UnknownKey):
        sheet(sam, "nope")
    with pytest.raises(ServiceError):
        rows.new_row(sam, sheet(sam, "step_1"))


# ── Amends ───────────────────────────────────────────────────────────────────────────────


def test_a_row_that_owes_something_lists_one_person_once(sam: Session) -> None:
    record = write(sam, "harms", who="J.", did="Took money.", owed="yes")
    [owed] = ledger(sam)
    assert (owed.body.person, owed.body.harm, owed.body.row_id) == ("J.", "Took money.", record)
    for _ in range(2):
        view = sheet(sam, "harms")
        draft = rows.row_draft(sam, view, view.rows[0])
        draft.answers.set("cells.effect", "They stopped trusting me.")
        rows.keep_row(sam, draft)
    assert len(ledger(sam)) == 1
    [row] = sheet(sam, "harms").rows
    assert isinstance(row.body, Row)
    assert row.body.amends_id == owed.record


def test_one_taken_off_the_list_does_not_come_back(sam: Session) -> None:
    write(sam, "harms", who="J.", owed="yes")
    delete(sam, ledger(sam)[0].record)
    view = sheet(sam, "harms")
    rows.keep_row(sam, rows.row_draft(sam, view, view.rows[0]))
    assert ledger(sam) == []


@pytest.mark.parametrize("answer", [None, "no"])
def test_nothing_owed_lists_nobody(sam: Session, answer: str | None) -> None:
    write(sam, "harms", who="J.", owed=answer)
    assert ledger(sam) == []


def test_the_sheets_of_steps_eight_and_nine_are_the_ledger(sam: Session, clock: Wrist) -> None:
    write(sam, "harms", who="J.", owed="yes")
    clock.pass_(minutes=1)
    write(sam, "step_8", person="K.", willing="maybe")
    bodies = [row.body for row in sheet(sam, "step_9").rows]
    assert [body.person for body in bodies if isinstance(body, Amends)] == ["J.", "K."]
    with pytest.raises(ServiceError):
        rows.move_row(sam, sheet(sam, "step_8"), ledger(sam)[0].record, 1)


# ── States ───────────────────────────────────────────────────────────────────────────────


def test_a_sheet_is_done_in_one_of_three_ways_and_undone(sam: Session) -> None:
    mark(sam, sheet(sam, "step_1"), "done", "paper")
    view = sheet(sam, "step_1")
    assert (view.state, view.body.method, view.body.done_on) == ("done", "paper", sam.today)
    undo(sam, view)
    assert sheet(sam, "step_1").state in ("not_started", "draft")
    with pytest.raises(ServiceError):
        undo(sam, sheet(sam, "step_1"))


def test_a_sponsor_never_reads_a_draft(pair: Pair) -> None:
    write(pair.sam, "fears", fear="one")
    mark(pair.sam, sheet(pair.sam, "fears"), "draft")
    assert on_offer(pair.sam, pair.to_maria, "full", last_days(pair.sam.today)) == []
    pair.carry()
    assert received(pair, "worksheet") == received(pair, "worksheet_row") == []


def test_handing_in_gives_the_very_bytes_that_were_shown(pair: Pair) -> None:
    write(pair.sam, "fears", fear="one", why="two")
    gift = prepare_gift(pair.sam, sheet(pair.sam, "fears"), pair.to_maria, "full", submit=True)
    assert give(pair.sam, gift) == ("Maria",)
    pair.carry()
    have = {payload for _id, payload in pair.maria.store.everything(pair.to_sam.record)}
    assert {copy.payload for copy in gift.copies} == have
    assert sheet(pair.sam, "fears").state == "submitted"


def test_rows_held_back_stay_here_and_stay_held_back(pair: Pair) -> None:
    first, second = (write(pair.sam, "fears", fear=text) for text in ("one", "two"))
    submit(pair, "fears", {second})
    assert len(received(pair, "worksheet_row")) == 1
    pair.clock.pass_(minutes=1)
    third = write(pair.sam, "fears", fear="three")
    assert held_rows(pair.sam, sheet(pair.sam, "fears"), pair.to_maria) == {second}
    submit(pair, "fears", {first, third})
    assert [row.cells for row in received(pair, "worksheet_row")] == [{"fear": "two"}]  # type: ignore[attr-defined]


def test_at_numbers_rows_are_counted_and_no_word_goes(pair: Pair) -> None:
    write(pair.sam, "fears", fear="Heights")
    gift = prepare_gift(pair.sam, sheet(pair.sam, "fears"), pair.to_maria, "numbers", submit=True)
    assert len(gift.copies) == 2
    assert not any(b"Heights" in copy.payload for copy in gift.copies)


def test_another_look_with_words_at_a_row_then_handed_in_again(pair: Pair) -> None:
    write(pair.sam, "fears", fear="one")
    submit(pair, "fears")
    [theirs] = pair.maria.store.entries(space=pair.to_sam.record, kinds={"worksheet"})
    [row] = pair.maria.store.entries(space=pair.to_sam.record, kinds={"worksheet_row"})
    link = pair.to_sam
    talk.comment(pair.maria, link.record, row, "What lies under it?", row="cells.why")
    talk.comment(pair.maria, link.record, theirs, "This one too.", row=row.record)
    sign_offs.sign_off(pair.maria, link, theirs, SignOff(state="another_look", text="Nearly."))
    pair.carry()
    view = sheet(pair.sam, "fears")
    assert view.state == "another_look"
    assert [said.text for said in view.said] == ["Nearly."]
    assert {(said.text, said.field) for said in view.rows[0].said} == {
        ("What lies under it?", "cells.why"),
        ("This one too.", ""),
    }
    submit(pair, "fears")
    assert sheet(pair.sam, "fears").state == "submitted"
    [theirs] = pair.maria.store.entries(space=pair.to_sam.record, kinds={"worksheet"})
    pair.clock.pass_(minutes=1)
    sign_offs.sign_off(pair.maria, link, theirs, SignOff(state="reviewed"))
    pair.carry()
    assert sheet(pair.sam, "fears").state == "reviewed"
    trail = step_page(pair.sam, 4).trail
    assert [signed.state for signed in trail] == ["reviewed", "another_look"]


def test_a_change_after_handing_in_goes_nowhere_by_itself(pair: Pair) -> None:
    write(pair.sam, "fears", fear="one")
    submit(pair, "fears")
    pair.clock.pass_(minutes=1)
    view = sheet(pair.sam, "fears")
    assert not view.changed
    draft = rows.row_draft(pair.sam, view, view.rows[0])
    draft.answers.set("cells.why", "Not for her yet.")
    rows.keep_row(pair.sam, draft)
    pair.carry()
    assert [row.cells for row in received(pair, "worksheet_row")] == [{"fear": "one"}]  # type: ignore[attr-defined]
    assert sheet(pair.sam, "fears").changed


def test_a_row_deleted_is_taken_back(pair: Pair) -> None:
    write(pair.sam, "fears", fear="one")
    submit(pair, "fears")
    rows.remove_row(pair.sam, sheet(pair.sam, "fears").rows[0])
    pair.carry()
    assert received(pair, "worksheet_row") == []


def test_a_row_is_read_in_the_words_of_its_sheet(pair: Pair) -> None:
    write(pair.sam, "resentments", who="My boss", part=["afraid"], let_go="no")
    submit(pair, "resentments")
    [row] = pair.maria.store.entries(space=pair.to_sam.record, kinds={"worksheet_row"})
    said = {
        line.label: line.value for line in shown(pair.maria.pack, pair.maria.store.revision(row.id))
    }
    assert said == {
        "Whom or what do I resent?": "My boss",
        "Where was I at fault?": "Was afraid",
        "Have I let it go?": "no",
    }
