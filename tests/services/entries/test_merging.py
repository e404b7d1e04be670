"""One person, two devices, one record: what waits, and what a choice keeps and shares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sponsorterm.records.codec import encode
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import (
    Answer,
    Body,
    Checkin,
    Clock,
    Comment,
    Inventory,
    Note,
    Profile,
    Step,
    Unknown,
)
from sponsorterm.records.revision import Header
from sponsorterm.services.day import today
from sponsorterm.services.entries import merging, trash
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import (
    delete,
    file,
    prepare,
    share,
    shares,
    stand_by_the_safest,
)
from sponsorterm.services.errors import ServiceError, UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people
from sponsorterm.services.steps import progress as steps
from tests.services.conftest import Pair
from tests.services.twins import exchange, twin_of


@pytest.fixture
def phone(pair: Pair, tmp_path: Path) -> Iterator[Session]:
    with twin_of(pair.sam, tmp_path / "phone") as session:
        yield session


def night(**answers: Any) -> Inventory:
    return Inventory(period="nightly", mode="quick", **answers)


def give(session: Session, body: Body, level: Any = "full", record: str | None = None) -> str:
    link = session.links()[0].record
    prepared = prepare(session, body, record=record, sharing={link: Sharing(level)})
    return file(session, prepared).revision.record


def apart(pair: Pair, phone: Session, before: Body, here: Body, there: Body) -> str:
    """Written once, then on two devices that had not heard of each other."""
    record = pair.sam.save(before).record
    exchange(pair.sam, phone)
    pair.sam.save(here, record=record)
    pair.clock.pass_(minutes=5)
    phone.save(there, record=record)
    exchange(pair.sam, phone)
    return record


KINDS: list[tuple[Body, Body, Body]] = [
    (night(mood=3), night(mood=4), night(mood=3, done_well="slept")),
    (Checkin(mood=3), Checkin(mood=2), Checkin(mood=3, ask="how")),
    (Note(body="a"), Note(body="b"), Note(body="a", subject="c")),
    (Comment(about="0" * 32, body="a"), Comment(about="0" * 32, body="b"),
     Comment(about="0" * 32, body="c")),
    (Step(pack="general", step=1, state="working"), Step(pack="general", step=1, state="done"),
     Step(pack="general", step=1, state="working", note="n")),
    (Clock(label="Sober", start=date(2026, 7, 16)), Clock(label="Days", start=date(2026, 7, 16)),
     Clock(label="Sober", start=date(2026, 7, 15))),
]  # fmt: skip


@pytest.mark.parametrize(("before", "here", "there"), KINDS, ids=lambda body: body.KIND)
def test_every_kind_waits_until_one_is_chosen(
    pair: Pair, phone: Session, before: Body, here: Body, there: Body
) -> None:
    record = apart(pair, phone, before, here, there)
    for device, name in ((pair.sam, "this device"), (phone, None)):
        assert merging.waiting(device) == [record]
        found = merging.question(device, record)
        assert [version.revision.body for version in found.versions] == [here, there]
        assert (found.versions[0].device == "this device") == (name is not None)
        assert found.fields
    for place, body in ((0, here), (1, there)):
        chosen = merging.take(pair.sam, merging.question(pair.sam, record), place)
        assert chosen.prepared.revision.body == body
    merging.keep(pair.sam, chosen)
    exchange(pair.sam, phone)
    for device in (pair.sam, phone):
        assert merging.waiting(device) == []
        (entry,) = device.store.entries(record=record)
        assert (entry.body, entry.heads, entry.revisions) == (there, 1, 4)


def test_fields_from_each_and_one_written_anew(pair: Pair, phone: Session) -> None:
    record = apart(
        pair,
        phone,
        night(mood=3, craving=1, done_well="slept"),
        night(mood=5, craving=1, done_well="slept, walked", answers={"fear": Answer(value="yes")}),
        night(mood=3, craving=4, done_well="slept, called"),
    )
    found = merging.question(pair.sam, record)
    told = {field.difference.name: field.values for field in found.fields}
    assert told["mood"] == ("5 of 5 (very hard to very good)", "3 of 5 (very hard to very good)")
    assert told["done_well"] == ("slept, walked", "slept, called")
    assert found.picks == {"body.mood": 0, "body.craving": 1, "body.answers": 0}
    anew = {"body.done_well": "slept, walked, called"}
    merged = merging.mix(found, found.picks, written=anew)
    merging.keep(pair.sam, merging.settle(pair.sam, found, merged))
    assert pair.sam.store.entries(record=record)[0].body == night(
        mood=5, craving=4, done_well="slept, walked, called", answers={"fear": Answer(value="yes")}
    )


def test_by_hand_in_an_editor(pair: Pair, phone: Session) -> None:
    record = apart(pair, phone, Note(body="a"), Note(body="b # c"), Note(body='d\n"""\n# e'))
    found = merging.question(pair.sam, record)
    for place in (0, 1):
        text = merging.as_text(found, merging.mix(found, {}, place))
        merged = merging.from_text(text)
        assert merging.settle(pair.sam, found, merged).prepared.revision.body == (
            found.versions[place].revision.body
        )
    merged = merging.from_text(text.replace("# e", "f"))
    merging.keep(pair.sam, merging.settle(pair.sam, found, merged))
    assert pair.sam.store.entries(record=record)[0].body == Note(body='d\n"""\nf')


@pytest.mark.parametrize(
    "text", ["day = 1", "body = 2\nday = 2026-11-20", "no toml", "day = 2026-11-20T10:00:00Z"]
)
def test_a_page_that_cannot_be_read_says_where(text: str) -> None:
    with pytest.raises(BadRecord):
        merging.from_text(text)


def test_what_a_limit_forbids_is_not_kept(pair: Pair, phone: Session) -> None:
    record = apart(pair, phone, night(mood=1), night(mood=2), night(mood=3))
    found = merging.question(pair.sam, record)
    merged = merging.mix(found, {})
    with pytest.raises(BadRecord, match="mood"):
        merging.settle(pair.sam, found, replace_body(merged, mood=9))
    assert merging.waiting(pair.sam) == [record]


def replace_body(merged: Any, **fields: Any) -> Any:
    return type(merged)(merged.day, {**merged.body, **fields}, merged.rest)


def test_deleted_here_and_edited_there(pair: Pair, phone: Session) -> None:
    record = give(pair.sam, Note(body="a"))
    exchange(pair.sam, phone)
    delete(pair.sam, record)
    give(phone, Note(body="b"), record=record)
    exchange(pair.sam, phone)
    pair.carry()
    assert pair.maria.store.entries(space=pair.to_sam.record, kinds={"note"}) == []
    for device in (pair.sam, phone):
        assert merging.waiting(device) == [record]
        assert device.store.entries(record=record)[0].body == Note(body="b")
    found = merging.question(phone, record)
    assert sorted(version.deleted for version in found.versions) == [False, True]
    with pytest.raises(ServiceError):
        merging.mix(found, {})
    place = [version.deleted for version in found.versions].index(False)
    settled = merging.take(phone, found, place)
    assert settled.asks == ("Maria holds nothing any more for now."
                            " Share it again if they are to see more.",)  # fmt: skip
    merging.keep(phone, settled)
    exchange(pair.sam, phone)
    pair.carry()
    assert merging.waiting(phone) == merging.waiting(pair.sam) == []
    assert pair.sam.store.entries(record=record)[0].body == Note(body="b")
    assert pair.maria.store.entries(space=pair.to_sam.record, kinds={"note"}) == []
    share(pair.sam, record, {pair.to_maria.record: Sharing("full")})
    pair.carry()
    (shown,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={"note"})
    assert shown.body == Note(body="b")


def test_choosing_the_deletion_takes_every_copy_back(pair: Pair, phone: Session) -> None:
    record = give(pair.sam, Note(body="a"))
    exchange(pair.sam, phone)
    delete(pair.sam, record)
    give(phone, Note(body="b"), record=record)
    exchange(pair.sam, phone)
    found = merging.question(pair.sam, record)
    place = [version.deleted for version in found.versions].index(True)
    merging.keep(pair.sam, merging.take(pair.sam, found, place))
    assert merging.waiting(pair.sam) == []
    assert pair.sam.store.entries(record=record) == []
    pair.carry()
    assert pair.maria.store.entries(space=pair.to_sam.record, kinds={"note"}) == []
    assert len(pair.maria.store.entries(space=pair.to_sam.record, withdrawn=True)) == 1


def test_a_merge_is_shared_at_the_safer_level_and_what_was_held_back_stays_so(
    pair: Pair, phone: Session
) -> None:
    link = pair.to_maria.record
    record = give(pair.sam, night(mood=3, done_well="slept"))
    exchange(pair.sam, phone)
    give(pair.sam, night(mood=4, done_well="walked"), record=record)
    pair.clock.pass_(minutes=1)
    held = {link: Sharing("numbers", ("mood",))}
    file(phone, prepare(phone, night(mood=3, craving=7), record=record, sharing=held))
    exchange(pair.sam, phone)
    found = merging.question(phone, record)
    assert [(each.name, each.level) for each in found.apart] == [("Maria", "numbers")]
    settled = merging.take(phone, found, 0)
    (copy,) = settled.prepared.copies
    assert (copy.level, copy.held) == ("numbers", ("mood",))
    assert settled.asks == ("Maria holds the numbers only for now."
                            " Share it again if they are to see more.",)  # fmt: skip
    merging.keep(phone, settled)
    exchange(pair.sam, phone)
    pair.carry()
    (shown,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={"inventory"})
    assert (shown.body, shown.level, shown.heads) == (night(), "numbers", 1)


def test_words_never_given_to_somebody_are_not_given_by_a_merge(pair: Pair, phone: Session) -> None:
    record = give(pair.sam, Note(body="for Maria"))
    exchange(pair.sam, phone)
    give(pair.sam, Note(body="for Maria, changed"), record=record)
    phone.save(Note(body="for myself"), record=record)
    exchange(pair.sam, phone)
    found = merging.question(pair.sam, record)
    place = [v.revision.body for v in found.versions].index(Note(body="for myself"))
    settled = merging.take(pair.sam, found, place)
    assert settled.prepared.copies == ()
    assert settled.asks == ("Maria holds it as it was. Share it again if they are to see this.",)
    merging.keep(pair.sam, settled)
    pair.carry()
    (shown,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={"note"})
    assert shown.body == Note(body="for Maria, changed")
    assert [held.current for held in shares(pair.sam, record)] == [False]


def test_given_at_two_levels_and_one_version_unseen_the_least_stands(
    pair: Pair, phone: Session
) -> None:
    link = pair.to_maria.record
    record = give(pair.sam, night(mood=3, done_well="slept"))
    exchange(pair.sam, phone)
    share(phone, record, {link: Sharing("numbers")})
    pair.sam.save(night(mood=1, done_well="not for Maria"), record=record)
    share(pair.sam, record, {link: Sharing("full", ("done_well",))})
    pair.sam.save(night(mood=2, done_well="nor this"), record=record)
    phone.save(night(mood=5), record=record)
    exchange(pair.sam, phone)
    found = merging.question(pair.sam, record)
    settled = merging.take(pair.sam, found, 0)
    merging.keep(pair.sam, settled)
    assert merging.waiting(pair.sam) == []
    (held,) = shares(pair.sam, record)
    assert (held.level, held.current) == ("numbers", False)
    assert held.copy.body == night(mood=3)


def test_only_what_was_shared_differs(pair: Pair, phone: Session) -> None:
    link = pair.to_maria.record
    record = give(pair.sam, Note(body="a"))
    exchange(pair.sam, phone)
    share(pair.sam, record, {link: Sharing("private")})
    share(phone, record, {link: Sharing("full", ("body",))})
    exchange(pair.sam, phone)
    for device in (pair.sam, phone):
        assert merging.waiting(device) == [record]
        assert shares(device, record) == []
    found = merging.question(pair.sam, record)
    assert (len(found.versions), found.fields) == (1, ())
    (held,) = found.apart
    assert (set(held.levels), held.level) == ({"withdrawn", "full"}, "withdrawn")
    settled = merging.take(pair.sam, found, 0)
    merging.keep(pair.sam, settled)
    exchange(pair.sam, phone)
    assert merging.waiting(phone) == []
    assert phone.store.heads(record)[0].body == Note(body="a")


def test_a_step_goes_on_while_it_waits_and_nothing_taken_back_is_given_again(
    pair: Pair, phone: Session
) -> None:
    link = pair.to_maria.record
    people.set_default_level(pair.sam, link, "full")
    steps.set_state(pair.sam, 1, "working")
    exchange(pair.sam, phone)
    record = pair.sam.store.entries(kinds={"step"})[0].record
    share(pair.sam, record, {link: Sharing("private")})
    steps.set_state(phone, 1, "waiting")
    pair.clock.pass_(minutes=1)
    steps.set_state(pair.sam, 1, "done")
    exchange(pair.sam, phone)
    assert merging.waiting(pair.sam) == [record]
    assert next(view.state for view in steps.steps(phone)) == "done"
    pair.clock.pass_(minutes=1)
    steps.set_state(phone, 1, "revisiting")
    assert next(view.state for view in steps.steps(phone)) == "revisiting"
    assert merging.waiting(phone) == [record], "the other version still stands"
    assert shares(phone, record) == []
    assert len(today.clocks(phone)) == 0


def test_a_link_that_ended_on_one_device_is_ended_on_both(pair: Pair, phone: Session) -> None:
    link = pair.to_maria.record
    people.end_link(pair.sam, link)
    pair.clock.pass_(minutes=1)
    people.rename(phone, link, "Em")
    exchange(pair.sam, phone)
    for device in (pair.sam, phone):
        assert device.links() == []
        (only,) = device.links(live_only=False)
        assert only.state == "ended"
        assert merging.waiting(device) == [link]
    found = merging.question(phone, link)
    assert not found.can_be_written
    assert {field.difference.name for field in found.fields} == {
        "name", "state", "ended", "who_ended"
    }  # fmt: skip
    assert found.picks == {
        "body.name": 1, "body.state": 0, "body.ended": 0, "body.who_ended": 0
    }  # fmt: skip
    merged = merging.mix(found, found.picks)
    merging.keep(phone, merging.settle(phone, found, merged))
    (only,) = phone.links(live_only=False)
    assert (only.name, only.state) == ("Em", "ended")


def test_link_settings_changed_apart_give_the_less(pair: Pair, phone: Session) -> None:
    link = pair.to_maria.record
    people.set_default_level(pair.sam, link, "numbers")
    pair.clock.pass_(minutes=1)
    people.set_default_level(phone, link, "full")
    exchange(pair.sam, phone)
    assert [view.default_level for view in phone.links()] == ["numbers"]
    people.rename(phone, link, "Em")
    assert [(view.name, view.default_level) for view in phone.links()] == [("Em", "numbers")]
    assert merging.waiting(phone) == [link]


def test_a_profile_changed_apart(pair: Pair, phone: Session) -> None:
    record = pair.sam.profile_record
    pair.sam.save(replace(pair.sam.profile, presence=False), record=record)
    pair.clock.pass_(minutes=1)
    phone.save(replace(phone.profile, name="Sami"), record=record)
    exchange(pair.sam, phone)
    assert (phone.profile.presence, phone.profile.name) == (False, "Sam")
    found = merging.question(phone, record)
    merging.keep(phone, merging.settle(phone, found, merging.mix(found, found.picks)))
    assert phone.profile == Profile(name="Sami", zone="UTC", presence=False)


def test_the_same_on_both_needs_no_choice_and_the_next_change_ends_both(
    pair: Pair, phone: Session
) -> None:
    record = apart(pair, phone, Note(body="a"), Note(body="b"), Note(body="b"))
    assert merging.waiting(pair.sam) == []
    with pytest.raises(UnknownEntry):
        merging.question(pair.sam, record)
    pair.sam.save(Note(body="c"), record=record)
    assert len(pair.sam.store.heads(record)) == 1


def test_an_unknown_kind_and_a_newer_format(pair: Pair, phone: Session) -> None:
    def dream(session: Session, sheep: int, format: int = 1) -> str:
        header = Header(
            format=format,
            kind="dream",
            record="ab" * 16,
            device=session.store.device,
            at=session.now,
            day=session.today,
        )
        return session.store.save(encode(header, Unknown(raw={"sheep": sheep}))).record

    record = dream(pair.sam, 3)
    pair.clock.pass_(minutes=1)
    dream(phone, 4)
    exchange(pair.sam, phone)
    found = merging.question(pair.sam, record)
    assert [field.values for field in found.fields] == [("3", "4")]
    merging.keep(pair.sam, merging.take(pair.sam, found, 1))
    assert pair.sam.store.entries(record=record)[0].body == Unknown(raw={"sheep": 4})
    pair.clock.pass_(minutes=1)
    dream(phone, 5, format=2)
    exchange(pair.sam, phone)
    found = merging.question(pair.sam, record)
    assert not found.can_be_mixed
    with pytest.raises(ServiceError):
        merging.take(pair.sam, found, 1)


def test_a_name_finds_its_question(pair: Pair, phone: Session) -> None:
    record = apart(pair, phone, Note(body="a"), Note(body="b"), Note(body="c"))
    second = pair.sam.store.heads(record)[1].id
    assert merging.question_named(pair.sam, record[:7]).record == record
    assert merging.question_named(pair.sam, second[:7]).record == record
    for name in ("", "zz"):
        with pytest.raises(UnknownEntry):
            merging.question_named(pair.sam, name)


def test_an_edit_begun_before_the_other_version_came_does_not_end_it(
    pair: Pair, phone: Session
) -> None:
    record = pair.sam.save(Note(body="a")).record
    exchange(pair.sam, phone)
    begun = pair.sam.store.entries(record=record)[0].id
    pair.clock.pass_(minutes=1)
    phone.save(Note(body="b"), record=record)
    exchange(pair.sam, phone)
    pair.sam.save(Note(body="c"), record=record, follows=begun)
    texts = [head.body for head in pair.sam.store.heads(record)]
    assert Note(body="b") in texts
    assert Note(body="c") in texts


def test_a_day_apart_from_the_next_waits_too(pair: Pair, phone: Session) -> None:
    record = pair.sam.save(night(mood=3)).record
    exchange(pair.sam, phone)
    pair.sam.save(night(mood=3), record=record, day=pair.sam.today)
    phone.save(night(mood=3), record=record, day=pair.sam.today - timedelta(days=1))
    exchange(pair.sam, phone)
    (field,) = merging.question(pair.sam, record).fields
    assert field.title == "Day"


def test_presence_notes_of_two_devices_ask_nobody(pair: Pair, phone: Session) -> None:
    from sponsorterm.services.syncing.rounds import note_presence

    give(pair.sam, Note(body="a"))
    note_presence(pair.sam, pair.to_maria)
    pair.clock.pass_(minutes=1)
    note_presence(phone, phone.links()[0])
    exchange(pair.sam, phone)
    assert merging.waiting(pair.sam) == []


def test_taken_back_on_both_and_given_again_on_one_is_shown_nowhere_until_chosen(
    pair: Pair, phone: Session
) -> None:
    record, link = give(pair.sam, night(mood=3)), pair.to_maria.record
    exchange(pair.sam, phone)
    for session in (phone, pair.sam):
        share(session, record, {link: Sharing("private")})
        pair.clock.pass_(minutes=1)
    share(pair.sam, record, {link: Sharing("full")})
    pair.carry()
    theirs = pair.maria.links()[0].record
    assert pair.maria.store.count(space=theirs) == 1
    exchange(pair.sam, phone)
    stand_by_the_safest(phone, phone.links()[0])
    stand_by_the_safest(phone, phone.links()[0])
    exchange(pair.sam, phone)
    pair.carry()
    assert pair.maria.store.count(space=theirs) == 0
    assert merging.waiting(pair.sam) == [record], "the author is still asked"


def test_the_end_can_be_chosen_though_the_words_that_were_given_are_gone(
    pair: Pair, phone: Session
) -> None:
    record = give(pair.sam, night(done_well="one"))
    exchange(pair.sam, phone)
    edited = phone.save(night(done_well="two"), record=record)
    delete(pair.sam, record)
    trash.empty(pair.sam)
    pair.sam.store.save(edited.payload)
    asked = merging.question(pair.sam, record)
    ended = next(place for place, each in enumerate(asked.versions) if each.deleted)
    merging.keep(pair.sam, merging.take(pair.sam, asked, ended))
    assert pair.sam.store.entries(record=record) == []
    pair.carry()
    assert pair.maria.store.entries(space=pair.to_sam.record, record=record) == []
