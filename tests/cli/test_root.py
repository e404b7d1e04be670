from __future__ import annotations

import subprocess
import sys

import pytest

from sponsorterm.cli.root import VERBS
from sponsorterm.strings import cli as words
from tests.alone import printed
from tests.cli.conftest import Person
from tests.e2e.conftest import PROGRAM, environment


def test_every_verb_has_a_summary_a_group_and_a_help_page(newcomer: Person) -> None:
    grouped = [name for names in words.GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(VERBS) == sorted(words.SUMMARIES)
    for name in VERBS:
        assert "Usage: sponsorterm" in newcomer.gets(name, "--help")


def test_without_a_terminal_there_is_help_and_no_screen(newcomer: Person) -> None:
    assert "sponsorterm VERB --help" in newcomer.gets()


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_help_fits(newcomer: Person, columns: int) -> None:
    here = newcomer.but(columns=columns)
    for words_given in ([], ["log"], ["steps"], ["invite"]):
        page = here.gets(*words_given, "--help")
        assert max(map(len, page.splitlines())) <= columns


def test_importing_the_root_imports_no_verb() -> None:
    script = (
        "import sys, sponsorterm.cli; "
        "print([name for name in sys.modules if name.startswith('sponsorterm.cli.verbs')])"
    )
    assert printed(script) == "[]"


@pytest.mark.parametrize(
    "line",
    [
        ["status"],
        ["status", "--json"],
        ["log", "-", "--quiet"],
        ["log", "--quiet", "--yesterday", "--full"],
        ["list"],
        ["--help"],
    ],
)
def test_the_daily_verbs_load_no_screen_no_client_and_no_server(
    sam: Person, line: list[str]
) -> None:
    script = f"""
import sys
from sponsorterm.cli import run
try:
    sys.argv = ["sponsorterm", *{line!r}]
    run()
except SystemExit:
    heavy = {{"textual", "rich", "httpx", "starlette", "uvicorn", "segno", "nacl"}}
    print("heavy:", sorted(heavy & sys.modules.keys()), file=sys.stderr)
"""
    found = subprocess.run(
        [sys.executable, "-c", script],
        input="mood = 3\n",
        env=environment(sam.home_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "heavy: []" in found.stderr, found.stderr


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (["stat"], "'status'"),
        (["status", "--jsn"], "--json"),
        (["log", "--form"], "--form"),
        (["steps", "done"], "sponsorterm steps done --help"),
        (["steps", "done", "four"], "four"),
        (["steps", "done", "4", "--how", "sung"], "written"),
        (["people", "cadence", "Jo", "hourly"], "daily"),
        (["list", "--limit", "0"], "--limit"),
        (["serve", "--port", "99999"], "--port"),
        (["--color", "pink", "status"], "always"),
    ],
)
def test_a_wrong_command_line_is_one_line_that_leads_on(
    newcomer: Person, line: list[str], hint: str
) -> None:
    assert hint in newcomer.told(*line, code=2)


@pytest.mark.parametrize("verb", ["status", "log", "list", "dash", "sync", "people", "steps"])
def test_without_a_home_the_way_to_one_is_told(newcomer: Person, verb: str) -> None:
    said = newcomer.told(verb, code=10)
    assert "sponsorterm setup" in said
    assert "sponsorterm restore" in said, "who lost a device is no newcomer"


def test_an_option_for_every_verb_may_stand_before_it(sam: Person) -> None:
    assert sam.gets("--json", "status", code=3) == sam.gets("status", "--json", code=3)


def test_a_reader_that_has_enough_is_no_failure(sam: Person) -> None:
    pipe = subprocess.run(
        f"'{sys.executable}' -m sponsorterm steps --json | head -c 1",
        shell=True,
        env=environment(sam.home_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (pipe.stdout, pipe.stderr) == ("{", "")


def test_a_program_started_with_its_streams_closed_does_its_work(sam: Person) -> None:
    closed = ["sh", "-c", '"$@" <&- >&-', "sh", *PROGRAM, "status"]
    done = subprocess.run(
        closed, env=environment(sam.home_path), stderr=subprocess.PIPE, check=False
    )
    assert (done.returncode, done.stderr) == (3, b"")


def test_a_home_that_is_no_folder_is_told_in_a_line(newcomer: Person) -> None:
    newcomer.home_path.write_text("a file where a folder should be")
    assert "directory" in newcomer.told("setup", "--name", "Jo", code=1)


def test_an_unforeseen_error_shows_no_trace_and_no_content(
    sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the words of an entry")

    monkeypatch.setattr("sponsorterm.cli.verbs.status.status_of", fail)
    line = sam.told("status", code=1)
    assert "fault of sponsorterm (RuntimeError" in line
    assert "words of an entry" not in line


def test_version() -> None:
    shown = subprocess.run([*PROGRAM, "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("sponsorterm ")
