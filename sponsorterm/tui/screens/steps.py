"""Steps: to come."""

from __future__ import annotations

from typing import ClassVar

from sponsorterm.tui.screens.base import ScreenBase


class StepsScreen(ScreenBase[None]):
    """Steps."""

    AREA: ClassVar[str] = "steps"
