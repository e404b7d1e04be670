"""What an inventory or a spot check says is owed, and the line of the ledger it becomes."""

from __future__ import annotations

from datetime import date

import pytest

from sponsorterm.records.kinds import Amends, Answer, Body, Checkin, Inventory, SpotCheck
from sponsorterm.rules.owed import as_amends, naming, owed
from tests.rules.conftest import night

YES = Answer(value="yes", who="Jo", text="say so", by=date(2026, 11, 27))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (night(answers={"amends": YES}), YES),
        (SpotCheck(amends=YES), YES),
        (night(answers={"amends": Answer(value="no", who="Jo")}), None),
        (night(answers={"amends": Answer(who="Jo")}), None),
        (night(answers={"fear": YES}), None),
        (night(), None),
        (SpotCheck(amends=Answer(value="no")), None),
        (SpotCheck(), None),
        (Checkin(mood=3), None),
    ],
)
def test_only_a_yes_is_owed(body: Body, expected: Answer | None) -> None:
    assert owed(body) == expected


def test_the_line_of_the_ledger_has_whom_how_and_by_when() -> None:
    assert as_amends(YES, "general") == Amends(
        pack="general", person="Jo", plan="say so", planned_for=date(2026, 11, 27), state="listed"
    )


def test_an_entry_names_each_of_its_lines_once() -> None:
    first = naming(night(), "a" * 32)
    both = naming(naming(first, "b" * 32), "a" * 32)
    assert isinstance(first, Inventory)
    assert isinstance(both, Inventory)
    assert (first.amends_ids, both.amends_ids) == (["a" * 32], ["a" * 32, "b" * 32])
    assert naming(SpotCheck(), "a" * 32) == SpotCheck(amends_id="a" * 32)
    assert naming(Checkin(mood=3), "a" * 32) == Checkin(mood=3)
