"""One note a day that says how much there is, so that "not synced" is never taken for silence."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sponsorterm.records.kinds.base import Body


class Presence(Body, frozen=True, kw_only=True):
    """How many live copies I have given on this link, and BLAKE2b-128 over their sorted ids."""

    KIND = "presence"
    NUMBERS = frozenset({"count", "digest"})
    FULL = NUMBERS

    count: Annotated[int, Meta(ge=0)]
    digest: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
