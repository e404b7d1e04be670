"""Presence: telling what has not arrived from what was never written.

Somebody who has not synced is not silent. Only a presence note says up to which day all
that was given is known; without one nothing is concluded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Presence

ArrivalState = Literal["in_step", "missing", "differs", "not_synced", "unknown"]

FRESH = timedelta(days=1)
"""A note of yesterday still speaks for today: theirs of today may be written tonight."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How much of what they gave is here.

    `missing` counts what has not arrived, at the least; `differs` means as many copies as they
    gave, but not the same ones. Up to the day `known_until` all is here; it is None when
    something is missing or differs, or when they never told how much there is.
    """

    state: ArrivalState
    missing: int = 0
    known_until: date | None = None


def arrival(
    note: Entry | None, here: int, digest: str, *, synced_on: date | None, today: date
) -> Arrival:
    """Compare the newest presence note with the number and `live_digest` of live copies here.

    `synced_on` is the civil day of the last good sync: a note dated later than that, by a
    wrong clock, speaks for no day after it. Fewer than here is no loss: entries given after
    the note was written have come since.
    """
    if note is None or not isinstance(note.body, Presence):
        return Arrival("unknown")
    if note.body.count > here:
        return Arrival("missing", note.body.count - here)
    if note.body.count == here and note.body.digest != digest:
        return Arrival("differs")
    known = min(note.day, synced_on or today, today)
    return Arrival("in_step" if today - known <= FRESH else "not_synced", known_until=known)


def live_digest(ids: Iterable[str]) -> str:
    """BLAKE2b-128 in hex over the sorted revision ids of all live copies.

    Live is every head that is not withdrawn, presence notes apart.
    """
    return hashlib.blake2b("".join(sorted(set(ids))).encode(), digest_size=16).hexdigest()
