"""Payloads in one line each, for tests of the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sponsorterm.records.codec import encode
from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Body, Inventory, Note, Tombstone
from sponsorterm.records.kinds.base import Level
from sponsorterm.records.revision import Header, Revision, closure

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 23, 40, tzinfo=UTC)
LINK = "ab" * 16


def record(name: str) -> str:
    return derived_record_id("test", name)


def payload(
    body: Body,
    name: str = "one",
    *,
    day: date = DAY,
    after: Iterable[Revision] = (),
    minutes: int = 0,
    rest: dict[str, Any] | None = None,
) -> bytes:
    """A revision of mine; `after` are the revisions its writer knew."""
    header = Header(
        kind=body.KIND,
        record=record(name),
        supersedes=closure(list(after)),
        device="0123456789abcdef",
        at=AT + timedelta(minutes=minutes),
        day=day,
    )
    return encode(header, body, rest)


def note(text: str, name: str = "one", **header: Any) -> bytes:
    return payload(Note(body=text), name, **header)


def inventory(name: str = "one", **header: Any) -> bytes:
    return payload(Inventory(period="nightly", mode="quick", mood=3), name, **header)


def tombstone(name: str = "one", **header: Any) -> bytes:
    return payload(Tombstone(of="note"), name, **header)


def copy(
    text: str,
    name: str = "one",
    *,
    level: Level = "full",
    day: date = DAY,
    after: Iterable[Revision] = (),
) -> bytes:
    """A shared copy of a note as it comes over a link."""
    return given(Note(body=text if level == "full" else None), name, level, day, after)


def given(
    body: Body,
    name: str = "one",
    level: Level = "full",
    day: date = DAY,
    after: Iterable[Revision] = (),
) -> bytes:
    """A shared copy of anything."""
    header = Header(
        kind=body.KIND,
        record=record(name),
        supersedes=closure(list(after)),
        day=day,
        level=level,
        at=AT if level == "full" else None,
    )
    return encode(header, body)
