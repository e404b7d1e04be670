"""What was given to the other person, byte for byte, kept by the one who gave it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sponsorterm.records.ids import RecordId, RevisionId
from sponsorterm.records.kinds.base import SAFEST, Body, Level
from sponsorterm.records.text import Key, Line
from sponsorterm.wire import MAX_PAYLOAD


class SharedCopy(Body, frozen=True, kw_only=True):
    """The copy of record `of`, of this kind, for one link.

    `bytes` is the very TOML that was previewed and sent; `source` are the heads it was made
    from; `held` names the answers kept out of it.
    """

    KIND = "shared_copy"

    link: RecordId
    of: RecordId
    kind: Key
    source: list[RevisionId] = []
    level: Level
    held: list[Line] = []
    bytes: Annotated[str, Meta(max_length=MAX_PAYLOAD)]

    @property
    def precedence(self) -> int:
        """What shows less; a withdrawal before all."""
        return -SAFEST.index(self.level)
