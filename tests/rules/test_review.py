"""What nights say together, told by hand and then counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.kinds import Amends, Answer, Body, Inventory, KeptBack, Meeting
from sponsorterm.rules.review import counts, first_day, habits, outstanding, people

SINCE = date(2026, 11, 1)
UNTIL = date(2026, 11, 30)


def entry(day: int, body: Body) -> Entry:
    on = SINCE + timedelta(days=day - 1)
    return Entry(f"{day}", MINE, body.KIND, f"{day}", on, None, None, body, 1, 1)


def night(day: int, **fields: object) -> Entry:
    return entry(day, Inventory(period="nightly", mode="full", **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("span", "until", "first"),
    [
        ("month", date(2026, 11, 30), date(2026, 10, 31)),
        ("month", date(2026, 3, 31), date(2026, 3, 1)),
        ("quarter", date(2026, 11, 20), date(2026, 8, 21)),
        ("half_year", date(2026, 8, 31), date(2026, 3, 1)),
        ("year", date(2024, 2, 29), date(2023, 3, 1)),
    ],
)
def test_the_first_day_of_a_span_goes_by_the_calendar(span: str, until: date, first: date) -> None:
    assert first_day(span, until) == first


def test_counts_count_what_was_answered_and_nothing_else() -> None:
    found = counts(
        [
            night(1, answers={"fear": Answer(value="yes"), "resentment": Answer(value="no")}),
            night(2, answers={"fear": Answer(text="of the post")}, actions=["meeting"]),
            night(3, kept_back=KeptBack(flag="yes"), answers={"selfish": Answer(text="a bit")}),
            entry(3, Meeting()),
            entry(2, Meeting()),
        ]
    )
    assert found == {"nights": 3, "meetings": 2, "fear": 1, "resentment": 0, "kept_back": 1}
    assert counts([]) == {}
    assert counts([entry(3, Meeting())]) == {"nights": 0, "meetings": 1}
    assert counts([night(1)]) == {"nights": 1, "meetings": 0}


def test_people_of_one_night_are_not_yet_a_pattern() -> None:
    entries = [
        night(1, people=["J.", "Ann"]),
        night(2, people=["j."], answers={"resentment": Answer(value="yes", who="Bo")}),
        night(3, people=["Bo", "Bo"]),
        night(4, answers={"resentment": Answer(value="yes", who="J.")}),
    ]
    assert people(entries) == ["J.", "Bo"]
    blank = {"resentment": Answer(value="yes", who=" ")}
    assert people([night(day, people=[" "], answers=blank) for day in (1, 2)]) == []


def test_of_many_people_the_first_twenty_by_name_are_told() -> None:
    names = [f"P{number}" for number in range(10, 31)]
    assert people([night(day, people=names) for day in (1, 2)]) == names[:20]


def test_habits_that_came_and_went() -> None:
    entries = [night(day, traits=["envy", "pride"]) for day in (1, 2, 3)]
    entries += [night(day, traits=["pride", "temper", "gossip"]) for day in (20, 21)]
    entries += [night(22, traits=["pride", "temper"])]
    assert habits(entries, SINCE, UNTIL) == (["temper", "gossip"], ["envy"])


@pytest.mark.parametrize(("days", "came"), [((14, 15), False), ((16, 17), True)])
def test_the_middle_day_is_of_the_first_half(days: tuple[int, ...], came: bool) -> None:
    more, less = habits([night(day, traits=["envy"]) for day in days], SINCE, UNTIL)
    assert (more, less) == ((["envy"], []) if came else ([], ["envy"]))


def test_what_is_still_owed() -> None:
    ledger = [
        Amends(person="J.", state="listed"),
        Amends(person="K.", state="made"),
        Amends(person="L."),
        Amends(state="listed"),
    ]
    assert outstanding(ledger) == ["J.", "L."]
