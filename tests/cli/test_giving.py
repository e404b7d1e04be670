from __future__ import annotations

from tests.cli.conftest import Person


def test_the_last_days_are_shown_and_given(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    sam.gets("log", "--share", "Maria=private", stdin='mood = 4\ndone_well = "walked"\n')
    assert "--yes" in sam.told("people", "give", "Maria", "--no-input", code=6)
    told = sam.gets("people", "give", "Maria", "--level", "full", "--yes", "--sync")
    assert "walked" in told
    assert "1 entry on the way to Maria" in told
    maria.gets("sync")
    assert "walked" in maria.gets("list", "--of", "Sam")
    assert "do not have already" in sam.told("people", "give", "Maria", "--yes", code=1)
