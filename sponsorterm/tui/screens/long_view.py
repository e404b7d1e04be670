"""How Insight is drawn: a year of days, curves, counts, what helped, the lines of clocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from textual.content import Content

from sponsorterm.program import Pack, Prompt
from sponsorterm.rules.insight import ClockLine, summary
from sponsorterm.rules.plot import ASCII, BLOCKS, plot
from sponsorterm.rules.strip import heat
from sponsorterm.services.entries.insight import (
    COUNTED,
    CURVES,
    Insight,
    clock_words,
    prompt_of,
    summary_words,
    titles_of,
)
from sponsorterm.services.entries.reading import prompt_of as asked
from sponsorterm.services.entries.reading import summary_line
from sponsorterm.strings import insight as words
from sponsorterm.strings.dates import MONTHS
from sponsorterm.tui.marks import UNICODE, Marks
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.plain import lines, said

ROWS = 4
"""Rows of bars of one curve."""
TOP = 6
"""How many of each count are shown."""
MARGIN = 5
"""Cells before a calendar's days."""
CURVE = "$secondary"
_BAR = 12
_TITLE = 28
_HEAT = ("·", "▪", "■", "█")
_HEAT_ASCII = (".", "o", "O", "#")
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def year(seen: Insight, width: int, marks: Marks) -> Content:
    """The calendar of a year, as many weeks as there is room for."""
    weeks = max(1, min(53, width - MARGIN))
    drawn = _HEAT if marks is UNICODE else _HEAT_ASCII
    rows = [
        Content.assemble((name.ljust(MARGIN), MUTED), *_runs(row, drawn))
        for name, row in zip(_WEEKDAYS, heat(seen.year, seen.today, weeks), strict=True)
    ]
    legend = [
        Content.assemble((mark, _heat(n)), (f" {words.LEGEND[n]}", MUTED))
        for n, mark in enumerate(drawn)
    ]
    return lines(
        said(words.YEAR, STRONG),
        said(" " * MARGIN + month_heads(seen.today, weeks), MUTED),
        *rows,
        Content.assemble(" " * MARGIN, Content("  ").join(legend)),
    )


def curves(seen: Insight, pack: Pack, width: int, marks: Marks) -> Iterator[Content]:
    """Each curve the programme asks for, with its axes and what it says in words."""
    for field in CURVES:
        prompt = prompt_of(pack, field)
        if prompt is not None:
            yield from _curve(seen, prompt, width, marks)
            yield Content()


def counts(seen: Insight, pack: Pack, marks: Marks) -> Iterator[Content]:
    """What was ticked most often."""
    for field in COUNTED:
        prompt = prompt_of(pack, field)
        if prompt is None:
            continue
        titles = titles_of(pack, prompt)
        found = seen.counts[field][:TOP]
        most = max((times for _, times in found), default=1)
        yield said(words.TITLES[field], STRONG)
        yield from (_counted(titles.get(key, key), times, most, marks) for key, times in found)
        if not found:
            yield said(words.NOTHING_TICKED, MUTED)
        yield Content()


def moments(seen: Insight, pack: Pack, marks: Marks) -> Iterator[Content]:
    """What hard moments were about, and what helped in them; nothing where none was told of."""
    for (kind, field), found in seen.moments.items():
        prompt = asked(pack, kind, field)
        if prompt is None or not found:
            continue
        titles = titles_of(pack, prompt)
        most = max(times for _, times in found)
        yield said(words.MOMENTS[kind, field], STRONG)
        shown = found[:TOP]
        yield from (_counted(titles.get(key, key), times, most, marks) for key, times in shown)
        yield Content()


def kept_up(seen: Insight) -> Iterator[Content]:
    """The programme's own counts of what is kept up, once there is something to count."""
    told = [words.kept_up(c.title, c.done) for c in seen.kept_up if c.done]
    if seen.practice[0]:
        told.append(words.practice(*seen.practice))
    if told:
        yield said(words.KEPT_UP, STRONG)
        yield from map(said, told)
        yield Content()


def helped(seen: Insight, pack: Pack) -> Iterator[Content]:
    """On days with what the mood was better."""
    prompt = prompt_of(pack, "actions")
    if prompt is None or not seen.helped:
        return
    titles = titles_of(pack, prompt)
    yield said(words.HELPED, STRONG)
    for each in seen.helped[:TOP]:
        title = titles.get(each.key, each.key)
        yield said(title)
        yield said("  " + words.helped(each.days, each.mood, each.mood_without), MUTED)
    yield Content()


def clocks(seen: Insight, width: int, marks: Marks) -> Iterator[Content]:
    """Each clock as one line over all its time; a setback is a mark on it, not its end."""
    for line in seen.clocks:
        yield said(line.label, STRONG)
        yield said(_line(line, max(8, min(width, 60)), marks), CURVE)
        yield said(clock_words(line, seen.today), MUTED)
        yield Content()


def on_this_day(seen: Insight) -> Iterator[Content]:
    """What was written on this day, some months and some years ago."""
    if not seen.on_this_day:
        return
    yield said(words.ON_THIS_DAY, STRONG)
    for entry in seen.on_this_day:
        when = words.long_ago(entry.day, seen.today)
        yield Content.assemble((f"{when}  ", MUTED), said(summary_line(entry) or words.NO_WORDS))
    yield Content()


def month_heads(today: date, weeks: int) -> str:
    """The names of the months over the weeks they begin in, as far as there is room."""
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    line = ""
    for week in range(weeks):
        day = monday + timedelta(weeks=week)
        if day.day <= 7 and len(line) <= week and week + 3 <= weeks:
            line = line.ljust(week) + MONTHS[day.month - 1]
    return line


def _curve(seen: Insight, prompt: Prompt, width: int, marks: Marks) -> list[Content]:
    """One curve, its title and its words; they stay when the curve is not looked at."""
    values = seen.curves[prompt.field]
    title = said(words.TITLES[prompt.field], STRONG)
    told = summary(values, seen.first)
    if told is None:
        return [title, said(words.NOTHING, MUTED)]
    glyphs = BLOCKS if marks is UNICODE else ASCII
    drawn = plot(values, prompt.low, prompt.high, seen.first, width=width, rows=ROWS, glyphs=glyphs)
    meaning = f"{prompt.low} {prompt.low_word}, {prompt.high} {prompt.high_word}"
    return [
        Content.assemble(title, "  ", said(meaning if prompt.low_word else "", MUTED)),
        said(summary_words(told, prompt.high, seen.today), MUTED),
        *(Content.assemble((left, MUTED), (row, CURVE)) for left, row in drawn.rows),
        said(drawn.axis, MUTED),
        said(drawn.labels, MUTED),
    ]


def _line(line: ClockLine, width: int, marks: Marks) -> str:
    """The whole line, a cell for as many days as it takes, each setback a dot on it."""
    whole = max(1, (line.spans[-1][1] - line.count.first).days) if line.spans else 1
    cells = [marks.filed] * width
    for _, end in line.spans[:-1]:
        cells[min(width - 1, (end - line.count.first).days * width // whole)] = marks.unchosen
    return "".join(cells)


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
