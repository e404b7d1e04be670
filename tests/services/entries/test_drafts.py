"""Drafts: what was typed is there again, at the same place, and is filed only once."""

from __future__ import annotations

from datetime import timedelta

from sponsorterm.records.kinds import Inventory
from sponsorterm.services.entries.drafts import (
    Sharing,
    discard_draft,
    edit_draft,
    list_drafts,
    open_draft,
    save_draft,
)
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.home.session import Session


def test_a_draft_resumes_at_the_same_field_with_the_same_text(sam: Session) -> None:
    draft = open_draft(sam, "nightly_full", sam.today)
    draft.answers.set("mood", 2)
    draft.answers.set("answers.fear.text", "half a sen")
    draft.field, draft.page = "answers.fear.text", 2
    draft.sharing = {"0" * 32: Sharing("full", ("answers.fear",))}
    save_draft(sam, draft)
    again = open_draft(sam, "nightly_full", sam.today)
    assert again.answers.values == {"mood": 2, "answers": {"fear": {"text": "half a sen"}}}
    assert (again.field, again.page, again.record) == (draft.field, 2, draft.record)
    assert again.sharing == draft.sharing


def test_each_form_and_day_has_its_own_draft(sam: Session) -> None:
    for form in ("nightly_quick", "nightly_full"):
        for day in (sam.today, sam.today - timedelta(days=1)):
            draft = open_draft(sam, form, day)
            draft.answers.set("mood", 3)
            save_draft(sam, draft)
    assert len(list_drafts(sam)) == 4


def test_opening_the_form_of_a_filed_day_edits_its_entry(sam: Session) -> None:
    draft = open_draft(sam, "nightly_quick", sam.today)
    draft.answers.set("mood", 3)
    body = draft.answers.body(sam.pack)
    file(sam, prepare(sam, body, record=draft.record, sharing={}))
    again = open_draft(sam, "nightly_quick", sam.today)
    assert again.edits
    assert again.record == draft.record
    assert again.answers.get("mood") == 3


def test_filing_the_same_draft_twice_makes_one_entry(sam: Session) -> None:
    draft = open_draft(sam, "nightly_quick", sam.today)
    draft.answers.set("mood", 4)
    for _ in range(2):
        body = draft.answers.body(sam.pack)
        file(sam, prepare(sam, body, record=draft.record, sharing={}))
    (entry,) = sam.store.entries(kinds={Inventory.KIND})
    assert entry.heads == 1


def test_check_ins_add_up(sam: Session) -> None:
    first = open_draft(sam, "checkin", sam.today)
    first.answers.set("mood", 4)
    file(sam, prepare(sam, first.answers.body(sam.pack), record=first.record, sharing={}))
    assert open_draft(sam, "checkin", sam.today).record != first.record


def test_a_damaged_draft_is_set_aside_not_lost(sam: Session) -> None:
    draft = open_draft(sam, "nightly_quick", sam.today)
    save_draft(sam, draft)
    (path,) = sam.home.drafts.iterdir()
    path.write_bytes(b"mood = = 3")
    assert list_drafts(sam) == []
    kept = [p for p in sam.home.quarantine.iterdir() if p.read_bytes() == b"mood = = 3"]
    assert len(kept) == 1
    assert open_draft(sam, "nightly_quick", sam.today).answers.values == {}


def test_an_edit_begun_and_left_does_not_touch_the_entry(sam: Session) -> None:
    revision = sam.save(Inventory(period="nightly", mode="full", mood=3))
    (entry,) = sam.store.entries(kinds={Inventory.KIND})
    draft = edit_draft(sam, entry)
    draft.answers.set("mood", 5)
    save_draft(sam, draft)
    (same,) = sam.store.entries(kinds={Inventory.KIND})
    assert same.id == revision.id
    discard_draft(sam, draft)
    assert edit_draft(sam, entry).answers.get("mood") == 3
