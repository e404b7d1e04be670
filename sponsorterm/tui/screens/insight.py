"""Insight: the long view over one's own entries, without a judgement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from statistics import fmean
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from sponsorterm.program import Pack, Prompt
from sponsorterm.rules.strip import heat
from sponsorterm.services.insight import days_filed, frequencies, trend
from sponsorterm.strings import insight as words
from sponsorterm.strings.dates import MONTHS, date_of
from sponsorterm.tui.marks import UNICODE, Marks
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.drawing import Drawing
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said
from sponsorterm.tui.widgets.plot import bucketed, plotted

SPANS = (30, 90, 365)
YEAR = 371
"""53 whole weeks."""
CURVES = ("mood", "craving")
COUNTED = ("halt", "traits", "feelings", "actions")
ROWS = 3
TOP = 6
"""How many of each count are shown."""
MARGIN = 5
"""Cells before a calendar's days and a curve's bars."""
CURVE = "$secondary"
_BAR = 12
_TITLE = 28
_HEAT = ("·", "▪", "■", "█")
_HEAT_ASCII = (".", "o", "O", "#")


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is shown, as it was read last."""

    year: Mapping[date, int]
    curves: Mapping[str, list[int | None]]
    counts: Mapping[str, list[tuple[str, int]]]


class InsightScreen(ScreenBase[None]):
    """A year of days, the curves, and what comes up often."""

    AREA: ClassVar[str] = "insight"
    CSS_PATH = sheet("insight")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "span(1)", words.KEY_SPAN),
        Binding("left,h", "span(-1)", words.KEY_SPAN),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._span = SPANS[1]

    def body(self) -> ComposeResult:
        """One page; where it is wide, what is counted stands beside the curves."""
        yield Plain(id="empty")
        with Page(id="page"), Container(id="columns"):
            with Vertical(id="left"):
                yield Drawing(id="year")
                yield Drawing(id="curves")
            yield Plain(id="counts")
        yield Hints([("right", words.HINT_LONGER), ("left", words.HINT_SHORTER)])

    def fill(self) -> None:
        """Read the entries, and draw."""
        facts = Facts(
            days_filed(self.session, YEAR),
            {field: trend(self.session, field, self._span) for field in CURVES},
            {field: frequencies(self.session, field, self._span) for field in COUNTED},
        )
        self.set_class(not facts.year, "-empty")
        self.query_one("#empty", Plain).show(_empty())
        self.query_one("#year", Drawing).show(lambda width: self._year(facts, width))
        self.query_one("#curves", Drawing).show(lambda width: self._curves(facts, width))
        self.query_one("#counts", Plain).show(self._counts(facts))

    def action_span(self, by: int) -> None:
        """How far back the curves and counts go."""
        place = SPANS.index(self._span) + by
        if 0 <= place < len(SPANS):
            self._span = SPANS[place]
            self.fill()

    # ── The calendar ─────────────────────────────────────────────────────────────────

    def _year(self, facts: Facts, width: int) -> Content:
        today = self.session.today
        weeks = max(1, min(53, width - MARGIN))
        marks = _HEAT if self.marks is UNICODE else _HEAT_ASCII
        rows = [
            Content.assemble((name.ljust(MARGIN), MUTED), *_runs(row, marks))
            for name, row in zip(_WEEKDAYS, heat(facts.year, today, weeks), strict=True)
        ]
        legend = [
            Content.assemble((mark, _heat(n)), (f" {words.LEGEND[n]}", MUTED))
            for n, mark in enumerate(marks)
        ]
        return lines(
            said(words.YEAR, STRONG),
            said(" " * MARGIN + month_heads(today, weeks), MUTED),
            *rows,
            Content.assemble(" " * MARGIN, Content("  ").join(legend)),
        )

    # ── The curves ───────────────────────────────────────────────────────────────────

    def _curves(self, facts: Facts, width: int) -> Content:
        parts = [self._spans(), said(self._summary(facts), MUTED), Content()]
        for field in CURVES:
            prompt = prompt_of(self.session.pack, field)
            if prompt is not None:
                parts += [*self._curve(prompt, facts.curves[field], width), Content()]
        return lines(*parts)

    def _spans(self) -> Content:
        """How far back, the chosen one marked."""
        shown = []
        for span in SPANS:
            here = span == self._span
            mark = self.marks.chosen if here else self.marks.unchosen
            shown.append(said(f"{mark} {words.SPANS[span]}", KEY if here else MUTED))
        return Content("   ").join(shown)

    def _summary(self, facts: Facts) -> str:
        first = self.session.today - timedelta(days=self._span - 1)
        parts = [words.written(sum(day >= first for day in facts.year), self._span)]
        for field in CURVES:
            known = [value for value in facts.curves[field] if value is not None]
            prompt = prompt_of(self.session.pack, field)
            if known and prompt is not None:
                parts.append(words.around(words.TITLES[field], fmean(known), prompt.high))
        return " ".join(parts)

    def _curve(self, prompt: Prompt, values: list[int | None], width: int) -> list[Content]:
        """A plot with what its ends mean, from the first day to today."""
        title = said(words.TITLES[prompt.field], STRONG)
        if not any(value is not None for value in values):
            return [title, said(words.NOTHING, MUTED)]
        columns = bucketed(values, max(1, width - MARGIN))
        drawn = plotted(columns, prompt.low, prompt.high, ROWS, self.marks)
        ends = [str(prompt.high), *[""] * (ROWS - 2), str(prompt.low)]
        rows = [
            Content.assemble((end.rjust(MARGIN - 2) + "  ", MUTED), (row, CURVE))
            for end, row in zip(ends, drawn, strict=True)
        ]
        today = self.session.today
        start = date_of(today - timedelta(days=self._span - 1), today)
        gap = " " * max(1, len(columns) - len(start) - len(words.TODAY))
        meaning = f"{prompt.low} {prompt.low_word}, {prompt.high} {prompt.high_word}"
        return [
            Content.assemble(title, "  ", said(meaning if prompt.low_word else "", MUTED)),
            *rows,
            said(" " * MARGIN + start + gap + words.TODAY, MUTED),
        ]

    # ── The counts ───────────────────────────────────────────────────────────────────

    def _counts(self, facts: Facts) -> Content:
        parts = []
        for field in COUNTED:
            prompt = prompt_of(self.session.pack, field)
            if prompt is None:
                continue
            parts.append(said(words.TITLES[field], STRONG))
            titles = {choice.key: choice.title for choice in self.session.pack.choices(prompt)}
            found = facts.counts[field][:TOP]
            most = max((times for _, times in found), default=1)
            parts += [
                _counted(titles.get(key, key), times, most, self.marks) for key, times in found
            ] or [said(words.NOTHING_TICKED, MUTED)]
            parts.append(Content())
        return lines(*parts)


_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def prompt_of(pack: Pack, field: str) -> Prompt | None:
    """The first prompt of a programme that fills this field."""
    found = (prompt for form in pack.forms for prompt in form.prompts() if prompt.field == field)
    return next(found, None)


def month_heads(today: date, weeks: int) -> str:
    """The names of the months over the weeks they begin in, as far as there is room."""
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    line = ""
    for week in range(weeks):
        day = monday + timedelta(weeks=week)
        if day.day <= 7 and len(line) <= week and week + 3 <= weeks:
            line = line.ljust(week) + MONTHS[day.month - 1]
    return line


def _runs(row: Sequence[int | None], marks: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The cells of one row, those of one style together: each change of style costs bytes."""
    for style, cells in groupby(row, key=_heat):
        yield "".join(" " if cell is None else marks[cell] for cell in cells), style


def _heat(cell: int | None) -> str:
    return ACCENT if cell else MUTED


def _counted(title: str, times: int, most: int, marks: Marks) -> Content:
    """One count as a bar and a number."""
    length = max(1, round(_BAR * times / most))
    name = said(title).truncate(_TITLE - 2, ellipsis=True)
    gap = " " * (_TITLE - name.cell_length)
    return Content.assemble(name, gap, (marks.filed * length, CURVE), f" {times}")


def _empty() -> Content:
    return lines(
        said(words.EMPTY, STRONG),
        Content(),
        said(words.EMPTY_ABOUT),
        Content(),
        Content.assemble((words.EMPTY_KEY, KEY), "  ", words.EMPTY_DO),
    )
