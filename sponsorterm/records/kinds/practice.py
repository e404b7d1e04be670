"""What a person keeps up from day to day, and two squares of paper for making up one's mind."""

from __future__ import annotations

from typing import Literal

from sponsorterm.records.kinds.answers import Answers, Hour, Lines, Minutes, Scale, YesNo
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key, Line, Text


class Meeting(Body, frozen=True, kw_only=True):
    """A meeting I went to. As numbers it only counts: which one it was stays with me."""

    KIND = "meeting"
    NUMBERS = frozenset({"pack", "form", "spoke", "service"})
    FULL = NUMBERS | {"name", "topic", "heard", "answers"}

    pack: Key | None = None
    name: Line | None = None
    form: Literal["room", "online", "phone"] | None = None
    topic: Line | None = None
    spoke: YesNo | None = None
    service: YesNo | None = None
    heard: Text | None = None
    answers: Answers = {}


class Gratitude(Body, frozen=True, kw_only=True):
    """A few short lines of what was good."""

    KIND = "gratitude"
    NUMBERS = frozenset({"pack"})
    FULL = NUMBERS | {"items", "answers"}

    pack: Key | None = None
    items: Lines = []
    answers: Answers = {}


class Practice(Body, frozen=True, kw_only=True):
    """A quiet practice as it was kept: when, in which ways, how long, what I noticed."""

    KIND = "practice"
    NUMBERS = frozenset({"pack", "part_of_day", "ways", "minutes"})
    FULL = NUMBERS | {"noticed", "answers"}

    pack: Key | None = None
    part_of_day: Literal["morning", "midday", "evening"] | None = None
    ways: list[Key] = []
    minutes: Minutes | None = None
    noticed: Text | None = None
    answers: Answers = {}


class Readiness(Body, frozen=True, kw_only=True):
    """A ruler: how much a change matters, how sure I am of it, how ready."""

    KIND = "readiness"
    NUMBERS = frozenset({"pack", "importance", "confidence", "readiness"})
    FULL = NUMBERS | {"change", "not_lower", "one_higher", "answers"}

    pack: Key | None = None
    change: Line | None = None
    importance: Scale | None = None
    confidence: Scale | None = None
    readiness: Scale | None = None
    not_lower: Text | None = None
    one_higher: Text | None = None
    answers: Answers = {}


class Balance(Body, frozen=True, kw_only=True):
    """What changing and not changing would each give and cost."""

    KIND = "balance"
    NUMBERS = frozenset({"pack"})
    FULL = NUMBERS | {
        "change",
        "change_gives",
        "change_costs",
        "same_gives",
        "same_costs",
        "conclusion",
        "answers",
    }

    pack: Key | None = None
    change: Line | None = None
    change_gives: Lines = []
    change_costs: Lines = []
    same_gives: Lines = []
    same_costs: Lines = []
    conclusion: Text | None = None
    answers: Answers = {}


class Urge(Body, frozen=True, kw_only=True):
    """An urge that was sat out: how strong at first, at its height and at the end."""

    KIND = "urge"
    NUMBERS = frozenset({"pack", "at", "minutes", "start", "peak", "end"})
    FULL = NUMBERS | {"trigger", "helped", "note", "answers"}

    pack: Key | None = None
    at: Hour | None = None
    minutes: Minutes | None = None
    start: Scale | None = None
    peak: Scale | None = None
    end: Scale | None = None
    trigger: Line | None = None
    helped: list[Key] = []
    note: Text | None = None
    answers: Answers = {}
