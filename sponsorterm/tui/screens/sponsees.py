"""Sponsees: to come."""

from __future__ import annotations

from typing import ClassVar

from sponsorterm.tui.screens.base import ScreenBase


class SponseesScreen(ScreenBase[None]):
    """Sponsees."""

    AREA: ClassVar[str] = "sponsees"
