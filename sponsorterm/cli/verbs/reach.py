"""`reach`: whom to turn to, now. It prints locked and offline, and asks for no passphrase."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import click

from sponsorterm.cli.columns import Cell
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.page import Page
from sponsorterm.cli.roles import sponsor_meant
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Family, Reader, Verb
from sponsorterm.services.day import hard_moments, reach_out
from sponsorterm.services.day.reach_out import Section
from sponsorterm.services.errors import NotSetUp
from sponsorterm.services.home.session import Session
from sponsorterm.store.errors import StoreError
from sponsorterm.store.lock import is_on
from sponsorterm.strings import filing
from sponsorterm.strings import hard_moments as moments
from sponsorterm.strings import reach_out as words

STRENGTH = click.IntRange(0, 10)


@click.group(cls=Family, help=words.VERB)
@click.pass_context
def reach(ctx: click.Context) -> None:
    """Print the page, unless something else was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with contextlib.ExitStack() as stack:
        session = _session(call)
        if session is not None:
            stack.enter_context(session)
        found = reach_out.reach_out(session, call.home)
    if call.json:
        call.page.json(**_as_json(found))
        return
    call.page.line(found.emergency, "alert")
    call.page.text(found.beside, tone="soft")
    for section in found.sections:
        _print(call.page, section)


@reach.command(cls=Verb, help=words.VERB_ASK)
@click.option("--now", is_flag=True, help=words.VERB_ASK_NOW)
@click.option("--of", "name", metavar="NAME", help=words.VERB_ASK_WHOM)
@sync_option
@click.pass_obj
def ask(call: Invocation, now: bool, name: str | None, sync: bool | None) -> ExitCode:
    """Ask for a call; the number to phone is said with it."""
    from sponsorterm.services.entries.filing import ask_for_call

    with call.session() as session:
        whom = sponsor_meant(session, name, several=words.ASK_WHOM, none=words.NO_SPONSOR)
        filed = ask_for_call(session, whom.record, now=now)
        call.page.done(words.asked(filed.given))
        call.page.done(words.RINGS_NOWHERE)
        return send(call, session, filed.given, sync)


@reach.command(cls=Verb, help=words.VERB_URGE)
@click.argument("strength", required=False, type=STRENGTH)
@click.option("--end", is_flag=True, help=words.VERB_END)
@click.pass_obj
def urge(call: Invocation, strength: int | None, end: bool) -> ExitCode:
    """Begin, look how long it has been, note that it grew, or end it and write the rest."""
    with call.session() as session:
        draft = hard_moments.urge(session)
        if draft is None:
            draft = hard_moments.begin_urge(session, _strength(call, strength))
            call.page.done(moments.URGE_ABOUT)
            begun = f"{draft.started:%H:%M}"
            call.page.done(moments.began(begun, draft.answers.get("start")))
        elif end:
            hard_moments.end_urge(session, draft, _strength(call, strength))
            return _write(call, session, draft)
        else:
            call.page.text(moments.elapsed(hard_moments.minutes_of(session, draft)))
            if strength is not None:
                hard_moments.note_peak(session, draft, strength)
                call.page.done(moments.PEAK_KEPT)
        return ExitCode.DONE


@reach.command(cls=Verb, help=words.VERB_PLAN)
@click.option("--reviewed", is_flag=True, help=words.VERB_PLAN_REVIEWED)
@sync_option
@click.pass_obj
def plan(call: Invocation, reviewed: bool, sync: bool | None) -> ExitCode:
    """Write the plan, or note that it still fits."""
    with call.session() as session:
        if not reviewed:
            return _write(call, session, hard_moments.open_plan(session))
        filed = hard_moments.went_over(session)
        call.page.done(words.WENT_OVER)
        return send(call, session, filed.given, sync)


@reach.command(cls=Reader, help=words.VERB_COUNTRY)
@click.argument("code", required=False, metavar="[XX]")
@click.option("--none", "no_country", is_flag=True, help=words.VERB_NO_COUNTRY)
@click.pass_obj
def country(call: Invocation, code: str | None, no_country: bool) -> None:
    """Choose a country, or say which it is."""
    with call.session() as session:
        if code or no_country:
            reach_out.choose_country(session, code or "")
        found = reach_out.reach_out(session, session.home).country
        chosen = session.profile.country or ""
    if call.json:
        call.page.json(country=chosen, name=found.name if found else None)
    elif found:
        call.page.done(words.country(found.name))
    else:
        call.page.done(words.country_in_words(chosen) if chosen else words.NO_COUNTRY)


def _session(call: Invocation) -> Session | None:
    """The home, if it can be read without asking anything of anybody."""
    try:
        return None if is_on(call.home) else Session.open(call.home, call.clock)
    except (NotSetUp, StoreError):
        return None


def _strength(call: Invocation, given: int | None) -> int:
    """A strength from the command line, or from whoever is there.

    Raises:
        Stop: it is none, or nobody is there.
    """
    if given is not None:
        return given
    typed = call.asks(words.STRENGTH) if call.interactive else ""
    if typed.isascii() and typed.isdigit() and int(typed) in range(11):
        return int(typed)
    raise Stop(moments.A_STRENGTH, code=ExitCode.USAGE)


def _write(call: Invocation, session: Session, draft: Any) -> ExitCode:
    """The form, a question a line; where nobody is there the draft waits for them."""
    from sponsorterm.cli.writing import Entry
    from sponsorterm.services.entries.drafts import save_draft

    if call.interactive:
        return Entry(call, session, draft).by_questions()
    save_draft(session, draft)
    call.page.done(filing.DRAFT_KEPT)
    return ExitCode.DONE


def _print(page: Page, section: Section) -> None:
    if not section.rows:
        return
    page.line()
    if section.heading:
        page.title(section.heading)
    for row in section.rows:
        if row.number:
            page.spread(Cell(row.number, "accent"), Cell(row.name))
        elif row.name:
            page.text(row.name, tone="soft")
        if row.about:
            page.text(row.about, indent=2 if row.name else 0, tone="soft" if row.number else "")


def _as_json(found: reach_out.ReachOut) -> dict[str, Any]:
    return {
        "emergency": found.country.emergency if found.country else None,
        "country": found.country,
        "sections": [
            {"heading": section.heading, "rows": [row._asdict() for row in section.rows]}
            for section in _said(found)
        ],
    }


def _said(found: reach_out.ReachOut) -> Iterator[Section]:
    return (section for section in found.sections if section.rows)
