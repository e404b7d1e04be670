from __future__ import annotations

import json
from pathlib import Path

import pytest

from sponsorterm.services.links.people import met
from sponsorterm.strings import cli_pairing as people_words
from tests.cli.conftest import Person


def link_of(person: Person, name: str) -> dict[str, object]:
    people = json.loads(person.gets("people", "--json", "--all"))["people"]
    return next(dict(each) for each in people if each["name"] == name)


@pytest.fixture
def shared(tmp_path: Path) -> str:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o700)
    return str(folder)


def digits(person: Person, name: str) -> str:
    with person.session() as session:
        return met(session, session.link_named(name, live_only=False).record).digits


@pytest.mark.parametrize("kind", ["--folder", "--file"])
def test_two_people_link_over_what_both_can_open(
    sam: Person, maria: Person, shared: str, kind: str
) -> None:
    where = shared if kind == "--folder" else f"{shared}/one.toml"
    code = maria.gets("invite", "Sam", "--role", "sponsee", kind, where)
    assert code.count("\n") == 1
    assert link_of(maria, "Sam")["state"] == "invited"
    said = sam.gets("join", kind, where, stdin=code)
    assert digits(sam, "Maria") in said
    assert digits(sam, "Maria") in maria.gets("people", "confirm", "Sam")
    maria.gets("people", "confirm", "Sam", "--same", "--sync")
    sam.gets("people", "confirm", "Maria", "--same", "--level", "full", "--sync")
    assert (link_of(sam, "Maria")["state"], link_of(sam, "Maria")["role"]) == ("active", "sponsor")
    assert link_of(sam, "Maria")["default_level"] == "full"
    assert sam.types("sync").exit_code == maria.types("sync").exit_code == 0


def test_two_people_link_by_pasted_blocks(sam: Person, maria: Person) -> None:
    shown = maria.gets("invite", "Sam", "--role", "sponsee", "--paste")
    block, code = shown.rstrip().rsplit("\n", 1)
    answer = sam.gets("join", "--paste", stdin=f"{code}\n{block}\n")
    said = maria.gets("people", "confirm", "Sam", stdin=answer)
    assert digits(sam, "Maria") in said
    maria.gets("people", "confirm", "Sam", "--same")
    sam.gets("people", "confirm", "Maria", "--same")
    assert link_of(maria, "Sam")["state"] == link_of(sam, "Maria")["state"] == "active"
    assert "no place" in sam.gets("sync")


def test_an_invitation_as_json(maria: Person, shared: str) -> None:
    line = maria.gets("invite", "Sam", "--role", "sponsee", "--folder", shared, "--json")
    made = json.loads(line)
    assert made["schema"] == 1
    assert made["join"]


def test_a_picture_to_photograph(maria: Person, shared: str) -> None:
    shown = maria.gets("invite", "Sam", "--role", "sponsee", "--folder", shared, "--qr")
    assert "█" in shown or "▄" in shown


def test_digits_that_differ_end_the_link(sam: Person, maria: Person, shared: str) -> None:
    code = maria.gets("invite", "Sam", "--role", "sponsee", "--folder", shared)
    sam.gets("join", "--folder", shared, stdin=code)
    maria.gets("people", "confirm", "Sam")
    assert "start again" in maria.told("people", "confirm", "Sam", "--different", code=1)
    assert link_of(maria, "Sam")["state"] == "ended"


def test_a_yes_in_advance_compares_no_digits(sam: Person, maria: Person, shared: str) -> None:
    code = maria.gets("invite", "Sam", "--role", "sponsee", "--folder", shared)
    sam.gets("join", "--folder", shared, "--yes", stdin=code)
    assert link_of(sam, "Maria")["state"] == "confirming"


def test_an_invitation_is_taken_back(maria: Person, shared: str) -> None:
    maria.gets("invite", "Sam", "--role", "sponsee", "--folder", shared)
    result = maria.types("people", "end", "Sam", "--yes")
    assert people_words.ended("Sam", invited=True) in result.stdout
    assert "stays with them" not in result.stderr, "nobody has anything"


def test_nobody_has_joined_yet(maria: Person, shared: str) -> None:
    maria.gets("invite", "Sam", "--role", "sponsee", "--folder", shared)
    assert "not joined" in maria.told("people", "confirm", "Sam", code=6)


def test_an_own_invitation_cannot_be_taken_up(maria: Person, shared: str) -> None:
    code = maria.gets("invite", "Sam", "--role", "sponsee", "--folder", shared)
    maria.told("join", "--folder", shared, stdin=code, code=1)


@pytest.mark.parametrize(
    "code", ["", "one two three", "abandon " * 10, "https://example.org/join#", "\x1b[2J"]
)
def test_a_code_that_is_none_is_told_and_not_repeated(sam: Person, shared: str, code: str) -> None:
    result = sam.types("join", "--folder", shared, stdin=code + "\n")
    assert result.exit_code in (1, 2, 7)
    assert result.stderr.count("\n") == 1
    assert "abandon" not in result.output


def test_a_code_is_no_argument(sam: Person, shared: str) -> None:
    result = sam.types("join", "--folder", shared, "word-word-word")
    assert result.exit_code == 2


@pytest.mark.parametrize(
    "flags", [[], ["--folder", "a", "--paste"], ["--file", "a", "--folder", "b"]]
)
def test_where_two_people_meet_has_to_be_clear(maria: Person, flags: list[str]) -> None:
    maria.told("invite", "Sam", "--role", "sponsee", *flags, code=2)


def test_what_they_are_to_me_has_to_be_said(maria: Person, shared: str) -> None:
    assert "--role" in maria.told("invite", "Sam", "--folder", shared, code=2)
    assert maria.types("people").stdout == ""


def test_a_folder_that_is_not_there_makes_no_link(maria: Person, tmp_path: Path) -> None:
    missing = str(tmp_path / "unplugged" / "stick")
    result = maria.types("invite", "Sam", "--role", "sponsee", "--folder", missing)
    assert (result.exit_code, result.stdout) == (1, "")
    assert maria.types("people").stdout == ""


def test_what_is_no_place_is_told_with_what_to_do(sam: Person, maria: Person, shared: str) -> None:
    invite = ("invite", "Sam", "--role", "sponsee")
    assert "not a plain file. Choose" in maria.told(*invite, "--file", shared, code=1)
    assert "starts with https://" in maria.told(*invite, "--server", "house.example", code=1)
    code = maria.gets(*invite, "--folder", shared)
    assert "--folder" in sam.told("join", stdin=code, code=1)
    for missing in (f"{shared}/there", f"{shared}/sponsorterm.toml"):
        assert "Check its path" in sam.told("join", "--folder", missing, stdin=code, code=1)


# ── people ───────────────────────────────────────────────────────────────────────────


def test_links_and_what_was_agreed(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    assert "your sponsor" in sam.gets("people")
    assert "gets numbers only" in sam.gets("people")
    assert "daily" in maria.gets("people")


def test_changing_what_was_agreed(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    maria.gets("people", "cadence", "Sam", "weekly")
    assert link_of(maria, "Sam")["cadence"] == "weekly"
    sam.gets("people", "level", "Maria", "private")
    assert link_of(sam, "Maria")["default_level"] == "private"
    sam.gets("people", "rename", "Maria", "M.")
    assert link_of(sam, "M.")["role"] == "sponsor"
    sam.gets("people", "pause", "M.")
    assert link_of(sam, "M.")["state"] == "paused"
    sam.gets("people", "resume", "M.")
    assert link_of(sam, "M.")["state"] == "active"


def test_an_end_has_to_be_meant(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    assert "--yes" in sam.told("people", "end", "Maria", code=6)
    assert link_of(sam, "Maria")["state"] == "active"
    sam.gets("people", "end", "Maria", "--yes")
    assert link_of(sam, "Maria")["state"] == "ended"
    assert sam.types("people").stdout == ""
    assert "ended" in sam.gets("people", "--all")


@pytest.mark.parametrize("words", [["pause", "Bob"], ["confirm", "Bob"], ["end", "Bob"]])
def test_somebody_one_is_not_linked_with(linked: tuple[Person, Person], words: list[str]) -> None:
    assert "Maria" in linked[0].told("people", *words, code=1)


def test_there_are_no_digits_to_compare_twice(linked: tuple[Person, Person]) -> None:
    linked[0].told("people", "confirm", "Maria", code=1)


# ── sync ─────────────────────────────────────────────────────────────────────────────


def test_sync_with_nobody(sam: Person) -> None:
    result = sam.types("sync")
    assert result.exit_code == 0
    assert "sponsorterm invite" in result.stderr


def test_sync_may_be_repeated(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    sam.gets("log", stdin="mood = 3\n")
    for person in (sam, maria, sam, maria):
        person.gets("sync")
    assert "0 sent, 0 received" in sam.gets("sync", "Maria")
    document = json.loads(maria.gets("sync", "--json"))
    assert [link["name"] for link in document["links"]] == ["Sam"]


def test_a_place_that_is_gone_keeps_what_waits(
    linked: tuple[Person, Person], tmp_path: Path
) -> None:
    sam, _ = linked
    sam.gets("log", stdin="mood = 3\n")
    (tmp_path / "shared").rename(tmp_path / "unplugged")
    result = sam.types("sync")
    assert result.exit_code == 5
    assert "Maria: The shared folder or file is not there." in result.stderr
    assert "waiting" in sam.gets("status")
    (tmp_path / "unplugged").rename(tmp_path / "shared")
    sam.gets("sync")


def test_telling_how_much_there_is_can_be_switched_off_and_is_seen(
    linked: tuple[Person, Person],
) -> None:
    sam, maria = linked
    sam.gets("sync")
    maria.gets("sync")
    assert people_words.PRESENCE_ON[:40] in sam.gets("people", "presence")
    assert people_words.PRESENCE_OFF[:40] in sam.gets("people", "presence", "off")
    assert json.loads(sam.gets("people", "presence", "--json"))["presence"] is False
    sam.gets("sync")
    maria.gets("sync")
    (row,) = json.loads(maria.gets("dash", "--json"))["sponsees"]
    assert row["arrival"]["state"] == "unknown"


def test_a_repair_tells_what_it_compared_and_put_right(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    for person in (sam, maria, sam, maria):
        person.gets("sync")
    assert "compared, 0 sent, 0 received" in sam.gets("sync", "--repair")
    for path in (sam.home.data.parent.parent / "shared").glob("e/*/*"):
        path.unlink()
    said = maria.gets("sync", "--repair")
    assert "0 compared, 0 sent, 0 received, 1 lost there and sent again" in said
    (link,) = json.loads(sam.gets("sync", "--repair", "--json"))["links"]
    assert (link["compared"], link["refilled"]) == (1, 1)
