"""`shred`: write something that is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.lines import Interrupted, TerminalLines
from sponsorterm.cli.verb import Verb
from sponsorterm.strings import shred as words

END = "."
_AWAY = "\x1b[?1049h\x1b[H"
_BACK = "\x1b[?1049l"
"""To a terminal's second page, which leaves nothing in what can be scrolled back to; and back."""


@click.command(cls=Verb, help=words.SHRED)
@click.pass_obj
def shred(call: Invocation) -> None:
    """Read lines, and let each go as soon as the next is begun."""
    with _second_page(call), TerminalLines() as lines:
        call.talk.text(words.BEGIN, tone="soft")
        try:
            while lines.ask("> ").strip() != END:
                pass
        except Interrupted:
            pass
    call.page.done(words.GONE)


@contextmanager
def _second_page(call: Invocation) -> Iterator[None]:
    """Write where nothing stays on the screen, where the terminal has such a place."""
    if call.line_mode:
        yield
        return
    click.echo(_AWAY, nl=False)
    try:
        yield
    finally:
        click.echo(_BACK, nl=False)
