"""How a command ends: the exit codes, and every error as one line that says what to do."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

import click

import sponsorterm
from sponsorterm.program import PackError, UnknownKey
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.text import one_line
from sponsorterm.rules.sharing import NotShareable, UnknownAnswer
from sponsorterm.sealing import SealingError, WrongPassphrase
from sponsorterm.services.errors import NotSetUp
from sponsorterm.store.cover import Locked
from sponsorterm.store.tries import TooSoon
from sponsorterm.strings import cli as words
from sponsorterm.sync.remotes.base import RemoteError

PACKAGE = Path(sponsorterm.__file__).parent


class ExitCode(IntEnum):
    """What a script may rely on. A code it does not know means that something failed."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_FILED = 3
    """`status`: the day has no inventory yet."""
    NOT_AUTHORISED = 4
    NOT_SYNCED = 5
    """Saved here, not sent yet."""
    NEEDS_A_PERSON = 6
    BAD_DATA = 7
    NOT_SET_UP = 10
    INTERRUPTED = 130


class Stop(Exception):
    """A verb ends here: one line of what is wrong, one of what to do, and a code."""

    def __init__(self, message: str, hint: str = "", code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


WORDED: dict[type[Exception], ExitCode] = {
    BadRecord: ExitCode.BAD_DATA,
    PackError: ExitCode.BAD_DATA,
    UnknownAnswer: ExitCode.BAD_DATA,
    NotShareable: ExitCode.BAD_DATA,
    WrongPassphrase: ExitCode.NOT_AUTHORISED,
    SealingError: ExitCode.BAD_DATA,
    UnknownKey: ExitCode.USAGE,
}
"""Errors whose text is the line a person reads."""


def explain(error: BaseException) -> tuple[str, ExitCode]:
    """An error as one line, and the code to end with. It repeats nothing a person wrote."""
    if isinstance(error, click.UsageError):
        return one_line(error.format_message(), _see_help(error)), ExitCode.USAGE
    if isinstance(error, click.Abort | KeyboardInterrupt | EOFError):
        return words.INTERRUPTED, ExitCode.INTERRUPTED
    if isinstance(error, click.ClickException):
        return one_line(error.format_message()), ExitCode.FAILED
    for kind, code in WORDED.items():
        if isinstance(error, kind):
            return one_line(str(error)), code
    hint = getattr(error, "hint", None)
    if isinstance(hint, str):
        return one_line(str(error), hint), _code_of(error)
    if isinstance(error, OSError) and error.strerror:
        return one_line(words.system_refused(error.filename, error.strerror)), ExitCode.FAILED
    return words.fault(type(error).__name__, _place(error)), ExitCode.FAILED


def _see_help(error: click.UsageError) -> str:
    return words.see_help(error.ctx.command_path) if error.ctx else ""


def _code_of(error: BaseException) -> ExitCode:
    if isinstance(error, Stop):
        return error.code
    if isinstance(error, Locked | TooSoon):
        return ExitCode.NOT_AUTHORISED
    if isinstance(error, NotSetUp):
        return ExitCode.NOT_SET_UP
    if isinstance(error, RemoteError) and error.code == "refused":
        return ExitCode.NOT_AUTHORISED
    return ExitCode.FAILED


def _place(error: BaseException) -> str:
    """Where in the program it happened: a file of ours and a line, never a value."""
    place, trace = "", error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if PACKAGE in file.parents:
            place = f"{file.relative_to(PACKAGE)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
