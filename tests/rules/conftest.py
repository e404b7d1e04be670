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
from sponsorterm.records.kinds import Body, Inventory
from sponsorterm.rules.facts import Facts

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 18, 30, tzinfo=BERLIN)
TODAY = date(2026, 11, 20)  # a Friday


@pytest.fixture
def entry() -> Callable[..., Entry]:
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
def facts() -> Callable[..., Facts]:
    """`facts(*entries)`: newest first; linked a year ago, nothing agreed, in step today."""

    def make(*entries: Entry, **changes: Any) -> Facts:
        fields: dict[str, Any] = {
            "link": "link",
            "name": "Sam",
            "cadence": "none",
            "since": date(2025, 11, 20),
            "paused": False,
            "now": NOW,
            "today": TODAY,
            "entries": entries,
            "live": sum(each.kind != "presence" for each in entries),
            "digest": "0" * 32,
            "last_sync": NOW,
            "unread": frozenset(),
            "talked": frozenset(),
            "milestones": builtin().milestones,
        }
        return Facts(**(fields | changes))

    return make
