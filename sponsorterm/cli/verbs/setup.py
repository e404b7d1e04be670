"""`setup`: a home, a name, and a day to count from if one is wanted."""

from __future__ import annotations

from typing import Literal

import click

from sponsorterm.cli.invocation import Invocation, read_day
from sponsorterm.cli.lines import unseen
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.recovery import show_words
from sponsorterm.cli.unlocking import new_passphrase
from sponsorterm.cli.verb import Verb
from sponsorterm.cli.verbs.config import tell_places
from sponsorterm.cli.verbs.lock import turn_on
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.setup import SetupAnswers, counts_days, guess_zone, is_set_up, set_up
from sponsorterm.strings import cli_setup as words
from sponsorterm.strings import first_run, locking, services


@click.command(cls=Verb, help=words.SETUP)
@click.option("--name", help=words.NAME)
@click.option("--zone", metavar="ZONE", default="", help=words.ZONE)
@click.option("--country", metavar="XX", help=words.COUNTRY)
@click.option("--start", metavar="DAY", help=words.START)
@click.option("--count-from", type=click.Choice(["0", "1"]), default="0", help=words.COUNT_FROM)
@click.option("--pack", metavar="KEY", default="general", help=words.PACK)
@click.pass_obj
def setup(
    call: Invocation,
    name: str | None,
    zone: str,
    country: str | None,
    start: str | None,
    count_from: Literal["0", "1"],
    pack: str,
) -> None:
    """Ask what is not said on the command line, make the home, and say where it is."""
    if is_set_up(call.home):
        raise ServiceError(services.SET_UP_BEFORE, services.SET_UP_BEFORE_HINT)
    asked = call.interactive and name is None
    if asked:
        call.talk.title(first_run.WELCOME)
        call.talk.text(first_run.PROMISE, tone="soft")
        call.talk.line()
        name = call.asks(words.ASK_NAME)
        if counts_days(call.home, pack):
            start = start or call.asks(words.ASK_START) or None
        country = country or call.asks(words.ASK_COUNTRY) or None
    if not name:
        raise Stop(words.NAME_NEEDED, words.NAME_NEEDED_HINT, ExitCode.USAGE)
    today = call.clock().astimezone().date()
    answers = SetupAnswers(
        name=name,
        zone=zone or guess_zone(),
        country=country,
        pack=pack,
        count_from=1 if count_from == "1" else 0,
        start=read_day(start, today) if start else None,
    )
    with set_up(call.home, answers, call.clock) as session:
        if not call.quiet:
            _tell(call)
        if not call.line_mode and asked and call.asks(words.ASK_WORDS).lower() in ("y", "yes"):
            show_words(call, session)
    if asked:
        _offer_lock(call)


def _offer_lock(call: Invocation) -> None:
    """Take a passphrase if one is wanted; a slip of the fingers leaves the home as it is."""
    for text in locking.LIMITS:
        call.talk.text(text, tone="soft")
    with unseen():
        passphrase = call.asks_secretly(locking.OFFER)
        if passphrase:
            turn_on(call, new_passphrase(call, passphrase))


def _tell(call: Invocation) -> None:
    """Every folder that was made, and what to do next."""
    call.page.line(words.DONE, "title")
    tell_places(call)
    call.talk.text(words.NEXT, tone="soft")
