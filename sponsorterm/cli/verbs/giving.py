"""`people give`: what was written before, looked at first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import click

from sponsorterm.cli.invocation import Invocation, read_day
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Verb
from sponsorterm.rules.sharing import CopyLevel
from sponsorterm.services.entries.filing import PreparedCopy
from sponsorterm.services.entries.reading import entry, shown
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.steps import giving
from sponsorterm.services.steps.giving import Gift, SheetGift, Span
from sponsorterm.services.steps.sheets import sheet
from sponsorterm.strings import giving as words
from sponsorterm.strings import kinds as kind_names
from sponsorterm.strings.dates import day_of


@click.command(cls=Verb, help=words.GIVE)
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 3660), help=words.DAYS)
@click.option("--since", metavar="DAY", help=words.SINCE)
@click.option("--until", metavar="DAY", help=words.UNTIL)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help=words.KIND)
@click.option("--entry", "entries", multiple=True, metavar="NAME", help=words.ENTRY)
@click.option("--sheet", "sheets", multiple=True, metavar="SHEET", help=words.SHEET)
@click.option(
    "--level",
    type=click.Choice(["numbers", "full"]),
    default="numbers",
    show_default=True,
    help=words.LEVEL,
)
@sync_option
@click.pass_obj
def give(
    call: Invocation, /, name: str, level: CopyLevel, sync: bool | None, **chosen: Any
) -> ExitCode:
    """Show each copy, ask, and give them."""
    with call.session() as session:
        link = session.link_named(name)
        gifts = _gifts(session, link, level, chosen)
        sheets = [
            giving.sheet_gift(session, link, level, sheet(session, key)) for key in chosen["sheets"]
        ]
        if not gifts and not sheets:
            raise Stop(words.NOTHING)
        if not call.quiet:
            _show(call, session, gifts, sheets)
        if not call.agrees(words.agree(link.name, len(gifts), len(sheets), level)):
            raise Stop(words.NOT_DONE)
        giving.give(session, link, gifts, level, sheets)
        call.page.done(words.given(link.name, len(gifts), len(sheets)))
        return send(call, session, [link.name], sync)


def _gifts(
    session: Session, link: LinkView, level: CopyLevel, chosen: Mapping[str, Any]
) -> list[Gift]:
    """The entries meant: those named, and those of a time unless only names were given."""
    single = [
        giving.single(session, link, level, entry(session, name)) for name in chosen["entries"]
    ]
    timed = any(chosen[key] for key in ("days", "since", "until", "kinds"))
    if not timed and (chosen["entries"] or chosen["sheets"]):
        return single
    kinds = set(chosen["kinds"])
    named = {gift.entry.record for gift in single}
    return single + [
        gift
        for gift in giving.on_offer(session, link, level, _span(session, chosen))
        if (not kinds or gift.entry.kind in kinds) and gift.entry.record not in named
    ]


def _span(session: Session, chosen: Mapping[str, Any]) -> Span:
    """The days meant. With an end and no beginning: everything until then."""
    today = session.today
    until = read_day(chosen["until"], today) if chosen["until"] else None
    if chosen["since"]:
        return Span(read_day(chosen["since"], today), until)
    if until is not None and not chosen["days"]:
        return Span(date.min, until)
    return Span(giving.last_days(today, chosen["days"] or giving.DAYS).since, until)


def _show(
    call: Invocation, session: Session, gifts: Sequence[Gift], sheets: Sequence[SheetGift]
) -> None:
    """Every copy, in words."""
    for gift in gifts:
        day = day_of(gift.entry.day, session.today)
        _show_copy(call, session, f"{day}, {kind_names.name(gift.entry.kind)}", gift.copy)
    for each in sheets:
        for copy in each.parts.copies:
            _show_copy(call, session, each.view.sheet.title, copy)


def _show_copy(call: Invocation, session: Session, title: str, copy: PreparedCopy) -> None:
    call.page.title(title)
    lines = shown(session.pack, copy.payload)
    call.page.pairs([(line.label, line.value) for line in lines], indent=2)
    call.page.line()
