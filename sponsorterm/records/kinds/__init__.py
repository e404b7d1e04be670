"""The kinds of record, and the table that finds one by its name.

A Struct says which fields a kind has, what each may hold, and (NUMBERS, FULL) which of
them a shared copy may carry. Nothing else may widen that list: no pack, no setting. Look
into `inventory.py` first; `answers.py` has what the kinds answered by a form share.
"""

from __future__ import annotations

from sponsorterm.records.kinds.amends import Amends
from sponsorterm.records.kinds.answers import Answer, Halt, KeptBack
from sponsorterm.records.kinds.base import Body, Unknown, Withdrawn
from sponsorterm.records.kinds.checkin import Checkin
from sponsorterm.records.kinds.clock import Clock, Milestone, Setback, Span
from sponsorterm.records.kinds.comment import Comment
from sponsorterm.records.kinds.device import Device
from sponsorterm.records.kinds.ending import Ending
from sponsorterm.records.kinds.guidance import (
    Acceptance,
    Agreement,
    AlertAck,
    Assignment,
    Call,
    Progress,
    SignOff,
    SponsorNote,
)
from sponsorterm.records.kinds.hard_moments import Contact, IfThen, SafetyPlan
from sponsorterm.records.kinds.inventory import Inventory
from sponsorterm.records.kinds.link import Link, Place
from sponsorterm.records.kinds.note import Note
from sponsorterm.records.kinds.practice import (
    Balance,
    Gratitude,
    Meeting,
    Practice,
    Readiness,
    Urge,
)
from sponsorterm.records.kinds.presence import Presence
from sponsorterm.records.kinds.profile import Profile
from sponsorterm.records.kinds.reflection import Debrief, Morning, Review, SpotCheck, Thought
from sponsorterm.records.kinds.seen import Seen, SeenItem
from sponsorterm.records.kinds.shared_copy import SharedCopy
from sponsorterm.records.kinds.step import Step
from sponsorterm.records.kinds.tombstone import Tombstone
from sponsorterm.records.kinds.worksheet import Row, Worksheet

KINDS: dict[str, type[Body]] = {
    kind.KIND: kind
    for kind in (
        Inventory,
        Checkin,
        SpotCheck,
        Morning,
        Review,
        Debrief,
        Step,
        Worksheet,
        Row,
        Amends,
        Clock,
        Milestone,
        Meeting,
        Gratitude,
        Practice,
        Readiness,
        Balance,
        Urge,
        SafetyPlan,
        Contact,
        Note,
        Comment,
        Seen,
        Assignment,
        Progress,
        SignOff,
        Agreement,
        Acceptance,
        Call,
        SponsorNote,
        AlertAck,
        Link,
        Profile,
        Tombstone,
        SharedCopy,
        Presence,
        Device,
        Ending,
    )
}

BOOKKEEPING = frozenset(
    kind.KIND
    for kind in (Link, Profile, Tombstone, SharedCopy, Seen, Presence, AlertAck, Device, Ending)
)
"""Kinds the program keeps for itself; the others are there for people to read."""

__all__ = [
    "BOOKKEEPING",
    "KINDS",
    "Acceptance",
    "Agreement",
    "AlertAck",
    "Amends",
    "Answer",
    "Assignment",
    "Balance",
    "Body",
    "Call",
    "Checkin",
    "Clock",
    "Comment",
    "Contact",
    "Debrief",
    "Device",
    "Ending",
    "Gratitude",
    "Halt",
    "IfThen",
    "Inventory",
    "KeptBack",
    "Link",
    "Meeting",
    "Milestone",
    "Morning",
    "Note",
    "Place",
    "Practice",
    "Presence",
    "Profile",
    "Progress",
    "Readiness",
    "Review",
    "Row",
    "SafetyPlan",
    "Seen",
    "SeenItem",
    "Setback",
    "SharedCopy",
    "SignOff",
    "Span",
    "SponsorNote",
    "SpotCheck",
    "Step",
    "Thought",
    "Tombstone",
    "Unknown",
    "Urge",
    "Withdrawn",
    "Worksheet",
]
