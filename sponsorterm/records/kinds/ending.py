"""The last word on a link: its author reads and writes there no more."""

from __future__ import annotations

from sponsorterm.records.kinds.base import Body


class Ending(Body, frozen=True, kw_only=True):
    """A goodbye without reasons. `moved` means that the two go on in a new space."""

    KIND = "ending"
    NUMBERS = frozenset({"moved"})
    FULL = NUMBERS

    moved: bool | None = None
