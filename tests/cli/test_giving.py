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


def test_what_was_named_is_given_and_nothing_else(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    for day, word in (("2026-11-17", "walked"), ("2026-11-18", "slept")):
        answers = f'mood = 4\ndone_well = "{word}"\n'
        sam.gets("log", "--date", day, "--share", "Maria=private", stdin=answers)
    sam.gets("steps", "write", "fears", "-", stdin='cells.fear = "Heights"\n')
    sam.gets("steps", "write", "secrets", "-", stdin='cells.item = "The letter"\n')
    listed = sam.gets("list")
    name = next(line.split()[0] for line in listed.splitlines() if "slept" in line)
    chosen = ("--entry", name, "--sheet", "fears", "--level", "full")
    told = sam.gets("people", "give", "Maria", *chosen, "--yes", "--sync")
    assert "1 entry and 1 sheet on the way to Maria" in told
    assert "Heights" in told
    maria.gets("sync")
    seen = maria.gets("list", "--of", "Sam") + maria.gets("people", "work", "Sam")
    assert "slept" in seen
    assert "walked" not in seen
    assert "letter" not in seen
    none = sam.told("people", "give", "Maria", "--kind", "gratitude", "--yes", code=1)
    assert "do not have already" in none
    sam.told("people", "give", "Maria", "--until", "2026-11-16", "--yes", code=1)
