"""Filing: the preview is the copy, what is held back stays, and nothing else leaves."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sponsorterm.records.entry import MINE
from sponsorterm.records.kinds import Answer, Inventory, Note, SharedCopy
from sponsorterm.rules.sharing import UnknownAnswer
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import (
    ask_for_call,
    default_sharing,
    delete,
    file,
    prepare,
    share,
    shares,
)
from sponsorterm.services.home.session import Session
from tests.services.conftest import Pair, Wrist

SECRET = "heron-under-the-bridge"


def inventory(**answers: object) -> Inventory:
    return Inventory(period="nightly", mode="full", **answers)  # type: ignore[arg-type]


def everything(session: Session) -> bytes:
    """All bytes at rest of one person."""
    roots = {session.home.data, session.home.state}
    return b"".join(
        p.read_bytes() for r in roots for p in sorted(Path(r).rglob("*")) if p.is_file()
    )


def received(pair: Pair) -> list[bytes]:
    entries = pair.maria.store.entries(space=pair.to_sam.record, withdrawn=True)
    return [pair.maria.store.revision(entry.id).payload for entry in entries]


def test_what_arrives_is_byte_for_byte_the_preview_and_nothing_else(pair: Pair) -> None:
    body = inventory(
        mood=2, done_well="swam", better=SECRET, answers={"fear": Answer(value="yes", text="bills")}
    )
    sharing = {pair.to_maria.record: Sharing("full", ("better",))}
    prepared = prepare(pair.sam, body, sharing=sharing)
    file(pair.sam, prepared)
    pair.carry()
    assert received(pair) == [prepared.copies[0].payload]
    assert b"swam" in prepared.copies[0].payload
    at_maria = everything(pair.maria)
    assert SECRET.encode() not in at_maria
    assert prepared.revision.record.encode() not in at_maria
    assert pair.sam.store.device.encode() not in at_maria


def test_numbers_only_gives_no_words_and_no_moment(pair: Pair) -> None:
    prepared = prepare(
        pair.sam,
        inventory(mood=4, craving=1, done_well=SECRET),
        sharing={pair.to_maria.record: Sharing("numbers")},
    )
    payload = prepared.copies[0].payload
    assert b"mood = 4" in payload
    assert SECRET.encode() not in payload
    assert b"\nat = " not in payload


def test_private_gives_nothing_at_all(pair: Pair) -> None:
    prepared = prepare(
        pair.sam, inventory(mood=4), sharing={pair.to_maria.record: Sharing("private")}
    )
    assert prepared.copies == ()
    file(pair.sam, prepared)
    assert pair.sam.store.entries(kinds={SharedCopy.KIND}) == []


def test_a_held_answer_that_is_not_there_stops_the_filing(pair: Pair) -> None:
    with pytest.raises(UnknownAnswer):
        prepare(
            pair.sam,
            inventory(mood=4),
            sharing={pair.to_maria.record: Sharing("full", ("answers.fera",))},
        )
    assert pair.sam.store.entries(kinds={Inventory.KIND}) == []


def test_an_unchanged_copy_is_not_given_again(pair: Pair) -> None:
    sharing = {pair.to_maria.record: Sharing("numbers")}
    record = file(pair.sam, prepare(pair.sam, inventory(mood=3), sharing=sharing)).revision.record
    pair.clock.pass_(minutes=5)
    again = prepare(
        pair.sam, inventory(mood=3, better="only for me"), record=record, sharing=sharing
    )
    assert again.copies[0].unchanged
    assert again.records == ()


def test_an_edit_replaces_the_copy_and_keeps_both_revisions(pair: Pair) -> None:
    sharing = {pair.to_maria.record: Sharing("full")}
    record = file(pair.sam, prepare(pair.sam, inventory(mood=3), sharing=sharing)).revision.record
    pair.clock.pass_(hours=1)
    file(pair.sam, prepare(pair.sam, inventory(mood=4), record=record, sharing=sharing))
    pair.carry()
    (entry,) = pair.maria.store.entries(space=pair.to_sam.record)
    assert isinstance(entry.body, Inventory)
    assert (entry.body.mood, entry.heads, entry.revisions) == (4, 1, 2)
    (own,) = pair.sam.store.entries(kinds={Inventory.KIND})
    assert own.revisions == 2


def test_taken_back_shows_nothing_and_can_be_given_again(pair: Pair) -> None:
    link = pair.to_maria.record
    sharing = {link: Sharing("full")}
    record = file(pair.sam, prepare(pair.sam, inventory(mood=3), sharing=sharing)).revision.record
    share(pair.sam, record, {link: Sharing("private")})
    assert shares(pair.sam, record) == []
    pair.carry()
    assert pair.maria.store.entries(space=pair.to_sam.record) == []
    share(pair.sam, record, {link: Sharing("numbers")})
    pair.carry()
    (entry,) = pair.maria.store.entries(space=pair.to_sam.record)
    assert entry.level == "numbers"
    assert [held.level for held in shares(pair.sam, record)] == ["numbers"]


def test_after_an_edit_the_share_says_it_is_no_longer_current(pair: Pair) -> None:
    link = pair.to_maria.record
    record = file(
        pair.sam, prepare(pair.sam, inventory(mood=3), sharing={link: Sharing("full")})
    ).revision.record
    assert [held.current for held in shares(pair.sam, record)] == [True]
    pair.sam.save(inventory(mood=5), record=record)
    assert [held.current for held in shares(pair.sam, record)] == [False]


def test_deleting_takes_every_copy_back_and_leaves_a_tombstone(pair: Pair) -> None:
    link = pair.to_maria.record
    record = file(
        pair.sam, prepare(pair.sam, inventory(mood=3), sharing={link: Sharing("full")})
    ).revision.record
    delete(pair.sam, record)
    pair.carry()
    assert pair.sam.store.entries(space=MINE, kinds={Inventory.KIND}) == []
    assert pair.sam.store.entries(record=record, tombstones=True)[0].kind == "tombstone"
    assert pair.maria.store.entries(space=pair.to_sam.record) == []


def test_a_default_level_is_where_the_last_page_starts(pair: Pair) -> None:
    assert default_sharing(pair.sam) == {pair.to_maria.record: Sharing("private")}
    assert default_sharing(pair.maria) == {}, "a sponsor's own entries go to no sponsee"


def test_asking_for_a_call_reaches_the_sponsor(pair: Pair) -> None:
    ask_for_call(pair.sam, pair.to_maria.record, now=True)
    pair.carry()
    (entry,) = pair.maria.store.entries(space=pair.to_sam.record)
    assert getattr(entry.body, "need_call", None) == "now"


def test_backfilling_keeps_the_day_it_is_for(pair: Pair, clock: Wrist) -> None:
    yesterday = clock.now.date() - timedelta(days=1)
    file(pair.sam, prepare(pair.sam, inventory(mood=3), day=yesterday, sharing={}))
    (entry,) = pair.sam.store.entries(kinds={Inventory.KIND})
    assert entry.day == yesterday
    assert entry.at is not None
    assert entry.at.date() == date(2026, 11, 20)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(min_size=1, max_size=300))
def test_any_text_is_kept_as_the_very_copy(pair: Pair, text: str) -> None:
    link = pair.to_maria.record
    body = Note(body=text, link=link)
    prepared = prepare(pair.sam, body, sharing={link: Sharing("full")})
    record = file(pair.sam, prepared).revision.record
    (held,) = shares(pair.sam, record)
    assert held.payload == prepared.copies[0].payload
