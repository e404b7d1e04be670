"""`people place`: where a link syncs, and how it moves."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.places import one_place, place_options
from sponsorterm.cli.verb import Family, Verb
from sponsorterm.cli.verbs.pairing import with_code
from sponsorterm.records.kinds import Place
from sponsorterm.services.syncing import places as services
from sponsorterm.services.syncing.places import PlaceState
from sponsorterm.strings import cli_pairing as pairing
from sponsorterm.strings import places as words

COLUMNS = (Column(), Column(), Column(keep=12, gives=True), Column(keep=8, gives=True))
somewhere = place_options(server=words.SERVER, folder=words.FOLDER, file=words.FILE)
registration = click.option("--registration", metavar="FILE", help=pairing.REGISTRATION)


@click.group(cls=Family, help=words.FAMILY)
@click.pass_context
def place(ctx: click.Context) -> None:
    """Print every place of every link unless something else was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        found = [
            state for link in session.links() for state in services.states_by_place(session, link)
        ]
    if call.json:
        call.page.json(places=[_as_json(state) for state in found])
    elif found:
        call.page.rows(COLUMNS, [_row(call, state) for state in found])
    else:
        call.talk.text(words.NOWHERE)


@place.command(cls=Verb, help=words.ADD)
@click.argument("name")
@somewhere
@registration
@click.pass_obj
def add(
    call: Invocation,
    name: str,
    server: str | None,
    folder: str | None,
    file: str | None,
    registration: str | None,
) -> None:
    """Add a place to a link."""
    chosen = _chosen(server, folder, file)
    with call.session() as session:
        link = session.link_named(name)
        with_code(call, partial(services.add_place, session, link.record, chosen), registration)
        call.page.done(pairing.now(link.name, chosen.where))
        call.talk.text(words.TELL_THEM)


@place.command(cls=Verb, help=words.REMOVE)
@click.argument("name")
@click.argument("where", required=False)
@click.pass_obj
def remove(call: Invocation, name: str, where: str | None) -> None:
    """Take a place away from a link."""
    with call.session() as session:
        link = session.link_named(name)
        services.remove_place(session, link.record, services.named(link, where))
        call.page.done(words.REMOVED)


@place.command(cls=Verb, help=words.MOVE)
@click.argument("name")
@click.option("--from", "old", metavar="WHERE", help=words.FROM)
@somewhere
@registration
@click.pass_obj
def move(
    call: Invocation,
    name: str,
    old: str | None,
    server: str | None,
    folder: str | None,
    file: str | None,
    registration: str | None,
) -> None:
    """Move a link from one place to another."""
    chosen = _chosen(server, folder, file)
    with call.session() as session:
        link = session.link_named(name)
        left = services.named(link, old)
        move_ = partial(services.move_place, session, link.record, left, chosen)
        with_code(call, move_, registration)
        call.page.done(words.MOVED)


def _chosen(server: str | None, folder: str | None, file: str | None) -> Place:
    chosen = one_place(server=server, folder=folder, file=file)
    if chosen is None:
        raise Stop(pairing.PLACE_NEEDED, words.PLACE_HINT, ExitCode.USAGE)
    return chosen


def _row(call: Invocation, state: PlaceState) -> tuple[Cell, ...]:
    well = state.sync.state == "in_step"
    marks = call.page.marks
    return (
        Cell(marks.tick, "good") if well else Cell(marks.empty, "soft"),
        Cell(state.sync.name, "title"),
        Cell(state.place.where),
        Cell(state.sync.words, "" if well else "accent"),
    )


def _as_json(state: PlaceState) -> dict[str, Any]:
    return {
        "name": state.sync.name,
        "kind": state.place.kind,
        "where": state.place.where,
        "state": state.sync.state,
        "waiting": state.sync.waiting,
        "last": state.sync.last_ok,
        "words": state.sync.words,
    }
