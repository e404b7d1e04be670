"""What waits before it leaves, until when, and what never waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from sponsorterm.records.kinds import Profile, SharedCopy
from sponsorterm.rules.holding import leaves_at, waits
from tests.rules.conftest import BERLIN

KEPT = datetime(2026, 11, 20, 23, 40, tzinfo=BERLIN)


def copy(kind: str = "inventory", level: Any = "full", text: str = "") -> SharedCopy:
    return SharedCopy(link="0" * 32, of="0" * 32, kind=kind, level=level, bytes=text)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ({}, KEPT + timedelta(minutes=5)),
        ({"hold": 0}, KEPT),
        ({"hold": 90}, KEPT + timedelta(minutes=90)),
        ({"hold": 0, "hold_until": "07:00"}, datetime(2026, 11, 21, 7, 0, tzinfo=BERLIN)),
        ({"hold": 0, "hold_until": "23:50"}, datetime(2026, 11, 20, 23, 50, tzinfo=BERLIN)),
        ({"hold": 0, "hold_until": "23:40"}, KEPT),
    ],
)
def test_when_it_leaves(profile: dict[str, Any], expected: datetime) -> None:
    assert leaves_at(KEPT, Profile(name="Sam", **profile)) == expected


@pytest.mark.parametrize(("after", "expected"), [(0, True), (299, True), (300, False), (-1, False)])
def test_it_waits_for_its_minutes(after: int, expected: bool) -> None:
    now = KEPT + timedelta(seconds=after)
    assert waits(copy(), KEPT, Profile(name="Sam"), now) == expected


def test_leaving_ends_the_minutes_and_not_the_night() -> None:
    assert not waits(copy(), KEPT, Profile(name="Sam"), KEPT, leaving=True)
    night = Profile(name="Sam", hold=5, hold_until="07:00")
    assert waits(copy(), KEPT, night, KEPT, leaving=True)


@pytest.mark.parametrize(
    "one",
    [
        copy(level="withdrawn"),
        copy("seen"),
        copy("presence"),
        copy("ending"),
        copy("acceptance"),
        copy("checkin", text='[body]\nneed_call = "now"\n'),
    ],
)
def test_what_somebody_waits_for_does_not_wait(one: SharedCopy) -> None:
    assert not waits(one, KEPT, Profile(name="Sam", hold=60), KEPT)


def test_a_check_in_that_asks_for_nothing_waits() -> None:
    assert waits(copy("checkin", text="[body]\nmood = 3\n"), KEPT, Profile(name="Sam"), KEPT)
