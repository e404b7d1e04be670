"""Amends: one person, what was done to them, and how it is being put right."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sponsorterm.records.ids import RecordId
from sponsorterm.records.kinds.answers import Answers, YesNo
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key, Line, Text

AmendsState = Literal[
    "listed",
    "discussed",
    "planned",
    "attempted",
    "made",
    "settled",
    "not_to_contact",
    "out_of_reach",
]
"""`not_to_contact`: it would do new harm. `out_of_reach`: dead or unknown, so a letter."""
Willingness = Literal["now", "later", "maybe", "not_yet"]
AmendsWay = Literal["direct", "financial", "letter", "living", "indirect"]


class Amends(Body, frozen=True, kw_only=True):
    """What I owe one person (an alias). States and ways: `domain` 2.6.

    `unsafe` says that contact could harm somebody; then nothing is planned before `advice`
    tells what a sponsor or a professional said.
    """

    KIND = "amends"
    NUMBERS = frozenset({"pack", "willing", "way", "state", "unsafe", "planned_for", "made_on"})
    FULL = NUMBERS | {
        "person",
        "harm",
        "advice",
        "discussed_on",
        "plan",
        "outcome",
        "note",
        "answers",
    }

    pack: Key | None = None
    person: Line | None = None
    harm: Text | None = None
    willing: Willingness | None = None
    way: AmendsWay | None = None
    state: AmendsState | None = None
    unsafe: YesNo | None = None
    advice: Text | None = None
    discussed_on: date | None = None
    plan: Text | None = None
    planned_for: date | None = None
    made_on: date | None = None
    outcome: Text | None = None
    note: Text | None = None
    answers: Answers = {}
    row_id: RecordId | None = None

    @property
    def lingers(self) -> bool:
        """It is planned and has not been tried."""
        return self.state == "planned"
