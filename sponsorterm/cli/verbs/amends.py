"""`amends`: the ledger, and changing it behind the safety gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.names import short_name
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.verb import Family, Verb
from sponsorterm.cli.work import WorkEntry
from sponsorterm.records.kinds.amends import Amends, AmendsState, AmendsWay, Willingness
from sponsorterm.services.entries.drafts import edit_draft, open_draft
from sponsorterm.services.entries.forms import parse_date
from sponsorterm.services.entries.reading import entry as entry_named
from sponsorterm.services.home.session import Session
from sponsorterm.services.steps import amends as services
from sponsorterm.services.steps.amends import Owed
from sponsorterm.strings import amends as words
from sponsorterm.strings import cli_work as help

COLUMNS = (
    Column(),
    Column(gives=True),
    Column(keep=7),
    Column(keep=5),
    Column(keep=6),
    Column(keep=8),
)
FORM = "amends"


class Day(click.ParamType[date]):
    """A day, which may lie ahead."""

    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day a word names."""
        try:
            return parse_date(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.group(cls=Family, help=help.AMENDS)
@click.pass_context
def amends(ctx: click.Context) -> None:
    """Print the ledger unless a change was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        found = services.ledger(session)
    if call.json:
        call.page.json(amends=[_as_json(owed) for owed in found])
    elif found:
        call.page.rows(COLUMNS, [_row(owed) for owed in found])
    else:
        call.talk.text(words.EMPTY)


@amends.command(cls=Verb, help=help.AMENDS_ADD)
@click.argument("source", nargs=-1, metavar="[-]")
@click.pass_obj
def add(call: Invocation, source: tuple[str, ...]) -> ExitCode:
    """Put somebody on the list."""
    with call.session() as session:
        return WorkEntry(call, session, open_draft(session, FORM, session.today)).write(source)


@amends.command(cls=Verb, help=help.AMENDS_CHANGE)
@click.argument("name")
@click.argument("source", nargs=-1, metavar="[-]")
@click.option("--state", type=click.Choice(get_args(AmendsState)), help=help.STATE)
@click.option("--willing", type=click.Choice(get_args(Willingness)), help=help.WILLING)
@click.option("--way", type=click.Choice(get_args(AmendsWay)), help=help.WAY)
@click.option("--unsafe", type=click.Choice(("yes", "no")), help=help.UNSAFE)
@click.option("--planned-for", type=Day(), help=help.PLANNED_FOR)
@click.option("--made-on", type=Day(), help=help.MADE_ON)
@click.option("--discussed-on", type=Day(), help=help.DISCUSSED_ON)
@click.pass_obj
def change(
    call: Invocation, /, name: str, source: tuple[str, ...], unsafe: str | None, **fields: object
) -> ExitCode:
    """Change one line of the ledger."""
    with call.session() as session:
        owed = _named(session, name)
        given = {field: value for field, value in fields.items() if value is not None}
        if not given and unsafe is None:
            return WorkEntry(call, session, edit_draft(session, owed.entry)).write(source)
        return _change(call, session, owed, unsafe, given)


def _change(
    call: Invocation, session: Session, owed: Owed, unsafe: str | None, fields: Mapping[str, object]
) -> ExitCode:
    """The flag first: what else was asked for has to pass the gate as it stands then."""
    back = unsafe is not None and services.flag(session, owed.record, unsafe=unsafe == "yes")
    if back:
        call.talk.text(words.STEPPED_BACK)
    if fields:
        services.change(session, owed.record, **fields)
    call.page.done(help.CHANGED)
    return ExitCode.DONE


def _named(session: Session, name: str) -> Owed:
    """A line of the ledger by the short name of its entry.

    Raises:
        UnknownEntry: there is no such entry.
        Stop: it is another kind of entry.
    """
    entry = entry_named(session, name)
    if not isinstance(entry.body, Amends):
        raise Stop(help.NOT_ONE, code=ExitCode.USAGE)
    return services.owed(session, entry.record)


def _row(owed: Owed) -> Sequence[Cell]:
    body = owed.body
    safety = words.safety(body.unsafe, body.advice)
    return (
        Cell(short_name(owed.entry), "soft"),
        Cell(body.person or words.NOBODY_NAMED),
        Cell(words.WILLING.get(body.willing or "", "")),
        Cell(words.WAYS.get(body.way or "", ""), "soft"),
        Cell(safety, "alert" if owed.closed else "soft"),
        Cell(words.standing(owed.state, body.planned_for, body.made_on), "accent"),
    )


def _as_json(owed: Owed) -> dict[str, Any]:
    return {
        "name": short_name(owed.entry),
        "record": owed.record,
        "needs_advice": owed.closed,
        "body": owed.body,
    }
