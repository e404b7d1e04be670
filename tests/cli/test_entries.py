from __future__ import annotations

import json

import pytest

from sponsorterm.cli.columns import cells
from tests.cli.conftest import HOSTILE, ONLY_TEXT, Person

TEXT = 'mood = 4\ncraving = 2\ndone_well = "walked home in the rain and slept"\n'


@pytest.fixture
def written(linked: tuple[Person, Person]) -> tuple[Person, Person]:
    """Sam has filed and given all of it, and Maria has it."""
    sam, maria = linked
    sam.gets("log", "--share", "Maria=full", "--sync", stdin=TEXT)
    maria.gets("sync")
    return sam, maria


def name_of(person: Person, *words: str) -> str:
    """The short name of the first entry of a list."""
    return str(json.loads(person.gets("list", "--json", *words))["entries"][0]["name"])


# ── status ───────────────────────────────────────────────────────────────────────────


def test_status_says_by_its_code_whether_the_day_is_filed(sam: Person) -> None:
    assert "not filed yet" in sam.gets("status", code=3)
    sam.gets("log", stdin=TEXT)
    assert "filed" in sam.gets("status")


def test_status_can_say_nothing(sam: Person) -> None:
    assert sam.gets("status", "--quiet", code=3) == ""


def test_status_as_json(sam: Person) -> None:
    document = json.loads(sam.gets("status", "--json", code=3))
    assert document == {
        "schema": 1,
        "day": "2026-11-20",
        "filed": False,
        "draft": False,
        "unread": 0,
        "last_entry": None,
        "undecided": 0,
        "backed_up": False,
        "backup_file": None,
        "sync": "not linked",
    }


def test_status_counts_what_others_wrote(written: tuple[Person, Person]) -> None:
    sam, maria = written
    maria.gets("reply", name_of(maria, "--of", "Sam"), "--sync", stdin="Well done.")
    sam.gets("sync")
    assert "1 new from others" in sam.gets("status")


# ── list ─────────────────────────────────────────────────────────────────────────────


def test_a_list_says_how_to_begin_when_there_is_nothing(sam: Person) -> None:
    result = sam.types("list")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "sponsorterm log" in result.stderr


def test_an_empty_list_shows_the_way_to_those_one_sponsors(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    assert "sponsorterm dash" in maria.types("list").stderr
    assert "sponsorterm log" in sam.types("list").stderr, "who has a sponsor writes"


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("plain", [[], ["--plain"]])
def test_a_list_fits(written: tuple[Person, Person], columns: int, plain: list[str]) -> None:
    for person, words in ((written[0], []), (written[1], ["--of", "Sam"])):
        lines = person.but(columns=columns).gets("list", *words, *plain).splitlines()
        assert lines
        assert max(map(cells, lines)) <= columns
        assert all("mood 4" in line or "clock" in line for line in lines)


def test_a_pipe_gets_whole_lines(sam: Person) -> None:
    sam.gets("log", stdin='mood = 4\ndone_well = "' + "walked " * 30 + '"\n')
    here = sam.but(environment={"COLUMNS": ""})
    assert "walked walked walked" in here.gets("list")
    assert "…" not in here.gets("list")


def test_a_list_can_be_cut_by_day_kind_and_number(sam: Person) -> None:
    sam.gets("log", stdin=TEXT)
    sam.gets("log", "--yesterday", stdin=TEXT)
    sam.gets("log", "--form", "checkin", stdin="mood = 2\n")
    assert len(sam.gets("list").splitlines()) == 3
    assert len(sam.gets("list", "--date", "yesterday").splitlines()) == 1
    assert len(sam.gets("list", "--since", "today").splitlines()) == 2
    assert len(sam.gets("list", "--until", "yesterday").splitlines()) == 1
    assert len(sam.gets("list", "--kind", "checkin").splitlines()) == 1
    assert len(sam.gets("list", "--limit", "2").splitlines()) == 2


def test_a_list_of_somebody_is_what_they_gave(written: tuple[Person, Person]) -> None:
    sam, maria = written
    assert "walked home" in maria.gets("list", "--of", "sam")
    assert maria.types("list").stdout == ""
    assert "nothing of theirs" in sam.types("list", "--of", "Maria").stderr.lower()
    sam.told("list", "--of", "Bob", code=1)


# ── show ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [[], ["today"], ["2026-11-20"]])
def test_an_entry_is_shown_by_its_day(sam: Person, name: list[str]) -> None:
    sam.gets("log", stdin=TEXT)
    shown = sam.gets("show", *name)
    assert "Inventory" in shown
    assert "4 of 5" in shown
    assert "walked home in the rain" in shown


def test_an_entry_is_shown_by_its_short_name(written: tuple[Person, Person]) -> None:
    sam, maria = written
    assert "walked home" in sam.gets("show", name_of(sam))
    shown = maria.gets("show", name_of(maria, "--of", "Sam"))
    assert "Inventory, Sam" in shown
    assert "Sam gave you all of it" in shown


def test_it_says_who_has_it(written: tuple[Person, Person]) -> None:
    sam, _ = written
    assert "Maria has all of it" in sam.gets("show")


def test_reading_is_told_only_when_that_is_asked_for(written: tuple[Person, Person]) -> None:
    _, maria = written
    name = name_of(maria, "--of", "Sam")
    maria.gets("show", name)
    assert json.loads(maria.gets("dash", "--json"))["sponsees"][0]["unread"] > 0
    before = json.loads(maria.gets("dash", "--json"))["sponsees"][0]["unread"]
    maria.gets("show", name, "--seen")
    assert json.loads(maria.gets("dash", "--json"))["sponsees"][0]["unread"] == before - 1


def test_ones_own_entry_cannot_be_marked(sam: Person) -> None:
    sam.gets("log", stdin=TEXT)
    assert sam.types("show", "--seen").exit_code == 2


def test_having_talked_ends_a_call_request(written: tuple[Person, Person]) -> None:
    sam, maria = written
    asks = 'mood = 2\nneed_call = "now"\n'
    sam.gets("log", "--form", "checkin", "--share", "Maria=full", "--sync", stdin=asks)
    maria.gets("sync")
    assert "asks for a call" in maria.gets("dash")
    maria.gets("show", name_of(maria, "--of", "Sam", "--kind", "checkin"), "--talked")
    assert "asks for a call" not in maria.gets("dash")


@pytest.mark.parametrize("name", ["zzzzzzz", "1999-01-01", ""])
def test_an_entry_that_is_not_there(sam: Person, name: str) -> None:
    sam.told("show", name, code=1)


def test_show_as_json_has_the_fields_and_the_words(sam: Person) -> None:
    sam.gets("log", stdin=TEXT)
    document = json.loads(sam.gets("show", "--json"))
    assert document["body"]["mood"] == 4
    assert {"label": "Craving", "value": "2 of 10 (none to overwhelming)"} in document["lines"]


# ── search ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("words", "stdin"), [(["rain"], ""), ([], "rain home\n")])
def test_words_are_found_however_they_were_given(sam: Person, words: list[str], stdin: str) -> None:
    sam.gets("log", stdin=TEXT)
    assert "walked home" in sam.gets("search", *words, stdin=stdin)


@pytest.mark.parametrize("text", ['"', "*", "a OR", "NEAR(", "-", "mood:4", "\\", "x AND"])
def test_no_search_is_an_error(sam: Person, text: str) -> None:
    sam.gets("log", stdin=TEXT)
    sam.gets("search", "--", text)


def test_without_words_there_is_nothing_to_search(sam: Person) -> None:
    sam.told("search", code=2)


def test_a_search_finds_what_was_given_to_me(written: tuple[Person, Person]) -> None:
    assert "Sam" in written[1].gets("search", "rain")


# ── dash ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def troubled(linked: tuple[Person, Person]) -> Person:
    """Maria, whose sponsee has a hard day."""
    sam, maria = linked
    page = f'mood = 1\ncraving = 9\ndone_well = "{HOSTILE.encode("unicode_escape").decode()}"\n'
    page = page.replace("\\x", "\\u00")
    sam.gets("log", "--share", "Maria=full", "--sync", stdin=page)
    maria.gets("sync")
    return maria


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("plain", [[], ["--plain"]])
def test_every_reason_is_there_whole_at_any_width(
    troubled: Person, columns: int, plain: list[str]
) -> None:
    shown = troubled.but(columns=columns).gets("dash", *plain)
    for reason in ("lowest mood today", "craving 9 of 10 today", "new"):
        assert reason in shown
    assert "! " in shown
    assert max(map(cells, shown.splitlines())) <= columns
    assert shown.isascii() or not plain


def test_the_dashboard_as_json(troubled: Person) -> None:
    [row] = json.loads(troubled.gets("dash", "--json"))["sponsees"]
    assert row["name"] == "Sam"
    assert {flag["key"] for flag in row["flags"]} >= {"low_mood", "craving_high"}
    assert all(flag["reason"] for flag in row["flags"])


def test_a_dashboard_without_sponsees_says_how_to_begin(sam: Person) -> None:
    assert "sponsorterm invite" in sam.types("dash").stderr


def test_hostile_names_and_texts_are_only_text(troubled: Person) -> None:
    troubled.gets("people", "rename", "Sam", HOSTILE)
    here = troubled.but(columns=200)
    for words in (["dash"], ["people"], ["list", "--of", "[b]x"], ["dash", "--json"]):
        shown = here.gets(*words)
        assert ONLY_TEXT in shown
        assert not set(shown) & set("\x1b\x07\x9b\u202e")


def test_colour_when_asked_for_steers_nothing_else(troubled: Person) -> None:
    troubled.gets("people", "rename", "Sam", HOSTILE)
    shown = troubled.gets("dash", "--color", "always")
    codes = {part.split("m")[0] for part in shown.split("\x1b[")[1:]}
    assert codes <= {"0", "1", "2", "31", "32", "33"}
