from __future__ import annotations

from typing import Any, get_args

import pytest

from sponsorterm.records.kinds import SignOff
from sponsorterm.records.kinds.worksheet import SheetState
from sponsorterm.rules.sheets import finding, standing

COPY, OTHER = "0" * 32, "1" * 32
FIRST, SECOND = "a" * 32, "b" * 32


@pytest.mark.parametrize(
    ("told", "begun", "found", "shown"),
    [
        (None, False, None, "not_started"),
        (None, True, None, "draft"),
        ("not_started", True, None, "draft"),
        ("draft", True, None, "draft"),
        ("submitted", True, None, "submitted"),
        ("submitted", True, "another_look", "another_look"),
        ("submitted", True, "reviewed", "reviewed"),
        ("submitted", True, "done", "done"),
        ("draft", True, "reviewed", "draft"),
        ("done", True, "another_look", "done"),
    ],
)
def test_what_a_sheet_is_shown_as(told: Any, begun: bool, found: Any, shown: str) -> None:
    assert standing(told, begun=begun, found=found) == shown


def test_every_state_is_shown_as_one_there_is() -> None:
    states: list[Any] = [None, *get_args(SheetState)]
    for told in states:
        for found in states:
            for begun in (True, False):
                assert standing(told, begun=begun, found=found) in get_args(SheetState)


def sign(state: Any, about: str = COPY, revision: str = FIRST) -> SignOff:
    return SignOff(about=about, revision=revision, state=state)


@pytest.mark.parametrize(
    ("signs", "found"),
    [
        ([], None),
        ([sign("another_look")], "another_look"),
        ([sign("done"), sign("another_look")], "done"),
        ([sign("another_look", revision=SECOND)], None),
        ([sign("done", about=OTHER)], None),
        ([sign("ready_to_sponsor")], None),
    ],
)
def test_a_finding_counts_for_the_version_it_was_made_of(
    signs: list[SignOff], found: str | None
) -> None:
    assert finding(signs, COPY, FIRST) == found
