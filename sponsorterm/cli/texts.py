"""A text of one's own: from a pipe, from an editor, or line by line with a draft behind it."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.lines import TAKE_BACK, Interrupted, TerminalLines
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.records.text import MAX_TEXT
from sponsorterm.services.entries.writing import Writing, keep_text, kept_text
from sponsorterm.services.home.session import Session
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import cli as common
from sponsorterm.strings import cli_notes as words


def read_text(call: Invocation, session: Session, key: str, *, editor: bool = False) -> str:
    """The text; the draft of the name `key` holds it until it is filed.

    Raises:
        Stop: there is none, or the person left (what they wrote is kept), or nobody is there.
    """
    if editor:
        text = _edited(call, session, key)
    elif not sys.stdin.isatty():
        text = sys.stdin.read(MAX_TEXT * 4)
    elif call.no_input:
        raise Stop(common.NOBODY_TO_ASK, words.PIPE_HINT, ExitCode.USAGE)
    else:
        text = _asked(call, session, key)
    if not text.strip():
        raise Stop(words.NO_TEXT, words.NO_TEXT_HINT, ExitCode.USAGE)
    return text.strip()


def _asked(call: Invocation, session: Session, key: str) -> str:
    """Line by line, each kept before the next is asked for; an empty one ends the text."""
    kept = kept_text(session, key)
    lines = kept.text.split("\n") if kept and kept.text else []
    call.talk.text(words.HOW_TO_END, tone="soft")
    with TerminalLines() as asker:
        standing = lines.pop() if lines and asker.edits else ""
        if kept:
            call.talk.text(words.GOES_ON, tone="accent")
            call.talk.text("\n".join(lines), indent=2)
        while True:
            try:
                line = asker.ask("> ", standing, partial(_keep_half, session, key, lines))
            except Interrupted as left:
                _keep_half(session, key, lines, left.typed)
                raise Stop(words.DRAFT_KEPT, words.GO_ON, ExitCode.INTERRUPTED) from None
            if not line.strip() or (standing and line == TAKE_BACK):
                return "\n".join(lines)
            lines.append(line)
            standing = ""
            _keep(session, key, lines)


def _keep_half(session: Session, key: str, lines: list[str], typed: str) -> None:
    with suppress(StoreError):
        _keep(session, key, [*lines, typed])


def _keep(session: Session, key: str, lines: list[str]) -> None:
    keep_text(session, key, Writing(text="\n".join(lines).rstrip("\n")))


def _edited(call: Invocation, session: Session, key: str) -> str:
    from sponsorterm.cli.editor import desk

    kept = kept_text(session, key)
    with desk(session.home, call.environment, kept.text if kept else "", "text.md") as page:
        text = page.edit()
        keep_text(session, key, Writing(text=text))
    return text
