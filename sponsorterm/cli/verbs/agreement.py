"""`people agreement`: what two people agreed, proposing, accepting and declining."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.lines import Interrupted, TerminalLines
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Reader
from sponsorterm.records.entry import Entry
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import Agreement
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.agreement_terms import (
    TERMS,
    Term,
    from_toml,
    terms_of,
    typed,
    with_term,
)
from sponsorterm.services.links.agreements import agreement as agreed
from sponsorterm.services.links.agreements import answer, propose, take_back
from sponsorterm.strings import agreement as term_words
from sponsorterm.strings import cli as common
from sponsorterm.strings import cli_together as words
from sponsorterm.wire import MAX_PAYLOAD

COLUMNS = (Column(), Column(keep=8, gives=True), Column(gives=True))
OUT = "-"
"""What takes a term out when it is asked for, and standard input as a file."""


@click.command("agreement", cls=Reader, help=words.AGREEMENT)
@click.argument("name")
@click.option("--propose", "file", metavar="FILE", help=words.PROPOSE)
@click.option("--ask", is_flag=True, help=words.ASK)
@click.option("--accept", "say", flag_value="yes", help=words.ACCEPT)
@click.option("--decline", "say", flag_value="no", help=words.DECLINE)
@click.option("--take-back", is_flag=True, help=words.TAKE_BACK)
@sync_option
@click.pass_obj
def agreement(
    call: Invocation,
    name: str,
    file: str | None,
    ask: bool,
    say: Any,
    take_back: bool,
    sync: bool | None,
) -> ExitCode:
    """Print it unless something is to be done about it."""
    with call.session() as session:
        link = session.link_named(name)
        if file or ask:
            body = _read(file) if file else _asked(call, session, link)
            propose(session, link, body)
            done = words.PROPOSED
        elif say:
            answer(session, link, _theirs(session, link), say)
            done = words.ACCEPTED if say == "yes" else words.DECLINED
        elif take_back:
            _take_back(session, link)
            done = words.TAKEN_BACK
        else:
            _show(call, session, link)
            return ExitCode.DONE
        call.page.done(done)
        return send(call, session, [link.name], sync)


def _read(file: str) -> Agreement:
    """The terms in a file, or on standard input.

    Raises:
        BadRecord: they cannot be used.
        OSError: the file cannot be read.
    """
    if file == OUT:
        return from_toml(sys.stdin.read(MAX_PAYLOAD + 1))
    with Path(file).open(encoding="utf-8") as opened:
        return from_toml(opened.read(MAX_PAYLOAD + 1), file)


def _asked(call: Invocation, session: Session, link: LinkView) -> Agreement:
    """Term by term, starting from the open proposal or from what is in force."""
    if not call.interactive:
        raise Stop(common.NOBODY_TO_ASK, code=ExitCode.NEEDS_A_PERSON)
    found = agreed(session, link)
    start = found.mine or found.theirs
    body = start.body if start and isinstance(start.body, Agreement) else found.in_force
    body = body or Agreement(cadence=link.cadence)
    with TerminalLines() as lines:
        for key in TERMS:
            try:
                body = _one(call, lines, body, key)
            except Interrupted:
                raise Stop(common.NOTHING_CHANGED, code=ExitCode.INTERRUPTED) from None
    return body


def _one(call: Invocation, lines: TerminalLines, body: Agreement, key: str) -> Agreement:
    while True:
        now = typed(body, key)
        asked = lines.ask(words.question(term_words.TITLES[key], term_words.HOW[key], now))
        if not asked.strip():
            return body
        try:
            return with_term(body, key, "" if asked.strip() == OUT else asked)
        except BadRecord as error:
            call.talk.text(error.expected, tone="accent")
        except ValueError as error:
            call.talk.text(str(error), tone="accent")


def _theirs(session: Session, link: LinkView) -> Entry:
    found = agreed(session, link).theirs
    if found is None:
        raise Stop(words.NO_PROPOSAL)
    return found


def _take_back(session: Session, link: LinkView) -> None:
    if agreed(session, link).mine is None:
        raise Stop(words.NO_PROPOSAL_OF_MINE)
    take_back(session, link)


def _show(call: Invocation, session: Session, link: LinkView) -> None:
    found = agreed(session, link)
    now = found.in_force
    if call.json:
        call.page.json(
            agreement=now,
            since=found.since,
            proposed_by_them=found.theirs.body if found.theirs else None,
            proposed_by_me=found.mine.body if found.mine else None,
            declined=found.declined is not None,
        )
        return
    if now is None:
        call.page.text(words.NOTHING_AGREED)
    else:
        call.page.pairs([(term.title, term.now) for term in terms_of(now) if term.now], indent=2)
    for proposal, title in ((found.theirs, words.THEIR_PROPOSAL), (found.mine, words.MY_PROPOSAL)):
        if proposal and isinstance(proposal.body, Agreement):
            call.page.line()
            call.page.title(title)
            _differences(call, terms_of(now, proposal.body))
    if found.declined is not None:
        call.page.text(words.THEY_DECLINED, tone="accent")


def _differences(call: Invocation, terms: list[Term]) -> None:
    """What would change, against what is in force."""
    blank = term_words.NOT_AGREED
    rows = [
        (
            Cell(f"  {term.title}", "soft", drawn=True),
            Cell(term.now or blank, "soft"),
            Cell(f"> {term.proposed or blank}", "accent"),
        )
        for term in terms
        if term.differs
    ]
    call.page.rows(COLUMNS, rows)
