"""What a person told the program about themselves. It never leaves their own devices."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from sponsorterm.records.kinds.answers import Hour
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Key, Line


class Profile(Body, frozen=True, kw_only=True):
    """A name to be shown (an alias is fine), a zone, a country, a pack, and when a day ends."""

    KIND = "profile"

    name: Line
    zone: Line = "UTC"
    country: Annotated[str, Meta(pattern=r"\A[A-Z]{2}\Z")] | None = None
    pack: Key = "general"
    day_starts_at: Hour = "04:00"
    count_from: Literal[0, 1] = 0
    presence: bool = True
    hold: Annotated[int, Meta(ge=0, le=1440)] = 5
    """Minutes a copy waits before it leaves by itself; 0 for at once."""
    hold_until: Hour | None = None
    """The hour before which no copy leaves by itself: until morning, say."""
    words_checked: date | None = None
    """When some of the twelve words were said back, so that they must be written down."""

    @property
    def precedence(self) -> int:
        """Presence that was switched off stays off."""
        return 1 if self.presence else 2
