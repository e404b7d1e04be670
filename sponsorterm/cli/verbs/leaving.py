"""`delete`, `withdraw`, `trash` and `erase`: taking things away, and what can be undone."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from sponsorterm.cli.columns import Cell, Column, flat
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.names import NAME_LENGTH
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Family, Verb
from sponsorterm.cli.verbs.entries import named
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.services.entries import reading
from sponsorterm.services.entries import trash as services
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete as delete_entry
from sponsorterm.services.entries.filing import share, shares
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import cli as common
from sponsorterm.strings import kinds
from sponsorterm.strings import leaving as words
from sponsorterm.strings.dates import day_of

COLUMNS = (Column(keep=9), Column(keep=8), Column(keep=9), Column(keep=17), Column(gives=True))


@click.command(cls=Verb, help=words.DELETE)
@click.argument("name", required=False, metavar="[NAME or DAY]")
@sync_option
@click.pass_obj
def delete(call: Invocation, name: str | None, sync: bool | None) -> ExitCode:
    """Delete an entry, when the person agrees."""
    with call.session() as session:
        entry = _mine(session, name)
        held = [share.name for share in shares(session, entry.record)]
        if not call.agrees(words.agree_delete(day_of(entry.day, session.today))):
            raise Stop(common.NOTHING_CHANGED)
        delete_entry(session, entry.record)
        call.page.done(words.deleted((session.now + services.KEPT).date(), held))
        return send(call, session, held, sync)


@click.command(cls=Verb, help=words.WITHDRAW)
@click.argument("name", required=False, metavar="[NAME or DAY]")
@click.option("--from", "person", metavar="NAME", help=words.WITHDRAW_FROM)
@sync_option
@click.pass_obj
def withdraw(call: Invocation, name: str | None, person: str | None, sync: bool | None) -> ExitCode:
    """Take an entry back from one person, or from all who hold it."""
    with call.session() as session:
        entry = _mine(session, name)
        only = session.link_named(person).record if person else None
        held = [each for each in shares(session, entry.record) if only in (None, each.link)]
        if not held:
            raise Stop(words.NOBODY_HOLDS_IT)
        share(session, entry.record, {each.link: Sharing("private") for each in held})
        names = [each.name for each in held]
        call.page.done(words.withdrawn(names))
        return send(call, session, names, sync)


@click.group(cls=Family, help=words.TRASH)
@click.pass_context
def trash(ctx: click.Context) -> None:
    """Print what can be brought back unless something else was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        found = services.trash(session)
        rows = [_row(session, each) for each in found]
    if call.json:
        call.page.json(
            trash=[
                {"name": _name(each), "kind": each.kind, "day": each.day, "until": each.gone}
                for each in found
            ]
        )
    elif rows:
        call.page.rows(COLUMNS, rows)
    else:
        call.talk.text(words.TRASH_EMPTY)


@trash.command(cls=Verb, help=words.RESTORE)
@click.argument("name")
@click.pass_obj
def restore(call: Invocation, name: str) -> None:
    """Bring one back."""
    with call.session() as session:
        found = _in_trash(session, name)
        services.restore(session, found.record)
        call.page.done(words.restored(day_of(found.day, session.today)))


@trash.command(cls=Verb, help=words.EMPTY)
@click.argument("name", required=False)
@click.pass_obj
def empty(call: Invocation, name: str | None) -> None:
    """Let all of them go, or one, when the person agrees."""
    with call.session() as session:
        found = [_in_trash(session, name)] if name else services.trash(session)
        if not found:
            raise Stop(words.TRASH_EMPTY)
        if not call.agrees(words.AGREE_EMPTY):
            raise Stop(common.NOTHING_CHANGED)
        count = services.empty(session, [each.record for each in found])
        call.page.done(words.emptied(count))


@click.command(cls=Verb, help=words.ERASE)
@click.option("--here-only", is_flag=True, help=words.HERE_ONLY)
@click.pass_obj
def erase(call: Invocation, here_only: bool) -> None:
    """Erase all there is, once the word was typed."""
    from sponsorterm.services.syncing.erasing import erase_here

    home = call.home
    if not home.exists():
        with call.session():  # which says that there is nothing
            return
    for text in (words.ERASE_WARNING, "" if here_only else words.ERASE_ELSEWHERE):
        call.talk.text(text)
    call.talk.text(words.ERASE_BEYOND)
    if _typed(call) != words.ERASE_WORD:
        raise Stop(words.NOT_ERASED)
    if not here_only:
        _erase_elsewhere(call)
    erase_here(home)
    call.page.done(words.ERASED)


def _erase_elsewhere(call: Invocation) -> None:
    from sponsorterm.services.syncing.erasing import erase_elsewhere

    try:
        with call.session() as session:
            left = erase_elsewhere(session)
    except (ServiceError, StoreError):
        raise Stop(words.CANNOT_OPEN, words.CANNOT_OPEN_HINT) from None
    for each in left:
        call.talk.text(words.not_reached(each.name, each.where, each.reason))
    if left:
        raise Stop(words.SOMETHING_LEFT, words.SOMETHING_LEFT_HINT, ExitCode.NOT_SYNCED)


def _typed(call: Invocation) -> str:
    """What was typed, or came through a pipe; no option stands for it."""
    if call.interactive:
        return call.asks(words.ERASE_TYPE)
    if call.no_input or sys.stdin.isatty():
        raise Stop(words.NEEDS_TYPING, words.NEEDS_TYPING_HINT, ExitCode.NEEDS_A_PERSON)
    return sys.stdin.readline().strip()


def _mine(session: Session, name: str | None) -> Entry:
    entry = named(session, name)
    if entry.space != MINE:
        raise Stop(words.NOT_YOURS, words.NOT_YOURS_HINT, ExitCode.USAGE)
    return entry


def _in_trash(session: Session, name: str) -> services.Discarded:
    found = [each for each in services.trash(session) if each.last.id.startswith(name)]
    if len(found) != 1:
        raise Stop(words.NOT_IN_TRASH, words.SEE_TRASH)
    return found[0]


def _name(each: services.Discarded) -> str:
    return each.last.id[:NAME_LENGTH]


def _row(session: Session, each: services.Discarded) -> Sequence[Cell]:
    return (
        Cell(_name(each), "soft"),
        Cell(day_of(each.day, session.today)),
        Cell(kinds.name(each.kind), "soft"),
        Cell(words.gone_on(each.gone.date()), "soft"),
        Cell(flat(reading.summary_line(each.last))),
    )
