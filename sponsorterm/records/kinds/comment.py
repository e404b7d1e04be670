"""A comment pinned to an entry, so that feedback lives with what it is about."""

from __future__ import annotations

from sponsorterm.records.ids import RecordId
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Line, Text


class Comment(Body, frozen=True, kw_only=True):
    """`about` is the record id of a shared copy, mine or theirs; `row` names one answer in it."""

    KIND = "comment"
    FULL = frozenset({"about", "row", "body"})

    about: RecordId
    row: Line | None = None
    body: Text
    link: RecordId | None = None
