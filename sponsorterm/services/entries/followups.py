"""What an entry asks to be come back to: how it is half an hour later, and what is to be told."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Inventory, KeptBack, SpotCheck
from sponsorterm.records.revision import Revision
from sponsorterm.services.home.session import Session
from sponsorterm.strings import day as words
from sponsorterm.strings.screens import near_day

LATER = timedelta(minutes=30)
LATEST = timedelta(hours=12)
"""After that long, "now" no longer says anything about that moment."""


def checks(session: Session) -> list[Entry]:
    """Spot checks that may be asked how it is now, the oldest first."""
    now = session.now
    recent = session.store.entries(
        kinds={SpotCheck.KIND}, since=(now - LATEST).date() - timedelta(days=1), oldest_first=True
    )
    return [
        entry
        for entry in recent
        if isinstance(entry.body, SpotCheck)
        and entry.body.after is None
        and entry.at is not None
        and LATER <= now - entry.at <= LATEST
    ]


def answer_after(session: Session, entry: Entry, strength: int) -> Revision:
    """Say how strong it is now. What a sponsor holds of the entry stays as they have it."""
    assert isinstance(entry.body, SpotCheck)
    return _revise(session, entry, replace(entry.body, after=strength))


def untold(session: Session) -> list[Entry]:
    """Nights with something kept back and not told yet: the newest for each to be told."""
    found: dict[str, Entry] = {}
    for entry in session.store.entries(kinds={Inventory.KIND}, lingering=True):
        if entry.body.lingers:
            found.setdefault(_whom(entry), entry)
    return list(found.values())


def told(session: Session, entry: Entry, day: date) -> None:
    """Note that it was told on this day, also for earlier nights that meant to tell the same."""
    for other in session.store.entries(kinds={Inventory.KIND}, lingering=True, until=entry.day):
        kept = kept_back(other)
        if kept is not None and other.body.lingers and _whom(other) == _whom(entry):
            assert isinstance(other.body, Inventory)
            _revise(session, other, replace(other.body, kept_back=replace(kept, told=day)))


def kept_back(entry: Entry) -> KeptBack | None:
    """What a night says of something told to nobody."""
    return entry.body.kept_back if isinstance(entry.body, Inventory) else None


def to_be_told(entry: Entry, today: date) -> str:
    """Whom I will tell, and by when, in words."""
    kept = kept_back(entry)
    by = near_day(kept.by, today) if kept and kept.by else ""
    return words.to_tell((kept.tell if kept else None) or "", by)


def _whom(entry: Entry) -> str:
    kept = kept_back(entry)
    return ((kept.tell if kept else None) or "").casefold()


def _revise(session: Session, entry: Entry, body: Inventory | SpotCheck) -> Revision:
    return session.save(body, record=entry.record, day=entry.day, follows=entry.id)
