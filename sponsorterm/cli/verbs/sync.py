"""`sync`: send what waits, fetch what is new."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.cli.verb import Reader
from sponsorterm.cli.verbs.pairing import read_secret
from sponsorterm.records.text import one_line
from sponsorterm.services.home.session import LinkView, Session, named
from sponsorterm.services.syncing.private_space import sync_everything
from sponsorterm.services.syncing.rounds import SyncReport, due
from sponsorterm.strings import cli_sync as words

COLUMNS = (Column(), Column(), Column(gives=True))


@click.command(cls=Reader, help=words.SYNC_HELP)
@click.argument("names", nargs=-1, metavar="[NAME ...]")
@click.option("--repair", is_flag=True, help=words.REPAIR)
@click.option("--registration", metavar="FILE", help=words.REGISTRATION)
@click.pass_obj
def sync(
    call: Invocation, names: tuple[str, ...], repair: bool, registration: str | None
) -> ExitCode:
    """One round with everybody, or with those named."""
    code = read_secret(registration) if registration else ""
    with call.session() as session:
        links = _links(session, names)
        reports = sync_everything(session, links, anew=repair, code=code)
        placeless = [link.name for link in links if not link.body.places]
    if call.json:
        call.page.json(links=reports)
    elif not links and not reports:
        call.talk.text(words.NOTHING)
    elif not call.quiet:
        _print(call, reports, placeless, repair=repair)
    return _code(reports)


def _links(session: Session, names: Sequence[str]) -> list[LinkView]:
    links = due(session)
    return [named(links, name) for name in names] if names else links


def _print(
    call: Invocation, reports: Sequence[SyncReport], placeless: Sequence[str], *, repair: bool
) -> None:
    """A row for each place of each link; below, what went wrong, each trouble said once."""
    page = call.page
    waits = Cell(page.marks.empty, "accent")
    well = Cell(page.marks.tick, "good")
    rows = [
        (waits if r.trouble else well, Cell(r.name, "title"), Cell(_did(r, repair=repair)))
        for r in reports
    ]
    rows += [(waits, Cell(name, "title"), Cell(words.NO_PLACE)) for name in placeless]
    page.rows(COLUMNS, rows)
    troubles: dict[str, list[str]] = {}
    for report in reports:
        if report.trouble:
            troubles.setdefault(one_line(report.trouble, report.hint), []).append(report.name)
    for line, names in troubles.items():
        call.talk.text(words.trouble(names, line))
    for report in reports:
        for reason in report.reasons:
            call.talk.text(words.trouble([report.name], reason))


def _did(report: SyncReport, *, repair: bool) -> str:
    parts = [words.compared(report.compared)] if repair else []
    parts += [words.done(report.sent, report.received)]
    parts += [words.set_aside(report.set_aside)] if report.set_aside else []
    parts += [words.refilled(report.refilled)] if report.refilled else []
    parts += [words.waiting(report.waiting)] if report.waiting else []
    return ", ".join(parts)


def _code(reports: Sequence[SyncReport]) -> ExitCode:
    """The gravest of what went wrong: a refusal needs a person, the rest heals by itself."""
    if any(report.code == "refused" for report in reports):
        return ExitCode.NOT_AUTHORISED
    return ExitCode.NOT_SYNCED if any(r.trouble for r in reports) else ExitCode.DONE
