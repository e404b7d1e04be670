"""Sending what was just filed: after it is safe here and said to be, and only when asked to.

A verb that files something takes `--sync` and `--no-sync`. Without either it sends at once
when somebody looks on, and leaves it to the next `sponsorterm sync` in a script.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.records.text import one_line
from sponsorterm.services.home.session import Session
from sponsorterm.strings import cli_sync as words


def sync_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    """`--sync/--no-sync`."""
    return click.option("--sync/--no-sync", "sync", default=None, help=words.SYNC)(verb)


def send(call: Invocation, session: Session, given: Sequence[str], sync: bool | None) -> ExitCode:
    """After filing: send it if that is wanted, and say how it stands with those it is for.

    Returns:
        `NOT_SYNCED` when it was to be sent and is still here, with the line that says why.
    """
    if not given:
        return ExitCode.DONE
    if not (call.interactive and not call.quiet if sync is None else sync):
        call.page.done(words.later(given))
        return ExitCode.DONE
    from sponsorterm.services.syncing.private_space import sync_everything
    from sponsorterm.services.syncing.rounds import due

    chosen = [link for link in due(session) if link.name in given]
    trouble = [report for report in sync_everything(session, chosen) if report.trouble]
    for report in trouble:
        line = one_line(report.trouble, report.hint)
        call.talk.text(words.not_sent(report.name, line))
    waiting = {report.name for report in trouble}
    if sent := [name for name in given if name not in waiting]:
        call.page.done(words.sent(sent))
    return ExitCode.NOT_SYNCED if trouble else ExitCode.DONE
