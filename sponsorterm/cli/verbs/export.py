"""`export` and `import`: everything one wrote as plain files, and such files read in again."""

from __future__ import annotations

from pathlib import Path

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.cli.verb import Verb
from sponsorterm.strings import cli_setup as words
from sponsorterm.strings import export as told


@click.command(cls=Verb, help=words.EXPORT)
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def export(call: Invocation, folder: Path) -> None:
    """Write the folder."""
    from sponsorterm.services.export.exporting import export as write

    with call.session() as session:
        count = write(session, folder)
    call.page.done(words.exported(count, str(folder)))


@click.command("import", cls=Verb, help=words.IMPORT)
@click.argument("path", type=click.Path(path_type=Path), metavar="FOLDER or FILE")
@click.pass_obj
def import_(call: Invocation, path: Path) -> ExitCode:
    """Take in what can be used, and name the rest."""
    from sponsorterm.services.export.importing import import_records

    with call.session() as session:
        done = import_records(session, path)
    for trouble in done.troubles:
        line = told.left_out(trouble.file, trouble.line, trouble.field, trouble.reason)
        call.talk.text(line, tone="accent")
    call.page.done(told.imported(done.taken, done.known))
    return ExitCode.BAD_DATA if done.troubles else ExitCode.DONE
