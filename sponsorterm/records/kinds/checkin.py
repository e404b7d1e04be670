"""A check-in between two inventories, and the way to ask for a call."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from sponsorterm.records.kinds.answers import Answers, Halt, Mood, Scale, Used, YesNo
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Line, Text


class Checkin(Body, frozen=True, kw_only=True):
    """How it is right now. `need_call` asks for a call; it does not ring anywhere."""

    KIND = "checkin"
    NUMBERS = frozenset(
        {"mood", "craving", "used", "halt", "meetings", "reached_out", "honesty", "need_call"}
    )
    FULL = NUMBERS | {"step_action", "stuck", "ask", "channel", "answers"}

    mood: Mood | None = None
    craving: Scale | None = None
    used: Used | None = None
    halt: Halt | None = None
    meetings: Annotated[int, Meta(ge=0, le=100)] | None = None
    reached_out: YesNo | None = None
    honesty: Scale | None = None
    step_action: Text | None = None
    stuck: Text | None = None
    ask: Text | None = None
    need_call: Literal["none", "today", "now"] | None = None
    channel: Line | None = None
    answers: Answers = {}

    @property
    def lingers(self) -> bool:
        """A call was asked for."""
        return self.need_call in ("today", "now")
