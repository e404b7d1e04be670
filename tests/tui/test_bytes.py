"""What a key costs on a slow line: exact bytes, counted at the other end of a real terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sponsorterm.services.links.talk import write_note
from tests.e2e.terminal import Terminal
from tests.tui.circle import Circle

PROGRAM = """
import sys
from pathlib import Path
from tests.tui.circle import Circle
Circle(Path(sys.argv[1])).app(sys.argv[2]).run()
"""
CURSOR, AREA = 700, 14_000
LINE_KEY, TEXT_KEY, TAB = 300, 1_500, 8_000


def cost(terminal: Terminal, key: str, until: str = "") -> int:
    """The bytes sent after a key, until the screen shows something and comes to rest."""
    before = terminal.written
    terminal.send(key)
    terminal.wait_for(until)
    # A new screen may still be filling on a busy machine, and that is not the next key's cost.
    terminal.settle(quiet=0.5 if until else 0.15)
    return terminal.written - before


def program(circle: Circle, name: str) -> Terminal:
    command = [sys.executable, "-c", PROGRAM, str(circle.root), name]
    terminal = Terminal(command, {**os.environ, "PYTHONPATH": str(Path.cwd())})
    terminal.wait_for("! reach out")
    terminal.settle(quiet=0.5)
    return terminal


AREAS = {"3": "No step begun", "4": "Family", "6": "nothing to look back", "7": "People  3"}


def test_keys_are_cheap_and_rest_is_free(circle: Circle) -> None:
    with program(circle, "Maria") as terminal:
        for key, shows in AREAS.items():
            assert cost(terminal, key, shows) <= AREA
            assert cost(terminal, "j") <= CURSOR
        assert cost(terminal, "5", "Sponsees  3") <= AREA
        assert max(cost(terminal, key) for key in "jjk") <= CURSOR
        assert cost(terminal, "enter", "Entries") <= AREA
        assert max(cost(terminal, key) for key in "jj") <= CURSOR
        assert cost(terminal, "q", "Sponsees  3") <= AREA
        assert terminal.drain(1.5) == 0
        with circle.open("Maria") as elsewhere:
            write_note(elsewhere, None, body="Nothing of this stands on the screen.")
        assert terminal.drain(1.5) == 0


def test_writing_an_inventory_is_cheap(circle: Circle) -> None:
    with program(circle, "Mika") as terminal:
        assert cost(terminal, "2", "MTWTFSS") <= AREA
        assert max(cost(terminal, key) for key in "jk") <= CURSOR
        assert cost(terminal, "Q", "How was today?") <= AREA
        assert max(cost(terminal, key) for key in ["4", *["tab"] * 4]) <= TAB
        terminal.settle(quiet=0.5)
        assert max(cost(terminal, letter) for letter in "walked") <= LINE_KEY
        assert cost(terminal, "escape") <= TAB
        assert cost(terminal, ">", "What Maria will see") <= AREA
        assert cost(terminal, "q", "MTWTFSS") <= AREA
        assert cost(terminal, "i", "1 of") <= AREA
        assert cost(terminal, ">", "2 of") <= AREA
        terminal.settle(quiet=0.5)
        assert max(cost(terminal, letter) for letter in "good day") <= TEXT_KEY
        assert terminal.drain(2.5) == 0
