"""`dash`: the sponsor's side, every sponsee with every reason to look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.page import Page
from sponsorterm.cli.verb import Reader
from sponsorterm.rules.dashboard import Row, fits, in_groups
from sponsorterm.rules.strip import figures, in_ascii, spark
from sponsorterm.services.sponsor.dashboard import Dashboard, dashboard
from sponsorterm.strings import cli_reading as words
from sponsorterm.strings import sponsees
from sponsorterm.strings.dates import day_of, moment_of

COLUMNS = (
    Column(),
    Column(heading=words.WHO),
    Column(heading=words.WHY),
    Column(heading=words.LAST, keep=8),
    Column(heading=words.DAYS, keep=7),
    Column(heading=words.MOOD, keep=4),
    Column(heading=words.CRAVING, keep=6, right=True),
    Column(heading=words.WHERE, keep=5),
    Column(heading=sponsees.WAITING, keep=3),
)
MOODS = (1, 5)
"""The ends of the mood scale."""
TONES = {1: "alert", 2: "accent", 3: "accent"}


@click.command(cls=Reader, help=words.DASH)
@click.argument("wanted", nargs=-1, metavar="[WORD ...]")
@click.pass_obj
def dash(call: Invocation, wanted: tuple[str, ...]) -> None:
    """Print the dashboard, the one who needs a look first; with words only those they fit."""
    with call.session() as session:
        found = dashboard(session)
        rows = [row for row in found.rows if fits(row, " ".join(wanted))]
        if call.json:
            counts = {group: len(members) for group, members in in_groups(rows).items()}
            told = [_as_json(row) for row in rows]
            call.page.json(as_of=found.as_of, groups=counts, sponsees=told)
            return
        if not rows:
            call.talk.text(words.NOBODY_FITS if found.rows else words.NO_SPONSEES)
            return
        when = moment_of(found.as_of, session.now) if found.as_of else ""
        _heading(call.page, found, when)
        show = _stacked if call.page.narrow else _table
        show(call.page, rows, session.today)


def _heading(page: Page, found: Dashboard, when: str) -> None:
    state = words.as_of(when) if when else words.NOT_ALL_SYNCED
    page.title(words.sponsees(len(found.rows)), state)
    page.line()


def _table(page: Page, rows: Sequence[Row], today: date) -> None:
    """Group by group a line for each sponsee; further reasons stand below the first."""
    told: list[Sequence[Cell]] = []
    for group, members in in_groups(rows).items():
        told.append([Cell(""), Cell(sponsees.GROUPS[group], "soft"), *_blank(2)])
        told += [line for row in members for line in _lines(page, row, today)]
    page.rows(COLUMNS, told)


def _blank(taken: int) -> list[Cell]:
    """What is left of a row whose first cells are taken."""
    return [Cell("")] * (len(COLUMNS) - taken)


def _lines(page: Page, row: Row, today: date) -> Iterator[Sequence[Cell]]:
    first, *more = [flag.reason for flag in row.flags] or [words.NOTHING_TO_LOOK_AT]
    tone = TONES.get(row.level, "")
    cravings = [value for value in row.cravings if value is not None]
    yield (
        Cell(row.mark, tone),
        Cell(row.name, "title"),
        Cell(first, tone if row.flags else "soft"),
        Cell(day_of(row.last, today) if row.last else words.NEVER, "soft"),
        Cell(in_ascii(row.strip) if page.plain else row.strip, drawn=True),
        Cell(figures(row.moods) if page.plain else spark(row.moods, *MOODS), drawn=True),
        Cell(str(cravings[-1]) if cravings else ""),
        Cell(words.step(row.step, row.tasks_done, row.tasks_total) if row.step else "", "soft"),
        Cell(sponsees.waiting(**_waiting(row))),
    )
    for reason in more:
        yield [Cell(""), Cell(""), Cell(reason), *_blank(3)]


def _waiting(row: Row) -> dict[str, int]:
    """What waits for an answer, and how much else is unread."""
    waiting = row.waiting
    return {
        "comments": waiting.comments,
        "worksheets": waiting.worksheets,
        "assignments": waiting.assignments,
        "new": row.unread - waiting.comments,
    }


def _stacked(page: Page, rows: Sequence[Row], today: date) -> None:
    """For the narrow: a name and a day, and every reason on lines of its own."""
    for row in rows:
        tone = TONES.get(row.level, "")
        last = day_of(row.last, today) if row.last else words.NEVER
        mark = Cell(row.mark.strip() or page.marks.empty, tone)
        page.spread(mark, Cell(row.name, "title"), Cell(last, "soft"))
        for flag in row.flags:
            page.text(flag.reason, indent=3, tone=TONES.get(flag.level, ""))


def _as_json(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "group": row.group,
        "paused": row.paused,
        "level": row.level,
        "flags": [
            {"key": flag.key, "level": flag.level, "reason": flag.reason, "day": flag.day}
            for flag in row.flags
        ],
        "handled": [
            {
                "key": flag.key,
                "reason": flag.reason,
                "action": ack.action,
                "until": ack.until,
                "note": ack.note,
            }
            for flag, ack in row.handled
        ],
        "waiting": _waiting(row),
        "last": row.last,
        "last_at": row.last_at,
        "strip": row.strip,
        "moods": row.moods,
        "cravings": row.cravings,
        "step": row.step,
        "tasks_done": row.tasks_done,
        "tasks_total": row.tasks_total,
        "unread": row.unread,
        "arrival": {"state": row.arrival.state, "missing": row.arrival.missing},
        "clock": row.clock,
    }
