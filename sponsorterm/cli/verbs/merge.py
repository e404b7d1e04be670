"""`merge`: what two devices wrote apart, and choosing between it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.names import NAME_LENGTH
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.page import Page
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Reader
from sponsorterm.services.entries import merging
from sponsorterm.services.entries.merging import Question, Settled, Version
from sponsorterm.services.entries.reading import shown
from sponsorterm.services.home.session import Session
from sponsorterm.strings import cli_merging as words
from sponsorterm.strings import merging as common
from sponsorterm.strings.dates import day_of, moment_of

COLUMNS = (Column(keep=9), Column(keep=8), Column(keep=7), Column(gives=True))


@click.command(cls=Reader, help=words.MERGE)
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--take", type=click.IntRange(min=1), metavar="N", help=words.TAKE)
@click.option("--field", "fields", multiple=True, metavar="FIELD=N", help=words.FIELD)
@click.option("--edit", is_flag=True, help=words.EDIT)
@sync_option
@click.pass_obj
def merge(
    call: Invocation,
    name: str | None,
    take: int | None,
    fields: tuple[str, ...],
    edit: bool,
    sync: bool | None,
) -> ExitCode:
    """List what waits for a choice, show one of them, or choose."""
    with call.session() as session:
        if name is None:
            return _list(call, session)
        question = merging.question_named(session, name)
        if take is None and not fields and not edit:
            _show(call, session, question)
            if call.json or not call.interactive:
                return ExitCode.NEEDS_A_PERSON
            settled = _asked(call, session, question)
        else:
            settled = _chosen(call, session, question, (take or 1) - 1, fields, edit)
        return _keep(call, session, settled, sync)


def _list(call: Invocation, session: Session) -> ExitCode:
    found = [merging.question(session, record) for record in merging.waiting(session)]
    if call.json:
        call.page.json(waiting=[_as_json(session, each) for each in found])
    elif not found:
        call.talk.text(words.NOTHING_WAITS)
    else:
        call.page.rows(COLUMNS, [_row(session, each) for each in found])
        call.talk.text(words.CHOOSE, tone="soft")
    return ExitCode.NEEDS_A_PERSON if found else ExitCode.DONE


def _row(session: Session, question: Question) -> Sequence[Cell]:
    last = question.versions[-1]
    if len(question.versions) > 1:
        told = "; ".join(_where(session, each) for each in question.versions)
    else:
        told = ", ".join(each.name for each in question.apart)
    return (
        Cell(_name(question), "soft"),
        Cell(day_of(last.revision.day, session.today)),
        Cell(common.kind(question.kind)),
        Cell(told, "soft"),
    )


def _show(call: Invocation, session: Session, question: Question) -> None:
    """Both versions with their devices, then the fields that differ."""
    if call.json:
        call.page.json(question=_as_json(session, question))
        return
    page = call.page
    page.title(
        common.kind(question.kind), day_of(question.versions[-1].revision.day, session.today)
    )
    if len(question.versions) > 1:
        for number, version in enumerate(question.versions, 1):
            page.line()
            page.line(f"{number}  {_where(session, version)}", "accent")
            if not question.fields:
                _tell(page, session, version)
    for field in question.fields:
        page.line()
        page.line(f"{field.title} ({field.difference.name})", "soft")
        said = [(str(n), each or common.NOT_ANSWERED) for n, each in enumerate(field.values, 1)]
        page.pairs(said, indent=2)
    for apart in question.apart:
        page.line()
        page.text(common.gave(apart.name, apart.levels), tone="accent")


def _tell(page: Page, session: Session, version: Version) -> None:
    lines = merging.lines_of(session, version)
    page.pairs([(line.label, line.value) for line in lines], indent=2)


def _asked(call: Invocation, session: Session, question: Question) -> Settled:
    """A choice from whoever is there.

    Raises:
        Stop: they made none; all stays as it is.
    """
    call.talk.line()
    typed = call.asks(words.which(len(question.versions), mixed=question.can_be_mixed)).lower()
    if typed == "f" and question.can_be_mixed:
        picks = {field.difference.field: _pick(call, question, field) for field in question.fields}
        return merging.settle(session, question, merging.mix(question, picks))
    if typed == "e" and question.can_be_written:
        return _chosen(call, session, question, 0, (), edit=True)
    return _chosen(call, session, question, _number(typed, question), (), edit=False)


def _pick(call: Invocation, question: Question, field: merging.Field) -> int:
    """Which version a field is taken from; Enter takes what is suggested."""
    usual = question.picks.get(field.difference.field, 0) + 1
    call.talk.line(field.title, "soft")
    call.talk.pairs(
        [(str(n), each or common.NOT_ANSWERED) for n, each in enumerate(field.values, 1)], indent=2
    )
    return _number(call.asks(words.which_value(usual)) or str(usual), question)


def _number(typed: str, question: Question) -> int:
    if not typed:
        raise Stop(words.LEFT, code=ExitCode.NEEDS_A_PERSON)
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(question.versions)):
        raise Stop(words.no_version(len(question.versions)), words.NO_VERSION_HINT, ExitCode.USAGE)
    return int(typed) - 1


def _chosen(
    call: Invocation,
    session: Session,
    question: Question,
    base: int,
    fields: Sequence[str],
    edit: bool,
) -> Settled:
    """What the command line said, or was written by hand.

    Raises:
        Stop: it names a version or a field that there is not, or the editor failed.
        BadRecord: what was written by hand is no entry.
    """
    base = _number(str(base + 1), question)
    picks = dict(_field(each, question) for each in fields)
    if not edit:
        if not picks:
            return merging.take(session, question, base)
        return merging.settle(session, question, merging.mix(question, picks, base), base)
    if not question.can_be_written:
        raise Stop(common.NOT_MIXED, common.NOT_MIXED_HINT, ExitCode.USAGE)
    from sponsorterm.cli.editor import desk

    start = merging.mix(question, picks or question.picks, base)
    with desk(session.home, call.environment, merging.as_text(question, start)) as page:
        return merging.settle(session, question, merging.from_text(page.edit()))


def _field(text: str, question: Question) -> tuple[str, int]:
    """FIELD=N as a pick."""
    name, _, number = text.rpartition("=")
    for field in question.fields:
        if name in (field.difference.name, field.difference.field):
            return field.difference.field, _number(number.strip(), question)
    raise Stop(words.NO_FIELD, words.NO_FIELD_HINT, ExitCode.USAGE)


def _keep(call: Invocation, session: Session, settled: Settled, sync: bool | None) -> ExitCode:
    """Keep it, once the person has seen what others will hold because of it."""
    copies = settled.prepared.copies
    for copy in copies:
        call.talk.text(common.will_hold(copy.name, copy.level), tone="accent")
        if copy.level != "withdrawn":
            lines = shown(session.pack, copy.payload)
            call.talk.pairs([(line.label, line.value) for line in lines], indent=2)
    if copies and not call.agrees(words.AGREE):
        raise Stop(words.LEFT, code=ExitCode.NEEDS_A_PERSON)
    given = merging.keep(session, settled)
    call.page.done(words.SETTLED)
    for ask in settled.asks:
        call.talk.text(ask, tone="accent")
    return send(call, session, given, sync)


def _name(question: Question) -> str:
    return question.versions[-1].revision.id[:NAME_LENGTH]


def _where(session: Session, version: Version) -> str:
    at = version.revision.header.at
    assert at is not None
    moment = moment_of(at, session.now)
    return common.where(version.device, moment, deleted=version.deleted)


def _as_json(session: Session, question: Question) -> dict[str, Any]:
    return {
        "name": _name(question),
        "record": question.record,
        "kind": question.kind,
        "versions": [
            {
                "id": each.revision.id,
                "device": each.device,
                "at": each.revision.header.at,
                "day": each.revision.day,
                "deleted": each.deleted,
                "lines": [
                    {"label": line.label, "value": line.value}
                    for line in merging.lines_of(session, each)
                ],
            }
            for each in question.versions
        ],
        "fields": [
            {
                "field": each.difference.name,
                "title": each.title,
                "values": each.values,
                "suggested": _one_based(question.picks.get(each.difference.field)),
            }
            for each in question.fields
        ],
        "shared": [
            {"with": each.name, "levels": each.levels, "counts": each.level}
            for each in question.apart
        ],
    }


def _one_based(place: int | None) -> int | None:
    return None if place is None else place + 1
