"""`backup`: whether everything would survive the loss of this device, and the twelve words."""

from __future__ import annotations

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.recovery import show_words
from sponsorterm.cli.verb import Family, Verb
from sponsorterm.services.safety import safety
from sponsorterm.strings import cli_backup as words


@click.group(cls=Family, help=words.BACKUP)
@click.pass_context
def backup(ctx: click.Context) -> None:
    """Say how safe everything is, unless something else was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        found = safety(session)
    if call.json:
        call.page.json(
            backed_up=found.backed_up, words_checked=found.words_checked, words=found.words
        )
        return
    mark = call.page.marks.tick if found.backed_up else call.page.marks.empty
    call.page.line(f"{mark} {found.words}", "good" if found.backed_up else "accent")
    if found.words_checked is None:
        call.talk.text(words.WRITE_THEM_DOWN, tone="soft")
    elif not found.backed_up:
        call.talk.text(words.NAME_A_PLACE, tone="soft")


@backup.command("words", cls=Verb, help=words.WORDS)
@click.pass_obj
def backup_words(call: Invocation) -> None:
    """Show the twelve words on the other screen, and check that they were written down."""
    with call.session() as session:
        show_words(call, session)
        call.page.done(safety(session).words)
