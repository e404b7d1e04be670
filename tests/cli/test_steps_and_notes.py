from __future__ import annotations

import json
from datetime import timedelta

import pytest

from sponsorterm.cli.columns import cells
from tests.cli.conftest import HOSTILE, ONLY_TEXT, Person


def state(person: Person, number: int) -> dict[str, object]:
    found = json.loads(person.gets("steps", "show", str(number), "--json"))["step"]
    return dict(found)


# ── steps ────────────────────────────────────────────────────────────────────────────


def test_a_step_is_done_in_one_of_three_ways_and_undone(sam: Person) -> None:
    assert "done (on paper)" in sam.gets("steps", "done", "4", "--how", "paper")
    assert "done (on paper)" in sam.gets("steps")
    sam.gets("steps", "undo", "4")
    assert state(sam, 4)["state"] == "not_started"
    sam.told("steps", "undo", "4", code=1)


def test_a_task_is_ticked_by_key_or_number_and_taken_back(sam: Person) -> None:
    assert "working on it, 1 of 6" in sam.gets("steps", "task", "4", "2")
    assert "0 of 6" in sam.gets("steps", "task", "4", "fears")
    sam.gets("steps", "task", "4", "resentments")
    done = [task["key"] for task in state(sam, 4)["tasks"] if task["done"]]  # type: ignore[attr-defined]
    assert done == ["resentments"]


@pytest.mark.parametrize(
    "words", [["done", "44"], ["task", "4", "nope"], ["task", "4", "99"], ["state", "1", "x"]]
)
def test_a_step_or_task_that_is_not_there(sam: Person, words: list[str]) -> None:
    sam.told("steps", *words, code=2)


def test_a_new_round_leaves_the_first_as_it_was(sam: Person) -> None:
    sam.gets("steps", "done", "1")
    sam.gets("steps", "round")
    assert "round 2" in sam.gets("steps")
    first = json.loads(sam.gets("steps", "--round", "1", "--json"))["steps"]
    assert first[0]["state"] == "done"


@pytest.mark.parametrize("columns", [40, 80])
def test_the_steps_fit(sam: Person, columns: int) -> None:
    for words in ([], ["show", "4"]):
        lines = sam.but(columns=columns).gets("steps", *words).splitlines()
        assert max(map(cells, lines)) <= columns


def test_a_sponsor_sees_what_was_given(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    assert "Sent to Maria" in sam.gets("steps", "done", "1", "--how", "spoken", "--sync")
    maria.gets("sync")
    assert "done (spoken)" in maria.gets("steps", "--of", "Sam")


# ── notes and replies ────────────────────────────────────────────────────────────────


def test_a_thread_goes_back_and_forth(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    sam.gets("notes", "write", "Maria", "--sync", stdin="How do I list family?\n\nThe close ones.")
    maria.gets("sync")
    shown = maria.gets("notes")
    assert "1 new" in shown
    name = shown.split()[0]
    later = maria.but(at=maria.at + timedelta(minutes=5))
    later.gets("reply", name, "--sync", stdin="Start with yourself.")
    maria.gets("notes", "show", name, "--seen", "--sync")
    assert "1 new" not in maria.gets("notes")
    sam.gets("sync")
    thread = sam.gets("notes", "show", name)
    assert thread.index("How do I list") < thread.index("The close ones") < thread.index("Start")


def test_a_page_for_oneself_is_nobody_elses(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    assert "Nobody else sees it" in sam.gets("notes", "write", stdin="only mine")
    sam.gets("sync")
    maria.gets("sync")
    assert maria.types("notes").stdout == ""
    assert "only me" in sam.gets("notes")


def test_a_comment_stands_below_the_entry_on_both_sides(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    sam.gets("log", "--share", "Maria=full", "--sync", stdin="mood = 3\n")
    maria.gets("sync")
    name = json.loads(maria.gets("list", "--of", "Sam", "--json"))["entries"][0]["name"]
    maria.gets("reply", name, "--sync", stdin="Thank you for telling me.")
    assert "Thank you for telling me." in maria.gets("show", name)
    sam.gets("sync")
    assert "Thank you for telling me." in sam.gets("show")
    own = json.loads(sam.gets("list", "--json"))["entries"][0]["name"]
    sam.gets("reply", own, stdin="It helped.")
    assert "It helped." in sam.gets("show")


def test_a_comment_on_an_entry_nobody_has_needs_somebody(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    sam.gets("log", "--share", "Maria=private", stdin="mood = 3\n")
    own = json.loads(sam.gets("list", "--json"))["entries"][0]["name"]
    assert "--to" in sam.told("reply", own, stdin="hello", code=2)


@pytest.mark.parametrize("text", ["", "  \n \n"])
def test_no_text_is_no_note(linked: tuple[Person, Person], text: str) -> None:
    linked[0].told("notes", "write", "Maria", stdin=text, code=2)
    assert linked[0].types("notes").stdout == ""


def test_a_text_too_long_is_refused(linked: tuple[Person, Person]) -> None:
    linked[0].told("notes", "write", "Maria", stdin="x" * 10_001, code=7)


def test_a_reply_to_nothing(sam: Person) -> None:
    sam.told("reply", "zzzzzzz", stdin="hello", code=1)
    sam.told("notes", "show", "zzzzzzz", code=1)


def test_hostile_notes_are_only_text(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    sam.gets("notes", "write", "Maria", "--sync", stdin=HOSTILE)
    maria.gets("sync")
    here = maria.but(columns=200)
    name = here.gets("notes").split()[0]
    for words in (["notes"], ["notes", "show", name], ["notes", "--json"], ["search", "back"]):
        shown = here.gets(*words)
        assert ONLY_TEXT in shown
        assert not set(shown) & set("\x1b\x07\x9b\u202e")


def test_notes_as_json(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    sam.gets("notes", "write", "Maria", "--agenda", stdin="for the call")
    [thread] = json.loads(sam.gets("notes", "--json"))["threads"]
    assert thread["with"] == "Maria"
    shown = json.loads(sam.gets("notes", "show", thread["name"], "--json"))
    assert shown["notes"][0]["text"] == "for the call"
