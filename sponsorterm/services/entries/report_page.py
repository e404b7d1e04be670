"""A report as Markdown, and as one HTML file that needs nothing beside it.

Everybody's words are text in both: in Markdown they are escaped, in HTML too, and the page
loads nothing, runs nothing and names no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from sponsorterm.services.entries.insight import summary_words
from sponsorterm.services.entries.report import Curve, Report
from sponsorterm.strings import report as words
from sponsorterm.strings.dates import MONTHS

WIDTH, HEIGHT = 720, 170
"""A plot's size in CSS pixels."""
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 10, 24
"""The room its axes need."""
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&$:])")
"""What Markdown in any of its dialects would act on."""


def markdown(report: Report) -> str:
    """The report as Markdown: plain headings, lists and paragraphs."""
    return "\n".join(_markdown(report)) + "\n"


def html(report: Report) -> str:
    """The report as one page, its plots drawn as SVG."""
    return words.HTML.format(
        title=escape(words.title(report.name, report.first)), body=_body(report)
    )


def svg(curve: Curve, first: date) -> str:
    """A curve with its axes: a dot a day, joined where the days follow each other."""
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(curve.title)}">',
        *_axes(curve, first),
        *_runs(curve),
        "</svg>",
    ]
    return "".join(parts)


def _markdown(report: Report) -> Iterator[str]:
    yield f"# {in_markdown(words.title(report.name, report.first))}"
    yield ""
    yield words.written(report.written, report.days)
    for curve in report.curves:
        if curve.summary:
            told = summary_words(curve.summary, curve.high, report.last)
            yield from ("", f"## {curve.title}", "", in_markdown(told))
    for title, found in report.counts:
        yield from ("", f"## {title}", "")
        yield from (f"- {in_markdown(name)}: {times}" for name, times in found)
    if report.clocks:
        yield from ("", f"## {words.CLOCKS}", "")
        yield from (f"- {in_markdown(label)}: {in_markdown(told)}" for label, told in report.clocks)
    for entry in report.entries:
        yield from ("", f"## {words.day(entry.day)}", "")
        yield from (
            f"- **{in_markdown(line.label)}** {in_markdown(line.value)}" for line in entry.lines
        )
    yield from ("", "---", "", words.about(report.level))


def _body(report: Report) -> str:
    parts = [
        f"<h1>{escape(words.title(report.name, report.first))}</h1>",
        f"<p>{words.written(report.written, report.days)}</p>",
    ]
    for curve in report.curves:
        if curve.summary:
            told = summary_words(curve.summary, curve.high, report.last)
            parts += [
                f"<h2>{escape(curve.title)}</h2>",
                f"<p>{escape(told)}</p>",
                svg(curve, report.first),
            ]
    for title, found in report.counts:
        parts += [f"<h2>{escape(title)}</h2>", _table(found)]
    if report.clocks:
        parts += [f"<h2>{words.CLOCKS}</h2>", _pairs(report.clocks)]
    for entry in report.entries:
        lines = [(line.label, line.value) for line in entry.lines]
        parts += [f"<h2>{words.day(entry.day)}</h2>", _pairs(lines)]
    return "\n".join([*parts, f"<footer>{escape(words.about(report.level))}</footer>"])


def _table(found: Sequence[tuple[str, int]]) -> str:
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{n}</td></tr>" for name, n in found)
    return f"<table>{rows}</table>"


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    said = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs)
    return f"<dl>{''.join(said)}</dl>"


def _axes(curve: Curve, first: date) -> Iterator[str]:
    floor = HEIGHT - BOTTOM
    yield f'<path class="axis" d="M{LEFT} {TOP}V{floor}H{WIDTH - RIGHT}"/>'
    for value in (curve.low, curve.high):
        yield f'<text x="{LEFT - 8}" y="{_y(curve, value) + 4:.0f}" class="end">{value}</text>'
    for offset in range(0, len(curve.values), 7):
        day = first + timedelta(days=offset)
        label = f"{day.day} {MONTHS[day.month - 1]}"
        yield f'<text x="{_x(curve, offset):.0f}" y="{HEIGHT - 6}">{label}</text>'


def _runs(curve: Curve) -> Iterator[str]:
    """Lines through days that follow each other, and a dot for each."""
    run: list[str] = []
    for offset, value in enumerate([*curve.values, None]):
        if value is None:
            if len(run) > 1:
                yield f'<polyline points="{" ".join(run)}"/>'
            run = []
            continue
        x, y = _x(curve, offset), _y(curve, value)
        run.append(f"{x:.1f},{y:.1f}")
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>'


def _x(curve: Curve, offset: int) -> float:
    return LEFT + 8 + offset * (WIDTH - LEFT - RIGHT - 16) / max(1, len(curve.values) - 1)


def _y(curve: Curve, value: int) -> float:
    share = (value - curve.low) / (curve.high - curve.low)
    return HEIGHT - BOTTOM - 6 - share * (HEIGHT - BOTTOM - TOP - 12)


def in_markdown(text: str) -> str:
    """Somebody's words as Markdown that says just them, in one paragraph."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split()))
