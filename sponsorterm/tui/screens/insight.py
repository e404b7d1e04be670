"""Insight: to come."""

from __future__ import annotations

from typing import ClassVar

from sponsorterm.tui.screens.base import ScreenBase


class InsightScreen(ScreenBase[None]):
    """Insight."""

    AREA: ClassVar[str] = "insight"
