"""`watch` and `remind`: a bell of the user's own for new flags, and a line for the morning."""

from __future__ import annotations

import os
import subprocess
import threading

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.verb import Reader, Verb
from sponsorterm.rules.facts import FlagLevel
from sponsorterm.services.day.status import status
from sponsorterm.services.home.session import Session
from sponsorterm.services.sponsor.watching import News, news, waiting
from sponsorterm.services.syncing.background import Background
from sponsorterm.strings import cli_watch as words

LONGEST = 60.0
"""Seconds from one look to the next when nothing came: some flags come by the clock alone."""
SECONDS = 30
"""How long a command may take before it is left to itself."""


@click.command(cls=Verb, help=words.WATCH)
@click.option("--exec", "command", metavar="CMD", required=True, help=words.EXEC)
@click.option("--level", type=click.IntRange(1, 4), default=1, show_default=True, help=words.LEVEL)
@click.option("--once", is_flag=True, help=words.ONCE)
@click.pass_obj
def watch(call: Invocation, command: str, level: FlagLevel, once: bool) -> ExitCode:
    """Look for new flags, once or until Ctrl-C, and run the command for each."""
    with call.session() as session:
        if once:
            return _tell(call, session, command, level)
        come = threading.Event()
        background = Background(session.home, come.set, session.clock)
        background.start()
        try:
            while True:
                come.clear()
                session.refresh()
                _tell(call, session, command, level)
                come.wait(LONGEST)
        finally:
            background.stop()


@click.command(cls=Reader, help=words.REMIND)
@click.pass_obj
def remind(call: Invocation) -> ExitCode:
    """Say in a line what waits, without a name; the code says whether there is anything."""
    with call.session() as session:
        need, new = waiting(session)
        filed = status(session).filed
        sponsors = any(link.is_sponsee for link in session.links())
    if call.json:
        call.page.json(need_a_look=need, unread=new, filed=filed)
    elif not call.quiet:
        for line in words.waiting(need, new, sponsors=sponsors, filed=filed):
            call.page.line(line)
    return ExitCode.DONE if filed and not need and not new else ExitCode.NOT_FILED


def _tell(call: Invocation, session: Session, command: str, level: FlagLevel) -> ExitCode:
    failed = [each for each in news(session, level) if not _run(command, each)]
    if failed:
        call.talk.text(words.COMMAND_FAILED)
    return ExitCode.FAILED if failed else ExitCode.DONE


def _run(command: str, told: News) -> bool:
    """Whether the user's command went well. It is given ids and levels, and nothing to read.

    Raises:
        Stop: there is no shell to run it.
    """
    try:
        done = subprocess.run(
            command,
            shell=True,
            check=False,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **told.environment()},
        )
    except subprocess.TimeoutExpired:
        return False
    except OSError:
        raise Stop(words.NO_SHELL, words.NO_SHELL_HINT, ExitCode.FAILED) from None
    return done.returncode == 0
