"""Silence against what the two agreed, judged only as far as is known.

Thresholds: `domain` section 8. A day that is not over yet is never held against anybody.
"""

from __future__ import annotations

from datetime import date, timedelta

from sponsorterm.records.kinds.link import Cadence
from sponsorterm.rules.facts import Flag, FlagLevel
from sponsorterm.strings import reasons as words

EVERY = {"daily": 1, "weekly": 7}
"""Days from one entry to the day the next one is due."""
OVERDUE: dict[str, tuple[tuple[int, FlagLevel], ...]] = {
    "daily": ((7, 1), (3, 2), (2, 3)),
    "weekly": ((10, 1), (4, 2), (2, 3)),
}
"""From how many days past the due day on which level is raised. For a daily agreement these
are the whole days without an entry."""


def silence(
    cadence: Cadence,
    last_entry_day: date | None,
    link_since: date | None,
    today: date,
    *,
    known_until: date | None,
    early: bool = False,
    quiet_days: int | None = None,
) -> Flag | None:
    """Whether somebody has gone quiet, or cannot be heard ("stale_data"), or neither.

    Counted from the last entry, or from the beginning of the link. Through `known_until`
    all they gave is here: the silence up to that day is a silence, what comes after is only
    a sync that has not been. None: they never told. `early`: a clock is in its first days,
    and each threshold comes one day earlier. `quiet_days`: agreed days past the due day for
    the lowest level; the louder ones keep their distance to it.
    """
    since = max((day for day in (last_entry_day, link_since) if day), default=None)
    later = _later(cadence, early, quiet_days)
    if since is None or _level(cadence, since, today, later) is None:
        return None
    known = min(known_until, today) if known_until else since
    found = _level(cadence, since, known, later)
    if found is not None:
        level, began = found
        reason = words.quiet((known - since).days - 1, cadence)
        return Flag("silent", level, *reason, since, began=began)
    heard = max((day for day in (last_entry_day, known_until) if day), default=None)
    return Flag("stale_data", 3, *_no_sync(heard, today, told=known_until is not None), heard)


def _later(cadence: Cadence, early: bool, quiet_days: int | None) -> int:
    """By how many days all thresholds are put off."""
    if cadence == "none" or quiet_days is None:
        return -int(early)
    return quiet_days - OVERDUE[cadence][-1][0] - early


def _level(cadence: Cadence, since: date, until: date, later: int) -> tuple[FlagLevel, date] | None:
    """How loud a silence from `since` to `until` is, and the day it came to be so."""
    if cadence == "none":
        return None
    for days, level in OVERDUE[cadence]:
        began = since + timedelta(days=EVERY[cadence] + days + later)
        if until >= began:
            return level, began
    return None


def _no_sync(heard: date | None, today: date, *, told: bool) -> words.Reason:
    if heard is None:
        return words.NO_SYNC_YET
    since = words.no_sync_since if told else words.no_sync_known_since
    return since(heard, today)
