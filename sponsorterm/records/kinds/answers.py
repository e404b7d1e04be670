"""The answers a form can get, as every kind of entry keeps them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from sponsorterm.records.text import Key, Line, Text

Mood = Annotated[int, Meta(ge=1, le=5)]
Scale = Annotated[int, Meta(ge=0, le=10)]
Used = Literal["no", "yes", "call"]
"""`call`: I would rather say it on a call. Nobody's answer has a default."""
YesNo = Literal["yes", "no"]
Minutes = Annotated[int, Meta(ge=0, le=1440)]
Hour = Annotated[str, Meta(pattern=r"\A([01][0-9]|2[0-3]):[0-5][0-9]\Z")]
"""A time of day as a wall clock shows it: 21:05."""
Round = Annotated[int, Meta(ge=1, le=100)]
"""Which time the steps are being worked; the first is 1."""
StepNumber = Annotated[int, Meta(ge=1, le=100)]
Lines = Annotated[list[Line], Meta(max_length=50)]


class Halt(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Hungry, angry, lonely, tired: each yes, no, or not answered."""

    hungry: bool | None = None
    angry: bool | None = None
    lonely: bool | None = None
    tired: bool | None = None


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question: yes or no, in words, about whom (an alias), and to be done by when."""

    value: YesNo | None = None
    text: Text | None = None
    who: Line | None = None
    by: date | None = None


class KeptBack(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something told to nobody: whom I will tell, by when, and when I did. Never the thing."""

    flag: YesNo | None = None
    tell: Line | None = None
    by: date | None = None
    told: date | None = None


Value: TypeAlias = Answer | Text | Annotated[int, Meta(ge=0, le=100_000)] | Lines
"""Whatever a question of a programme was answered with: a table, words, a number, several.

A day, a time and a yes or no stand here as words; the programme knows what they mean.
"""
Answers: TypeAlias = dict[Key, Value]
"""Answers by the keys a programme gave its questions: no other list of these keys is kept."""
