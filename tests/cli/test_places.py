"""`people place`: where a link syncs, at the command line."""

from __future__ import annotations

import json
from pathlib import Path

from sponsorterm.strings import places as words
from tests.cli.conftest import Person


def places_of(person: Person) -> list[str]:
    return [
        each["where"] for each in json.loads(person.gets("people", "place", "--json"))["places"]
    ]


def test_places_are_added_shown_each_with_its_state_and_left(
    linked: tuple[Person, Person], tmp_path: Path
) -> None:
    sam, _ = linked
    stick, shared = tmp_path / "stick", tmp_path / "shared"
    stick.mkdir(mode=0o700)
    said = sam.types("people", "place", "add", "Maria", "--folder", str(stick))
    assert words.TELL_THEM in said.stderr
    sam.gets("sync")
    stick.rename(tmp_path / "unplugged")
    assert "not there" in sam.types("sync").stderr
    rows = json.loads(sam.gets("people", "place", "--json"))["places"]
    assert [(row["where"], row["state"]) for row in rows] == [
        (str(shared), "in_step"),
        (str(stick), "unreachable"),
    ]
    shown = sam.gets("people", "place")
    assert "in step" in shown
    assert "cannot be reached" in shown
    assert str(shared) in sam.told("people", "place", "remove", "Maria", code=1)
    sam.gets("people", "place", "remove", "Maria", str(stick))
    assert places_of(sam) == [str(shared)]
    sam.gets("people", "place", "remove", "Maria")
    assert places_of(sam) == []
    assert words.NOWHERE in sam.types("people", "place").stderr


def test_a_link_moves(linked: tuple[Person, Person], tmp_path: Path) -> None:
    sam, maria = linked
    box = tmp_path / "stick" / "box.toml"
    box.parent.mkdir(mode=0o700)
    sam.gets("log", stdin="mood = 3\n")
    for person in linked:
        person.gets(
            "people", "place", "move", "Maria" if person is sam else "Sam", "--file", str(box)
        )
        assert places_of(person) == [str(box)]
    (row,) = json.loads(maria.gets("dash", "--json"))["sponsees"]
    assert row["arrival"]["state"] == "in_step"


def test_a_place_has_to_be_named_and_to_be_there(
    linked: tuple[Person, Person], tmp_path: Path
) -> None:
    sam, _ = linked
    before = places_of(sam)
    for verb in ("add", "move"):
        sam.told("people", "place", verb, "Maria", code=2)
        missing = str(tmp_path / "unplugged" / "folder")
        sam.told("people", "place", verb, "Maria", "--folder", missing, code=1)
    sam.told("people", "place", "remove", "Maria", "/no/such/place", code=1)
    sam.told("people", "place", "move", "Maria", "--folder", before[0], code=1)
    assert places_of(sam) == before
