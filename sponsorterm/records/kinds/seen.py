"""The mark that somebody has read something, so the writer knows it arrived with a person."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from sponsorterm.records.ids import RecordId, RevisionId
from sponsorterm.records.kinds.base import Body


class SeenItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One shared copy as it was read. A later revision of it is unread again.

    `talked` says the two have spoken about it: that is what meets a call request.
    """

    about: RecordId
    revision: RevisionId
    talked: bool | None = None


class Seen(Body, frozen=True, kw_only=True):
    """What was read in one go: many entries make one record."""

    KIND = "seen"
    FULL = frozenset({"items"})

    items: Annotated[list[SeenItem], Meta(max_length=500)]
    link: RecordId | None = None
