"""`config`: where everything lies."""

from __future__ import annotations

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.verb import Family, Reader
from sponsorterm.strings import cli_setup as words


@click.group(cls=Family, help=words.CONFIG)
@click.pass_context
def config(ctx: click.Context) -> None:
    """Print the folders; there is nothing to configure yet."""
    if ctx.invoked_subcommand is None:
        _print(ctx.ensure_object(Invocation))


@config.command(cls=Reader, help=words.CONFIG_PATH)
@click.pass_obj
def path(call: Invocation) -> None:
    """Print the folders."""
    _print(call)


def _print(call: Invocation) -> None:
    if call.json:
        call.page.json(**{name: str(getattr(call.home, name)) for name in words.PLACES})
    else:
        tell_places(call)


def tell_places(call: Invocation) -> None:
    """Each folder on a line of its own, never broken: a path is there to be copied."""
    widest = max(map(len, words.PLACES.values()))
    for name, title in words.PLACES.items():
        call.page.drawn(f"{title:<{widest}}  {getattr(call.home, name)}")
