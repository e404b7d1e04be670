"""Deleting, taking back, the trash and erasing, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Person

PAGE = "mood = 4\ndone_well = 'ottercanary'\n"
Pair = tuple[Person, Person]


def written(person: Person, *flags: str) -> None:
    person.gets("log", "--share", "maria=full", *flags, stdin=PAGE)


def bytes_below(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def people_of(person: Person) -> list[dict[str, Any]]:
    return list(json.loads(person.gets("people", "--all", "--json"))["people"])


def test_a_deleted_entry_comes_back_under_its_name(sam: Person) -> None:
    sam.gets("log", stdin=PAGE)
    assert "until Sun 20 Dec 2026" in sam.gets("delete", "--yes")
    assert "ottercanary" not in sam.gets("list")
    [row] = json.loads(sam.gets("trash", "--json"))["trash"]
    assert "ottercanary" in sam.gets("trash")
    assert "is back" in sam.gets("trash", "restore", row["name"])
    assert "ottercanary" in sam.gets("list")
    assert sam.types("trash").stderr.strip() == "The trash is empty."


def test_nothing_is_deleted_without_a_yes(sam: Person) -> None:
    sam.gets("log", stdin=PAGE)
    sam.told("delete", code=6)
    sam.told("trash", "empty", code=1)
    assert "ottercanary" in sam.gets("list")


def test_emptying_lets_the_words_go(sam: Person) -> None:
    sam.gets("log", stdin=PAGE)
    sam.gets("delete", "--yes")
    sam.told("trash", "empty", code=6)
    assert "1 entry is gone" in sam.gets("trash", "empty", "--yes")
    assert b"ottercanary" not in bytes_below(sam.home_path)
    sam.told("trash", "restore", "abc", code=1)


def test_an_entry_taken_back_is_shown_to_nobody(linked: Pair) -> None:
    sam, maria = linked
    written(sam, "--sync")
    maria.gets("sync")
    assert "ottercanary" in maria.gets("list", "--of", "Sam")
    assert "Taken back from Maria" in sam.gets("withdraw", "--from", "mar", "--sync")
    maria.gets("sync")
    assert "ottercanary" not in maria.gets("list", "--of", "Sam")
    assert "ottercanary" in sam.gets("list")
    sam.told("withdraw", code=1)


def test_only_ones_own_entries_can_be_taken_away(linked: Pair) -> None:
    sam, maria = linked
    written(sam, "--sync")
    maria.gets("sync")
    [row] = [
        row
        for row in json.loads(maria.gets("list", "--of", "Sam", "--json"))["entries"]
        if row["kind"] == "inventory"
    ]
    assert "yourself" in maria.told("delete", row["name"], "--yes", code=2)


@pytest.mark.parametrize("typed", ["", "yes\n", "ERASE\n"])
def test_erasing_needs_the_word(sam: Person, typed: str) -> None:
    assert sam.types("erase", "--yes", stdin=typed).exit_code == 1
    assert sam.types("erase", "--no-input", "--yes", stdin="erase\n").exit_code == 6
    assert sam.home.exists()


def test_erasing_leaves_nothing_here_and_takes_back_what_can_be_reached(linked: Pair) -> None:
    sam, maria = linked
    written(sam, "--sync")
    maria.gets("sync")
    shared = sam.home_path.parent / "shared"
    before = len(list(shared.rglob("e/*/*.toml")))
    result = sam.types("erase", stdin="erase\n")
    assert result.exit_code == 0, result.output
    assert "backups" in result.stderr
    assert [path for path in sam.home_path.rglob("*") if path.is_file()] == []
    assert len(list(shared.rglob("e/*/*.toml"))) < before
    maria.gets("sync")
    assert "ended" in maria.gets("people", "--all")
    sam.told("list", code=10)


def test_what_cannot_be_reached_stops_it_unless_only_here_is_meant(linked: Pair) -> None:
    sam, _ = linked
    written(sam)
    shared = sam.home_path.parent / "shared"
    shared.rename(shared.with_name("unplugged"))
    result = sam.types("erase", stdin="erase\n")
    assert result.exit_code == 5
    assert "Maria" in result.stderr
    assert "--here-only" in result.stderr
    assert b"ottercanary" in bytes_below(sam.home_path)
    sam.gets("erase", "--here-only", stdin="erase\n")
    assert [path for path in sam.home_path.rglob("*") if path.is_file()] == []


def test_a_home_that_cannot_be_opened_is_still_erased_here(sam: Person) -> None:
    sam.home.keys.write_text("not keys")
    for path in sam.home.records.rglob("*.toml"):
        path.unlink()
    assert "--here-only" in sam.types("erase", stdin="erase\n").stderr
    sam.gets("erase", "--here-only", stdin="erase\n")
    assert not sam.home.exists()


def test_a_link_moves_to_a_new_place_with_what_is_shared(linked: Pair, tmp_path: Path) -> None:
    sam, maria = linked
    written(sam, "--sync")
    maria.gets("sync")
    new = tmp_path / "new"
    new.mkdir()
    place = ("--folder", str(new))
    code = sam.gets("people", "move", "Maria", *place)
    joined = maria.types("join", *place, stdin=code)
    assert "takes the place of your link with Sam" in joined.stderr
    sam.gets("people", "confirm", "Maria")
    assert "has moved" in sam.gets("people", "confirm", "Maria", "--same")
    assert "has moved" in maria.gets("people", "confirm", "Sam", "--same")
    for one in (sam, maria, sam, maria):
        one.gets("sync")
    assert "ottercanary" in maria.gets("list", "--of", "Sam")
    assert [link["state"] for link in json.loads(sam.gets("people", "--json"))["people"]] == [
        "active"
    ]


def test_what_an_ended_link_had_given_can_be_removed(linked: Pair) -> None:
    sam, maria = linked
    written(sam, "--sync")
    maria.gets("sync")
    maria.told("people", "forget", "Sam", "--yes", code=1)
    assert "stays with them" in maria.types("people", "end", "Sam", "--yes").stderr
    maria.told("people", "forget", "Sam", code=6)
    maria.gets("people", "forget", "Sam", "--yes")
    assert b"ottercanary" not in bytes_below(maria.home_path)


def test_what_becomes_of_old_versions_is_chosen(linked: Pair) -> None:
    sam, _ = linked
    assert "stay where" in sam.gets("people", "versions", "Maria", "--keep")
    assert "deleted where" in sam.gets("people", "versions", "Maria", "--remove")


@pytest.mark.parametrize("later", [(), ("sync",), ("sync", "maria")])
def test_the_other_hears_of_an_end(linked: Pair, later: tuple[str, ...]) -> None:
    sam, maria = linked
    written(sam, "--sync")
    sam.gets("people", "end", "Maria", "--yes", "--no-sync" if later else "--sync")
    if later:
        sam.gets(*later)
        assert "Nobody you are linked with" in sam.told("sync", "Maria", code=1)
    maria.gets("sync")
    assert [link["state"] for link in people_of(maria)] == ["ended"]
    assert people_of(sam)[0]["places"] == [], "what was theirs is taken away everywhere"
