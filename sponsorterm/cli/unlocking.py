"""Opening a locked home at a terminal: the passphrase is asked for, shown nowhere, kept nowhere."""

from __future__ import annotations

import sys

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.lines import unseen
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.records.text import one_line
from sponsorterm.sealing.errors import WrongPassphrase
from sponsorterm.services.errors import ServiceError
from sponsorterm.store.cover import Locked
from sponsorterm.store.home import Home
from sponsorterm.store.lock import unlock
from sponsorterm.store.tries import TooSoon
from sponsorterm.strings import locking as words

TRIES = 3


def unlocked(call: Invocation, home: Home) -> Home:
    """The home, opened by whoever is there; what was half turned over is finished.

    Raises:
        Locked: nobody is there to be asked.
        Stop: they do not know the passphrase.
    """
    if not call.interactive:
        raise Locked
    with unseen():
        for _ in range(TRIES):
            passphrase = ask_secretly(call, words.ASK)
            try:
                return _when_due(call, home, passphrase)
            except WrongPassphrase as error:
                call.talk.text(str(error), tone="alert")
    raise Stop(words.GIVEN_UP, words.GIVEN_UP_HINT, ExitCode.NOT_AUTHORISED)


def new_passphrase(call: Invocation, typed: str = "") -> str:
    """A passphrase typed twice; `typed` is what was typed the first time, if it was.

    After a slip it is asked for again: who types it once more, without looking up, is not to
    type it into the shell, which shows it and keeps it.

    Raises:
        Stop: the two differed to the last, or nobody is there.
        ServiceError: it is none that can be used.
    """
    with unseen():
        for _ in range(TRIES - 1):
            try:
                return _typed_twice(call, typed)
            except (ServiceError, Stop) as error:
                call.talk.text(one_line(str(error), error.hint), tone="alert")
                typed = ""
        return _typed_twice(call)


def _typed_twice(call: Invocation, typed: str = "") -> str:
    from sponsorterm.services.home.locking import check_passphrase

    passphrase = typed or ask_secretly(call, words.ASK_NEW)
    check_passphrase(passphrase)
    if ask_secretly(call, words.ASK_AGAIN) != passphrase:
        raise Stop(words.NOT_THE_SAME)
    return passphrase


def ask_secretly(call: Invocation, question: str) -> str:
    """A line that is not shown while it is typed.

    Raises:
        Stop: nobody is there to be asked.
    """
    need_a_person(call)
    return call.asks_secretly(question)


def secret_line(call: Invocation, question: str) -> str:
    """As `ask_secretly`; where nobody is there, the next line of standard input.

    Raises:
        Stop: nothing may be asked.
    """
    if call.no_input:
        raise Stop(words.NEEDS_A_TERMINAL, words.NEEDS_A_TERMINAL_HINT, ExitCode.USAGE)
    if call.interactive:
        return call.asks_secretly(question)
    return sys.stdin.readline().rstrip("\r\n")


def need_a_person(call: Invocation) -> None:
    """See that a passphrase can be asked for.

    Raises:
        Stop: nobody is there.
    """
    if not call.interactive:
        raise Stop(words.NEEDS_A_TERMINAL, words.NEEDS_A_TERMINAL_HINT, ExitCode.NOT_AUTHORISED)


def _when_due(call: Invocation, home: Home, passphrase: str) -> Home:
    """Try, and try once more when the last wrong passphrase was too short a time ago."""
    try:
        return unlock(home, passphrase, call.clock())
    except TooSoon as error:
        call.talk.text(words.wait(error.seconds), tone="soft")
        call.pause(error.seconds)
        return unlock(home, passphrase, call.clock())
