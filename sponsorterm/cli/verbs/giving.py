"""`people give`: what was written before, looked at first."""

from __future__ import annotations

from typing import Any

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Verb
from sponsorterm.services.giving import DAYS, Gift, last_days
from sponsorterm.services.giving import give as give_them
from sponsorterm.services.reading import shown
from sponsorterm.services.session import Session
from sponsorterm.strings import giving as words
from sponsorterm.strings import kinds
from sponsorterm.strings.dates import day_of


@click.command(cls=Verb, help=words.GIVE)
@click.argument("name")
@click.option(
    "--days", type=click.IntRange(1, 3660), default=DAYS, show_default=True, help=words.DAYS
)
@click.option(
    "--level",
    type=click.Choice(["numbers", "full"]),
    default="numbers",
    show_default=True,
    help=words.LEVEL,
)
@sync_option
@click.pass_obj
def give(call: Invocation, name: str, days: int, level: Any, sync: bool | None) -> ExitCode:
    """Show each copy, ask, and give them."""
    with call.session() as session:
        link = session.link_named(name)
        gifts = last_days(session, link, level, days)
        if not gifts:
            raise Stop(words.NOTHING)
        for gift in () if call.quiet else gifts:
            _show(call, session, gift)
        if not call.agrees(words.agree(link.name, len(gifts), level)):
            raise Stop(words.NOT_DONE)
        call.page.done(words.given(link.name, give_them(session, link, gifts, level)))
        return send(call, session, [link.name], sync)


def _show(call: Invocation, session: Session, gift: Gift) -> None:
    day = day_of(gift.entry.day, session.today)
    call.page.title(f"{day}, {kinds.name(gift.entry.kind)}")
    lines = shown(session.pack, gift.copy.payload)
    call.page.pairs([(line.label, line.value) for line in lines], indent=2)
    call.page.line()
