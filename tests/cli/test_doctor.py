"""`doctor`: lines for people, JSON for programs, and an exit code for whoever runs it nightly."""

from __future__ import annotations

import json

from sponsorterm.strings import doctor as words
from tests.cli.conftest import Person


def test_each_thing_has_a_line_and_those_that_need_something_say_what(sam: Person) -> None:
    said = sam.gets("doctor", code=1)
    assert words.PRIVATE in said
    assert "seal everything into one file" in " ".join(said.lower().split())
    assert words.PRIVATE not in sam.gets("doctor", "--quiet", code=1)


def test_what_is_found_stands_beside_its_mark(sam: Person) -> None:
    lines = sam.but(columns=40).types("doctor").stdout.splitlines()
    assert max(map(len, lines)) <= 40
    assert not {line for line in lines if line.strip() in words.LEVELS.values()}
    assert not [line for line in lines[:-1] if not line.startswith((*words.LEVELS.values(), " "))]


def test_programs_get_keys_and_levels(sam: Person) -> None:
    told = json.loads(sam.gets("doctor", "--json", "--offline", code=1))
    assert told["schema"] == 1
    assert told["well"] is False
    levels = {each["key"]: each["level"] for each in told["findings"]}
    assert levels["permissions"] == levels["index"] == "ok"
    assert set(levels.values()) <= {"ok", "look", "act"}


def test_what_cannot_be_read_has_a_code_of_its_own(sam: Person) -> None:
    path = next((sam.home.records / "mine").glob("*/*"))
    path.with_name("mine.toml").write_text("no [toml")
    path.with_name("mine.toml").chmod(0o600)
    said = sam.gets("doctor", code=7)
    assert "mine.toml" in said


def test_a_damaged_index_is_put_right(sam: Person) -> None:
    sam.home.index.write_bytes(b"no database " * 1000)
    assert json.loads(sam.gets("doctor", "--fix", "--json", code=1))["findings"]
    sam.gets("status", code=3)


def test_without_a_home_there_is_nothing_to_look_at(newcomer: Person) -> None:
    newcomer.told("doctor", code=10)
