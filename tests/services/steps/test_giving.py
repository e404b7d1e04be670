"""What was written before is given when it is chosen, exactly as it was looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sponsorterm.records.kinds import Contact, Inventory, Note, SponsorNote
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import share, shares
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.steps import rows
from sponsorterm.services.steps.giving import (
    Span,
    give,
    last_days,
    on_offer,
    sheets_on_offer,
    single,
    span_of,
)
from sponsorterm.services.steps.sheets import sheet
from tests.services.conftest import Pair


def night(pair: Pair, ago: int, **answers: object) -> str:
    body = Inventory(period="nightly", mode="full", **answers)  # type: ignore[arg-type]
    day = pair.sam.today - timedelta(days=ago)
    return pair.sam.save(body, day=day).header.record


def test_linking_gives_nothing_and_this_gives_what_was_seen(pair: Pair) -> None:
    records = [night(pair, ago, mood=3, done_well="walked") for ago in (29, 3)]
    night(pair, 30, mood=1)
    assert shares(pair.sam, records[0]) == []
    gifts = on_offer(pair.sam, pair.to_maria, "numbers", last_days(pair.sam.today))
    assert [gift.entry.record for gift in gifts] == records
    assert all("walked" not in gift.copy.payload.decode() for gift in gifts)
    assert give(pair.sam, pair.to_maria, gifts[1:], "numbers") == 1
    (held,) = shares(pair.sam, records[1])
    assert held.payload == gifts[1].copy.payload
    assert shares(pair.sam, records[0]) == []


def test_what_was_chosen_by_itself_is_left_as_it_is(pair: Pair) -> None:
    given, back = night(pair, 1, mood=3), night(pair, 2, mood=2)
    for record in (given, back):
        share(pair.sam, record, {pair.to_maria.record: Sharing("numbers")})
    share(pair.sam, back, {pair.to_maria.record: Sharing("private")})
    assert on_offer(pair.sam, pair.to_maria, "full", last_days(pair.sam.today)) == []


def test_what_is_meant_for_somebody_or_for_nobody_is_no_gift(pair: Pair) -> None:
    link = pair.to_maria.record
    for body in (
        Note(body="to myself"),
        Contact(name="Jo", phone="1"),
        SponsorNote(link=link, body="x"),
    ):
        pair.sam.save(body)
    assert on_offer(pair.sam, pair.to_maria, "full", last_days(pair.sam.today)) == []


def test_a_sponsor_has_no_inventory_to_give_a_sponsee(pair: Pair) -> None:
    pair.maria.save(Inventory(period="nightly", mode="quick", mood=4))
    assert on_offer(pair.maria, pair.to_sam, "full", last_days(pair.maria.today)) == []


def test_a_sheet_is_given_only_when_it_is_chosen(pair: Pair) -> None:
    for key, cell in (("fears", "cells.fear"), ("secrets", "cells.item")):
        draft = rows.new_row(pair.sam, sheet(pair.sam, key))
        draft.answers.set(cell, f"some {key}")
        rows.keep_row(pair.sam, draft)
    found = sheets_on_offer(pair.sam, pair.to_maria, "full")
    assert [each.view.key for each in found] == ["fears", "secrets"]
    seen = [copy.payload for copy in found[0].parts.copies]
    assert give(pair.sam, pair.to_maria, [], "full", found[:1]) == 1
    held = [s.payload for row in found[0].view.rows for s in shares(pair.sam, row.record)]
    assert held == seen[1:]
    assert b"some fears" in held[0]
    left = sheets_on_offer(pair.sam, pair.to_maria, "full")
    assert [each.view.key for each in left] == ["secrets"]
    assert all(shares(pair.sam, row.record) == [] for row in left[0].view.rows)
    assert sheets_on_offer(pair.maria, pair.to_sam, "full") == []


def test_one_entry_is_chosen_by_itself_and_a_contact_is_none(pair: Pair) -> None:
    night(pair, 40, mood=3)
    pair.sam.save(Contact(name="Jo", phone="1"))
    old, contact = (pair.sam.store.entries(kinds={k})[0] for k in ("inventory", "contact"))
    assert single(pair.sam, pair.to_maria, "numbers", old).entry == old
    with pytest.raises(ServiceError):
        single(pair.sam, pair.to_maria, "full", contact)


def test_a_time_is_told_in_days_or_by_its_ends() -> None:
    today = date(2026, 11, 20)
    assert span_of("1", today) == Span(today)
    assert span_of("2026-11-01", today) == Span(date(2026, 11, 1))
    assert span_of("2026-11-01, 2026-11-07", today) == Span(date(2026, 11, 1), date(2026, 11, 7))
    for wrong in ("", "soon", "2026-13-01", "1 2 3", "9" * 30):
        with pytest.raises(ServiceError):
            span_of(wrong, today)
