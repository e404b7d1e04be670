"""What a pack answers once it is in memory."""

from __future__ import annotations

import pytest

from sponsorterm.program import Choice, Group, Milestone, Prompt, UnknownKey, builtin


def test_what_is_there_is_found_by_its_key() -> None:
    pack = builtin()
    assert pack.form("checkin").title == "Check-in"
    assert pack.step(4).number == 4
    assert pack.prompt("nightly_full", "answers.fear").type == "answer"


def test_what_is_not_there_is_said_by_name() -> None:
    pack = builtin()
    with pytest.raises(UnknownKey, match="general has no form dusk; it has nightly_quick"):
        pack.form("dusk")
    with pytest.raises(UnknownKey, match="has no step 13"):
        pack.step(13)
    with pytest.raises(UnknownKey, match="nightly_quick does not ask for tomorrow"):
        pack.prompt("nightly_quick", "tomorrow")
    with pytest.raises(UnknownKey, match="done_well has nothing to choose from"):
        pack.choices(pack.prompt("nightly_quick", "done_well"))


def test_a_prompt_offers_its_own_options_or_a_list_of_the_pack() -> None:
    pack = builtin()
    used = pack.choices(pack.prompt("nightly_quick", "used"))
    assert [choice.key for choice in used] == ["no", "yes", "call"]
    assert pack.choices(pack.prompt("nightly_full", "feelings")) == pack.feelings
    assert pack.choices(pack.prompt("nightly_full", "actions")) == pack.actions


def test_a_trait_is_offered_with_its_opposite() -> None:
    pack = builtin()
    traits = pack.choices(pack.prompt("nightly_full", "traits"))
    assert Choice("impatient", "Impatience", "Patience") in traits
    assert [choice.key for choice in traits] == [trait.key for trait in pack.traits]


def test_a_repeating_milestone_stands_for_single_ones() -> None:
    entry = Milestone("years", "{n} years", "years", n=10, lead=14, every=10, until=35)
    assert list(entry.each()) == [
        Milestone("years_10", "10 years", "years", n=10, lead=14),
        Milestone("years_20", "20 years", "years", n=20, lead=14),
        Milestone("years_30", "30 years", "years", n=30, lead=14),
    ]


def test_a_pack_in_memory_has_single_milestones_only() -> None:
    milestones = builtin().milestones
    assert all(one.every is None and "{n}" not in one.label for one in milestones)


def test_a_pack_cannot_be_changed_by_who_reads_it() -> None:
    with pytest.raises(AttributeError):
        builtin().name = "Mine"  # type: ignore[misc]


def test_a_prompt_made_in_code_is_checked_too() -> None:
    with pytest.raises(ValueError, match="needs low and high"):
        Group("Page", [Prompt("mood", "scale", "Mood")])
