"""Numbers over time as columns of bars, several rows high."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from sponsorterm.rules.strip import BARS
from sponsorterm.tui.marks import UNICODE, Marks

_ASCII = "..-+##"
_STEPS = len(BARS)


def bucketed(values: Sequence[float | None], width: int) -> list[float | None]:
    """The values as at most `width` columns: the mean of as many days as fall into each."""
    size = -(-len(values) // max(1, width))
    groups = (values[start : start + size] for start in range(0, len(values), size))
    return [_mean(group) for group in groups]


def plotted(
    values: Sequence[float | None], low: float, high: float, rows: int, marks: Marks
) -> list[str]:
    """The rows of a plot, the highest first. The lowest value still shows; None is a gap."""
    filled = [_height(value, low, high, rows * _STEPS) for value in values]
    return [
        "".join(_cell(height - row * _STEPS, marks) for height in filled)
        for row in range(rows - 1, -1, -1)
    ]


def _mean(group: Sequence[float | None]) -> float | None:
    known = [value for value in group if value is not None]
    return fmean(known) if known else None


def _height(value: float | None, low: float, high: float, most: int) -> int:
    """How many eighths of a row a value fills."""
    if value is None:
        return 0
    share = (min(max(value, low), high) - low) / (high - low)
    return 1 + round(share * (most - 1))


def _cell(eighths: int, marks: Marks) -> str:
    if eighths <= 0:
        return marks.blank
    full = min(eighths, _STEPS)
    if marks is UNICODE:
        return BARS[full - 1]
    return _ASCII[full * (len(_ASCII) - 1) // _STEPS]
