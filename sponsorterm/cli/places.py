"""Where two people meet, as a command line says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.records.kinds import Place
from sponsorterm.store.paths import path_at
from sponsorterm.strings import cli_pairing as words


def place_options(
    *, server: str = "", folder: str, file: str, paste: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that name a place, each with its help; those without help are left out."""
    options = [
        click.option("--folder", metavar="DIR", help=folder),
        click.option("--file", metavar="PATH", help=file),
    ]
    if server:
        options.insert(0, click.option("--server", metavar="URL", help=server))
    if paste:
        options.append(click.option("--paste", is_flag=True, help=paste))

    def add(verb: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            verb = option(verb)
        return verb

    return add


def one_place(
    *, server: str | None = None, folder: str | None, file: str | None, paste: bool = False
) -> Place | None:
    """The place that was named; None for pasting, or when none was.

    Raises:
        Stop: more than one was.
        StoreError: no path can be called so.
    """
    named = {"http": server, "folder": folder, "file": file}
    given = {kind: where for kind, where in named.items() if where}
    if len(given) + paste > 1:
        raise Stop(words.ONE_PLACE, code=ExitCode.USAGE)
    if server:
        return Place(kind="http", where=server.rstrip("/"))
    if folder:
        return Place(kind="folder", where=str(path_at(folder).absolute()))
    if file:
        return Place(kind="file", where=str(path_at(file).absolute()))
    return None
