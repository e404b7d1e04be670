"""Notes: to come."""

from __future__ import annotations

from typing import ClassVar

from sponsorterm.tui.screens.base import ScreenBase


class NotesScreen(ScreenBase[None]):
    """Notes."""

    AREA: ClassVar[str] = "notes"
