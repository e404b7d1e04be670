"""`clock`: kept in plain commands, and told to nobody without a look at the copy and a yes."""

from __future__ import annotations

import json

import pytest

from sponsorterm.services.entries.filing import shares
from tests.cli.conftest import Person


@pytest.fixture
def counting(sam: Person) -> Person:
    sam.gets("clock", "add", "Sober", "--start", "2026-09-01")
    return sam


def told(person: Person) -> dict[str, object]:
    found = json.loads(person.gets("clock", "--json"))["clocks"][0]
    assert isinstance(found, dict)
    return found


def test_without_a_clock_one_is_offered(sam: Person) -> None:
    result = sam.types("clock")
    assert result.stdout == ""
    assert "Nothing is counted yet" in result.stderr
    assert "clock add" in sam.told("clock", "setback", code=1)


def test_several_clocks_the_first_one_first(counting: Person) -> None:
    counting.gets("clock", "add", "Nicotine", "--start", "2026-11-01", "--count-from", "1")
    said = counting.gets("clock")
    assert said.index("Sober") < said.index("Nicotine")
    counting.gets("clock", "primary", "nic")
    said = counting.gets("clock")
    assert said.index("Nicotine") < said.index("Sober")
    assert told(counting)["current"] == 20
    counting.gets("clock", "count-from", "0", "Nicotine")
    assert told(counting)["current"] == 19


def test_it_fits_a_telephone(counting: Person) -> None:
    for line in counting.but(columns=36).gets("clock").split("\n"):
        assert len(line) <= 36


def test_a_setback_restart_and_earlier_time(counting: Person) -> None:
    result = counting.types("clock", "setback", "--on", "2026-11-18")
    assert result.exit_code == 0
    assert "is taken away" in result.stderr
    assert "sponsorterm reach" in result.stderr
    assert "dangerous" in result.stderr
    assert told(counting)["open"] is True
    said = counting.types("clock", "restart", "yesterday")
    assert "dangerous" in said.stderr
    assert (told(counting)["current"], told(counting)["total"]) == (1, 79)
    counting.gets("clock", "past", "2025-01-01", "2025-03-01")
    assert (told(counting)["total"], told(counting)["first"]) == (138, "2025-01-01")
    assert len(told(counting)["setbacks"]) == 1  # type: ignore[arg-type]


def test_no_note_on_withdrawal_after_a_week(counting: Person) -> None:
    said = counting.types("clock", "setback", "--on", "2026-11-01", "--again", "2026-11-02")
    assert "dangerous" not in said.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("setback", "--on", "2026-12-01"), 2),
        (("setback", "--on", "soon"), 2),
        (("setback", "--again", "2026-11-01"), 1),
        (("restart", "2026-11-01"), 1),
        (("past", "2026-02-01", "2026-01-01"), 1),
        (("past", "2026-02-01", "2026-10-01"), 1),
        (("primary", "nothing"), 1),
        (("rename", " "), 1),
        (("start", "2026-12-01"), 2),
        (("milestone", "60_years"), 1),
        (("share",), 2),
    ],
)
def test_what_cannot_be_changes_nothing(
    counting: Person, words: tuple[str, ...], code: int
) -> None:
    before = told(counting)
    assert counting.types("clock", *words).exit_code == code
    assert told(counting) == before


def test_a_clock_is_renamed_and_its_first_day_put_right(counting: Person) -> None:
    counting.gets("clock", "rename", "Dry")
    counting.gets("clock", "start", "2026-08-31", "dry")
    assert (told(counting)["label"], told(counting)["current"]) == ("Dry", 81)


def test_a_chip_and_a_milestone_let_be(counting: Person) -> None:
    said = counting.gets("clock", "milestone", "60 days", "--chip", "2026-11-02")
    assert "chip given 2 Nov" in said
    assert "90 days, 30 Nov (in 10 days)" in said
    counting.gets("clock", "milestone", "90 days", "--let-be")
    assert "6 months" in counting.gets("clock")
    found = json.loads(counting.gets("clock", "milestone", "--json"))["milestones"]
    assert {one["label"]: one["chip_on"] for one in found}["60 days"] == "2026-11-02"


def test_a_setback_is_told_only_on_a_yes_of_its_own(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    sam.gets("clock", "add", "Sober", "--start", "2026-09-01")
    shown = sam.types("clock", "share", "--with", "maria", "--yes")
    assert "What Maria would see" in shown.stderr
    result = sam.types("clock", "setback", "--yes")
    assert "Maria still sees the clock as it was" in result.stderr
    record = str(told(sam)["clock"])
    with sam.session() as session:
        assert not shares(session, record)[0].current
    assert sam.types("clock", "share", "--no-input").exit_code == 6
    with sam.session() as session:
        assert not shares(session, record)[0].current
    assert "2026-11-20" in sam.types("clock", "share", "--yes").stderr
    with sam.session() as session:
        assert shares(session, record)[0].current


def test_a_use_that_was_written_down_brings_the_clock_up_and_does_nothing(
    counting: Person,
) -> None:
    night = 'mood = 2\nused = "yes"\n'
    result = counting.types("log", "--quick", "-", stdin=night)
    assert result.exit_code == 0
    assert "sponsorterm clock setback --on 2026-11-20" in result.stderr
    assert told(counting)["setbacks"] == []
    counting.types("clock", "setback")
    again = counting.types("log", "--form", "checkin", "-", stdin=night)
    assert "clock setback" not in again.stderr
