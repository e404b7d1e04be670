"""The tenth-step inventory: what a day was, honestly looked at."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from sponsorterm.records.ids import RecordId
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key, Line, Text

Mood = Annotated[int, Meta(ge=1, le=5)]
Scale = Annotated[int, Meta(ge=0, le=10)]
Used = Literal["no", "yes", "call"]
"""`call`: I would rather say it on a call. Nobody's answer has a default."""
YesNo = Literal["yes", "no"]


class Halt(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Hungry, angry, lonely, tired: each yes, no, or not answered."""

    hungry: bool | None = None
    angry: bool | None = None
    lonely: bool | None = None
    tired: bool | None = None


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question of the inventory: yes or no, in words, and about whom (an alias)."""

    value: YesNo | None = None
    text: Text | None = None
    who: Line | None = None


class KeptBack(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something not yet told to anyone: whom I will tell, and by when. Never the thing itself."""

    flag: YesNo | None = None
    tell: Line | None = None
    by: date | None = None


class Inventory(Body, frozen=True, kw_only=True):
    """A nightly (or other) inventory. Fields: `domain` section 2.1, all optional."""

    KIND = "inventory"
    NUMBERS = frozenset({"period", "mode", "pack", "mood", "craving", "used", "halt", "actions"})
    FULL = NUMBERS | {
        "answers",
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
    answers: dict[Key, Answer] = {}
    traits: list[Key] = []
    feelings: list[Key] = []
    actions: list[Key] = []
    done_well: Text | None = None
    better: Text | None = None
    gratitude: Annotated[list[Line], Meta(max_length=20)] = []
    kept_back: KeptBack | None = None
    tomorrow: Text | None = None
    minutes: Annotated[int, Meta(ge=0, le=1440)] | None = None
    amends_ids: list[RecordId] = []

    @property
    def lingers(self) -> bool:
        """Something is kept back."""
        return self.kept_back is not None and self.kept_back.flag == "yes"
