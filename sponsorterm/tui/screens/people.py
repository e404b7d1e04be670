"""People: to come."""

from __future__ import annotations

from typing import ClassVar

from sponsorterm.tui.screens.base import ScreenBase


class PeopleScreen(ScreenBase[None]):
    """People."""

    AREA: ClassVar[str] = "people"
