"""`triage`: the walk through all that is new or flagged, a line or a letter at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, cast

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.names import NAME_LENGTH
from sponsorterm.cli.outcome import ExitCode, Stop, explain
from sponsorterm.cli.portrait import as_json
from sponsorterm.cli.texts import read_text
from sponsorterm.cli.verb import Family, Reader
from sponsorterm.records.entry import Entry
from sponsorterm.records.errors import BadRecord
from sponsorterm.rules.facts import Flag
from sponsorterm.services.entries.reading import revision_of, shown
from sponsorterm.services.entries.writing import let_text_go
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.sponsor import triage as walk
from sponsorterm.services.sponsor.alerts import Action
from sponsorterm.services.sponsor.triage import Place
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import cli_triage as words
from sponsorterm.strings import kinds
from sponsorterm.strings import triage as common
from sponsorterm.strings.dates import day_of

COLUMNS = (Column(), Column(), Column(gives=True))
Act = Callable[[Invocation, Session, walk.Stop], None]


@click.group(cls=Family, help=words.TRIAGE)
@click.pass_context
def triage(ctx: click.Context) -> None:
    """Walk at a terminal; elsewhere print where the walk is."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        place = walk.resume(session)
        _print(call, session, place)
        if call.interactive and not call.json:
            _guide(call, session, place)


@triage.command("list", cls=Reader, help=words.LIST)
@click.pass_obj
def list_stops(call: Invocation) -> None:
    """Print all stops."""
    with call.session() as session:
        found = walk.stops(session)
        if call.json:
            call.page.json(stops=[_stop_json(session, stop) for stop in found])
            return
        call.page.rows(
            COLUMNS,
            [
                (Cell(stop.name[:NAME_LENGTH], "soft"), Cell(stop.person), Cell(_told(stop)))
                for stop in found
            ],
        )


@triage.command("next", cls=Reader, help=words.NEXT)
@click.pass_obj
def next_stop(call: Invocation) -> None:
    """Go on."""
    with call.session() as session:
        _print(call, session, walk.go_on(session))


@triage.command(cls=Reader, help=words.SEEN)
@click.argument("name")
@click.option("--talked", is_flag=True, help=words.TALKED)
@click.pass_obj
def seen(call: Invocation, name: str, talked: bool) -> None:
    """Mark an entry."""
    with call.session() as session:
        stop = walk.find(session, name)
        walk.see(session, stop.link, [_entry(stop)], talked=talked)
        _print(call, session, walk.resume(session))


@triage.command(cls=Reader, help=words.COMMENT)
@click.argument("name")
@click.pass_obj
def comment(call: Invocation, name: str) -> None:
    """Write beside an entry."""
    with call.session() as session:
        stop = walk.find(session, name)
        _comment(call, session, stop)
        _print(call, session, walk.resume(session))


@triage.command(cls=Reader, help=words.DEAL)
@click.argument("name")
@click.argument("action", type=click.Choice(["called", "messaged", "ok", "snooze"]))
@click.option("--until", metavar="DAY", help=words.UNTIL)
@click.option("--note", default="", help=words.NOTE)
@click.pass_obj
def deal(call: Invocation, name: str, action: str, until: str | None, note: str) -> None:
    """Deal with a flag."""
    with call.session() as session:
        stop = walk.find(session, name)
        day = _until(until, session.today) if action == "snooze" else None
        walk.acknowledge(
            session, stop.link, _flag(stop), cast(Action, action), until=day, note=note
        )
        _print(call, session, walk.resume(session))


@triage.command("call", cls=Reader, help=words.CALL)
@click.argument("name")
@click.option("--minutes", type=click.IntRange(0, 1440), help=words.MINUTES)
@click.option("--note", default="", help=words.NOTE)
@click.pass_obj
def log_call(call: Invocation, name: str, minutes: int | None, note: str) -> None:
    """Note a call."""
    with call.session() as session:
        stop = walk.find(session, name)
        walk.log_call(session, stop.link, stop.flag, minutes=minutes, note=note)
        _print(call, session, walk.resume(session))


@triage.command(cls=Reader, help=words.UNDO)
@click.pass_obj
def undo(call: Invocation) -> None:
    """Take the last act back."""
    with call.session() as session:
        _print(call, session, walk.undo(session))


def _guide(call: Invocation, session: Session, place: Place | None) -> None:
    """Show one after the other, and do what a letter says."""
    while place is not None:
        letter = _ask(call, words.ASK_ENTRY if place.stop.entry else words.ASK_FLAG)[:1]
        if letter == "q":
            return
        try:
            place = _follow(call, session, place, letter)
        except (ServiceError, StoreError, BadRecord, Stop) as error:
            call.talk.text(explain(error)[0], tone="accent")
        else:
            _print(call, session, place)


def _ask(call: Invocation, question: str) -> str:
    call.talk.text(question, tone="soft")
    return call.asks("> ")


def _follow(call: Invocation, session: Session, place: Place, letter: str) -> Place | None:
    """Do what a letter says; where the walk is then."""
    if not letter or letter == "n":
        return walk.go_on(session)
    if letter == "u":
        return walk.undo(session) or place
    acts = ENTRY_ACTS if place.stop.entry else FLAG_ACTS
    if letter not in acts:
        raise Stop(words.NO_SUCH_LETTER)
    acts[letter](call, session, place.stop)
    return walk.resume(session)


def _see(_call: Invocation, session: Session, stop: walk.Stop, *, talked: bool = False) -> None:
    walk.see(session, stop.link, [_entry(stop)], talked=talked)


def _deal_with(call: Invocation, session: Session, stop: walk.Stop, action: Action) -> None:
    until = _asked_until(call, session.today) if action == "snooze" else None
    note = _ask(call, common.NOTE)
    walk.acknowledge(session, stop.link, _flag(stop), action, until=until, note=note)


def _note_call(call: Invocation, session: Session, stop: walk.Stop) -> None:
    minutes = _ask(call, common.MINUTES)
    if minutes and not (minutes.isascii() and minutes.isdigit()):
        raise Stop(common.BAD_MINUTES)
    note = _ask(call, common.CALL_NOTE)
    length = int(minutes) if minutes else None
    walk.log_call(session, stop.link, stop.flag, minutes=length, note=note)


def _comment(call: Invocation, session: Session, stop: walk.Stop) -> None:
    entry = _entry(stop)
    key = f"comment-{entry.record}"
    walk.comment(session, stop.link, entry, read_text(call, session, key))
    let_text_go(session, key)


def _print(call: Invocation, session: Session, place: Place | None) -> None:
    if call.json:
        number, total = (place.number, place.total) if place else (0, 0)
        found = _stop_json(session, place.stop) if place else None
        call.page.json(stop=found, number=number, total=total)
        return
    if place is None:
        call.page.done(words.ALL_SHOWN if walk.stops(session) else words.NOTHING)
        return
    stop, page = place.stop, call.page
    page.line()
    counter = common.counter(place.number, place.total)
    page.title(stop.person, f"{counter}  {stop.name[:NAME_LENGTH]}")
    if stop.entry is None:
        page.text(_told(stop), tone="alert")
        return
    page.line(f"{kinds.name(stop.entry.kind)}, {day_of(stop.entry.day, session.today)}", "soft")
    lines = shown(session.pack, revision_of(session, stop.entry))
    page.pairs([(line.label, line.value) for line in lines], indent=2)


def _told(stop: walk.Stop) -> str:
    """What a stop is, in a line."""
    return stop.flag.reason if stop.flag else kinds.name(_entry(stop).kind)


def _entry(stop: walk.Stop) -> Entry:
    if stop.entry is None:
        raise Stop(words.NO_ENTRY, words.NO_ENTRY_HINT, ExitCode.USAGE)
    return stop.entry


def _flag(stop: walk.Stop) -> Flag:
    if stop.flag is None:
        raise Stop(words.NO_FLAG, words.NO_FLAG_HINT, ExitCode.USAGE)
    return stop.flag


def _until(text: str | None, today: date) -> date:
    try:
        day = date.fromisoformat((text or "").strip())
    except ValueError:
        day = today
    if day <= today:
        raise Stop(words.NEEDS_UNTIL, words.NEEDS_UNTIL_HINT, ExitCode.USAGE)
    return day


def _asked_until(call: Invocation, today: date) -> date:
    """A day by its letter, or as it is written."""
    told = _ask(call, words.ASK_UNTIL)
    days = {letter: int(days) for letter, days, _ in common.UNTILS if days}
    return today + timedelta(days[told]) if told in days else _until(told, today)


def _stop_json(session: Session, stop: walk.Stop) -> dict[str, Any]:
    flag = stop.flag
    return {
        "name": stop.name,
        "person": stop.person,
        "entry": as_json(session, stop.entry) if stop.entry else None,
        "flag": {"key": flag.key, "level": flag.level, "reason": flag.reason} if flag else None,
    }


ENTRY_ACTS: dict[str, Act] = {
    "s": _see,
    "t": partial(_see, talked=True),
    "c": _comment,
    "l": _note_call,
}
FLAG_ACTS: dict[str, Act] = {
    "c": partial(_deal_with, action="called"),
    "l": _note_call,
    "m": partial(_deal_with, action="messaged"),
    "o": partial(_deal_with, action="ok"),
    "s": partial(_deal_with, action="snooze"),
}
"""What a letter does at a stop, the same as on the screens."""
