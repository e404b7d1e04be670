"""The twelve words at a terminal: shown once to be written down, and asked for."""

from __future__ import annotations

import sys
from secrets import SystemRandom

from sponsorterm.cli.aside import other_screen, wipe
from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import Stop
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing.safety import is_word, note_words_checked, recovery_words
from sponsorterm.strings import cli_backup as words

ASKED = 3
"""How many of the words are asked for, to see that they were written down."""
ACROSS = 2
"""Words in a line: twelve fit on a telephone's screen."""


def show_words(call: Invocation, session: Session) -> None:
    """Show the words, take them away, ask for three of them, and note that they are known.

    Raises:
        Stop: one was not as it was shown; nothing was noted.
    """
    recovery = recovery_words(session)
    with other_screen(call):
        call.page.title(words.THE_WORDS)
        call.page.text(words.WHAT_THEY_OPEN)
        call.page.line()
        columns = (Column(right=True), Column()) * ACROSS
        cells = [
            cell
            for number, word in enumerate(recovery, start=1)
            for cell in (Cell(f"{number}.", "soft"), Cell(word, "title"))
        ]
        rows = [cells[at : at + len(columns)] for at in range(0, len(cells), len(columns))]
        call.page.rows(columns, rows)
        call.page.line()
        call.asks(words.WRITTEN_DOWN)
        wipe()
        chosen = sorted(SystemRandom().sample(range(len(recovery)), ASKED))
        known = all(is_word(call.asks(words.which(at + 1)), recovery[at]) for at in chosen)
    if not known:
        raise Stop(words.NOT_AS_SHOWN, words.NOT_AS_SHOWN_HINT)
    note_words_checked(session)
    call.page.done(words.ON_PAPER)


def ask_words(call: Invocation) -> str:
    """The twelve words, typed on the other screen, or read from standard input in a script."""
    if not call.interactive:
        return sys.stdin.readline().strip()
    with other_screen(call):
        call.page.title(words.ASK_WORDS)
        call.page.text(words.HOW_TO_TYPE, tone="soft")
        return call.asks("> ")
