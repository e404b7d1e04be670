"""Inventory: the one thing to do tonight, what waits, and where things stand."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.widgets.plain import Plain, said


class InventoryScreen(ScreenBase[None]):
    """The first screen."""

    AREA: ClassVar[str] = "inventory"

    def body(self) -> ComposeResult:
        """To come."""
        yield Plain(said("Inventory"))
