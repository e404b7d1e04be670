"""How long a copy waits before it leaves by itself, so that it can still be taken back.

What somebody waits for does not wait: a call that is asked for, a word taken back, an answer.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sponsorterm.records.kinds import (
    Acceptance,
    Agreement,
    Call,
    Ending,
    Presence,
    Profile,
    Seen,
    SharedCopy,
)

AT_ONCE = frozenset(kind.KIND for kind in (Presence, Seen, Ending, Agreement, Acceptance, Call))
"""Kinds in which there is nothing anybody would want back within minutes."""
LONGEST = timedelta(days=1)
"""No copy waits longer than to the same hour of the next day."""


def leaves_at(kept: datetime, profile: Profile, *, leaving: bool = False) -> datetime:
    """When a copy kept at a moment leaves: after so many minutes, or at the hour chosen.

    The hour is that of the wall clock in the zone of `kept`, today or tomorrow. Whoever is
    `leaving` the program has looked at it for the last time: the minutes are over then, for
    nobody would be there to send it after them.
    """
    soonest = kept if leaving else kept + timedelta(minutes=profile.hold)
    if profile.hold_until is None:
        return soonest
    hour = time.fromisoformat(profile.hold_until)
    morning = datetime.combine(kept.date(), hour, kept.tzinfo)
    if morning < kept:
        morning = datetime.combine(kept.date() + LONGEST, hour, kept.tzinfo)
    return max(soonest, morning)


def waits(
    copy: SharedCopy, kept: datetime, profile: Profile, now: datetime, *, leaving: bool = False
) -> bool:
    """Whether a copy is not to leave yet. One kept in the future, by a wrong clock, leaves."""
    if copy.level == "withdrawn" or copy.kind in AT_ONCE or asks_for_a_call(copy):
        return False
    return kept <= now < leaves_at(kept, profile, leaving=leaving)


def asks_for_a_call(copy: SharedCopy) -> bool:
    """Whether the copy says that a call is needed, today or now."""
    return copy.kind == "checkin" and 'need_call = "' in copy.bytes
