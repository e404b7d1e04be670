"""Notes: a thread between two people, or a page for oneself."""

from __future__ import annotations

from sponsorterm.records.ids import RecordId
from sponsorterm.records.kinds.answers import StepNumber
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Line, Text


class Note(Body, frozen=True, kw_only=True):
    """One block of a thread. `thread` is a random id both sides share; without it, a first block.

    `link` names whom the note is for; without it the note is private.
    """

    KIND = "note"
    FULL = frozenset({"subject", "body", "thread", "step", "about", "agenda", "pinned"})

    subject: Line | None = None
    body: Text | None = None
    thread: RecordId | None = None
    step: StepNumber | None = None
    about: RecordId | None = None
    agenda: bool | None = None
    pinned: bool | None = None
    link: RecordId | None = None

    @property
    def lingers(self) -> bool:
        """It stands on the agenda of the next call."""
        return bool(self.agenda)
