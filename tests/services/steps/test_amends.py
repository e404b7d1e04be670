"""The amends ledger: grouped by state, and no order of changes passes the safety gate."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sponsorterm.records.kinds import Amends
from sponsorterm.records.kinds.amends import AmendsState
from sponsorterm.rules.amends import TOWARDS, Unadvised
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import share, shares
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.steps.amends import change, flag, ledger, owed
from tests.services.conftest import Pair, Wrist, make_home

DAY = date(2026, 12, 1)


def listed(session: Session, **fields: Any) -> str:
    return session.save(Amends(**{"person": "J.", **fields})).record


def test_the_ledger_is_grouped_with_what_is_under_way_first(sam: Session) -> None:
    for state in ("settled", None, "planned", "not_to_contact", "discussed"):
        listed(sam, state=state)
    assert [each.state for each in ledger(sam)] == [
        *("planned", "discussed", "listed"),
        *("settled", "not_to_contact"),
    ]


def test_made_is_made_today_unless_a_day_is_told(sam: Session) -> None:
    one, other = listed(sam), listed(sam)
    change(sam, one, state="made")
    change(sam, other, state="made", made_on=date(2026, 11, 2))
    assert owed(sam, one).body.made_on == sam.today
    assert owed(sam, other).body.made_on == date(2026, 11, 2)


def test_nothing_is_planned_for_an_unsafe_person_before_advice(sam: Session) -> None:
    record = listed(sam, unsafe="yes")
    with pytest.raises(Unadvised):
        change(sam, record, state="planned")
    with pytest.raises(Unadvised):
        change(sam, record, planned_for=DAY)
    assert owed(sam, record).state == "listed"
    change(sam, record, advice="Not without me, my sponsor said.")
    change(sam, record, state="planned", planned_for=DAY)
    with pytest.raises(Unadvised):
        change(sam, record, advice=None)


def test_flagging_somebody_takes_a_plan_back_instead_of_failing(sam: Session) -> None:
    record = listed(sam, state="planned", planned_for=DAY, plan="Say it plainly.")
    assert flag(sam, record, unsafe=True)
    body = owed(sam, record).body
    assert (body.state, body.planned_for, body.plan) == ("listed", None, "Say it plainly.")
    assert not flag(sam, record, unsafe=False)


def test_no_way_of_saving_goes_around_the_gate(sam: Session) -> None:
    with pytest.raises(Unadvised):
        listed(sam, unsafe="yes", state="attempted")
    assert ledger(sam) == []


steps = st.one_of(
    st.tuples(st.just("state"), st.sampled_from(get_args(AmendsState))),
    st.tuples(st.just("advice"), st.sampled_from([None, "", " ", "Wait."])),
    st.tuples(st.just("planned_for"), st.sampled_from([None, DAY])),
    st.tuples(st.just("unsafe"), st.sampled_from([None, "yes", "no"])),
    st.tuples(st.just("flag"), st.sampled_from([True, False])),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, max_size=8))
def test_no_order_of_changes_passes_the_gate(
    tmp_path_factory: pytest.TempPathFactory, taken: list[tuple[str, Any]]
) -> None:
    home: Path = tmp_path_factory.mktemp("gate")
    with set_up(make_home(home / "sam"), SetupAnswers("Sam", zone="UTC"), Wrist()) as sam:
        record = listed(sam)
        for field, value in taken:
            try:
                if field == "flag":
                    flag(sam, record, unsafe=value)
                else:
                    change(sam, record, **{field: value})
            except Unadvised:
                pass
            body = owed(sam, record).body
            towards = body.state in TOWARDS or body.planned_for is not None
            assert not (towards and body.unsafe == "yes" and not (body.advice or "").strip())


def test_a_change_stays_here_until_it_is_shared_again(pair: Pair) -> None:
    record = listed(pair.sam)
    share(pair.sam, record, {pair.to_maria.record: Sharing("full")})
    change(pair.sam, record, advice="For my eyes first.")
    [held] = shares(pair.sam, record)
    assert not held.current
    assert b"For my eyes" not in held.payload


def test_what_is_not_there(sam: Session) -> None:
    with pytest.raises(UnknownEntry):
        owed(sam, "0" * 32)
