"""The last weeks as a strip of days, Monday under Monday."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from sponsorterm.rules.strip import strip
from sponsorterm.strings import day as words
from sponsorterm.tui.marks import Marks, picture
from sponsorterm.tui.theme import MUTED
from sponsorterm.tui.widgets.plain import lines, said

if TYPE_CHECKING:
    from sponsorterm.services.home.session import Session

MOST_WEEKS = 12
_WEEK = 8
"""Cells of one week, with the blank after it."""


def weeks_strip(session: Session, width: int, marks: Marks) -> Content:
    """As many whole weeks as fit, this one last: the letters of the days, and the days."""
    from sponsorterm.services.entries.insight import days_filed

    weeks = max(1, min(MOST_WEEKS, (width + 1) // _WEEK))
    today = session.today
    days = (weeks - 1) * 7 + today.weekday() + 1
    filed = days_filed(session, days)
    return lines(
        said(" ".join([words.WEEK_LETTERS] * weeks), MUTED),
        said(" ".join(_by_weeks(filed, today, days, marks))),
    )


def _by_weeks(filed: Container[date], today: date, days: int, marks: Marks) -> list[str]:
    drawn = picture(strip(filed, today, days), marks)
    return [drawn[start : start + 7] for start in range(0, len(drawn), 7)]
