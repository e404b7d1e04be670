"""`restore`: everything back on a new device, from the twelve words or from another device."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.lines import unseen
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.places import one_place, place_options
from sponsorterm.cli.recovery import ask_words
from sponsorterm.cli.unlocking import secret_line
from sponsorterm.cli.verb import FileFamily, Verb
from sponsorterm.records.text import one_line
from sponsorterm.services.home import backup as services
from sponsorterm.services.syncing import handover
from sponsorterm.services.syncing.arrival import Arrived, refuse_used, restore_from_words
from sponsorterm.services.syncing.handover import Met
from sponsorterm.strings import cli_backup as words
from sponsorterm.strings import cli_backup_file as file_words
from sponsorterm.strings import cli_pairing

PLACES = place_options(server=words.SERVER, folder=words.FOLDER, file=words.FILE)


@click.group(cls=FileFamily, help=words.RESTORE)
@click.pass_context
def restore(ctx: click.Context) -> None:
    """Say what there is to restore from."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@restore.command("words", cls=Verb, help=words.RESTORE_WORDS)
@PLACES
@click.option("--name", help=words.DEVICE_NAME)
@click.pass_obj
def restore_words(
    call: Invocation,
    server: str | None,
    folder: str | None,
    file: str | None,
    name: str | None,
) -> ExitCode:
    """Ask for the words, and bring everything back from the place that was named."""
    place = one_place(server=server, folder=folder, file=file)
    if place is None:
        raise Stop(words.PLACE_NEEDED, words.PLACE_NEEDED_HINT, ExitCode.USAGE)
    refuse_used(call.home)
    text = ask_words(call)
    if not text:
        raise Stop(words.NO_WORDS, words.NO_WORDS_HINT, ExitCode.USAGE)
    return _tell(call, restore_from_words(call.home, text, place, name, call.clock))


@restore.command("device", cls=Verb, help=words.RESTORE_DEVICE)
@PLACES
@click.option("--name", help=words.DEVICE_NAME)
@click.option("--same/--different", "same", default=None, help=words.SAME)
@click.pass_obj
def restore_device(
    call: Invocation,
    server: str | None,
    folder: str | None,
    file: str | None,
    name: str | None,
    same: bool | None,
) -> ExitCode:
    """Take up what another device offers: a code, digits to compare, and everything comes."""
    met = handover.waiting(call.home)
    if met is None:
        place = one_place(server=server, folder=folder, file=file)
        code = call.asks(words.ASK_CODE) if call.interactive else sys.stdin.readline().strip()
        if not code:
            raise Stop(words.NO_CODE, words.NO_CODE_HINT, ExitCode.USAGE)
        met = handover.answer(call.home, code, place, name, call.clock)
    if same is None:
        same = compare_digits(call, met)
    if same is None:
        call.talk.text(words.THEN_RESTORE)
        return ExitCode.DONE
    return _take_over(call, same=same)


def compare_digits(call: Invocation, met: Met) -> bool | None:
    """Show the digits and ask; None where nobody is there to be asked."""
    call.talk.text(words.DIGITS)
    call.talk.line()
    call.page.text(met.digits, indent=2, tone="title")
    call.talk.line()
    while call.interactive:
        said = call.asks(f"{cli_pairing.ARE_THEY} (yes/no) ").lower()
        if said in ("yes", "no"):
            return said == "yes"
    return None


def _take_over(call: Invocation, *, same: bool) -> ExitCode:
    while True:
        arrived = handover.take_over(call.home, same=same, clock=call.clock)
        if arrived is not None:
            return _tell(call, arrived)
        if not same:
            raise Stop(words.NOTHING_HANDED_OVER)
        if not call.interactive:
            raise Stop(words.NOT_GRANTED, words.NOT_GRANTED_HINT, ExitCode.NEEDS_A_PERSON)
        if call.asks(words.WHEN_GRANTED).lower() == "q":
            return ExitCode.DONE


def _tell(call: Invocation, arrived: Arrived) -> ExitCode:
    """What came back, and each link that could not be synced yet."""
    call.page.done(words.arrived(arrived.revisions))
    trouble = [report for report in arrived.links if report.trouble]
    for report in trouble:
        call.talk.text(words.link_trouble(report.name, one_line(report.trouble, report.hint)))
    call.talk.text(words.IF_ONE_IS_LOST, tone="soft")
    return ExitCode.NOT_SYNCED if trouble else ExitCode.DONE


@restore.command("file", cls=Verb, help=file_words.RESTORE_FILE)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--readable", is_flag=True, help=file_words.READABLE)
@click.pass_obj
def restore_file(call: Invocation, path: Path, readable: bool) -> ExitCode:
    """Open the file, then bring back all of it, or what can be read."""
    path = path.absolute()
    if services.opens_with(path) == "words":
        result = services.restore(call.home, path, ask_words(call), readable=readable)
    else:
        with unseen():
            secret = secret_line(call, file_words.ASK_PASSPHRASE)
            result = services.restore(call.home, path, secret, readable=readable)
    call.page.done(file_words.restored(result.records))
    call.talk.text(file_words.OWN_DEVICE, tone="soft")
    for name in result.damaged:
        call.talk.text(file_words.lost(name), tone="accent")
    return ExitCode.BAD_DATA if result.damaged else ExitCode.DONE
