"""Where a person stands with one step, in one round of working it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sponsorterm.records.ids import RevisionId
from sponsorterm.records.kinds.answers import Round, StepNumber
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key, Text

StepState = Literal["not_started", "working", "waiting", "done", "revisiting"]
StepMethod = Literal["written", "paper", "spoken"]


class Step(Body, frozen=True, kw_only=True):
    """One step of a pack. Nothing is locked by order, and everything can be undone."""

    KIND = "step"
    NUMBERS = frozenset(
        {"pack", "step", "round", "state", "method", "started", "done_on", "tasks_done"}
    )
    FULL = NUMBERS | {"note"}

    pack: Key
    step: StepNumber
    round: Round = 1
    state: StepState | None = None
    method: StepMethod | None = None
    started: date | None = None
    done_on: date | None = None
    tasks_done: list[Key] = []
    note: Text | None = None
    undo_of: RevisionId | None = None
    """The revision this one takes back, so that the next undo goes further."""
