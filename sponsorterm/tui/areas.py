"""The seven areas, in the order of their keys, each imported when first gone to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from textual.screen import Screen

from sponsorterm.strings import screens as words


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its key on the keyboard, its name, and the module and class that show it."""

    key: str
    name: str
    title: str
    screen: str

    def open(self) -> Screen[Any]:
        """A new screen of this area."""
        module = import_module(f"sponsorterm.tui.screens.{self.name}")
        made: Callable[[], Screen[Any]] = getattr(module, self.screen)
        return made()


AREAS = (
    Area("1", "today", words.TODAY, "TodayScreen"),
    Area("2", "inventory", words.INVENTORY, "InventoryScreen"),
    Area("3", "steps", words.STEPS, "StepsScreen"),
    Area("4", "notes", words.NOTES, "NotesScreen"),
    Area("5", "sponsees", words.SPONSEES, "SponseesScreen"),
    Area("6", "insight", words.INSIGHT, "InsightScreen"),
    Area("7", "people", words.PEOPLE, "PeopleScreen"),
)


def beside(name: str, by: int) -> Area:
    """The area `by` places after this one; after the last comes the first."""
    names = [area.name for area in AREAS]
    return AREAS[(names.index(name) + by) % len(AREAS)]
