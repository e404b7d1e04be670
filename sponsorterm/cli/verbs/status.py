"""`status`: whether the day is filed, and what waits. Made to be asked by a shell prompt."""

from __future__ import annotations

from datetime import date

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.names import short_name
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.cli.page import Page
from sponsorterm.cli.verb import Reader, day_option
from sponsorterm.services.day.status import Status
from sponsorterm.services.day.status import status as status_of
from sponsorterm.services.entries.followups import to_be_told
from sponsorterm.services.home.backup import last_backup
from sponsorterm.services.syncing.standing import overall, states
from sponsorterm.strings import cli as common
from sponsorterm.strings import cli_reading as words
from sponsorterm.strings.dates import day_of


@click.command(cls=Reader, help=words.STATUS, params=[day_option()])
@click.pass_obj
def status(call: Invocation) -> ExitCode:
    """Print the status; the exit code says the one thing that scripts ask for."""
    with call.session(thorough=False) as session:
        found = status_of(session, call.chosen_day(session))
        sync = overall(session, states(session))
        today, now = session.today, session.now
        backup = last_backup(session.home)
    if call.json:
        call.page.json(
            day=found.day,
            filed=found.filed,
            draft=found.draft,
            unread=found.unread,
            last_entry=found.last_entry,
            undecided=found.undecided,
            backed_up=found.safety.backed_up,
            sync=sync,
            backup_file=backup.at if backup else None,
        )
    elif not call.quiet:
        call.page.title(common.on(found.day), sync)
        _tell(call.page, found, today)
        if backup is not None:
            call.page.line(f"  {backup.says(now)}", "soft")
    return ExitCode.DONE if found.filed else ExitCode.NOT_FILED


def _tell(page: Page, found: Status, today: date) -> None:
    """Filed or not, and in a softer line what else there is to know."""
    if found.filed:
        page.line(f"{page.marks.tick} {words.FILED}", "good")
    else:
        page.line(f"{page.marks.empty} {words.NOT_FILED}")
    beside = [words.DRAFT_KEPT] if found.draft else []
    beside += [words.unread(found.unread)] if found.unread else []
    if not found.filed and found.last_entry:
        beside.append(words.last_entry(day_of(found.last_entry, today)))
    if found.undecided:
        beside.append(words.undecided(found.undecided))
    beside.append(found.safety.words)
    beside += [words.second_look(short_name(entry)) for entry in found.checks]
    beside += [words.to_tell(to_be_told(entry, today), short_name(entry)) for entry in found.untold]
    for text in beside:
        page.line(f"  {text}", "soft")
