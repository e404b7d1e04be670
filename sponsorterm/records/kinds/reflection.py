"""Looking at oneself outside the nightly inventory: in the moment, at dawn, after a season."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from sponsorterm.records.ids import RecordId
from sponsorterm.records.kinds.answers import Answer, Answers, Hour, Lines, Mood, Scale, YesNo
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key, Line, Text


class Thought(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thought held against the facts. `strength` is how strong the feeling is afterwards."""

    automatic: Text | None = None
    evidence_for: Text | None = None
    evidence_against: Text | None = None
    balanced: Text | None = None
    strength: Scale | None = None


class SpotCheck(Body, frozen=True, kw_only=True):
    """What stirs me up right now (`domain` 2.2); `thought` turns it into a thought record.

    `after` is the intensity once more, half an hour later.
    """

    KIND = "spot_check"
    NUMBERS = frozenset({"pack", "intensity", "urge", "after"})
    FULL = NUMBERS | {
        "at",
        "situation",
        "feelings",
        "kinds",
        "my_part",
        "affects",
        "opposite",
        "next_action",
        "call",
        "amends",
        "thought",
        "answers",
    }

    pack: Key | None = None
    at: Hour | None = None
    situation: Text | None = None
    feelings: list[Key] = []
    intensity: Scale | None = None
    urge: Scale | None = None
    kinds: list[Key] = []
    my_part: Text | None = None
    affects: list[Key] = []
    opposite: Key | None = None
    next_action: Text | None = None
    call: Line | None = None
    amends: Answer | None = None
    thought: Thought | None = None
    after: Scale | None = None
    answers: Answers = {}
    contact_id: RecordId | None = None
    amends_id: RecordId | None = None


class Morning(Body, frozen=True, kw_only=True):
    """A plan for the day: what I mean to do, what will be hard, whom I can help."""

    KIND = "morning"
    NUMBERS = frozenset({"pack", "mood", "asked_for_help"})
    FULL = NUMBERS | {"intention", "plan", "hard_moment", "helping", "answers"}

    pack: Key | None = None
    mood: Mood | None = None
    intention: Text | None = None
    plan: Lines = []
    hard_moment: Text | None = None
    helping: Line | None = None
    asked_for_help: YesNo | None = None
    answers: Answers = {}


class Review(Body, frozen=True, kw_only=True):
    """A look back over a month or more. `counts` and `people` come from that time's nightlies."""

    KIND = "review"
    NUMBERS = frozenset({"pack", "span", "since", "until", "ratings", "counts"})
    FULL = NUMBERS | {
        "people",
        "patterns",
        "traits_up",
        "traits_down",
        "relationships",
        "amends",
        "service",
        "for_sponsor",
        "answers",
    }

    pack: Key | None = None
    span: Literal["month", "quarter", "half_year", "year"] | None = None
    since: date | None = None
    until: date | None = None
    ratings: dict[Key, Mood] = {}
    counts: dict[Key, Annotated[int, Meta(ge=0)]] = {}
    people: Lines = []
    patterns: Text | None = None
    traits_up: list[Key] = []
    traits_down: list[Key] = []
    relationships: Text | None = None
    amends: Text | None = None
    service: Text | None = None
    for_sponsor: Text | None = None
    answers: Answers = {}


class Debrief(Body, frozen=True, kw_only=True):
    """A setback looked at calmly: what came first, what ended it, what the next day holds."""

    KIND = "debrief"
    NUMBERS = frozenset({"pack", "on"})
    FULL = NUMBERS | {
        "situation",
        "feelings",
        "thought",
        "signs",
        "stopped",
        "who_knows",
        "next_day",
        "answers",
    }

    pack: Key | None = None
    on: date | None = None
    situation: Text | None = None
    feelings: list[Key] = []
    thought: Text | None = None
    signs: Text | None = None
    stopped: Text | None = None
    who_knows: Lines = []
    next_day: Text | None = None
    answers: Answers = {}
    clock: RecordId | None = None
