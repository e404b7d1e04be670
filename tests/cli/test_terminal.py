"""The program in a real terminal: what is asked, what is kept when the line drops."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from sponsorterm.endpoint.settings import Settings
from tests.cli.conftest import Person
from tests.e2e.conftest import PROGRAM, environment, run
from tests.e2e.terminal import Terminal
from tests.endpoint.living import Live


def at(person: Person, *words: str, columns: int = 80, **variables: str) -> Terminal:
    """A verb of the program in a terminal."""
    env = environment(person.home_path) | variables
    return Terminal([*PROGRAM, *words], env, columns=columns, rows=50)


def answer(terminal: Terminal, *pairs: tuple[str, str]) -> None:
    """Wait for each question, then type the line under it."""
    for question, line in pairs:
        terminal.wait_for(question)
        terminal.send(line, "enter")


def until_kept(person: Person, text: str, seconds: float = 20) -> None:
    """Wait until a draft on disk holds this text."""
    deadline = time.monotonic() + seconds
    while not any(text in draft.read_text() for draft in person.home.drafts.glob("*.draft")):
        assert time.monotonic() < deadline, "it is in no draft"
        time.sleep(0.02)


QUICK = (("How was today", "4"), ("drink or use", "n"), ("strongest moment", "2"), ("any of", "4"))


@pytest.mark.parametrize("columns", [40, 80])
def test_an_entry_is_written_a_question_a_line(sam: Person, columns: int) -> None:
    with at(sam, "log", "--quick", columns=columns) as terminal:
        answer(terminal, *QUICK, ("One thing I did well", "walked home"), ("files it", ""))
        assert terminal.wait() == 0
        assert "Saved here." in terminal.text()
    entry = json.loads(run(sam.home_path, "show", "--json").stdout)
    assert entry["body"]["mood"] == 4
    assert entry["body"]["done_well"] == "walked home"


def test_a_dropped_line_loses_nothing_and_goes_on_where_it_was(sam: Person) -> None:
    with at(sam, "log", "--quick") as terminal:
        answer(terminal, *QUICK)
        terminal.wait_for("One thing I did well")
        terminal.send("half a sen")
        until_kept(sam, "half a sen")
        terminal.hang_up()
    with at(sam, "log") as terminal:
        terminal.wait_for("> half a sen")
        terminal.send("tence", "enter")
        answer(terminal, ("files it", ""))
        assert terminal.wait() == 0
    assert "half a sentence" in run(sam.home_path, "list").stdout


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_keeps_the_draft_and_says_so(sam: Person, number: signal.Signals) -> None:
    with at(sam, "log", "--quick") as terminal:
        answer(terminal, QUICK[0])
        terminal.wait_for("a number\n>")
        os.kill(terminal.process.pid, number)
        assert terminal.wait() == 130, terminal.text()
        shown = " ".join(terminal.text().split())
        assert "The draft is kept." in shown
        assert "sponsorterm log --form nightly_quick" in shown
        assert "Traceback" not in shown
    with at(sam, "log") as terminal:
        assert "strongest" not in terminal.wait_for("drink or use")


def test_the_end_of_input_keeps_the_draft(sam: Person) -> None:
    with at(sam, "log", "--quick") as terminal:
        answer(terminal, QUICK[0])
        terminal.wait_for("a number\n>")
        terminal.send("\x04")
        assert terminal.wait() == 130
    assert json.loads(run(sam.home_path, "status", "--json").stdout)["draft"] is True


def test_back_and_help(sam: Person) -> None:
    with at(sam, "log", "--quick") as terminal:
        answer(terminal, QUICK[0], ("drink or use", "?"), ("Enter skips a question or", "<"))
        terminal.wait_for("now: 4")


def test_what_was_written_can_be_changed_on_the_line(sam: Person) -> None:
    run(sam.home_path, "log", "--quick", stdin='mood = 3\ndone_well = "walked"\n')
    with at(sam, "log", "--quick") as terminal:
        for question, _ in QUICK:
            terminal.wait_for(question)
            terminal.send("enter")
        terminal.wait_for("> walked")
        terminal.send(" home", "enter")
        answer(terminal, ("files it", ""))
        assert terminal.wait() == 0
    assert "walked home" in run(sam.home_path, "list").stdout


def test_nothing_typed_reaches_a_history_file(sam: Person) -> None:
    with at(sam, "log", "--quick") as terminal:
        answer(terminal, *QUICK, ("One thing I did well", "a secret"), ("files it", ""))
        assert terminal.wait() == 0
    spread = [
        path
        for path in sam.home_path.rglob("*")
        if path.is_file() and "data" not in path.parts and b"a secret" in path.read_bytes()
    ]
    assert [path for path in spread if not path.name.startswith("index.db")] == []


def test_what_the_sponsor_will_see_is_asked_and_sent(linked: tuple[Person, Person]) -> None:
    sam, maria = linked
    with at(sam, "log", "--quick") as terminal:
        answer(terminal, *QUICK, ("One thing I did well", "walked home"))
        answer(terminal, ("numbers only", "3"), ("all of it", "h"), ("to give again", "2"))
        answer(terminal, ("Stays with you: Craving", ""))
        assert terminal.wait() == 0
        assert "Sent to Maria." in terminal.text()
    run(maria.home_path, "sync")
    shown = run(maria.home_path, "list", "--of", "Sam").stdout
    assert "walked home" in shown
    assert "craving" not in shown


def test_setup_asks_three_questions_and_offers_the_words_and_a_lock(newcomer: Person) -> None:
    with at(newcomer, "setup", "--zone", "UTC") as terminal:
        answer(terminal, ("Name:", "Jo"), ("count from", ""))
        answer(terminal, ("Country", ""), ("words now", "n"))
        answer(terminal, ("passphrase to lock", ""))
        assert terminal.wait() == 0
    assert "your name" not in run(newcomer.home_path, "status").stderr


def test_two_people_pair_at_their_terminals(sam: Person, maria: Person, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o700)
    with at(maria, "invite", "Sam", "--folder", str(folder)) as hers:
        answer(hers, ("sponsee or your sponsor", "a friend"))
        hers.wait_for(lambda text: text.count("sponsee or your sponsor") == 2)
        hers.send("sponsee", "enter")
        shown = hers.wait_for("Enter once they have joined").splitlines()
        code = next(line.strip() for line in shown if line.count("-") == 9)
        hers.send("enter")
        hers.wait_for("not joined yet")
        with at(sam, "join", "--folder", str(folder)) as his:
            answer(his, ("Code or address", code))
            his.wait_for("Are they the same?")
            hers.send("enter")
            hers.wait_for("Are they the same?")
            his.send("y", "enter")  # a clear yes is asked for
            his.send("yes", "enter")
            answer(his, ("How much of a new entry", "2"))
            assert his.wait() == 0
        hers.send("yes", "enter")
        assert hers.wait() == 0
    assert "numbers only" in run(sam.home_path, "people").stdout
    assert run(maria.home_path, "sync").returncode == 0


def test_a_place_at_an_endpoint_asks_for_the_code_it_needs(sam: Person, tmp_path: Path) -> None:
    live = Live(Settings(database=tmp_path / "mailbox.db", port=0))
    try:
        with at(sam, "people", "devices", "place", "--server", live.url) as terminal:
            answer(terminal, ("Registration code", live.code))
            assert terminal.wait() == 0
            assert live.url in terminal.text()
    finally:
        live.stop()
    assert live.url in run(sam.home_path, "people", "devices").stderr


def test_a_reply_is_kept_line_by_line(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    run(sam.home_path, "notes", "write", "Maria", stdin="A thought.")
    name = run(sam.home_path, "notes").stdout.split()[0]
    with at(sam, "reply", name, "--no-sync") as terminal:
        answer(terminal, ("ends the text.\n>", "first line"))
        terminal.wait_for("first line\n>")
        terminal.send("second li")
        until_kept(sam, "second li")
        terminal.hang_up()
    with at(sam, "reply", name, "--no-sync") as terminal:
        terminal.wait_for("> second li")
        terminal.send("ne", "enter", "enter")
        assert terminal.wait() == 0
    shown = run(sam.home_path, "notes", "show", name).stdout
    assert "first line\n  second line" in shown


def test_ctrl_c_is_130_and_one_line(newcomer: Person) -> None:
    with at(newcomer, "setup") as terminal:
        terminal.wait_for("Name:")
        terminal.send("\x03")
        assert terminal.wait() == 130
        assert "Traceback" not in terminal.text()


def test_without_input_nothing_is_asked(sam: Person) -> None:
    with at(sam, "log", "--no-input") as terminal:
        assert terminal.wait() == 2
        assert "--template" in terminal.text()


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_where_screens_would_be_lost_there_are_lines(
    sam: Person, variables: dict[str, str]
) -> None:
    env = environment(sam.home_path)
    command = ["env", *(f"{name}={value}" for name, value in variables.items()), *PROGRAM]
    with Terminal(command, env, rows=120) as terminal:
        assert terminal.wait() == 0
        assert "Every day" in terminal.text()
        assert terminal.written < 5_000


def test_an_error_is_broken_at_words_and_in_colour_nothing(sam: Person) -> None:
    with at(sam, "show", "zzzz", columns=40) as terminal:
        assert terminal.wait() == 1
        lines = terminal.text().split("\n")
        assert lines[0].startswith("sponsorterm: There is no such entry.")


def test_a_terminal_gets_colour_unless_it_says_no(sam: Person) -> None:
    with at(sam, "steps") as coloured, at(sam, "steps", NO_COLOR="1") as bare:
        assert coloured.wait() == bare.wait() == 0
        assert coloured.text() == bare.text()
        assert coloured.written > bare.written
