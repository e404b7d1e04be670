"""`people show`, `mirror`, `private`, `handover`: one person, and what is seen of oneself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sponsorterm.cli.columns import Cell
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.names import NAME_LENGTH
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.page import Page
from sponsorterm.cli.roles import sponsee, sponsor
from sponsorterm.cli.texts import read_text
from sponsorterm.cli.verb import Reader, Verb
from sponsorterm.rules.dashboard import Row
from sponsorterm.rules.facts import Flag
from sponsorterm.services.entries.filing import delete
from sponsorterm.services.entries.reading import summary_line
from sponsorterm.services.entries.writing import let_text_go
from sponsorterm.services.home.session import Session
from sponsorterm.services.links.agreement_terms import terms_of
from sponsorterm.services.sponsor import sponsor_notes
from sponsorterm.services.sponsor.mirror import mirror as mirrored
from sponsorterm.services.sponsor.overview import Overview, clock_line, fortnight, overview
from sponsorterm.services.sponsor.summary import markdown, only, sections
from sponsorterm.strings import cli_together as words
from sponsorterm.strings import kinds
from sponsorterm.strings.cli_reading import step
from sponsorterm.strings.dates import day_of

TONES = {1: "alert", 2: "accent", 3: "accent"}
LONG = "entries"
"""The part of a summary that is left out unless it is asked for."""


@click.command("show", cls=Reader, help=words.SHOW)
@click.argument("name")
@click.pass_obj
def show(call: Invocation, name: str) -> None:
    """Print one sponsee on one page."""
    with call.session() as session:
        link = sponsee(session, name)
        found = overview(session, link)
        if call.json:
            call.page.json(name=link.name, **_document(found))
            return
        call.page.title(link.name, words.linked(found.beginning.since, session.today))
        _print_standing(call.page, session, found.row)
        for title, lines in _parts(session, found):
            if lines:
                call.page.line()
                call.page.title(title)
                for line in lines:
                    call.page.text(line, indent=2)


def _print_standing(page: Page, session: Session, row: Row) -> None:
    """Since when they count, the last two weeks, where they are in the steps."""
    if clock := clock_line(session, row):
        page.text(clock, indent=2)
    for title, picture in fortnight(row, in_ascii=page.plain):
        page.drawn(f"  {title.ljust(9)}{picture}")
    if row.step:
        page.text(step(row.step, row.tasks_done, row.tasks_total), indent=2)


def _parts(session: Session, found: Overview) -> Iterator[tuple[str, list[str]]]:
    today = session.today
    yield words.FLAGS, [flag.reason for flag in found.row.flags] or [words.NO_FLAGS]
    yield (
        words.HANDLED,
        [
            f"{flag.reason}: {words.ACTIONS[ack.action]} "
            + (words.until(ack.until, today) if ack.until else "")
            for flag, ack in found.row.handled
        ],
    )
    agreed = [f"{t.title}: {t.now}" for t in terms_of(found.agreed.in_force) if t.now]
    waiting = [words.THEIR_PROPOSAL] if found.agreed.theirs else []
    yield words.AGREED, [*agreed, *waiting]
    yield (
        words.OPEN_WORK,
        [
            f"{task.body.title or task.body.library}: {words.STATES[task.state]}"
            + (f", {words.due(task.due, today)}" if task.due else "")
            for task in found.tasks
        ],
    )
    yield words.FOR_THE_CALL, [f"{point.name}: {point.text}" for point in found.agenda]
    yield (
        words.MILESTONES,
        [
            words.milestone(each.upcoming.milestone.label, each.label, each.upcoming.days)
            for each in found.milestones
            if not each.chip_on
        ],
    )
    yield (
        words.LAST_CALLS,
        [
            ", ".join(
                filter(
                    None,
                    (
                        day_of(each.day, today),
                        words.minutes(each.body.minutes) if each.body.minutes else "",
                    ),
                )
            )
            for each in found.calls
        ],
    )
    yield words.STARTED, _started(session, found)


def _started(session: Session, found: Overview) -> list[str]:
    first = [
        f"{day_of(entry.day, session.today)}: {kinds.name(entry.kind)} {summary_line(entry)}"
        for entry in found.beginning.entries
    ]
    agreed_on = found.beginning.agreed_on
    return [*first, *([words.first_agreed(agreed_on, session.today)] if agreed_on else [])]


def _document(found: Overview) -> dict[str, Any]:
    row = found.row
    return {
        "clock": row.clock,
        "strip": row.strip,
        "moods": row.moods,
        "cravings": row.cravings,
        "step": row.step,
        "tasks_done": row.tasks_done,
        "tasks_total": row.tasks_total,
        "flags": [_flag(flag) for flag in row.flags],
        "handled": [{**_flag(flag), "action": ack.action} for flag, ack in row.handled],
        "agreement": found.agreed.in_force,
        "proposed_by_them": found.agreed.theirs.body if found.agreed.theirs else None,
        "proposed_by_me": found.agreed.mine.body if found.agreed.mine else None,
        "work": [
            {"title": task.body.title, "state": task.state, "due": task.due} for task in found.tasks
        ],
        "agenda": [point.text for point in found.agenda],
        "since": found.beginning.since,
        "first_agreed": found.beginning.agreed_on,
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {"key": flag.key, "level": flag.level, "reason": flag.reason, "day": flag.day}


@click.command("mirror", cls=Reader, help=words.MIRROR)
@click.argument("name")
@click.pass_obj
def mirror(call: Invocation, name: str) -> None:
    """Print the flags one raises with a sponsor."""
    with call.session() as session:
        link = sponsor(session, name)
        found = mirrored(session, link)
    if call.json:
        call.page.json(flags=[_flag(flag) for flag in found])
        return
    for flag in found:
        mark = "!" if flag.level == 1 else "~" if flag.level < 4 else call.page.marks.dot
        call.page.spread(Cell(mark, TONES.get(flag.level, "soft")), Cell(flag.reason))
    if not found:
        call.page.text(words.NOTHING_RAISED)
    call.talk.text(words.MIRROR_ABOUT, tone="soft")


@click.command("private", cls=Reader, help=words.PRIVATE)
@click.argument("name")
@click.option("--write", is_flag=True, help=words.PRIVATE_WRITE)
@click.option("--edit", metavar="NOTE", help=words.PRIVATE_EDIT)
@click.option("--delete", "gone", metavar="NOTE", help=words.PRIVATE_DELETE)
@click.option("--pin", metavar="NOTE", help=words.PRIVATE_PIN)
@click.pass_obj
def private(
    call: Invocation,
    name: str,
    write: bool,
    edit: str | None,
    gone: str | None,
    pin: str | None,
) -> None:
    """Print the private notes about somebody, or change them."""
    with call.session() as session:
        link = session.link_named(name, live_only=False)
        one = edit or gone or pin
        note = sponsor_notes.private_note(session, link, one) if one else None
        if note is not None and gone:
            delete(session, note.entry.record)
            call.page.done(words.PRIVATE_GONE)
        elif note is not None and pin:
            sponsor_notes.pin_private_note(session, note, on=not note.body.pinned)
            call.page.done(words.PRIVATE_KEPT)
        elif write or note is not None:
            key = f"private-{note.entry.record if note else link.record}"
            text = read_text(call, session, key)
            if note is None:
                sponsor_notes.write_private_note(session, link, text)
            else:
                subject = note.body.subject or ""
                sponsor_notes.change_private_note(session, note, text, subject)
            let_text_go(session, key)
            call.page.done(words.PRIVATE_KEPT)
        else:
            _private(call, session, sponsor_notes.private_notes(session, link))


def _private(call: Invocation, session: Session, found: list[sponsor_notes.PrivateNote]) -> None:
    if call.json:
        call.page.json(
            private=[
                {
                    "name": note.entry.id[:NAME_LENGTH],
                    "day": note.entry.day,
                    "subject": note.body.subject,
                    "text": note.text,
                    "pinned": bool(note.body.pinned),
                }
                for note in found
            ]
        )
        return
    if not found:
        call.talk.text(words.NO_PRIVATE)
    for note in found:
        mark = call.page.marks.now if note.body.pinned else ""
        call.page.spread(
            Cell(note.entry.id[:NAME_LENGTH], "soft"),
            Cell(f"{mark}{day_of(note.entry.day, session.today)}"),
            Cell(note.body.subject or "", "title"),
            Cell(words.PRIVATE_MARK, "accent"),
        )
        call.page.text(note.text, indent=2)


@click.command("handover", cls=Verb, help=words.HANDOVER)
@click.argument("name")
@click.option("--only", "keys", multiple=True, metavar="PART", help=words.ONLY)
@click.option("--parts", is_flag=True, help=words.PARTS)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help=words.OUTPUT)
@click.pass_obj
def handover(
    call: Invocation, name: str, keys: tuple[str, ...], parts: bool, output: Path | None
) -> None:
    """Print a summary, or write it to a file of one's own."""
    from sponsorterm.store.files import replace

    with call.session() as session:
        link = session.link_named(name, live_only=False)
        found = sections(session, link)
        known = [section.key for section in found]
        if parts:
            for section in found:
                call.page.spread(Cell(section.key, "accent"), Cell(section.title))
            return
        if not set(keys) <= set(known):
            raise Stop(words.NO_PART, ", ".join(known), ExitCode.USAGE)
        chosen = only(found, keys or [key for key in known if key != LONG])
        text = markdown(session, link, chosen)
    if output is None:
        if call.page.width:
            call.page.text(text.rstrip())
        else:  # into a pipe or a file it goes as it is
            click.echo(text, nl=False)
        return
    call.spares(output)
    replace(output.absolute(), text.encode())
    call.page.done(words.WRITTEN.format(path=output))
