"""New flags, told once: for a command of the user's own to ring a bell with.

Only names of rules, levels and random ids leave here, never a person's name or a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import rtoml
import tomli_w

from sponsorterm.rules.alerts.ahead import unread
from sponsorterm.rules.facts import FlagLevel
from sponsorterm.services.home.session import Session
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.store.drawer import Drawer

LOUD: FlagLevel = 1
"""What is told of unless somebody asks for more: calls asked for, setbacks, the lowest moods."""
MAX_TOLD = 1024 * 1024
"""Bytes of what is remembered."""


@dataclass(frozen=True, slots=True)
class News:
    """A flag that was not told of yet: its link's record id, its rule, how loud, and on what."""

    link: str
    alert: str
    level: FlagLevel
    records: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """What a command is given: names of rules and ids, never content."""
        return {
            "SPONSORTERM_LINK": self.link,
            "SPONSORTERM_ALERT": self.alert,
            "SPONSORTERM_LEVEL": str(self.level),
            "SPONSORTERM_RECORDS": " ".join(self.records),
        }


def news(session: Session, level: FlagLevel = LOUD) -> list[News]:
    """The flags that are up now and were not told of before; from now on they were.

    A flag that goes down and comes up again on something new is news again.

    Raises:
        StoreError: what was told of could not be kept; then nothing counts as told.
    """
    before = _told(session)
    up = {
        flag.name_on(row.link): News(row.link, flag.key, flag.level, flag.records)
        for row in dashboard(session).rows
        for flag in row.flags
        if flag.level <= level and flag.key != unread.__name__
    }
    if before != up.keys():
        _drawer(session).put(session.home.watch.name, tomli_w.dumps({"told": sorted(up)}).encode())
    return [told for name, told in up.items() if name not in before]


def waiting(session: Session) -> tuple[int, int]:
    """How many sponsees have a flag to look at, and how many entries are unread."""
    rows = dashboard(session).rows
    return sum(row.mark != " " for row in rows), sum(row.unread for row in rows)


def _told(session: Session) -> frozenset[str]:
    """What was told of; nothing when the file is not there or not to be read."""
    try:
        kept = _drawer(session).get(session.home.watch.name, MAX_TOLD)
        found: dict[str, Any] = rtoml.loads(kept.decode())
        return frozenset(map(str, found.get("told", ())))
    except (OSError, ValueError):
        return frozenset()


def _drawer(session: Session) -> Drawer:
    return Drawer(session.home, session.home.state)
