"""Threads, comments and read marks between two homes."""

from __future__ import annotations

import pytest

from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import Inventory
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import talk
from tests.services.conftest import Pair


def test_a_thread_goes_back_and_forth(pair: Pair) -> None:
    talk.write_note(pair.maria, pair.to_sam.record, subject="Thursday", body="call at six?")
    pair.clock.pass_(minutes=1)
    pair.carry()
    (seen_by_sam,) = talk.threads(pair.sam)
    assert (seen_by_sam.subject, seen_by_sam.unread, seen_by_sam.name) == ("Thursday", 1, "Maria")
    talk.reply(pair.sam, seen_by_sam, "six is good")
    pair.clock.pass_(minutes=1)
    pair.carry()
    (thread,) = talk.threads(pair.maria)
    assert [block.text for block in thread.blocks] == ["call at six?", "six is good"]
    assert [block.mine for block in thread.blocks] == [True, False]
    assert thread.id == seen_by_sam.id


def test_only_ones_own_blocks_can_be_changed(pair: Pair) -> None:
    talk.write_note(pair.maria, pair.to_sam.record, body="mine")
    pair.carry()
    (theirs,) = talk.threads(pair.sam)[0].blocks
    with pytest.raises(UnknownEntry, match="wrote"):
        talk.edit_note(pair.sam, theirs, "not yours")
    (mine,) = talk.threads(pair.maria)[0].blocks
    pair.clock.pass_(minutes=1)
    talk.edit_note(pair.maria, mine, "mine, mended")
    pair.carry()
    (changed,) = talk.threads(pair.sam)[0].blocks
    assert changed.text == "mine, mended"
    assert changed.unread, "a changed block is new again"


def test_read_marks_end_the_waiting_until_the_next_revision(pair: Pair) -> None:
    talk.write_note(pair.maria, pair.to_sam.record, body="hello")
    pair.carry()
    (waiting,) = talk.unread(pair.sam)
    talk.mark_seen(pair.sam, pair.to_maria.record, [waiting])
    assert talk.unread(pair.sam) == []


def test_a_comment_is_read_beside_the_entry_on_both_sides(pair: Pair) -> None:
    sharing = {pair.to_maria.record: Sharing("full")}
    body = Inventory(period="nightly", mode="quick", mood=2)
    file(pair.sam, prepare(pair.sam, body, sharing=sharing))
    pair.carry()
    link = pair.to_sam.record
    (theirs,) = pair.maria.store.entries(space=link, kinds={"inventory"})
    talk.comment(pair.maria, link, theirs, "thank you for telling me")
    pair.carry()
    (mine,) = pair.sam.store.entries(kinds={"inventory"})
    assert [(c.name, c.text) for c in talk.comments_on(pair.sam, mine)] == [
        ("Maria", "thank you for telling me")
    ]
    assert [c.mine for c in talk.comments_on(pair.maria, theirs)] == [True]


def test_a_private_page_stays_private(pair: Pair) -> None:
    talk.write_note(pair.sam, None, subject="Only here", body="a secret")
    pair.carry()
    assert talk.threads(pair.maria) == []
    (page,) = talk.threads(pair.sam)
    assert page.link is None


def test_pinned_threads_stand_on_top(sam: Session) -> None:
    talk.write_note(sam, None, subject="old")
    talk.write_note(sam, None, subject="new")
    old = next(thread for thread in talk.threads(sam) if thread.subject == "old")
    talk.pin(sam, old.blocks[0], on=True)
    assert talk.threads(sam)[0].subject == "old"


def test_the_agenda_gathers_both_sides_and_is_ticked_off(pair: Pair) -> None:
    talk.write_note(pair.sam, pair.to_maria.record, subject="how to list family", agenda=True)
    pair.carry()
    assert [b.entry.body.subject for b in talk.agenda(pair.maria)] == ["how to list family"]  # type: ignore[attr-defined]
    (point,) = talk.agenda(pair.sam)
    talk.put_on_agenda(pair.sam, point, on=False)
    assert talk.agenda(pair.sam) == []


def test_a_text_over_the_limit_is_refused_and_nothing_is_kept(pair: Pair) -> None:
    with pytest.raises(BadRecord, match="10000"):
        talk.write_note(pair.sam, pair.to_maria.record, body="x" * 10_001)
    assert talk.threads(pair.sam) == []


def test_an_entry_for_the_next_call_is_a_point_and_no_word_of_it(pair: Pair) -> None:
    revision = pair.sam.save(Inventory(period="nightly", mode="full", done_well="a secret"))
    (entry,) = pair.sam.store.entries(record=revision.header.record)
    talk.for_next_call(pair.sam, pair.to_maria.record, entry, "Inventory of Fri 20 Nov")
    pair.carry()
    (point,) = talk.agenda(pair.maria)
    assert point.text == "Inventory of Fri 20 Nov"
    received = pair.maria.store.everything(pair.to_sam.record)
    assert all(b"a secret" not in payload for _, payload in received)
