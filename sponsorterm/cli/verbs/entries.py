"""`list`, `show` and `search`: reading what was written, one's own and what was given."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import click

from sponsorterm.cli.columns import Cell, Column, flat
from sponsorterm.cli.invocation import Invocation, read_day
from sponsorterm.cli.lines import TerminalLines
from sponsorterm.cli.names import short_name
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.portrait import Portrait, as_json
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Reader, day_option
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.services.entries import reading
from sponsorterm.services.entries.searching import Filters, find, traits_named
from sponsorterm.services.home.session import Session
from sponsorterm.strings import cli as common
from sponsorterm.strings import cli_reading as words
from sponsorterm.strings import kinds
from sponsorterm.strings.dates import day_of

COLUMNS = (
    Column(keep=9),
    Column(keep=8),
    Column(keep=4),
    Column(keep=5),
    Column(keep=7, gives=True),
)
USUAL = 30
"""Entries in a list unless another number is given."""


@click.command("list", cls=Reader, help=words.LIST, params=[day_option()])
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help=words.LIST_KIND)
@click.option("--of", "name", metavar="NAME", help=words.OF)
@click.option("--since", metavar="DAY", help=words.SINCE)
@click.option("--until", metavar="DAY", help=words.UNTIL)
@click.option("--limit", type=click.IntRange(min=1), default=USUAL, help=words.LIMIT)
@click.pass_obj
def list_entries(
    call: Invocation,
    kinds: tuple[str, ...],
    name: str | None,
    since: str | None,
    until: str | None,
    limit: int,
) -> None:
    """Print entries, the newest first."""
    with call.session() as session:
        first, last = _span(call, session, since, until)
        space = session.link_named(name, live_only=False).record if name else MINE
        usual = reading.SHOWN if name else reading.DIARY
        found = reading.history(
            session, space=space, kinds=kinds or usual, since=first, until=last, limit=limit
        )
        if not _print(call, session, found):
            call.talk.text(words.NONE_OF_THEIRS if name else _none_of_mine(session))


def _none_of_mine(session: Session) -> str:
    """What there is to do instead; who only sponsors may well never write anything."""
    links = session.links()
    only_sponsors = bool(links) and all(link.is_sponsee for link in links)
    return words.NO_ENTRIES_OF_A_SPONSOR if only_sponsors else words.NO_ENTRIES


@click.command(cls=Reader, help=words.SHOW)
@click.argument("name", required=False, metavar="[NAME or DAY]")
@click.option("--history", is_flag=True, help=words.HISTORY)
@click.option("--seen", is_flag=True, help=words.SEEN)
@click.option("--talked", is_flag=True, help=words.TALKED)
@sync_option
@click.pass_obj
def show(
    call: Invocation,
    name: str | None,
    history: bool,
    seen: bool,
    talked: bool,
    sync: bool | None,
) -> ExitCode:
    """Print one entry, and mark it as read when that was asked for."""
    with call.session() as session:
        entry = named(session, name)
        portrait = Portrait(session, entry, history=history)
        if call.json:
            call.page.json(**portrait.document())
        else:
            portrait.show(call.page)
        if not (seen or talked):
            return ExitCode.DONE
        if entry.space == MINE:
            raise Stop(words.NOT_THEIRS, code=ExitCode.USAGE)
        from sponsorterm.services.links.talk import mark_seen

        mark_seen(session, entry.space, [entry], talked=talked)
        call.talk.done(words.TALKED_DONE if talked else words.SEEN_DONE)
        return send(call, session, [session.link(entry.space).name], sync)


@click.command(cls=Reader, help=words.SEARCH)
@click.argument("words_given", nargs=-1, metavar="[WORD ...]")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help=words.LIST_KIND)
@click.option("--person", default="", metavar="ALIAS", help=words.PERSON)
@click.option("--trait", default="", metavar="TRAIT", help=words.TRAIT)
@click.option("--since", metavar="DAY", help=words.SINCE)
@click.option("--until", metavar="DAY", help=words.UNTIL)
@click.option("--limit", type=click.IntRange(min=1), default=100, help=words.LIMIT)
@click.pass_obj
def search(
    call: Invocation,
    words_given: tuple[str, ...],
    kinds: tuple[str, ...],
    person: str,
    trait: str,
    since: str | None,
    until: str | None,
    limit: int,
) -> None:
    """Print the entries that hold all the words."""
    with call.session() as session:
        first, last = _span(call, session, since, until)
        wanted = Filters(" ".join(words_given), kinds, first, last, person, _trait(session, trait))
        if wanted.empty:
            wanted = replace(wanted, words=_asked(call).strip())
        if wanted.empty:
            raise Stop(words.NO_WORDS, words.NO_WORDS_HINT, ExitCode.USAGE)
        found = find(session, wanted, limit)
        if not _print(call, session, found):
            call.talk.text(words.NOT_FOUND)


def _trait(session: Session, text: str) -> str:
    """The trait that is meant.

    Raises:
        Stop: the programme has none of this name, or several begin so.
    """
    found = traits_named(session.pack, text) if text else [""]
    if len(found) == 1:
        return found[0]
    known = ", ".join(trait.key for trait in session.pack.traits)
    raise Stop(words.NO_SUCH_TRAIT, words.known_traits(known), ExitCode.USAGE)


def _span(
    call: Invocation, session: Session, since: str | None, until: str | None
) -> tuple[date | None, date | None]:
    """The days asked for, both included; `--date` is one day alone."""
    if call.day:
        since = until = call.day
    first = read_day(since, session.today) if since else None
    return first, read_day(until, session.today) if until else None


def _asked(call: Invocation) -> str:
    """Search words from whoever is there, or from a pipe: not kept by the shell."""
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    if call.no_input:
        return ""
    with TerminalLines() as lines:
        return lines.ask(words.SEARCH_FOR)


def _print(call: Invocation, session: Session, found: Sequence[Entry]) -> bool:
    """The entries as rows or as JSON; whether there is nothing more to be said."""
    if call.json:
        call.page.json(entries=[as_json(session, entry) for entry in found])
        return True
    rows = [_row(session, entry) for entry in found]
    call.page.rows(COLUMNS, rows)
    return bool(found)


def _row(session: Session, entry: Entry) -> Sequence[Cell]:
    name = "" if entry.space == MINE else session.link(entry.space).name
    more = words.versions(entry.heads) if entry.heads > 1 else ""
    return (
        Cell(short_name(entry), "soft"),
        Cell(day_of(entry.day, session.today)),
        Cell(name, "accent"),
        Cell(kinds.name(entry.kind), "soft"),
        Cell(flat(f"{more} {reading.summary_line(entry)}")),
    )


def named(session: Session, name: str | None) -> Entry:
    """The entry of this short name or day (its inventory first); without either the newest."""
    if name and not _is_day(name):
        return reading.entry(session, name)
    day = read_day(name, session.today) if name else None
    for kinds_meant in (reading.DAILY, reading.DIARY) if day else (reading.DIARY,):
        found = reading.history(session, kinds=kinds_meant, since=day, until=day, limit=1)
        if found:
            return found[0]
    raise Stop(common.ENTRY_NOT_FOUND_HERE, words.SEE_LIST)


def _is_day(text: str) -> bool:
    return text in ("today", "yesterday") or (text[:4].isdigit() and text[4:5] == "-")
