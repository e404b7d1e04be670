"""The sponsor's side over a real store: need first, reasons in words."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from sponsorterm.records.kinds import Clock, Inventory, KeptBack, Place
from sponsorterm.services.day.reach_out import reach_out
from sponsorterm.services.day.status import status
from sponsorterm.services.day.today import today
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import ask_for_call, file, prepare
from sponsorterm.services.links import people, talk
from sponsorterm.services.sponsor.dashboard import dashboard, person
from sponsorterm.sync.remotes.base import name_of
from tests.services.conftest import Pair


def give(pair: Pair, mood: int) -> None:
    body = Inventory(period="nightly", mode="quick", mood=mood, done_well="wrote this")
    file(pair.sam, prepare(pair.sam, body, sharing={pair.to_maria.record: Sharing("full")}))
    pair.carry()


def test_a_call_request_comes_first_and_is_met_by_talking(pair: Pair) -> None:
    ask_for_call(pair.sam, pair.to_maria.record, now=True)
    pair.carry()
    (row,) = dashboard(pair.maria).rows
    assert (row.mark, row.level) == ("!", 1)
    assert "call" in row.flags[0].reason
    (asked,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={"checkin"})
    talk.mark_seen(pair.maria, pair.to_sam.record, [asked], talked=True)
    (row,) = dashboard(pair.maria).rows
    assert row.level > 1


def test_a_person_opened_shows_what_they_shared_and_their_steps(pair: Pair) -> None:
    give(pair, 3)
    opened = person(pair.maria, pair.to_sam.record)
    assert [entry.kind for entry in opened.entries] == ["inventory"]
    assert len(opened.steps) == 12
    assert opened.row.unread == 1


def test_the_sponsee_is_on_no_dashboard_of_their_own(pair: Pair) -> None:
    assert dashboard(pair.sam).rows == []


def test_the_data_are_as_old_as_those_that_came_in_longest_ago(pair: Pair) -> None:
    maria, sam = pair.maria, pair.to_sam.body
    place = Place(kind="folder", where=str(pair.maria.home.data / "shared"))
    synced = maria.now - timedelta(hours=2), maria.now - timedelta(hours=5)
    maria.save(replace(sam, places=[place]), record=pair.to_sam.record)
    other = maria.save(replace(sam, name="Jo", space="5a" * 16, places=[place])).record
    maria.ledger.went_well(sam.space or "", name_of(place), synced[0])
    assert dashboard(maria).as_of is None, "nobody knows how old the other's are"
    maria.ledger.went_well("5a" * 16, name_of(place), synced[1])
    assert dashboard(maria).as_of == synced[1]
    maria.save(replace(maria.link(other).body, state="ended"), record=other)
    assert dashboard(maria).as_of == synced[0]


def test_today_says_what_is_filed_and_what_waits(pair: Pair) -> None:
    pair.sam.save(Clock(label="Sober", start=pair.sam.today, primary=True))
    before = today(pair.sam)
    assert before.filed is None
    assert before.first_days
    assert status(pair.sam).filed is False
    give(pair, 4)
    talk.write_note(pair.maria, pair.to_sam.record, body="well done")
    pair.carry()
    after = today(pair.sam)
    assert after.filed is not None
    assert len(after.news) == 1
    assert after.good == ["wrote this"]
    assert after.mood[-1] == 4
    assert status(pair.sam).filed


def test_a_default_level_is_remembered_for_the_next_entry(pair: Pair) -> None:
    people.set_default_level(pair.sam, pair.to_maria.record, "numbers")
    assert pair.to_maria.default_level == "numbers"


def test_reach_out_works_without_a_home_and_names_the_sponsor_with_one(pair: Pair) -> None:
    assert reach_out(None, pair.sam.home).emergency
    assert [link.name for link in reach_out(pair.sam, pair.sam.home).sponsors] == ["Maria"]


def test_a_hard_time_longer_than_a_row_is_told_from_its_beginning(pair: Pair) -> None:
    for _ in range(20):
        give(pair, 2)
        pair.clock.pass_(days=1)
    talk.mark_seen(pair.maria, pair.to_sam.record, talk.unread(pair.maria))
    (row,) = dashboard(pair.maria).rows
    assert row.flags[0].reason.startswith("20 ")


def test_what_was_kept_back_weeks_ago_is_not_forgotten(pair: Pair) -> None:
    kept = KeptBack(flag="yes", by=pair.sam.today + timedelta(days=20))
    body = Inventory(period="nightly", mode="full", kept_back=kept)
    file(pair.sam, prepare(pair.sam, body, sharing={pair.to_maria.record: Sharing("full")}))
    pair.clock.pass_(days=25)
    give(pair, 4)
    (row,) = dashboard(pair.maria).rows
    assert [flag.key for flag in row.flags if flag.level == 2] == ["kept_back"]
    body = Inventory(period="nightly", mode="full", kept_back=KeptBack(flag="no"))
    pair.clock.pass_(days=1)
    file(pair.sam, prepare(pair.sam, body, sharing={pair.to_maria.record: Sharing("full")}))
    pair.clock.pass_(days=20)
    give(pair, 4)
    (row,) = dashboard(pair.maria).rows
    assert "kept_back" not in [flag.key for flag in row.flags]


def test_a_day_told_weeks_later_was_heard_when_it_was_told(pair: Pair) -> None:
    give(pair, 4)
    pair.clock.pass_(days=5)
    body = Inventory(period="nightly", mode="quick", mood=3)
    told = pair.sam.today
    sharing = {pair.to_maria.record: Sharing("full")}
    file(pair.sam, prepare(pair.sam, body, day=told - timedelta(days=30), sharing=sharing))
    pair.carry()
    pair.clock.pass_(days=3)
    talk.mark_seen(pair.maria, pair.to_sam.record, talk.unread(pair.maria))
    (row,) = dashboard(pair.maria).rows
    assert row.last == told


def test_whoever_was_quiet_for_long_was_still_heard_from_once(pair: Pair) -> None:
    give(pair, 4)
    last = pair.sam.today
    pair.clock.pass_(days=200)
    (row,) = dashboard(pair.maria).rows
    assert row.last == last
