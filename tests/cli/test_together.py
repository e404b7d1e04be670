"""Two people at two command lines: agreement, work, calls, sign-offs, and what is private."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sponsorterm.cli.columns import cells
from sponsorterm.records.kinds import Checkin, Clock, SafetyPlan, Step
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from tests.cli.conftest import HOSTILE, ONLY_TEXT, Person

Two = tuple[Person, Person]


def meet(*people: Person) -> None:
    """Both sync, so that each has what the other gave."""
    for person in (*people, *people):
        person.gets("sync")


def told(person: Person, *words: str, stdin: str = "") -> Any:
    """What a verb prints for programs."""
    return json.loads(person.gets(*words, "--json", stdin=stdin))


@pytest.fixture
def two(linked: Two) -> Two:
    """Sam has shared a clock of sixty days, a step and a wish for a call."""
    sam, maria = linked
    with sam.session() as session:
        sharing = {session.links()[0].record: Sharing("full")}
        for body in (
            Clock(label="Sober", start=session.today - timedelta(days=60)),
            Step(pack="general", step=4, state="waiting"),
            Checkin(need_call="now", mood=1),
            SafetyPlan(signs=["short sleep"]),
        ):
            file(session, prepare(session, body, sharing=sharing))
    meet(sam, maria)
    return sam, maria


def test_an_agreement_is_proposed_shown_against_the_old_and_accepted(two: Two) -> None:
    sam, maria = two
    terms = 'cadence = "daily"\nkeep_days = 90\nhours = "after six"\n'
    assert "Nothing is agreed yet" in maria.gets("people", "agreement", "Sam")
    assert "Proposed" in maria.gets("people", "agreement", "Sam", "--propose", "-", stdin=terms)
    meet(maria, sam)
    shown = sam.gets("people", "agreement", "Maria")
    assert "They propose" in shown
    assert "every day" in shown
    sam.gets("people", "agreement", "Maria", "--accept")
    meet(sam, maria)
    for person, other in ((sam, "Maria"), (maria, "Sam")):
        found = told(person, "people", "agreement", other)["agreement"]
        assert (found["cadence"], found["keep_days"]) == ("daily", 90)
    later = sam.but(at=sam.at.replace(hour=21))
    later.gets("people", "agreement", "Maria", "--propose", "-", stdin='cadence = "weekly"')
    meet(later, maria)
    assert "every day" in maria.gets("people", "agreement", "Sam")
    maria.gets("people", "agreement", "Sam", "--decline")
    meet(maria, later)
    assert "declined" in later.gets("people", "agreement", "Maria")
    assert told(later, "people", "agreement", "Maria")["agreement"]["cadence"] == "daily"


def test_what_cannot_be_agreed_is_told_with_its_field(two: Two, tmp_path: Path) -> None:
    _, maria = two
    line = maria.told("people", "agreement", "Sam", "--propose", "-", stdin="keep_days=0", code=7)
    assert "keep_days" in line
    maria.told("people", "agreement", "Sam", "--propose", str(tmp_path / "none"), code=1)
    maria.told("people", "agreement", "Sam", "--accept", code=1)
    maria.told("people", "agreement", "Sam", "--take-back", code=1)
    maria.told("people", "agreement", "Sam", "--ask", code=6)


def test_one_page_tells_how_somebody_is(two: Two) -> None:
    sam, maria = two
    sam.gets("log", "--share", "maria=full", stdin="mood = 4\ncraving = 10\n")
    meet(sam, maria)
    found = told(maria, "people", "show", "Sam")
    assert (found["moods"][-1], found["cravings"][-1]) == (1, 10), "the lowest of the day"
    for flag, mood, craving in (("--yes", "▁", "█"), ("--plain", "1", "X")):
        standing = maria.gets("people", "show", "Sam", flag).split("\n\n")[0].splitlines()
        assert {
            (line.split()[0], line[-1]) for line in standing if line[2:6] in ("mood", "crav")
        } == {("mood", mood), ("craving", craving)}


def test_a_call_is_noted_with_its_length_and_meets_what_was_asked_for(two: Two) -> None:
    sam, maria = two
    assert "call_now" in {flag["key"] for flag in told(maria, "people", "show", "Sam")["flags"]}
    words = ["people", "call", "Sam", "--minutes", "20", "--at", "18:10", "--text"]
    maria.gets(*words, stdin="About the list.")
    assert "call_now" not in {flag["key"] for flag in told(maria, "people", "show", "Sam")["flags"]}
    meet(maria, sam)
    found = told(sam, "people", "calls", "Maria")["calls"]
    assert [(c["minutes"], c["at"], c["note"], c["by"]) for c in found] == [
        (20, "18:10", "About the list.", "Maria")
    ]
    assert "20 min" in sam.gets("people", "calls", "Maria")
    maria.told("people", "call", "Sam", "--at", "late", code=2)


def test_the_agenda_is_filled_and_ticked_off_by_either(two: Two) -> None:
    sam, maria = two
    sam.gets("people", "agenda", "Maria", "--add", stdin="The list")
    meet(sam, maria)
    assert "The list" in maria.gets("people", "agenda", "Sam")
    maria.gets("people", "agenda", "Sam", "--tick", "1")
    meet(maria, sam)
    assert told(sam, "people", "agenda", "Maria")["agenda"] == []
    maria.told("people", "agenda", "Sam", "--tick", "1", code=2)


def test_work_goes_through_every_state_on_both_sides(two: Two) -> None:
    sam, maria = two
    assert "s1_cost" in maria.gets("people", "assign", "--library", "--step", "1")
    maria.gets("people", "assign", "Sam", "s1_cost", "--due", "2026-12-01")
    maria.gets("people", "assign", "Sam", "--own", stdin="Call Jo\nOn Sunday, after the meeting.")
    meet(maria, sam)
    found = told(sam, "people", "work", "Maria")["work"]
    name = next(each["name"] for each in found if each["library"] == "s1_cost")
    own = next(each for each in found if not each["library"])
    assert (own["title"], own["detail"]) == ("Call Jo", "On Sunday, after the meeting.")

    def states() -> set[str]:
        meet(sam, maria)
        both = [told(sam, "people", "work", "Maria"), told(maria, "people", "work", "Sam")]
        return {w["state"] for side in both for w in side["work"] if w["name"] == name}

    assert states() == {"assigned"}
    sam.gets("people", "work", "Maria", name, "doing")
    assert states() == {"doing"}
    sam.gets("people", "work", "Maria", name, "submitted", "--text", stdin="Here it is.")
    assert states() == {"submitted"}
    assert "Here it is." in maria.gets("people", "work", "Sam")
    maria.gets("people", "work", "Sam", name, "another_look", "--text", stdin="And health?")
    assert states() == {"another_look"}
    sam.gets("people", "work", "Maria", name, "submitted")
    assert states() == {"submitted"}
    maria.gets("people", "work", "Sam", name, "done")
    assert states() == {"done"}
    maria.gets("people", "work", "Sam", name, "assigned")
    assert states() == {"submitted"}
    sam.gets("people", "work", "Maria", name, "dropped")
    assert states() == {"dropped"}
    sam.told("people", "work", "Maria", name, "done", code=2)
    maria.told("people", "work", "Sam", name, "doing", code=2)
    maria.told("people", "work", "Sam", "zzz", "done", code=1)


def test_what_came_of_work_is_linked_only_when_it_is_shared(two: Two) -> None:
    sam, maria = two
    maria.gets("people", "assign", "Sam", "s1_cost")
    meet(maria, sam)
    (task,) = told(sam, "people", "work", "Maria")["work"]
    entries = told(sam, "list", "--kind", "step")["entries"]
    shared = next(each for each in entries if each["kind"] == "step")
    hand_in = ["people", "work", "Maria", task["name"], "submitted", "--result"]
    sam.gets(*hand_in, shared["name"])
    meet(sam, maria)
    (seen,) = told(maria, "people", "work", "Sam")["work"]
    with maria.session() as session:
        known = session.store.entries(space=session.links()[0].record, kinds={"step"})
        assert seen["result"] in {entry.record for entry in known}
    with sam.session() as session:
        kept = file(session, prepare(session, Checkin(mood=3), sharing={}))
    sam.told(*hand_in, kept.revision.id[:12], code=2)


def test_a_step_is_signed_off_and_instructions_are_given(two: Two) -> None:
    sam, maria = two
    maria.gets("people", "instruct", "Sam", "4", stdin="Short sessions.")
    maria.gets("people", "sign", "Sam", "4", "done", "--text", stdin="Thank you.")
    maria.gets("people", "ready", "Sam")
    maria.told("people", "sign", "Sam", "5", code=1)
    meet(maria, sam)

    def given() -> list[str]:
        with sam.session() as session:
            space = session.links()[0].record
            found = session.store.entries(space=space, kinds={"sign_off"})
            return sorted(entry.body.state for entry in found)  # type: ignore[attr-defined]

    assert given() == ["done", "ready_to_sponsor"]
    maria.gets("people", "sign", "Sam", "4", "--undo")
    maria.gets("people", "ready", "Sam", "--undo")
    meet(maria, sam)
    assert given() == []
    maria.told("people", "sign", "Sam", "4", "--undo", code=1)


def test_a_chip_is_given_and_taken_back(two: Two) -> None:
    sam, maria = two
    assert "today" in maria.gets("people", "chip", "Sam")
    found = told(maria, "people", "chip", "Sam")["milestones"]
    at = next(n for n, each in enumerate(found, 1) if each["days"] == 0)
    maria.gets("people", "chip", "Sam", str(at))
    assert "chip given" in maria.gets("people", "chip", "Sam")
    maria.gets("people", "chip", "Sam", str(at), "--undo")
    assert "chip given" not in maria.gets("people", "chip", "Sam")
    sam.told("people", "chip", "Maria", code=2)


def test_the_mirror_shows_a_sponsee_the_flags_they_raise(two: Two) -> None:
    sam, maria = two
    mine = {(f["key"], f["reason"]) for f in told(sam, "people", "mirror", "Maria")["flags"]}
    theirs = {(f["key"], f["reason"]) for f in told(maria, "people", "show", "Sam")["flags"]}
    assert mine == theirs
    assert "asks for a call" in sam.gets("people", "mirror", "Maria")
    maria.told("people", "mirror", "Sam", code=2)


def test_private_notes_are_written_changed_and_deleted_here_alone(two: Two) -> None:
    sam, maria = two
    maria.gets("people", "private", "Sam", "--write", stdin=f"Tired lately. {HOSTILE}")
    shown = maria.gets("people", "private", "Sam")
    assert ONLY_TEXT in shown
    assert "private, never sent" in shown
    (note,) = told(maria, "people", "private", "Sam")["private"]
    maria.gets("people", "private", "Sam", "--edit", note["name"], stdin="Rested again.")
    (note,) = told(maria, "people", "private", "Sam")["private"]
    assert note["text"] == "Rested again."
    maria.gets("people", "private", "Sam", "--pin", note["name"])
    (note,) = told(maria, "people", "private", "Sam")["private"]
    assert note["pinned"]
    meet(maria, sam)
    maria.gets("people", "private", "Sam", "--delete", note["name"])
    assert told(maria, "people", "private", "Sam")["private"] == []
    assert told(sam, "people", "private", "Maria")["private"] == []


def test_a_handover_is_printed_or_written_in_the_parts_that_were_chosen(
    two: Two, tmp_path: Path
) -> None:
    sam, maria = two
    assert "clocks" in sam.gets("people", "handover", "Maria", "--parts")
    page = sam.gets("people", "handover", "Maria")
    assert page.startswith("# Sam")
    assert "Days counted" in page
    assert "The last entries" not in page
    some = sam.gets("people", "handover", "Maria", "--only", "plan", "--only", "entries")
    assert "short sleep" in some
    assert "Days counted" not in some
    maria.gets("people", "private", "Sam", "--write", stdin="Likes mornings.")
    narrow = maria.but(columns=40).gets("people", "handover", "Sam")
    assert max(map(len, narrow.splitlines())) <= 40, "broken at words on a terminal"
    file = tmp_path / "handover.md"
    assert "Written to" in maria.gets("people", "handover", "Sam", "--output", str(file))
    text = file.read_text()
    assert "Likes mornings" in text
    assert "short sleep" not in text
    sam.told("people", "handover", "Maria", "--only", "everything", code=2)


@pytest.mark.parametrize("columns", [40, 80])
def test_it_all_fits(two: Two, columns: int) -> None:
    sam, maria = two
    maria.gets("people", "assign", "Sam", "s1_cost")
    maria.gets("people", "agreement", "Sam", "--propose", "-", stdin='cadence = "daily"')
    meet(maria, sam)
    for person, words in (
        (maria, ["show", "Sam"]),
        (maria, ["work", "Sam"]),
        (maria, ["chip", "Sam"]),
        (maria, ["assign", "--library"]),
        (sam, ["agreement", "Maria"]),
        (sam, ["mirror", "Maria"]),
        (sam, ["work", "Maria"]),
    ):
        lines = person.but(columns=columns).gets("people", *words).splitlines()
        assert max(map(cells, lines)) <= columns, words
