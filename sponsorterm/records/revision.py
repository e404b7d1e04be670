"""A revision: one save of one record, and how revisions of a record stand to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

from sponsorterm.records.ids import RecordId, RevisionId
from sponsorterm.records.kinds import Body
from sponsorterm.records.kinds.base import Level
from sponsorterm.records.text import Key

FORMAT = 1
"""The payload format this version writes. A higher one is kept and shown plainly."""
MOST_SUPERSEDED = 1_700
"""Revisions that one may name: as many as fit into a payload."""


class Header(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The top of a payload.

    A revision of mine has `device` and `at`. A shared copy has `level`, and `at` at full.
    `day` is the civil day the record is for; `supersedes` lists every earlier revision of
    the record that its writer knew.
    """

    format: Annotated[int, Meta(ge=1)] = FORMAT
    kind: Key
    record: RecordId
    supersedes: Annotated[list[RevisionId], Meta(max_length=MOST_SUPERSEDED)] = []
    device: Annotated[str, Meta(pattern=r"\A[0-9a-f]{8,32}\Z")] | None = None
    at: Annotated[datetime, Meta(tz=True)] | None = None
    day: date
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A decoded payload beside its exact bytes.

    `rest` holds what this version does not know, in the shape of the document, so that an
    edit carries it along.
    """

    id: str
    header: Header
    body: Body
    payload: bytes = field(repr=False)
    rest: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def kind(self) -> str:
        """The record's kind as the payload names it, known or not."""
        return self.header.kind

    @property
    def record(self) -> str:
        """The record this is a revision of."""
        return self.header.record

    @property
    def day(self) -> date:
        """The civil day the record is for."""
        return self.header.day

    @property
    def order(self) -> tuple[date, str, str]:
        """Sorts for display: by day, then moment. Clocks sort, they never decide."""
        at = self.header.at
        return (self.header.day, f"{at.timestamp():020.6f}" if at else "", self.id)


def heads(revisions: Iterable[Revision]) -> list[Revision]:
    """The revisions of one record, by one author, that no other supersedes; newest last.

    More than one head means the person wrote on two devices apart: see `versions`.
    """
    known = list(revisions)
    gone = {name for revision in known for name in revision.header.supersedes}
    return sorted((r for r in known if r.id not in gone), key=lambda r: r.order)


def versions(of_one: Iterable[Revision]) -> list[Revision]:
    """The heads of one record that say something of their own, newest last.

    Two who say the same leave nothing to choose, so the newer stands for both.
    """
    found: list[Revision] = []
    for head in of_one:
        found = [other for other in found if not says_the_same(head, other)] + [head]
    return found


def acting(of_one: Iterable[Revision]) -> Revision:
    """The head that acts for its record until the author has chosen.

    The one of the greater `precedence`; of two alike the one written later.
    """
    return max(of_one, key=lambda head: (head.body.precedence, head.order[1:]))


def says_the_same(one: Revision, other: Revision) -> bool:
    """Whether two revisions differ only in when and where they were written."""
    return _said(one) == _said(other)


def _said(revision: Revision) -> tuple[object, ...]:
    return (revision.kind, revision.day, revision.header.level, revision.body, revision.rest)


def closure(revisions: Collection[Revision]) -> list[str]:
    """What a new revision supersedes: these, and all that they supersede."""
    ids = {revision.id for revision in revisions}
    ids.update(name for revision in revisions for name in revision.header.supersedes)
    return sorted(ids)
