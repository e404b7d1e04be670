"""`clock`: the days one counts, with setbacks, earlier times and milestones."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import click

from sponsorterm.cli.columns import Cell
from sponsorterm.cli.invocation import Invocation, read_day
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.cli.roles import sponsor_meant
from sponsorterm.cli.setback import set_back, show_to, standing, tell
from sponsorterm.cli.verb import Family, Reader, Verb
from sponsorterm.records.kinds.link import ShareLevel
from sponsorterm.rules.clocks import spans
from sponsorterm.services.day import clocks
from sponsorterm.services.day.clocks import ClockView, MilestoneView
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.home.session import Session
from sponsorterm.strings import clocks as words

LEVELS: tuple[ShareLevel, ...] = ("private", "numbers", "full")
NAME = click.argument("name", required=False, default="", metavar="[CLOCK]")


@click.group(cls=Family, help=words.VERB)
@click.pass_context
def clock(ctx: click.Context) -> None:
    """Print the clocks unless a change was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        found = clocks.clocks(session)
        if call.json:
            call.page.json(clocks=[_as_json(session, view) for view in found])
            return
        if not found:
            call.talk.text(words.NONE)
        for view in found:
            _print(call, session, view)


@clock.command(cls=Verb, help=words.VERB_ADD)
@click.argument("label")
@click.option("--start", metavar="DAY", default="today", help=words.VERB_START)
@click.option("--count-from", type=click.Choice(["0", "1"]), help=words.VERB_COUNT_FROM)
@click.option("--primary", is_flag=True, help=words.VERB_PRIMARY)
@click.pass_obj
def add(
    call: Invocation, label: str, start: str, count_from: Literal["0", "1"] | None, primary: bool
) -> None:
    """Begin a clock."""
    with call.session() as session:
        begun = None if count_from is None else _from(count_from)
        filed = clocks.add_clock(session, label, read_day(start, session.today), begun)
        record = filed.revision.record
        if primary:
            clocks.set_primary(session, record)
        tell(call, clocks.clock_of(session, record))


@clock.command(cls=Verb, help=words.VERB_PRIMARY)
@click.argument("name", metavar="CLOCK")
@click.pass_obj
def primary(call: Invocation, name: str) -> None:
    """Let a clock be the first one."""
    with call.session() as session:
        view = clocks.clock_named(session, name)
        clocks.set_primary(session, view.record)
        tell(call, clocks.clock_of(session, view.record))


@clock.command(cls=Verb, help=words.VERB_RENAME)
@click.argument("label")
@NAME
@click.pass_obj
def rename(call: Invocation, label: str, name: str) -> None:
    """Give a clock another name."""
    with call.session() as session:
        view = clocks.clock_named(session, name)
        clocks.rename(session, view.record, label)
        tell(call, clocks.clock_of(session, view.record))


@clock.command(cls=Verb, help=words.VERB_CORRECT)
@click.argument("day")
@NAME
@click.pass_obj
def start(call: Invocation, day: str, name: str) -> None:
    """Put right the day a clock counts from."""
    with call.session() as session:
        view = clocks.clock_named(session, name)
        clocks.correct_start(session, view.record, read_day(day, session.today))
        tell(call, clocks.clock_of(session, view.record))


@clock.command("count-from", cls=Verb, help=words.VERB_COUNT)
@click.argument("first", type=click.Choice(["0", "1"]))
@NAME
@click.pass_obj
def count_from(call: Invocation, first: Literal["0", "1"], name: str) -> None:
    """Count the first day as 0 or as 1."""
    with call.session() as session:
        view = clocks.clock_named(session, name)
        clocks.set_count_from(session, view.record, _from(first))
        tell(call, clocks.clock_of(session, view.record))


@clock.command(cls=Verb, help=words.VERB_SETBACK)
@NAME
@click.option("--on", metavar="DAY", default="today", help=words.VERB_ON)
@click.option("--again", metavar="DAY", help=words.VERB_AGAIN)
@click.option("--note", is_flag=True, help=words.VERB_NOTE)
@click.pass_obj
def setback(call: Invocation, name: str, on: str, again: str | None, note: bool) -> ExitCode:
    """Write a setback down."""
    with call.session() as session:
        view = clocks.clock_named(session, name)
        return set_back(call, session, view, read_day(on, session.today), again, note)


@clock.command(cls=Verb, help=words.VERB_RESTART)
@click.argument("day")
@NAME
@click.pass_obj
def restart(call: Invocation, day: str, name: str) -> None:
    """Choose the day to count from again."""
    with call.session() as session:
        view = clocks.clock_named(session, name)
        chosen = read_day(day, session.today)
        clocks.restart(session, view.record, chosen)
        tell(call, clocks.clock_of(session, view.record))
        if clocks.withdrawal_note(session, chosen):
            call.talk.text(words.WITHDRAWAL, tone="accent")


@clock.command(cls=Verb, help=words.VERB_PAST)
@click.argument("start")
@click.argument("end")
@NAME
@click.pass_obj
def past(call: Invocation, start: str, end: str, name: str) -> None:
    """Fill in an earlier time."""
    with call.session() as session:
        view = clocks.clock_named(session, name)
        begin, last = (read_day(day, session.today) for day in (start, end))
        clocks.fill_in(session, view.record, begin, last)
        tell(call, clocks.clock_of(session, view.record))


@clock.command(cls=Reader, help=words.VERB_MILESTONE)
@click.argument("key", required=False)
@click.option("--clock", "name", metavar="CLOCK", default="", help=words.WHICH_CLOCK)
@click.option("--chip", metavar="DAY", help=words.VERB_CHIP)
@click.option("--let-be", is_flag=True, help=words.VERB_LET_BE)
@click.pass_obj
def milestone(call: Invocation, key: str | None, name: str, chip: str | None, let_be: bool) -> None:
    """Print the milestones, and note what was said of one."""
    with call.session() as session:
        view = clocks.clock_named(session, name)
        if key:
            day = read_day(chip, session.today) if chip else None
            dismissed = True if let_be else None
            clocks.mark_milestone(session, view.record, key, chip_on=day, dismissed=dismissed)
        found = clocks.milestones(session, view)
        if call.json:
            call.page.json(milestones=[_milestone(one) for one in found])
            return
        for one in found:
            call.page.spread(*_cells(one, session.today))


@clock.command(cls=Verb, help=words.VERB_SHARE)
@NAME
@click.option("--with", "whom", metavar="NAME", help=words.VERB_WITH)
@click.option("--level", type=click.Choice(LEVELS), help=words.VERB_LEVEL)
@click.pass_obj
def share(call: Invocation, name: str, whom: str | None, level: ShareLevel | None) -> ExitCode:
    """Show a clock to a sponsor, after a look at the copy and a yes."""
    with call.session() as session:
        view = clocks.clock_named(session, name)
        link = sponsor_meant(session, whom, several=words.SHARE_FORM, none=words.NO_SPONSOR)
        choice = standing(session, view, link)
        if level is not None:
            choice = Sharing(level, choice.held)
        return show_to(call, session, view, link, choice)


def _from(text: Literal["0", "1"]) -> Literal[0, 1]:
    return 1 if text == "1" else 0


def _print(call: Invocation, session: Session, view: ClockView) -> None:
    """A clock in two or three lines, at any width."""
    count, today, terms = view.count, session.today, session.pack.terms
    unit = terms.day_word if count.current == 1 else terms.days_word
    told = (
        words.since_open(count.since, count.total, count.longest, today)
        if count.open
        else words.in_all(count.since, count.total, count.longest, count.first, today)
    )
    tone = "title" if view.body.primary else ""
    call.page.spread(Cell(view.label, tone), Cell(f"{count.current} {unit}", "accent"))
    call.page.text(told, indent=2, tone="soft")
    if (coming := view.next) is not None:
        ahead = words.milestone(coming.milestone.label, coming.on, today, coming.days)
        call.page.text(ahead, indent=2, tone="soft")


def _cells(one: MilestoneView, today: date) -> list[Cell]:
    note = words.chip(one.chip_on, today) if one.chip_on else ""
    note = note or (words.NOT_SPOKEN_OF if one.dismissed else "")
    told = words.milestone(one.milestone.label, one.on, today, one.days)
    parts = [Cell(told, "accent" if one.days > 0 else ""), Cell(one.milestone.key, "soft")]
    return [*parts, *([Cell(note, "good")] if note else [])]


def _as_json(session: Session, view: ClockView) -> dict[str, Any]:
    return {
        "clock": view.record,
        "label": view.label,
        "primary": bool(view.body.primary),
        "count_from": view.body.count_from,
        "current": view.count.current,
        "total": view.count.total,
        "longest": view.count.longest,
        "since": view.count.since,
        "first": view.count.first,
        "open": view.count.open,
        "spans": list(spans(view.body, session.today)),
        "setbacks": view.body.setbacks,
        "past": view.body.past,
        "milestones": [_milestone(one) for one in clocks.milestones(session, view)],
    }


def _milestone(one: MilestoneView) -> dict[str, Any]:
    return {
        "key": one.milestone.key,
        "label": one.milestone.label,
        "on": one.on,
        "days": one.days,
        "chip_on": one.chip_on,
        "dismissed": one.dismissed,
    }
