"""`export`: everything one wrote, as plain files in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.verb import Verb
from sponsorterm.strings import cli_setup as words


@click.command(cls=Verb, help=words.EXPORT)
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def export(call: Invocation, folder: Path) -> None:
    """Write the folder."""
    from sponsorterm.services.export import export as write

    with call.session() as session:
        count = write(session, folder)
    call.page.done(words.exported(count, str(folder)))
