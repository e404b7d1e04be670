"""`serve` and `server`: running an endpoint and looking after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.verb import Family, Reader, Verb
from sponsorterm.strings import cli_server as words

COLUMNS = (Column(), Column(gives=True), Column(keep=7), Column(keep=6), Column())
DATABASE = "endpoint.db"


def database_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    """`--database`."""
    return click.option("--database", type=click.Path(path_type=Path), help=words.DATABASE)(verb)


@click.command(cls=Verb, help=words.SERVE)
@click.option("--host", default="127.0.0.1", show_default=True, help=words.HOST)
@click.option("--port", type=click.IntRange(0, 65535), default=None, help=words.PORT)
@database_option
@click.option("--behind-proxy", is_flag=True, help=words.BEHIND_PROXY)
@click.pass_obj
def serve(
    call: Invocation, host: str, port: int | None, database: Path | None, behind_proxy: bool
) -> None:
    """Serve until told to end."""
    from sponsorterm.endpoint.run import serve as run
    from sponsorterm.endpoint.settings import Settings

    run(
        Settings(
            database=_database(call, database),
            host=host,
            port=Settings.port if port is None else port,
            behind_proxy=behind_proxy,
        )
    )


@click.group(cls=Family, help=words.SERVER)
@click.pass_context
def server(ctx: click.Context) -> None:
    """By itself it only says what there is."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@server.command(cls=Verb, help=words.INIT)
@database_option
@click.pass_obj
def init(call: Invocation, database: Path | None) -> None:
    """Make the database."""
    from sponsorterm.endpoint.admin import prepare

    path = _database(call, database)
    prepare(path)
    call.page.done(words.ready(str(path)))
    call.talk.text(words.NEXT, tone="soft")


@server.command(cls=Reader, help=words.INVITE)
@click.argument("label", default=words.FOR_SOMEBODY)
@database_option
@click.pass_obj
def invite(call: Invocation, label: str, database: Path | None) -> None:
    """Make a registration code and print it."""
    from sponsorterm.endpoint.admin import create_code

    code = create_code(_database(call, database), label=label)
    if call.json:
        call.page.json(label=label, code=code)
        return
    call.talk.text(words.made(label), tone="soft")
    call.page.line(code, "accent")


@server.command(cls=Reader, help=words.CODES)
@database_option
@click.pass_obj
def codes(call: Invocation, database: Path | None) -> None:
    """Print the registration codes."""
    from sponsorterm.endpoint.admin import list_codes

    found = list_codes(_database(call, database))
    if call.json:
        call.page.json(codes=[code._asdict() for code in found])
    elif found:
        call.page.rows(COLUMNS, [_row(code) for code in found])
    else:
        call.talk.text(words.NO_CODES)


@server.command(cls=Verb, help=words.REVOKE)
@click.argument("code")
@database_option
@click.pass_obj
def revoke(call: Invocation, code: str, database: Path | None) -> None:
    """Make a code of no use."""
    from sponsorterm.endpoint.admin import revoke_code

    revoke_code(_database(call, database), code)
    call.page.done(words.revoked(code))


def _database(call: Invocation, given: Path | None) -> Path:
    """The file that was named, or the one beside this user's own state."""
    return given or call.home.state / DATABASE


def _row(code: Any) -> Sequence[Cell]:
    return (
        Cell(code.id, "soft"),
        Cell(code.label, "title"),
        Cell(code.created, "soft"),
        Cell(words.spaces(code.spaces)),
        Cell(words.REVOKED if code.revoked else "", "accent"),
    )
