"""The walk through all that is new or flagged, across all sponsees, like a mail reader.

How far it went today and what was done last are kept on this device by ids alone, so that a
walk goes on where it stopped and the last act can be taken back. On the next day it begins
anew with what is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import rtoml
import tomli_w

from sponsorterm.records.entry import Entry
from sponsorterm.rules.dashboard import LOOK, Row
from sponsorterm.rules.facts import Flag
from sponsorterm.services.entries.filing import delete
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import calls, talk
from sponsorterm.services.sponsor import alerts
from sponsorterm.services.sponsor.alerts import Action
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import triage as words

MAX_FILE = 4 * 1024 * 1024
"""Bytes of what is remembered: a hundred thousand ids."""
ACTS = 20
"""Acts that can be taken back, the last one first."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to look at: an entry nobody has read, or a flag. One of the two is None."""

    name: str
    """It is known again by this: the revision's id, or what stands for the flag."""
    link: str
    person: str
    entry: Entry | None = None
    flag: Flag | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: the stop, its number today, and how many there are with the rest."""

    stop: Stop
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Act:
    """Something done at a stop: the records it left, to be deleted if it is taken back."""

    stop: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """What is remembered: the stops of this day in the order they were shown, and the acts."""

    day: date
    shown: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()


def stops(session: Session) -> list[Stop]:
    """All that waits for a look, the neediest person first: their flags, then what is unread."""
    rows = dashboard(session).rows
    new = _unread(session, [row.link for row in rows if row.unread])
    return [stop for row in rows for stop in _stops(row, new.get(row.link, ()))]


def resume(session: Session) -> Place | None:
    """Where the walk stopped, or the next stop if that one was dealt with; None at the end."""
    trail, waiting = _trail(session), stops(session)
    last = next((stop for stop in waiting if stop.name in trail.shown[-1:]), None)
    return _place(trail, last, waiting) if last else _go_on(session, trail, waiting)


def go_on(session: Session) -> Place | None:
    """The next stop. At the end None: then the walk begins anew with what is left."""
    return _go_on(session, _trail(session), stops(session))


def find(session: Session, name: str) -> Stop:
    """The stop whose name begins so.

    Raises:
        UnknownEntry: none does, or several do.
    """
    wanted = name.strip().lower()
    found = [stop for stop in stops(session) if wanted and stop.name.startswith(wanted)]
    if len(found) != 1:
        raise UnknownEntry(words.NO_SUCH_STOP, words.NO_SUCH_STOP_HINT)
    return found[0]


# ── What is done at a stop ───────────────────────────────────────────────────────────────


def see(session: Session, link: str, entries: Iterable[Entry], *, talked: bool = False) -> None:
    """Mark entries of theirs seen, or as talked about."""
    for entry in entries:
        _remember(session, entry.id, talk.mark_seen(session, link, [entry], talked=talked))


def comment(
    session: Session, link: str, entry: Entry, text: str, *, row: str | None = None
) -> None:
    """Write beside an entry, or beside one answer of it.

    Raises:
        BadRecord: the text is too long.
    """
    _remember(session, entry.id, [talk.comment(session, link, entry, text, row=row)])


def acknowledge(
    session: Session,
    link: str,
    flag: Flag,
    action: Action,
    *,
    until: date | None = None,
    note: str = "",
) -> None:
    """Keep what was done about a flag, or until when it is put off.

    Raises:
        BadRecord: the note is too long.
    """
    view = session.link(link)
    left = alerts.acknowledge(session, view, flag, action, until=until, note=note)
    _remember(session, flag.name_on(link), left)


def log_call(
    session: Session, link: str, flag: Flag | None, *, minutes: int | None = None, note: str = ""
) -> None:
    """Note a call for both to see; a flag it was about is dealt with by that.

    Raises:
        BadRecord: the note is too long, or it took more than a day.
    """
    view = session.link(link)
    left = alerts.acknowledge(session, view, flag, "called") if flag else []
    left.append(calls.log_call(session, view, minutes=minutes, note=note))
    _remember(session, flag.name_on(link) if flag else link, left)


def undo(session: Session) -> Place | None:
    """Take the last act back, and go back to where it was done; None if that is not waiting.

    Raises:
        UnknownEntry: there is no act to take back.
    """
    trail = _trail(session)
    if not trail.acts:
        raise UnknownEntry(words.NOTHING_TO_UNDO, "")
    *before, last = trail.acts
    for record in last.records:
        with suppress(UnknownEntry):  # it was taken back elsewhere
            delete(session, record)
    shown = trail.shown
    if last.stop in shown:
        shown = shown[: shown.index(last.stop) + 1]
    trail = Trail(trail.day, shown, tuple(before))
    _keep(session, trail)
    waiting = stops(session)
    stop = next((stop for stop in waiting if stop.name == last.stop), None)
    return _place(trail, stop, waiting) if stop else None


# ── Where one is ─────────────────────────────────────────────────────────────────────────


def _unread(session: Session, links: list[str]) -> dict[str, list[Entry]]:
    """What nobody has read, by link, the oldest first."""
    found: dict[str, list[Entry]] = defaultdict(list)
    since = session.today - talk.NEW_FOR
    entries = session.store.entries
    for entry in entries(space=links, since=since, unread=True, oldest_first=True) if links else ():
        found[entry.space].append(entry)
    return found


def _stops(row: Row, new: Iterable[Entry]) -> Iterator[Stop]:
    for flag in row.flags:
        if flag.level <= LOOK:
            yield Stop(flag.name_on(row.link), row.link, row.name, flag=flag)
    for entry in new:
        yield Stop(entry.id, row.link, row.name, entry=entry)


def _go_on(session: Session, trail: Trail, waiting: list[Stop]) -> Place | None:
    stop = next((stop for stop in waiting if stop.name not in trail.shown), None)
    shown = (*trail.shown, stop.name) if stop else ()
    trail = Trail(trail.day, shown, trail.acts)
    _keep(session, trail)
    return _place(trail, stop, waiting) if stop else None


def _place(trail: Trail, stop: Stop, waiting: list[Stop]) -> Place:
    number = trail.shown.index(stop.name) + 1 if stop.name in trail.shown else 1
    left = sum(other.name not in trail.shown for other in waiting)
    return Place(stop, number, number + left)


def _trail(session: Session) -> Trail:
    """What is remembered of today; nothing when the file is not there or not to be read."""
    try:
        raw = Drawer(session.home, session.home.state).get(session.home.triage.name, MAX_FILE)
        found: dict[str, Any] = rtoml.loads(raw.decode())
        acts = tuple(Act(str(a["stop"]), tuple(map(str, a["records"]))) for a in found["acts"])
        shown = tuple(map(str, found["shown"])) if found["day"] == session.today else ()
    except (OSError, StoreError, ValueError, KeyError, TypeError):
        return Trail(session.today)
    return Trail(session.today, shown, acts)


def _remember(session: Session, stop: str, records: list[str]) -> None:
    trail = _trail(session)
    acts = (*trail.acts, Act(stop, tuple(records)))[-ACTS:]
    _keep(session, Trail(trail.day, trail.shown, acts))


def _keep(session: Session, trail: Trail) -> None:
    told = {
        "day": trail.day,
        "shown": list(trail.shown),
        "acts": [{"stop": act.stop, "records": list(act.records)} for act in trail.acts],
    }
    Drawer(session.home, session.home.state).put(
        session.home.triage.name, tomli_w.dumps(told).encode()
    )
