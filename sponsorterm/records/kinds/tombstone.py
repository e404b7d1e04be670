"""Deletion is a revision: it supersedes every head of the record it ends."""

from __future__ import annotations

from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key


class Tombstone(Body, frozen=True, kw_only=True):
    """Stands where a record of kind `of` stood."""

    KIND = "tombstone"

    of: Key

    @property
    def precedence(self) -> int:
        """What was edited elsewhere stays in sight until the author has chosen."""
        return 0
