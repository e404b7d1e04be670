from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sponsorterm.services.entries.drafts import list_drafts, open_draft, save_draft
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.reading import history
from tests.cli.conftest import HOSTILE, ONLY_TEXT, Person

PAGE = 'mood = 4\ncraving =\ndone_well = "walked home"\n'


def begun(person: Person, form: str = "nightly_full", text: str = "half a sen") -> None:
    """Leave a draft behind, as a dropped line does."""
    with person.session() as session:
        draft = open_draft(session, form, session.today)
        draft.answers.set("done_well", text)
        save_draft(session, draft)


def test_piped_answers_are_filed(sam: Person) -> None:
    assert sam.gets("log", stdin=PAGE) == "Saved here. Nobody else sees it.\n"
    with sam.session() as session:
        [entry] = history(session)
    assert entry.day == sam.at.date()
    assert entry.body.done_well == "walked home"  # type: ignore[attr-defined]
    assert sam.types("status").exit_code == 0


def test_a_dash_says_the_same(sam: Person) -> None:
    assert sam.gets("log", "-", "--quiet", stdin=PAGE) == ""
    assert "walked home" in sam.gets("list")


def test_the_template_can_be_filled_and_piped_in(sam: Person) -> None:
    page = sam.gets("log", "--template", "--quick")
    assert "mood =\n" in page
    sam.gets("log", "--quick", stdin=page.replace("mood =\n", "mood = 5\n"))
    assert "mood 5" in sam.gets("list")


def test_filing_a_day_again_changes_its_entry(sam: Person) -> None:
    sam.gets("log", stdin="mood = 2\n")
    sam.gets("log", stdin="mood = 4\n")
    assert sam.gets("list").count("mood") == 1
    assert "mood 4" in sam.gets("list")


@pytest.mark.parametrize("flag", [["--yesterday"], ["--date", "yesterday"]])
def test_yesterday(sam: Person, flag: list[str]) -> None:
    sam.gets("log", *flag, stdin=PAGE)
    assert "yesterday" in sam.gets("list")
    assert sam.types("status").exit_code == 3
    assert sam.types("status", "--date", "yesterday").exit_code == 0


@pytest.mark.parametrize("day", ["2026-11-21", "2026-13-01", "tuesdayish", "2026-11"])
def test_a_day_that_is_none_is_a_wrong_command_line(sam: Person, day: str) -> None:
    assert "day" in sam.told("log", "--date", day, stdin=PAGE, code=2)


def test_a_form_that_is_none(sam: Person) -> None:
    assert "nightly_quick" in sam.told("log", "--form", "nope", stdin=PAGE, code=2)


@pytest.mark.parametrize("words", [["I", "feel", "bad"], ["-", "more"], ["slipped"]])
def test_text_is_never_taken_from_the_command_line_nor_repeated(
    sam: Person, words: list[str]
) -> None:
    line = sam.told("log", *words, code=2)
    assert not set(words) - {"-", "I"} & set(line.split())
    assert "No such" not in line


@pytest.mark.parametrize("page", ["", "mood = 9\n", "mood = 3\nx = 1\n", b"mood = 3 # \xff\n"])
def test_what_cannot_be_used_files_nothing(sam: Person, page: str | bytes) -> None:
    sam.told("log", stdin=page, code=7)
    assert sam.types("status").exit_code == 3


def test_a_draft_is_never_run_over(sam: Person) -> None:
    begun(sam)
    assert "--discard" in sam.told("log", stdin=PAGE, code=6)
    with sam.session() as session:
        assert list_drafts(session)[0].answers.get("done_well") == "half a sen"
    sam.gets("log", "--discard")
    sam.gets("log", stdin=PAGE)


def test_the_form_that_was_begun_is_gone_on_with(sam: Person) -> None:
    begun(sam, "nightly_quick")
    assert "The 60-second inventory" in sam.gets("log", "--template")
    assert "half a sen" in sam.gets("log", "--template")


def test_hostile_text_is_kept_as_text(sam: Person) -> None:
    text = HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00")
    sam.gets("log", stdin=f'mood = 3\ndone_well = "{text}"\n')
    for words in (["list"], ["show"], ["search", "back"], ["list", "--json"], ["show", "--json"]):
        shown = sam.but(columns=200).gets(*words)
        assert ONLY_TEXT in shown
        assert "\x1b" not in shown


# ── Sharing ──────────────────────────────────────────────────────────────────────────


def test_the_links_own_level_is_the_default(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    assert "Maria" in sam.gets("log", stdin=PAGE)
    with sam.session() as session:
        [share] = shares(session, history(session)[0].record)
    assert share.level == "numbers"
    assert b"walked home" not in share.payload


def test_a_level_and_a_held_answer_from_the_command_line(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    page = PAGE + 'answers.fear.value = "yes"\n'
    sam.gets("log", "--share", "maria=full", "--hold", "answers.fear", stdin=page)
    with sam.session() as session:
        [share] = shares(session, history(session)[0].record)
    assert b"walked home" in share.payload
    assert b"fear" not in share.payload


def test_a_held_answer_that_is_none_stops_the_filing(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    line = sam.told("log", "--share", "maria=full", "--hold", "feer", stdin=PAGE, code=7)
    assert "nothing was filed" in line
    assert sam.types("status").exit_code == 3


def test_an_entry_made_private_is_taken_back(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    sam.gets("log", "--share", "maria=full", "--sync", stdin=PAGE)
    maria.gets("sync")
    assert "walked home" in maria.gets("list", "--of", "Sam")
    sam.gets("log", "--share", "maria=private", "--sync", stdin=PAGE)
    maria.gets("sync")
    assert "walked home" not in maria.gets("list", "--of", "Sam")


def test_it_is_sent_at_once_when_that_is_asked_for(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    assert "Sent to Maria." in sam.gets("log", "--sync", stdin=PAGE)
    maria.gets("sync")
    assert "mood 4" in maria.gets("list", "--of", "sam")


def test_it_is_safe_here_when_it_cannot_be_sent(
    linked: tuple[Person, Person], tmp_path: Path
) -> None:
    sam, _ = linked
    (tmp_path / "shared").rename(tmp_path / "unplugged")
    result = sam.types("log", "--sync", stdin=PAGE)
    assert result.exit_code == 5
    assert result.stdout.startswith("Saved here.")
    assert "Not sent to Maria yet" in result.stderr
    assert sam.types("status").exit_code == 0


# ── The editor ───────────────────────────────────────────────────────────────────────


def editor(person: Person, tmp_path: Path, script: str) -> Person:
    """Somebody whose editor does as the script says to the file named $1."""
    program = tmp_path / "editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return person.but(environment={"EDITOR": f"{program} --wait"})


WRITE = 'sed -i \'s/^mood =$/mood = 4/; s/^done_well = ""/done_well = "wrote it"/\' "$2"'


def test_an_entry_written_in_an_editor(sam: Person, tmp_path: Path) -> None:
    here = editor(sam, tmp_path, f'ls -ld "$(dirname "$2")" "$2" > {tmp_path}/seen; {WRITE}')
    here.gets("log", "--editor")
    assert "wrote it" in sam.gets("list")
    folder, file = (tmp_path / "seen").read_text().splitlines()
    assert folder.startswith("drwx------")
    assert file.startswith("-rw-------")
    assert not list(sam.home.state.glob("editing-*"))


def test_what_the_editor_leaves_beside_the_page_goes_with_it(sam: Person, tmp_path: Path) -> None:
    editor(sam, tmp_path, f'cp "$2" "$2~"; {WRITE}').gets("log", "--editor")
    assert not list(sam.home.state.glob("editing-*"))


@pytest.mark.parametrize(
    ("script", "code"),
    [("exit 3", 1), ("echo 'mood = 44 my words' > \"$2\"", 7)],
)
def test_a_text_that_cannot_be_filed_is_still_there(
    sam: Person, tmp_path: Path, script: str, code: int
) -> None:
    line = editor(sam, tmp_path, script).told("log", "--editor", code=code)
    [page] = sam.home.state.glob("editing-*/entry.toml")
    assert str(page) in line
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
    assert "my words" not in line


def test_an_editor_that_is_not_there(sam: Person) -> None:
    here = sam.but(environment={"EDITOR": "/no/such/editor"})
    assert "EDITOR" in here.told("log", "--editor", code=1)
