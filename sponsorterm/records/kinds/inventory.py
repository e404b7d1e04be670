"""The tenth-step inventory: what a day was, honestly looked at."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from sponsorterm.records.ids import RecordId
from sponsorterm.records.kinds.answers import (
    Answers,
    Halt,
    KeptBack,
    Lines,
    Minutes,
    Mood,
    Scale,
    Used,
)
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key, Line, Text


class Inventory(Body, frozen=True, kw_only=True):
    """A nightly inventory. Fields: `domain` section 2.1, all optional but what sort it is.

    `people` are those the day was about, by alias.
    """

    KIND = "inventory"
    NUMBERS = frozenset({"period", "mode", "pack", "mood", "craving", "used", "halt", "actions"})
    FULL = NUMBERS | {
        "answers",
        "people",
        "traits",
        "feelings",
        "done_well",
        "better",
        "gratitude",
        "kept_back",
        "tomorrow",
        "minutes",
    }

    period: Literal["nightly", "morning", "periodic"]
    mode: Literal["quick", "full"]
    pack: Key | None = None
    mood: Mood | None = None
    craving: Scale | None = None
    used: Used | None = None
    halt: Halt | None = None
    answers: Answers = {}
    people: Lines = []
    traits: list[Key] = []
    feelings: list[Key] = []
    actions: list[Key] = []
    done_well: Text | None = None
    better: Text | None = None
    gratitude: Annotated[list[Line], Meta(max_length=20)] = []
    kept_back: KeptBack | None = None
    tomorrow: Text | None = None
    minutes: Minutes | None = None
    amends_ids: list[RecordId] = []
    row_ids: list[RecordId] = []
    """Rows of a worksheet this night has to do with. Like the amends, they are mine to know."""

    @property
    def lingers(self) -> bool:
        """Something is kept back, and not told yet."""
        kept = self.kept_back
        return kept is not None and kept.flag == "yes" and kept.told is None
