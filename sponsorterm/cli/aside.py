"""The terminal's other screen: what is shown there leaves nothing behind in the scrollback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.strings import cli_backup as words

ENTER, LEAVE, WIPE = "\x1b[?1049h", "\x1b[?1049l", "\x1b[H\x1b[2J"


@contextmanager
def other_screen(call: Invocation) -> Iterator[None]:
    """Be on the terminal's other screen, wiped, and wipe it on leaving however that comes.

    Raises:
        Stop: there is no terminal that has one.
    """
    if call.line_mode or not call.interactive:
        raise Stop(words.NEEDS_A_TERMINAL, words.NEEDS_A_TERMINAL_HINT, ExitCode.NEEDS_A_PERSON)
    _write(ENTER + WIPE)
    try:
        yield
    finally:
        _write(WIPE + LEAVE)


def wipe() -> None:
    """Take away what stands on the screen."""
    _write(WIPE)


def _write(sequence: str) -> None:
    sys.stdout.write(sequence)
    sys.stdout.flush()
