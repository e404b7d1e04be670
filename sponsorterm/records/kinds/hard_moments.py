"""For hard moments: whom to call and what to do. Both act only from one's own space."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from sponsorterm.records.kinds.answers import Lines, YesNo
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key, Line, Text


class Contact(Body, frozen=True, kw_only=True):
    """Somebody to reach, by alias. It never leaves its owner's devices."""

    KIND = "contact"

    name: Line = ""
    role: Line | None = None
    phone: Line | None = None
    other: Line | None = None
    hours: Line | None = None
    order: Annotated[int, Meta(ge=0, le=1000)] | None = None
    emergency: YesNo | None = None
    """Shown before the home is unlocked, when its owner ticked that."""
    note: Text | None = None


class IfThen(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When this happens, I do that."""

    when: Line
    then: Line


class SafetyPlan(Body, frozen=True, kw_only=True):
    """A plan for hard moments in six steps, tried in this order, with reasons and if-thens.

    It stands beside a plan made with a professional and never replaces one. A copy that was
    shared can be read by the other and acts nowhere.
    """

    KIND = "safety_plan"
    NUMBERS = frozenset({"pack", "reviewed_on"})
    FULL = NUMBERS | {
        "signs",
        "alone",
        "places",
        "people",
        "professionals",
        "safer",
        "reasons",
        "if_then.when",
        "if_then.then",
    }

    pack: Key | None = None
    signs: Lines = []
    alone: Lines = []
    places: Lines = []
    people: Lines = []
    professionals: Lines = []
    safer: Lines = []
    reasons: Lines = []
    if_then: Annotated[list[IfThen], Meta(max_length=50)] = []
    reviewed_on: date | None = None
