"""`search` with its filters."""

from __future__ import annotations

import json

import pytest

from sponsorterm.records.kinds import Answer, Gratitude, Inventory, Meeting, SpotCheck
from tests.cli.conftest import Person


@pytest.fixture
def written(sam: Person) -> Person:
    from datetime import date

    with sam.session() as session:
        session.save(
            Inventory(
                period="nightly",
                mode="full",
                done_well="rang J. about the boat",
                traits=["self_pity"],
                answers={"resentment": Answer(value="yes", who="Bo")},
            ),
            day=date(2026, 11, 2),
        )
        session.save(SpotCheck(situation="the boat", opposite="envy", call="J."))
        session.save(Meeting(name="Boat street"), day=date(2026, 11, 10))
        session.save(Gratitude(items=["self", "pity on me"]), day=date(2026, 11, 11))
    return sam


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (["boat"], ["spot_check", "meeting", "inventory"]),
        (["boat", "--kind", "meeting"], ["meeting"]),
        (["boat", "--since", "2026-11-05"], ["spot_check", "meeting"]),
        (["boat", "--until", "2026-11-05"], ["inventory"]),
        (["--person", "j."], ["spot_check"]),
        (["--person", "bo"], ["inventory"]),
        (["boat", "--person", "Bo"], ["inventory"]),
        (["--trait", "self_pity"], ["inventory"]),
        (["--trait", "env"], ["spot_check"]),
        (["--kind", "gratitude"], ["gratitude"]),
        (["--person", "nobody"], []),
    ],
)
def test_words_and_filters_narrow_it_down(
    written: Person, words: list[str], kinds: list[str]
) -> None:
    found = json.loads(written.gets("search", "--json", *words))["entries"]
    assert [each["kind"] for each in found] == kinds


def test_a_trait_that_is_none_is_said(written: Person) -> None:
    assert "self_pity" in written.told("search", "--trait", "zeal", code=2)


def test_nothing_to_look_for(written: Person) -> None:
    assert "nothing to search" in written.told("search", "--no-input", code=2)
