"""How the screens end: by a signal, by an error nobody foresaw, by a closed door."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from sponsorterm.services.entries.drafts import list_drafts
from tests.e2e.terminal import Terminal
from tests.tui.circle import Circle

PROGRAM = """
import sys
from pathlib import Path
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens import form
from tests.tui.circle import Circle

form.SECONDS = 3600  # so that only the ending keeps the draft

def boom(self):
    secret = self.screen.focused
    raise RuntimeError(f"{secret} my brother")

SponsortermApp.action_help = boom
app = Circle(Path(sys.argv[1])).app("Mika")
app.run()
sys.exit(app.return_code or 0)
"""
SECRET = "what nobody knows"


def writing(circle: Circle) -> Terminal:
    """A person in the middle of a line."""
    command = [sys.executable, "-c", PROGRAM, str(circle.root)]
    terminal = Terminal(command, {**os.environ, "PYTHONPATH": str(Path.cwd())})
    terminal.wait_for("Tonight")
    terminal.wait_for("write it")
    terminal.send("Q")
    terminal.wait_for("How was today?")
    terminal.wait_for("▸")
    terminal.press("2", "tab", "tab", "tab", "tab")
    terminal.send(SECRET)
    terminal.wait_for(SECRET)
    return terminal


def kept(circle: Circle) -> str:
    with circle.open("Mika") as session:
        (draft,) = list_drafts(session)
        assert draft.field == "done_well"
        return str(draft.answers.get("done_well"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_the_draft_and_gives_the_terminal_back(
    circle: Circle, number: signal.Signals
) -> None:
    with writing(circle) as terminal:
        terminal.screen.reset()
        terminal.process.send_signal(number)
        assert terminal.wait() == 0
        assert SECRET not in terminal.text()
        assert "Traceback" not in terminal.text()
    assert kept(circle) == SECRET


def test_a_terminal_that_is_gone_costs_nothing(circle: Circle) -> None:
    with writing(circle) as terminal:
        terminal.hang_up()
    assert kept(circle) == SECRET


def test_an_unforeseen_error_says_one_thing_and_shows_nobody_s_words(circle: Circle) -> None:
    with writing(circle) as terminal:
        terminal.send("escape")
        terminal.wait_for("▸ Enter")
        terminal.screen.reset()
        terminal.send("?")
        assert terminal.wait() == 1
        text = terminal.text()
        assert "something it did not expect (RuntimeError)" in " ".join(text.split())
        assert "drafts were kept" in " ".join(text.split())
        for leak in ("Traceback", "brother", SECRET, "focused"):
            assert leak not in text
    assert kept(circle) == SECRET
