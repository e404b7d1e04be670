"""`merge`: what waits is listed, shown and settled; nobody there is an exit code of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from sponsorterm.records.kinds import Inventory, Note
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare
from tests.cli.conftest import HOSTILE, ONLY_TEXT, Person
from tests.services.twins import exchange, twin_of

ANSWERS = {"mood": 3, "done_well": "slept"}


def night(**changes: object) -> Inventory:
    return Inventory(period="nightly", mode="quick", **(ANSWERS | changes))  # type: ignore[arg-type]


@pytest.fixture
def torn(linked: tuple[Person, Person], tmp_path: Path) -> Person:
    """An inventory that two devices changed apart, given to Maria at two levels."""
    sam, _ = linked
    with sam.session() as here, twin_of(here, tmp_path / "phone") as there:
        link = here.links()[0].record
        record = here.save(night()).record
        exchange(here, there)
        first = prepare(here, night(mood=4), record=record, sharing={link: Sharing("full")})
        second = prepare(
            there,
            night(mood=2, done_well="walked " + HOSTILE),
            record=record,
            sharing={link: Sharing("numbers")},
        )
        file(here, first), file(there, second)
        exchange(here, there)
    return sam


def waiting(person: Person) -> list[dict[str, object]]:
    return list(json.loads(person.gets("merge", "--json", code=6))["waiting"])


def named(person: Person) -> str:
    return str(waiting(person)[0]["name"])


def mine(person: Person) -> list[object]:
    with person.session() as session:
        return [entry.body for entry in session.store.entries(kinds={"inventory"})]


def test_nothing_waits(sam: Person) -> None:
    result = sam.types("merge")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing waits" in result.stderr
    assert json.loads(sam.gets("merge", "--json"))["waiting"] == []
    assert json.loads(sam.types("status", "--json").stdout)["undecided"] == 0


def test_what_waits_is_listed_and_marked(torn: Person) -> None:
    text = torn.gets("merge", code=6)
    assert "inventory" in text
    assert "this device" in text
    assert "1 entry needs a choice" in torn.types("status").stdout
    assert json.loads(torn.types("status", "--json").stdout)["undecided"] == 1
    assert torn.gets("list").count("(2 versions)") == 1
    assert "sponsorterm merge" in torn.gets("show")


def test_both_versions_are_shown_with_what_differs(torn: Person) -> None:
    text = torn.gets("merge", named(torn), code=6)
    for told in ("this device", "4 of 5", "2 of 5", "slept", "walked " + ONLY_TEXT[:3]):
        assert told in text
    assert "\x1b" not in text
    assert "Maria was given" in text
    found = json.loads(torn.gets("merge", named(torn), "--json", code=6))["question"]
    fields = {field["field"]: field for field in found["fields"]}
    assert set(fields) == {"mood", "done_well"}
    assert (
        fields["done_well"]["suggested"]
        == fields["done_well"]["values"].index("walked " + ONLY_TEXT) + 1
    )
    assert found["shared"][0]["counts"] == "numbers"


def test_one_version_is_taken_and_the_safer_level_stands(torn: Person) -> None:
    found = json.loads(torn.gets("merge", named(torn), "--json", code=6))["question"]
    place = [version["device"] for version in found["versions"]].index("this device") + 1
    result = torn.types("merge", named(torn), "--take", str(place), "--yes")
    assert result.exit_code == 0
    assert "Maria will hold the numbers only" in result.stderr
    assert "Share it again" in result.stderr
    assert mine(torn) == [night(mood=4)]
    torn.gets("merge")


def test_fields_are_taken_one_by_one(torn: Person) -> None:
    found = json.loads(torn.gets("merge", named(torn), "--json", code=6))["question"]
    here = [version["device"] for version in found["versions"]].index("this device") + 1
    there = 3 - here
    torn.gets(
        "merge", named(torn), "--take", str(here), "--field", f"mood={there}", "--yes"
    )  # fmt: skip
    assert mine(torn) == [night(mood=2)]


def test_by_hand_in_an_editor(torn: Person, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/^mood = .*/mood = 1/" "$1"\n')
    editor.chmod(0o700)
    writer = torn.but(environment={"EDITOR": str(editor)})
    writer.gets("merge", named(torn), "--edit", "--yes")
    (body,) = mine(torn)
    assert isinstance(body, Inventory)
    assert (body.mood, body.done_well) == (1, "walked " + ONLY_TEXT)
    assert not list(torn.home.state.glob("editing-*"))


def test_what_an_editor_left_unreadable_changes_nothing(torn: Person, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/^mood = .*/mood = 9/" "$1"\n')
    editor.chmod(0o700)
    writer = torn.but(environment={"EDITOR": str(editor)})
    before = mine(torn)
    assert "mood" in writer.told("merge", named(torn), "--edit", "--yes", code=7)
    assert mine(torn) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--take", "3"], 2),
        (["--field", "mood=7"], 2),
        (["--field", "nothing=1"], 2),
        (["--field", "mood"], 2),
        (["--take", "1"], 6),
        (["--take", "1", "--no-input"], 6),
    ],
)
def test_what_cannot_be_taken_settles_nothing(torn: Person, words: list[str], code: int) -> None:
    assert torn.types("merge", named(torn), *words).exit_code == code
    assert len(waiting(torn)) == 1


def test_a_name_that_waits_for_nothing(torn: Person) -> None:
    torn.told("merge", "zzz", "--take", "1", code=1)


def test_deleted_here_and_changed_there(sam: Person, tmp_path: Path) -> None:
    with sam.session() as here, twin_of(here, tmp_path / "phone") as there:
        record = here.save(Note(body="first")).record
        exchange(here, there)
        delete(here, record)
        there.save(Note(body="changed there"), record=record)
        exchange(here, there)
    name = named(sam)
    text = sam.gets("merge", name, code=6)
    assert "deleted" in text
    assert "changed there" in text
    sam.told("merge", name, "--edit", code=2)
    found = json.loads(sam.gets("merge", name, "--json", code=6))["question"]
    gone = [version["deleted"] for version in found["versions"]].index(True) + 1
    sam.gets("merge", name, "--take", str(gone))
    assert "changed there" not in sam.gets("list", "--kind", "note")


def test_no_key_of_a_link_is_ever_printed(linked: tuple[Person, Person], tmp_path: Path) -> None:
    sam, _ = linked
    with sam.session() as here, twin_of(here, tmp_path / "phone") as there:
        link = here.links()[0]
        here.save(replace(link.body, state="ended", root=None), record=link.record)
        there.save(replace(link.body, name="Em"), record=link.record)
        exchange(here, there)
    name = named(sam)
    for words in ([], ["--json"]):
        text = sam.gets("merge", name, *words, code=6)
        for key in (link.body.root, link.body.copy_key, link.body.purge_key, link.body.space):
            assert key
            assert key not in text
    sam.told("merge", name, "--edit", code=2)
