"""`log` and `edit`: write an entry or change one, guided, in an editor or piped in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.questions import questions_of
from sponsorterm.cli.sending import sync_option
from sponsorterm.cli.verb import Verb, day_option
from sponsorterm.cli.verbs.entries import named
from sponsorterm.cli.writing import Entry
from sponsorterm.services.entries.drafts import (
    MODES,
    FormDraft,
    discard_draft,
    edit_draft,
    list_drafts,
    open_draft,
)
from sponsorterm.services.home.session import Session
from sponsorterm.strings import cli_log as words
from sponsorterm.strings import filing

Function = TypeVar("Function", bound=Callable[..., Any])


def _ways(discard: str) -> Callable[[Function], Function]:
    """The options both verbs take: how it is written, and what sponsors are given of it."""
    options = (
        click.option("--editor", is_flag=True, help=words.EDITOR),
        click.option("--share", "shares", multiple=True, metavar="NAME=LEVEL", help=words.SHARE),
        click.option("--hold", "held", multiple=True, metavar="FIELD", help=words.HOLD),
        click.option("--template", is_flag=True, help=words.TEMPLATE),
        click.option("--discard", is_flag=True, help=discard),
        sync_option,
    )

    def give(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return give


@click.command(cls=Verb, help=words.LOG, params=[day_option()])
@click.argument("source", nargs=-1, metavar="[-]")
@click.option("--quick", "form", flag_value=MODES["quick"], help=words.QUICK)
@click.option("--full", "form", flag_value=MODES["full"], help=words.FULL)
@click.option("--form", "form", metavar="KEY", help=words.FORM)
@click.option("--yesterday", is_flag=True, help=words.YESTERDAY)
@_ways(words.DISCARD)
@click.pass_obj
def log(
    call: Invocation, /, source: tuple[str, ...], form: str | None, yesterday: bool, **ways: Any
) -> ExitCode:
    """Open the draft, let it be answered in the way that was asked for, and file it."""
    if yesterday:
        call.day = "yesterday"
    with call.session(thorough=False) as session:
        draft = _draft(session, call.chosen_day(session), form)
        return _write(call, session, draft, source, **ways)


@click.command(cls=Verb, help=words.EDIT)
@click.argument("name", metavar="NAME")
@click.argument("source", nargs=-1, metavar="[-]")
@click.option("--only", default="", metavar="FIELD", help=words.ONLY)
@_ways(words.DISCARD_EDIT)
@click.pass_obj
def edit(
    call: Invocation, /, name: str, source: tuple[str, ...], only: str, **ways: Any
) -> ExitCode:
    """Open an entry in the form that writes such a one, and file it as a new revision."""
    with call.session() as session:
        draft = edit_draft(session, named(session, name))
        fields = {name for each in questions_of(draft.form) for name in each.names}
        if only and only not in fields:
            raise Stop(words.no_such_question(only), words.ONLY_HINT, ExitCode.USAGE)
        return _write(call, session, draft, source, only, **ways)


def _write(
    call: Invocation,
    session: Session,
    draft: FormDraft,
    source: tuple[str, ...],
    only: str = "",
    *,
    editor: bool,
    shares: tuple[str, ...],
    held: tuple[str, ...],
    template: bool,
    discard: bool,
    sync: bool | None,
) -> ExitCode:
    if source not in ((), ("-",)):
        raise Stop(words.NEVER_ARGUMENTS, words.NEVER_ARGUMENTS_HINT, ExitCode.USAGE)
    entry = Entry(call, session, draft, shares, held, sync, only)
    if template:
        click.echo(entry.page(), nl=False)
        return ExitCode.DONE
    if discard:
        discard_draft(session, draft)
        call.page.done(filing.DISCARDED)
        return ExitCode.DONE
    return entry.take_in(editor=editor, piped=bool(source))


def _draft(session: Session, day: date, form: str | None) -> FormDraft:
    """The draft to go on with: of the form asked for, else the one begun, else the whole one."""
    if form is None:
        begun = (draft for draft in list_drafts(session) if draft.day == day)
        form = next((draft.form.key for draft in begun), MODES["full"])
    return open_draft(session, form, day)
