"""`people call`, `calls`, `agenda`, `chip`: what two people talk about, and when they did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.roles import sponsee
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.texts import read_text
from sponsorterm.cli.verb import Reader, Verb, day_option
from sponsorterm.cli.verbs.entries import named
from sponsorterm.services.entries.forms import parse_time
from sponsorterm.services.entries.writing import let_text_go
from sponsorterm.services.links import calls as services
from sponsorterm.services.links import milestones as marking
from sponsorterm.services.links import talk
from sponsorterm.services.links.milestones import Marked
from sponsorterm.strings import cli_together as words
from sponsorterm.strings import kinds
from sponsorterm.strings.dates import date_of, day_of
from sponsorterm.strings.inventory import to_talk_about
from sponsorterm.strings.screens import short_day

CALL_COLUMNS = (Column(), Column(), Column(right=True), Column(keep=7), Column(gives=True))
NUMBERED = (Column(right=True), Column(), Column(gives=True), Column(keep=7))
NUMBER = click.IntRange(min=1)
T = TypeVar("T")


@click.command("call", cls=Verb, help=words.CALL, params=[day_option()])
@click.argument("name")
@click.option("--minutes", type=click.IntRange(0, 1440), help=words.MINUTES)
@click.option("--at", metavar="TIME", help=words.AT)
@click.option("--text", is_flag=True, help=words.WITH_TEXT)
@sync_option
@click.pass_obj
def call_(
    call: Invocation,
    name: str,
    minutes: int | None,
    at: str | None,
    text: bool,
    sync: bool | None,
) -> ExitCode:
    """Note a call."""
    with call.session() as session:
        link = session.link_named(name)
        key = f"call-{link.record}"
        services.log_call(
            session,
            link,
            minutes=minutes,
            at=_time(at),
            day=call.chosen_day(session),
            note=read_text(call, session, key) if text else "",
        )
        let_text_go(session, key)
        call.page.done(words.CALL_NOTED)
        return send(call, session, [link.name], sync)


@click.command("calls", cls=Reader, help=words.CALLS)
@click.argument("name")
@click.pass_obj
def calls(call: Invocation, name: str) -> None:
    """Print the calls, the newest first."""
    with call.session() as session:
        link = session.link_named(name, live_only=False)
        found = services.calls(session, link)
        if call.json:
            call.page.json(
                calls=[
                    {
                        "day": each.day,
                        "at": each.body.at,
                        "minutes": each.body.minutes,
                        "note": each.body.note,
                        "by": None if each.mine else link.name,
                    }
                    for each in found
                ]
            )
            return
        if not found:
            call.talk.text(words.NO_CALLS)
        rows = [
            (
                Cell(day_of(each.day, session.today)),
                Cell(each.body.at or ""),
                Cell(words.minutes(each.body.minutes) if each.body.minutes else ""),
                Cell("" if each.mine else link.name, "soft"),
                Cell(each.body.note or ""),
            )
            for each in found
        ]
        call.page.rows(CALL_COLUMNS, rows)


@click.command("agenda", cls=Reader, help=words.AGENDA)
@click.argument("name")
@click.option("--tick", "number", type=NUMBER, metavar="N", help=words.TICK)
@click.option("--add", is_flag=True, help=words.ADD)
@click.option("--entry", metavar="ENTRY", help=words.ADD_ENTRY)
@sync_option
@click.pass_obj
def agenda(
    call: Invocation,
    name: str,
    number: int | None,
    add: bool,
    entry: str | None,
    sync: bool | None,
) -> ExitCode:
    """Print the agenda, or change it."""
    with call.session() as session:
        link = session.link_named(name)
        points = talk.agenda_with(session, link.record)
        if entry is not None:
            found = named(session, entry)
            subject = to_talk_about(kinds.name(found.kind).capitalize(), short_day(found.day))
            talk.for_next_call(session, link.record, found, subject)
            call.page.done(words.ADDED)
            return send(call, session, [link.name], sync)
        if add:
            key = f"agenda-{link.record}"
            text = read_text(call, session, key)
            talk.write_note(session, link.record, body=text, agenda=True)
            let_text_go(session, key)
            call.page.done(words.ADDED)
            return send(call, session, [link.name], sync)
        if number is not None:
            talk.tick(session, _one(points, number))
            call.page.done(words.TICKED)
            return send(call, session, [link.name], sync)
        if call.json:
            call.page.json(
                agenda=[
                    {"text": p.text, "from": None if p.mine else p.name, "day": p.day}
                    for p in points
                ]
            )
            return ExitCode.DONE
        if not points:
            call.talk.text(words.NO_AGENDA)
        rows = [
            (Cell(str(at), "soft"), Cell(point.name, "soft"), Cell(point.text), Cell(""))
            for at, point in enumerate(points, 1)
        ]
        call.page.rows(NUMBERED, rows)
        return ExitCode.DONE


@click.command("chip", cls=Reader, help=words.CHIP)
@click.argument("name")
@click.argument("number", type=NUMBER, required=False)
@click.option("--undo", is_flag=True, help=words.UNDO_CHIP)
@sync_option
@click.pass_obj
def chip(
    call: Invocation, name: str, number: int | None, undo: bool, sync: bool | None
) -> ExitCode:
    """Print the milestones, or note that a chip was given."""
    with call.session() as session:
        link = sponsee(session, name)
        found = marking.milestones(session, link)
        if number is None:
            _milestones(call, found, session.today)
            return ExitCode.DONE
        marked = _one(found, number)
        give = marking.take_chip_back if undo else marking.give_chip
        give(session, link, marked)
        call.page.done(words.CHIP_BACK if undo else words.CHIP_GIVEN)
        return send(call, session, [link.name], sync)


def _milestones(call: Invocation, found: Sequence[Marked], today: date) -> None:
    if call.json:
        call.page.json(
            milestones=[
                {
                    "clock": each.label,
                    "label": each.upcoming.milestone.label,
                    "on": each.upcoming.on,
                    "days": each.upcoming.days,
                    "chip_on": each.chip_on,
                }
                for each in found
            ]
        )
        return
    if not found:
        call.talk.text(words.NO_MILESTONES)
    rows = [
        (
            Cell(str(at), "soft"),
            Cell(date_of(each.upcoming.on, today)),
            Cell(words.milestone(each.upcoming.milestone.label, each.label, each.upcoming.days)),
            Cell(words.chip(each.chip_on, today), "good"),
        )
        for at, each in enumerate(found, 1)
    ]
    call.page.rows(NUMBERED, rows)


def _one(found: Sequence[T], number: int) -> T:
    """The one of this number in a list.

    Raises:
        Stop: there are not so many.
    """
    if number > len(found):
        raise Stop(words.NO_SUCH_NUMBER, code=ExitCode.USAGE)
    return found[number - 1]


def _time(text: str | None) -> str | None:
    """A time of day.

    Raises:
        Stop: it is none.
    """
    try:
        return parse_time(text) if text else None
    except ValueError:
        raise Stop(words.A_TIME, code=ExitCode.USAGE) from None
