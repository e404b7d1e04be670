"""A device of one's own: a computer or account that holds all that the others hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Line


class Device(Body, frozen=True, kw_only=True):
    """A device by the name it writes in every revision (`device`), and what I call it (`name`).

    Its tokens are nowhere in here: what opens a door is not kept beside what lies behind it.
    """

    KIND = "device"

    device: Annotated[str, Meta(pattern=r"\A[0-9a-f]{8,32}\Z")]
    name: Line
    since: date
    revoked: date | None = None

    @property
    def precedence(self) -> int:
        """One that was shut out stays out, whatever another device says of it."""
        return 2 if self.revoked else 1
