"""`backup`: whether everything would survive the loss of this device, and the twelve words."""

from __future__ import annotations

from pathlib import Path

import click

from sponsorterm.cli.columns import Cell
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.lines import unseen
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.recovery import show_words
from sponsorterm.cli.unlocking import secret_line
from sponsorterm.cli.verb import FileFamily, Verb
from sponsorterm.services.home import backup as services
from sponsorterm.services.syncing.safety import safety
from sponsorterm.strings import cli_backup as words
from sponsorterm.strings import cli_backup_file as file_words


@click.group(cls=FileFamily, help=words.BACKUP)
@click.pass_context
def backup(ctx: click.Context) -> None:
    """Say how safe everything is, unless something else was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        found = safety(session)
        last, to_file = services.last_backup(session.home), services.standing(session)
    if call.json:
        call.page.json(
            backed_up=found.backed_up,
            words_checked=found.words_checked,
            words=found.words,
            file=last,
        )
        return
    mark = call.page.marks.tick if found.backed_up else call.page.marks.empty
    call.page.marked(Cell(mark, "good" if found.backed_up else "accent"), found.words)
    call.page.text(to_file or file_words.NEVER, indent=3, tone="soft")
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
        if not (found := safety(session)).backed_up:
            call.talk.text(f"{found.words.capitalize()}. {words.NAME_A_PLACE}", tone="soft")


@backup.command("file", cls=Verb, help=file_words.BACKUP_FILE)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--words", "by_words", is_flag=True, help=file_words.WORDS)
@click.pass_obj
def backup_file(call: Invocation, path: Path, by_words: bool) -> ExitCode:
    """Write the file, read it back, and only then say so."""
    with call.session() as session:
        passphrase = None if by_words else _passphrase(call)
        done = services.back_up(session, path.absolute(), passphrase)
    call.page.done(file_words.done(done.records, done.size))
    call.page.done(file_words.WITH_WORDS if passphrase is None else file_words.WITH_PASSPHRASE)
    for name in done.left_out:
        call.talk.text(file_words.left_out(name), tone="accent")
    return ExitCode.BAD_DATA if done.left_out else ExitCode.DONE


def _passphrase(call: Invocation) -> str | None:
    """The passphrase, typed twice where somebody types; None for the words.

    Raises:
        Stop: the two differ, or nothing may be asked.
    """
    with unseen():
        typed = secret_line(call, file_words.PASSPHRASE)
        if not typed:
            return None
        if call.interactive and secret_line(call, file_words.AGAIN) != typed:
            raise Stop(file_words.NOT_THE_SAME, file_words.NOT_THE_SAME_HINT)
        return typed
