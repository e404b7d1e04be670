"""The long view over one's own entries: a year of days, trends, what comes up often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from sponsorterm.records.kinds import Inventory
from sponsorterm.services.session import Session


def days_filed(session: Session, days: int) -> dict[date, int]:
    """How many entries each of the last `days` days has."""
    since = session.today - timedelta(days=days - 1)
    entries = session.store.entries(kinds={"inventory", "checkin"}, since=since)
    return dict(Counter(entry.day for entry in entries))


def trend(session: Session, field: str, days: int) -> list[int | None]:
    """A number of the inventory day by day, oldest first; None where it was not answered."""
    since = session.today - timedelta(days=days - 1)
    values: dict[date, int] = {}
    for entry in session.store.entries(kinds={Inventory.KIND}, since=since, oldest_first=True):
        value = getattr(entry.body, field, None)
        if isinstance(value, int):
            values[entry.day] = value
    return [values.get(since + timedelta(days=offset)) for offset in range(days)]


def frequencies(session: Session, field: str, days: int) -> list[tuple[str, int]]:
    """How often each choice of a field was ticked, most often first; keys of the pack."""
    since = session.today - timedelta(days=days - 1)
    counted: Counter[str] = Counter()
    for entry in session.store.entries(kinds={Inventory.KIND}, since=since):
        counted.update(_ticked(getattr(entry.body, field, None)))
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _ticked(value: object) -> list[str]:
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.asdict(value)
    if isinstance(value, Mapping):
        return [key for key, ticked in value.items() if ticked]
    return list(value) if isinstance(value, list) else []
