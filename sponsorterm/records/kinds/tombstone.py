"""Deletion is a revision: it supersedes every head of the record it ends."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key

EnvelopeName = Annotated[str, Meta(pattern=r"\A[a-z2-7]{52}\Z")]


class Tombstone(Body, frozen=True, kw_only=True):
    """Stands where a record of kind `of` stood.

    `emptied` is the day on which the words themselves were let go, here and on every other
    device; until then they can be brought back. `envelopes` are those that held them, by
    space: what follows from the words cannot be found out again once they are gone.
    """

    KIND = "tombstone"

    of: Key
    emptied: date | None = None
    envelopes: dict[str, list[EnvelopeName]] = {}

    @property
    def precedence(self) -> int:
        """What was edited elsewhere stays in sight until the author has chosen."""
        return 0
