"""Reach out: never without a number, never without a session, never more than was ticked."""

from __future__ import annotations

from datetime import date

import pytest

from sponsorterm.records.kinds import Contact, IfThen, Note, SafetyPlan
from sponsorterm.sealing.at_rest import Cost
from sponsorterm.services.day import hard_moments
from sponsorterm.services.day.reach_out import ReachOut, choose_country, reach_out
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, file_shared, prepare, share, shares
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home import locking
from sponsorterm.services.home.session import Session
from tests.services.conftest import Pair

LIGHT = Cost(8192, 1)


def rows(found: ReachOut) -> list[tuple[str, str, str]]:
    return [tuple(row) for section in found.sections for row in section.rows]


def text(found: ReachOut) -> str:
    return "\n".join(" ".join(row) for row in rows(found))


def test_without_a_country_it_is_said_in_words(pair: Pair) -> None:
    found = reach_out(pair.sam, pair.sam.home)
    assert "local emergency number" in found.emergency
    assert "findahelpline.com" in text(found)
    assert "988" not in text(found)


def test_the_country_gives_the_number_and_the_lines(pair: Pair) -> None:
    assert choose_country(pair.sam, " ie ") is not None
    found = reach_out(pair.sam, pair.sam.home)
    assert "112" in found.emergency
    assert ("116 123", "Samaritans") in [row[:2] for row in rows(found)]
    assert pair.sam.profile.country == "IE"
    choose_country(pair.sam, "")
    assert pair.sam.profile.country is None


def test_a_country_nobody_wrote_down_is_spoken_of_in_words(pair: Pair) -> None:
    assert choose_country(pair.sam, "AQ") is None
    assert "local emergency number" in reach_out(pair.sam, pair.sam.home).emergency


@pytest.mark.parametrize("code", ["Ireland", "I1", "éé"])
def test_a_country_is_two_letters(pair: Pair, code: str) -> None:
    with pytest.raises(ServiceError):
        choose_country(pair.sam, code)


def test_ones_own_numbers_stand_in_place_of_those_that_come_along(pair: Pair) -> None:
    choose_country(pair.sam, "IE")
    own = pair.sam.home.config / "crisis.toml"
    own.write_text('[IE]\nname = "Home"\nemergency = "5"\n[[IE.lines]]\nname = "B"\nphone = "6"\n')
    found = reach_out(pair.sam, pair.sam.home)
    assert "call 5" in found.emergency
    assert "Samaritans" not in text(found)
    own.write_text("[IE]\n")
    found = reach_out(pair.sam, pair.sam.home)
    assert "112" in found.emergency
    assert "Your own numbers could not be read" in text(found)


def test_own_people_stand_in_their_order_before_the_lines(pair: Pair) -> None:
    choose_country(pair.sam, "IE")
    for name, order in (("Zoe", 1), ("Al", None), ("Bea", 2)):
        pair.sam.save(Contact(name=name, phone="1", order=order))
    names = [row[1] for row in rows(reach_out(pair.sam, pair.sam.home)) if row[1]]
    assert names[:4] == ["Zoe", "Bea", "Al", "Samaritans"]


def test_the_sponsors_number_stands_first_and_when_their_app_looked(pair: Pair) -> None:
    assert "not been heard from" in text(reach_out(pair.sam, pair.sam.home))
    pair.sam.save(Contact(name="maria", phone="+353 1"))
    file_shared(pair.maria, Note(subject="Hello", body="How is it?"), pair.to_sam.record)
    pair.carry()
    pair.clock.pass_(days=1)
    sections = reach_out(pair.sam, pair.sam.home).sections
    (row,) = next(section for section in sections if section.heading == "A call").rows
    assert row == ("+353 1", "Maria", "their app last looked yesterday")


def test_the_plan_is_shown_in_its_order_and_asks_for_a_look_after_ninety_days(pair: Pair) -> None:
    today = pair.sam.today
    body = SafetyPlan(
        reasons=["my son"],
        signs=["I stop writing"],
        if_then=[IfThen(when="bored", then="call J.")],
        reviewed_on=date.fromordinal(today.toordinal() - 90),
    )
    assert hard_moments.plan(pair.sam) is None
    with pytest.raises(ServiceError):
        hard_moments.went_over(pair.sam)
    record = file(pair.sam, prepare(pair.sam, body, sharing={})).revision.header.record
    shown = text(reach_out(pair.sam, pair.sam.home))
    assert shown.index("stop writing") < shown.index("my son") < shown.index("bored -> call J.")
    plan = hard_moments.plan(pair.sam)
    assert plan is not None
    assert not plan.due
    pair.clock.pass_(days=1)
    assert "Does it still fit?" in text(reach_out(pair.sam, pair.sam.home))
    share(pair.sam, record, {pair.to_maria.record: Sharing("full")})
    assert hard_moments.went_over(pair.sam).given == ("Maria",)
    (held,) = shares(pair.sam, record)
    assert held.current
    assert not hard_moments.plan(pair.sam).due  # type: ignore[union-attr]


def test_while_locked_only_what_was_ticked_is_shown(pair: Pair) -> None:
    choose_country(pair.sam, "IE")
    home = locking.turn_on(pair.sam.home, "four unrelated words", pair.clock, cost=LIGHT)
    with Session.open(home, pair.clock) as session:
        body = Contact(name="Jo", phone="555", emergency="yes")
        filed = file(session, prepare(session, body, sharing={}))
        hidden = prepare(session, Contact(name="Secret", phone="666"), sharing={})
        file(session, hidden)
        locked = reach_out(None, home)
        assert "112" in locked.emergency
        assert ("555", "Jo", "") in rows(locked)
        assert "Secret" not in text(locked)
        delete(session, filed.revision.header.record)
        assert "Jo" not in text(reach_out(None, home))


def test_an_urge_runs_on_disk_and_ends_as_a_form(pair: Pair) -> None:
    assert hard_moments.urge(pair.sam) is None
    hard_moments.begin_urge(pair.sam, 6)
    pair.clock.now = pair.clock.now.replace(minute=pair.clock.now.minute + 12)
    draft = hard_moments.urge(pair.sam)
    assert draft is not None
    assert hard_moments.minutes_of(pair.sam, draft) == 12
    hard_moments.note_peak(pair.sam, draft, 9)
    hard_moments.note_peak(pair.sam, draft, 7)
    hard_moments.end_urge(pair.sam, draft, 2)
    values = draft.answers.values
    assert [values[name] for name in ("start", "peak", "end", "minutes")] == [6, 9, 2, 12]
    assert hard_moments.urge(pair.sam) is None


def test_a_clock_put_back_makes_no_negative_minutes(pair: Pair) -> None:
    draft = hard_moments.begin_urge(pair.sam, 0)
    pair.clock.pass_(days=-1)
    assert hard_moments.minutes_of(pair.sam, draft) == 0
