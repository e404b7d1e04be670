"""`log`: write an entry, guided by default, in an editor or piped in when asked."""

from __future__ import annotations

import sys
from datetime import date

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.sending import sync_option
from sponsorterm.cli.verb import Verb, day_option
from sponsorterm.cli.writing import Entry
from sponsorterm.services.drafts import MODES, FormDraft, discard_draft, list_drafts, open_draft
from sponsorterm.services.session import Session
from sponsorterm.strings import cli_log as words
from sponsorterm.strings import filing


@click.command(cls=Verb, help=words.LOG, params=[day_option()])
@click.argument("source", nargs=-1, metavar="[-]")
@click.option("--quick", "form", flag_value=MODES["quick"], help=words.QUICK)
@click.option("--full", "form", flag_value=MODES["full"], help=words.FULL)
@click.option("--form", "form", metavar="KEY", help=words.FORM)
@click.option("--yesterday", is_flag=True, help=words.YESTERDAY)
@click.option("--editor", is_flag=True, help=words.EDITOR)
@click.option("--share", "shares", multiple=True, metavar="NAME=LEVEL", help=words.SHARE)
@click.option("--hold", "held", multiple=True, metavar="FIELD", help=words.HOLD)
@click.option("--template", is_flag=True, help=words.TEMPLATE)
@click.option("--discard", is_flag=True, help=words.DISCARD)
@sync_option
@click.pass_obj
def log(
    call: Invocation,
    source: tuple[str, ...],
    form: str | None,
    yesterday: bool,
    editor: bool,
    shares: tuple[str, ...],
    held: tuple[str, ...],
    template: bool,
    discard: bool,
    sync: bool | None,
) -> ExitCode:
    """Open the draft, let it be answered in the way that was asked for, and file it."""
    if source not in ((), ("-",)):
        raise Stop(words.NEVER_ARGUMENTS, words.NEVER_ARGUMENTS_HINT, ExitCode.USAGE)
    if yesterday:
        call.day = "yesterday"
    with call.session(thorough=False) as session:
        draft = _draft(session, call.chosen_day(session), form)
        if template:
            return _print_template(session, draft)
        if discard:
            return _discard(call, session, draft)
        entry = Entry(call, session, draft, shares, held, sync)
        if editor:
            return entry.by_editor()
        if source or not sys.stdin.isatty():
            return entry.by_pipe()
        return entry.by_questions()


def _draft(session: Session, day: date, form: str | None) -> FormDraft:
    """The draft to go on with: of the form asked for, else the one begun, else the whole one."""
    if form is None:
        begun = (draft for draft in list_drafts(session) if draft.day == day)
        form = next((draft.form.key for draft in begun), MODES["full"])
    return open_draft(session, form, day)


def _print_template(session: Session, draft: FormDraft) -> ExitCode:
    from sponsorterm.cli.template import page_of

    click.echo(page_of(session.pack, draft), nl=False)
    return ExitCode.DONE


def _discard(call: Invocation, session: Session, draft: FormDraft) -> ExitCode:
    discard_draft(session, draft)
    call.page.done(filing.DISCARDED)
    return ExitCode.DONE
