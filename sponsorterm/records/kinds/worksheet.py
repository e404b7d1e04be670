"""Written step work: a sheet with its state, and its rows, each a record of its own."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from sponsorterm.records.ids import RecordId, RevisionId
from sponsorterm.records.kinds.answers import Answers, Round, StepNumber
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.kinds.step import StepMethod
from sponsorterm.records.text import Key, Text

SheetState = Literal["not_started", "draft", "submitted", "another_look", "reviewed", "done"]


class Worksheet(Body, frozen=True, kw_only=True):
    """One sheet of a step in one round: its state, and the answers that are no rows.

    The state is its writer's; what a sponsor finds is the sponsor's own `SignOff`.
    """

    KIND = "worksheet"
    NUMBERS = frozenset(
        {"pack", "sheet", "step", "round", "state", "method", "submitted_on", "done_on"}
    )
    FULL = NUMBERS | {"answers", "note"}

    pack: Key
    sheet: Key
    step: StepNumber | None = None
    round: Round = 1
    state: SheetState | None = None
    method: StepMethod | None = None
    submitted_on: date | None = None
    done_on: date | None = None
    answers: Answers = {}
    note: Text | None = None
    undo_of: RevisionId | None = None


class Row(Body, frozen=True, kw_only=True):
    """One row of a sheet's table. `cells` go by the keys of its columns; `place` sorts."""

    KIND = "worksheet_row"
    NUMBERS = frozenset({"pack", "sheet", "round"})
    FULL = NUMBERS | {"place", "cells"}

    pack: Key
    sheet: Key
    round: Round = 1
    place: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    cells: Answers = {}
    amends_id: RecordId | None = None
