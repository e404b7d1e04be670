"""What was written before is given when it is chosen, exactly as it was looked at."""

from __future__ import annotations

from datetime import timedelta

from sponsorterm.records.kinds import Contact, Inventory, Note, SponsorNote
from sponsorterm.services.drafts import Sharing
from sponsorterm.services.filing import share, shares
from sponsorterm.services.giving import give, last_days
from tests.services.conftest import Pair


def night(pair: Pair, ago: int, **answers: object) -> str:
    body = Inventory(period="nightly", mode="full", **answers)  # type: ignore[arg-type]
    day = pair.sam.today - timedelta(days=ago)
    return pair.sam.save(body, day=day).header.record


def test_linking_gives_nothing_and_this_gives_what_was_seen(pair: Pair) -> None:
    records = [night(pair, ago, mood=3, done_well="walked") for ago in (29, 3)]
    night(pair, 30, mood=1)
    assert shares(pair.sam, records[0]) == []
    gifts = last_days(pair.sam, pair.to_maria, "numbers")
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
    assert last_days(pair.sam, pair.to_maria, "full") == []


def test_what_is_meant_for_somebody_or_for_nobody_is_no_gift(pair: Pair) -> None:
    link = pair.to_maria.record
    for body in (
        Note(body="to myself"),
        Contact(name="Jo", phone="1"),
        SponsorNote(link=link, body="x"),
    ):
        pair.sam.save(body)
    assert last_days(pair.sam, pair.to_maria, "full") == []


def test_a_sponsor_has_no_inventory_to_give_a_sponsee(pair: Pair) -> None:
    pair.maria.save(Inventory(period="nightly", mode="quick", mood=4))
    assert last_days(pair.maria, pair.to_sam, "full") == []
