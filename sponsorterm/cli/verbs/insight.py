"""`insight` and `report`: the long view, on the page and as a file to keep or to give."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.page import Page
from sponsorterm.cli.verb import Reader, Verb
from sponsorterm.program import Pack
from sponsorterm.rules.insight import summary
from sponsorterm.rules.plot import ASCII, BLOCKS, plot
from sponsorterm.services.entries.insight import (
    COUNTED,
    CURVES,
    SPANS,
    Insight,
    clock_words,
    prompt_of,
    summary_words,
    titles_of,
)
from sponsorterm.services.entries.insight import insight as look_back
from sponsorterm.services.entries.reading import prompt_of as asked
from sponsorterm.services.entries.reading import summary_line
from sponsorterm.strings import cli_insight as words
from sponsorterm.strings import insight as said

ROWS = 4
"""Rows of bars of one curve."""
TOP = 6
"""How many of each count are told."""
WIDEST = 100
"""Cells of a plot where the output has no width of its own."""


@click.command(cls=Reader, help=words.INSIGHT)
@click.option(
    "--days", type=click.IntRange(7, 3660), default=SPANS[1], show_default=True, help=words.DAYS
)
@click.pass_obj
def insight(call: Invocation, days: int) -> None:
    """Print the curves, each with its words, and the counts."""
    with call.session() as session:
        seen, pack = look_back(session, days), session.pack
    if call.json:
        call.page.json(**_as_json(seen))
        return
    if not seen.year:
        call.talk.text(words.NOTHING_YET)
        return
    call.page.title(words.last_days(days), said.written(seen.written, seen.days))
    _curves(call.page, seen, pack)
    _kept_up(call.page, seen)
    _counts(call.page, seen, pack)
    _moments(call.page, seen, pack)
    for line in seen.clocks:
        call.page.line()
        call.page.title(line.label)
        call.page.text(clock_words(line, seen.today), indent=2)
    _this_day(call.page, seen)


@click.command(cls=Verb, help=words.REPORT)
@click.argument("month", required=False, metavar="[YYYY-MM]")
@click.option("--html", "as_html", is_flag=True, help=words.AS_HTML)
@click.option(
    "--level", type=click.Choice(["numbers", "full"]), default="numbers", show_default=True,
    help=words.LEVEL,
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help=words.OUTPUT)
@click.pass_obj
def report(
    call: Invocation, month: str | None, as_html: bool, level: Any, output: Path | None
) -> None:
    """Write one month, to a file of one's own or to standard output."""
    from sponsorterm.services.entries.report import report as build
    from sponsorterm.services.entries.report_page import html, markdown
    from sponsorterm.store.files import replace

    with call.session() as session:
        built = build(session, _month(month, session.today), level)
    text = html(built) if as_html else markdown(built)
    if output is None:
        click.echo(text, nl=False)
        return
    call.spares(output)
    replace(output.absolute(), text.encode())
    call.page.done(words.written_to(str(output)))


def _month(text: str | None, today: date) -> date:
    """The first day of a month written as 2026-11; this month without one.

    Raises:
        Stop: it is none, or has not begun.
    """
    try:
        month = date.fromisoformat(f"{text}-01") if text else today.replace(day=1)
    except ValueError:
        raise Stop(words.NO_MONTH, words.NO_MONTH_HINT, ExitCode.USAGE) from None
    if month > today:
        raise Stop(words.MONTH_TO_COME, words.NO_MONTH_HINT, ExitCode.USAGE)
    return month


def _curves(page: Page, seen: Insight, pack: Pack) -> None:
    for field in CURVES:
        prompt = prompt_of(pack, field)
        told = summary(seen.curves[field], seen.first)
        if prompt is None or told is None:
            continue
        page.line()
        page.title(said.TITLES[field])
        page.text(summary_words(told, prompt.high, seen.today))
        drawn = plot(
            seen.curves[field],
            prompt.low,
            prompt.high,
            seen.first,
            width=min(page.width or WIDEST, WIDEST),
            rows=ROWS,
            glyphs=ASCII if page.plain else BLOCKS,
        )
        for line in (*(left + row for left, row in drawn.rows), drawn.axis, drawn.labels):
            page.drawn(line)


def _counts(page: Page, seen: Insight, pack: Pack) -> None:
    for field in COUNTED:
        prompt = prompt_of(pack, field)
        if prompt is None or not seen.counts[field]:
            continue
        titles = titles_of(pack, prompt)
        page.line()
        page.title(said.TITLES[field])
        found = seen.counts[field][:TOP]
        page.pairs([(titles.get(key, key), str(times)) for key, times in found], indent=2)
    prompt = prompt_of(pack, "actions")
    if prompt and seen.helped:
        titles = titles_of(pack, prompt)
        page.line()
        page.title(said.HELPED)
        for one in seen.helped[:TOP]:
            told = said.helped(one.days, one.mood, one.mood_without)
            page.text(f"{titles.get(one.key, one.key)}: {told}", indent=2)


def _kept_up(page: Page, seen: Insight) -> None:
    told = [said.kept_up(c.title, c.done) for c in seen.kept_up if c.done]
    if seen.practice[0]:
        told.append(said.practice(*seen.practice))
    if told:
        page.line()
        page.title(said.KEPT_UP)
    for text in told:
        page.text(text, indent=2)


def _moments(page: Page, seen: Insight, pack: Pack) -> None:
    for (kind, field), found in seen.moments.items():
        prompt = asked(pack, kind, field)
        if prompt is None or not found:
            continue
        titles = titles_of(pack, prompt)
        page.line()
        page.title(said.MOMENTS[kind, field])
        page.pairs([(titles.get(key, key), str(times)) for key, times in found[:TOP]], indent=2)


def _this_day(page: Page, seen: Insight) -> None:
    if not seen.on_this_day:
        return
    page.line()
    page.title(said.ON_THIS_DAY)
    for entry in seen.on_this_day:
        when = said.long_ago(entry.day, seen.today)
        page.text(f"{when}: {summary_line(entry) or said.NO_WORDS}", indent=2)


def _as_json(seen: Insight) -> dict[str, Any]:
    return {
        "first": seen.first,
        "last": seen.today,
        "written": seen.written,
        "curves": seen.curves,
        "summaries": {field: summary(values, seen.first) for field, values in seen.curves.items()},
        "counts": {field: dict(found) for field, found in seen.counts.items()},
        "kept_up": seen.kept_up,
        "moments": {f"{kind}.{field}": dict(n) for (kind, field), n in seen.moments.items()},
        "practice": {"days": seen.practice[0], "minutes": seen.practice[1]},
        "helped": seen.helped,
        "clocks": [{"label": line.label, "counts": line.count} for line in seen.clocks],
        "on_this_day": [{"day": entry.day, "name": entry.record} for entry in seen.on_this_day],
    }
