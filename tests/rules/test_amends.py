"""The safety gate: whatever is changed, in whatever order, it is never passed unadvised."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.records.kinds import Amends, Checkin
from sponsorterm.records.kinds.amends import AmendsState
from sponsorterm.rules.amends import GROUPS, TOWARDS, Unadvised, check, is_closed, stepped_back

DAY = date(2026, 12, 1)
bodies = st.builds(
    Amends,
    state=st.none() | st.sampled_from(get_args(AmendsState)),
    unsafe=st.sampled_from([None, "yes", "no"]),
    advice=st.sampled_from([None, "", "  \n", "Wait until spring."]),
    discussed_on=st.sampled_from([None, DAY]),
    planned_for=st.sampled_from([None, DAY]),
)


@pytest.mark.parametrize("state", get_args(AmendsState))
@pytest.mark.parametrize(
    ("unsafe", "advice", "closed"),
    [
        (None, None, False),
        ("no", None, False),
        ("yes", None, True),
        ("yes", "   \n", True),
        ("yes", "Write first, she said.", False),
    ],
)
def test_who_may_be_gone_towards(state: Any, unsafe: Any, advice: str | None, closed: bool) -> None:
    body = Amends(state=state, unsafe=unsafe, advice=advice)
    assert is_closed(body) is closed
    if closed and state in TOWARDS:
        with pytest.raises(Unadvised):
            check(body)
    else:
        check(body)


def test_a_day_to_do_it_is_a_plan_whatever_the_state_says() -> None:
    with pytest.raises(Unadvised):
        check(Amends(state="listed", unsafe="yes", planned_for=DAY))


def test_other_kinds_pass() -> None:
    check(Checkin(mood=3))


def test_every_state_has_its_group() -> None:
    assert sorted(GROUPS) == sorted(get_args(AmendsState))


@given(bodies)
def test_stepping_back_always_leads_behind_the_gate_and_keeps_every_word(body: Amends) -> None:
    back = stepped_back(body)
    check(back)
    assert (back.advice, back.unsafe, back.discussed_on) == (
        body.advice,
        body.unsafe,
        body.discussed_on,
    )
    if not is_closed(body):
        assert back == body


@pytest.mark.parametrize(("discussed_on", "state"), [(DAY, "discussed"), (None, "listed")])
def test_stepping_back_leads_to_where_it_was_talked_over(
    discussed_on: date | None, state: Any
) -> None:
    planned = Amends(state="planned", unsafe="yes", planned_for=DAY, discussed_on=discussed_on)
    assert stepped_back(planned) == Amends(state=state, unsafe="yes", discussed_on=discussed_on)


@given(bodies)
def test_the_ways_out_are_always_open(body: Amends) -> None:
    for state in ("listed", "discussed", "not_to_contact", "out_of_reach"):
        check(Amends(state=state, unsafe=body.unsafe, advice=body.advice))
