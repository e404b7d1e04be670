"""A sponsee in a few words: facts and entries with everything unsaid left at nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sponsorterm.program import builtin
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Body, Inventory, Presence
from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.rules.flags import flags

NewEntry = Callable[..., Entry]
NewFacts = Callable[..., Facts]

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 18, 30, tzinfo=BERLIN)
TODAY = date(2026, 11, 20)  # a Friday


def ago(days: int) -> date:
    """The day so many days before today."""
    return TODAY - timedelta(days=days)


def night(**answers: Any) -> Inventory:
    """A nightly inventory."""
    return Inventory(period="nightly", mode="full", **answers)


def present(entry: NewEntry, count: int, days: int = 0) -> Entry:
    """Their note, so many days ago, of how many copies there are."""
    return entry(Presence(count=count, digest="0" * 32), ago=days)


def found(facts: Facts, key: str) -> Flag | None:
    """The flag of this key, if it is raised."""
    return next((flag for flag in flags(facts) if flag.key == key), None)


def said(facts: Facts, key: str) -> tuple[int, str] | None:
    """Its level and its reason."""
    flag = found(facts, key)
    return (flag.level, flag.reason) if flag else None


@pytest.fixture
def entry() -> NewEntry:
    """`entry(body, ago=2)`: a shared copy for the day two days ago; `at` only if given."""
    numbers = count(1)

    def make(body: Body | None = None, *, ago: int = 0, **changes: Any) -> Entry:
        body = body or Inventory(period="nightly", mode="quick")
        number = next(numbers)
        fields: dict[str, Any] = {
            "id": f"revision{number}",
            "space": "link",
            "kind": body.KIND,
            "record": f"record{number}",
            "day": TODAY - timedelta(days=ago),
            "at": None,
            "level": "full",
            "body": body,
        }
        return Entry(**(fields | changes))

    return make


@pytest.fixture
def facts() -> NewFacts:
    """`facts(*entries)`: newest first; linked a year ago, nothing agreed, in step today."""

    def make(*entries: Entry, **changes: Any) -> Facts:
        fields: dict[str, Any] = {
            "link": "link",
            "name": "Sam",
            "cadence": "none",
            "since": date(2025, 11, 20),
            "paused": False,
            "moment": NOW,
            "today": TODAY,
            "entries": entries,
            "live": sum(each.kind != "presence" for each in entries),
            "digest": "0" * 32,
            "last_sync": NOW,
            "unread": frozenset(),
            "talked": frozenset(),
            "milestones": builtin().milestones,
            "let_go": 0,
        }
        return Facts(**(fields | changes))

    return make
