"""A number over days as bars between two axes, at any width, in blocks or in ASCII."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from sponsorterm.rules.strip import BARS
from sponsorterm.strings.dates import MONTHS

WEEKS_UP_TO = 45
"""Of more days the axis names the months, of fewer every seventh day."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What a plot is drawn with: bars from the lowest to a full cell, and the axes."""

    bars: str
    notch: str
    side: str
    corner: str
    floor: str
    tick: str


BLOCKS = Glyphs(BARS, "┤", "│", "└", "─", "┬")
ASCII = Glyphs("..-=++##", "+", "|", "+", "-", "+")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn plot: each row of bars with what stands left of it, and the two lines below."""

    rows: tuple[tuple[str, str], ...]
    axis: str
    labels: str


def plot(
    values: Sequence[float | None],
    low: int,
    high: int,
    first: date,
    *,
    width: int,
    rows: int,
    glyphs: Glyphs = BLOCKS,
) -> Picture:
    """Draw one value a day from `first` on, in `width` cells and `rows` rows of bars.

    None is a gap. With more days than cells a bar is the mean of the days it stands for,
    with fewer it is as wide as there is room.
    """
    margin = len(str(high)) + 1
    room = max(1, width - margin)
    columns = spread(values, room)
    names = {0: str(high), rows - 1: str(low)}
    drawn = tuple(
        (
            names.get(place, "").rjust(margin - 1)
            + (glyphs.notch if place in names else glyphs.side),
            row,
        )
        for place, row in enumerate(bars(columns, low, high, rows, glyphs))
    )
    marks = list(_marks(first, len(values), len(columns)))
    axis = _axis(marks, len(columns), margin, glyphs)
    return Picture(drawn, axis, _labels(marks, margin, len(axis)))


def spread(values: Sequence[float | None], room: int) -> list[float | None]:
    """The values as at most `room` columns: several days to a column, or columns to a day."""
    if not values:
        return []
    if len(values) <= room:
        return [value for value in values for _ in range(room // len(values))]
    size = -(-len(values) // room)
    groups = (values[start : start + size] for start in range(0, len(values), size))
    return [_mean(group) for group in groups]


def bars(
    columns: Sequence[float | None], low: float, high: float, rows: int, glyphs: Glyphs
) -> list[str]:
    """The rows of bars, the highest first. The lowest value still shows; None is a gap."""
    steps = len(glyphs.bars)
    filled = [_height(value, low, high, rows * steps) for value in columns]
    return [
        "".join(_cell(height - row * steps, glyphs.bars) for height in filled)
        for row in range(rows - 1, -1, -1)
    ]


def _marks(first: date, days: int, columns: int) -> Iterator[tuple[int, str]]:
    """Which columns the axis names, and how: first days of months, or every seventh day."""
    for offset in range(days):
        day = first + timedelta(days=offset)
        place = offset * columns // days
        if days <= WEEKS_UP_TO and (days - 1 - offset) % 7 == 0:
            yield place, f"{day.day} {MONTHS[day.month - 1]}"
        elif days > WEEKS_UP_TO and day.day == 1:
            yield place, MONTHS[day.month - 1]


def _axis(marks: Sequence[tuple[int, str]], columns: int, margin: int, glyphs: Glyphs) -> str:
    places = {place for place, _ in marks}
    floor = "".join(glyphs.tick if each in places else glyphs.floor for each in range(columns))
    return " " * (margin - 1) + glyphs.corner + floor


def _labels(marks: Sequence[tuple[int, str]], margin: int, width: int) -> str:
    """The names below their ticks, as far as there is room; the last one always stands."""
    line = ""
    *before, last = marks or [(0, "")]
    limit = max(0, min(last[0] + margin, width - len(last[1])))
    for place, name in before:
        at = place + margin
        if at > len(line) and at + len(name) < limit:
            line = line.ljust(at) + name
    return (line.ljust(limit) + last[1]).rstrip()


def _mean(group: Sequence[float | None]) -> float | None:
    known = [value for value in group if value is not None]
    return fmean(known) if known else None


def _height(value: float | None, low: float, high: float, most: int) -> int:
    """How many steps of a bar a value fills."""
    if value is None:
        return 0
    share = (min(max(value, low), high) - low) / (high - low)
    return 1 + round(share * (most - 1))


def _cell(steps: int, drawn: str) -> str:
    return " " if steps <= 0 else drawn[min(steps, len(drawn)) - 1]
