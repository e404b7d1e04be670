"""The kinds of record, one Struct a file, and the table that finds one by its name.

A Struct says which fields a kind has, what each may hold, and (NUMBERS, FULL) which of
them a shared copy may carry. Nothing else may widen that list: no pack, no setting.
"""

from __future__ import annotations

from sponsorterm.records.kinds.base import Body, Unknown, Withdrawn
from sponsorterm.records.kinds.checkin import Checkin
from sponsorterm.records.kinds.clock import Clock, Setback
from sponsorterm.records.kinds.comment import Comment
from sponsorterm.records.kinds.inventory import Answer, Halt, Inventory, KeptBack
from sponsorterm.records.kinds.link import Link, Place
from sponsorterm.records.kinds.note import Note
from sponsorterm.records.kinds.presence import Presence
from sponsorterm.records.kinds.profile import Profile
from sponsorterm.records.kinds.seen import Seen, SeenItem
from sponsorterm.records.kinds.shared_copy import SharedCopy
from sponsorterm.records.kinds.step import Step
from sponsorterm.records.kinds.tombstone import Tombstone

KINDS: dict[str, type[Body]] = {
    kind.KIND: kind
    for kind in (
        Inventory,
        Checkin,
        Step,
        Note,
        Comment,
        Seen,
        Link,
        Profile,
        Clock,
        Tombstone,
        SharedCopy,
        Presence,
    )
}

__all__ = [
    "KINDS",
    "Answer",
    "Body",
    "Checkin",
    "Clock",
    "Comment",
    "Halt",
    "Inventory",
    "KeptBack",
    "Link",
    "Note",
    "Place",
    "Presence",
    "Profile",
    "Seen",
    "SeenItem",
    "Setback",
    "SharedCopy",
    "Step",
    "Tombstone",
    "Unknown",
    "Withdrawn",
]
