"""A real home for one of the sample people, their days moved so that the last one is today.

Nothing here is a shortcut a person could not take: what they wrote is prepared and kept as
ever, and what the others gave is cut by the same rules before it is received. Pairing alone
is left out: the keys of both sides follow from one secret.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

import sponsorterm
from sponsorterm.records.ids import derived_record_id, revision_id
from sponsorterm.records.kinds import Body, Link, Place, Presence, Profile, Seen
from sponsorterm.records.revision import Header, Revision
from sponsorterm.rules.presence import live_digest
from sponsorterm.rules.sharing import project
from sponsorterm.sealing.keys import copy_record
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import prepare
from sponsorterm.services.export.document import (
    COPY_NAMES,
    Document,
    Partner,
    Shared,
    Written,
    body_of,
    read_export,
)
from sponsorterm.services.home.session import Clock, Session, wall_clock
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.syncing.rounds import sync_link
from sponsorterm.store.files import make_folder
from sponsorterm.store.home import Home
from sponsorterm.sync.remotes import opening
from sponsorterm.sync.remotes.base import name_of

SPONSOR = "Maria"
SPONSEE = "Sam"
READ_FROM = time(8, 0)
"""When the sample people sit down to read, at the earliest."""


def sample_folder() -> Path:
    """Where the sample people are: inside an installed package, beside it in a checkout."""
    package = Path(sponsorterm.__file__).parent
    inside = package / "sample_data"
    return inside if inside.is_dir() else package.parent / "sample_data"


def load_sample(
    home: Home, folder: Path, who: str, *, clock: Clock = wall_clock, secret: bytes | None = None
) -> Session:
    """Make a home for one of the people in `folder`, linked with those they are linked with.

    Two homes made with the same `secret` at the same moment are each other's other side.

    Raises:
        ServiceError: the home is set up already, or there is nobody of this name.
        BadRecord: a file of the sample cannot be used.
        StoreError: the home cannot be written.
    """
    own = read_export(folder / who.lower())
    others = {p.name: read_export(folder / p.name.lower()) for p in own.links}
    session = set_up(home, _answers(own), clock)
    try:
        _Sample(session, who, {who: own} | others, secret or secrets.token_bytes(32)).fill()
    except BaseException:
        session.close()
        raise
    return session


def _answers(document: Document) -> SetupAnswers:
    profile = msgspec.convert(document.profile, Profile)
    return SetupAnswers(profile.name, zone=profile.zone, country=profile.country)


Given = tuple[Written, bytes]
"""A record and the exact copy of it that somebody was given."""


@dataclass(frozen=True)
class _Sample:
    """The people as told, and the home of one of them as it is filled.

    All is told in the time of the sample; `_moved` makes it the time of the home.
    """

    session: Session
    who: str
    people: Mapping[str, Document]
    secret: bytes = field(repr=False)

    def fill(self) -> None:
        """Links first, then what was written on either side, then what either has read."""
        names = [partner.name for partner in self.people[self.who].links]
        for name in names:
            self._link(name)
        mine = self._file(self.people[self.who].records)
        theirs = {name: list(self._cut(name, self.people[name].records)) for name in names}
        self._file(mark for name in names for mark in self._marks(self.who, name, theirs[name]))
        for name in names:
            read = self._cut(name, self._marks(name, self.who, mine[name]))
            self._receive(name, [*theirs[name], *read])
            self._sync(name)

    def _link(self, name: str) -> None:
        partner = self._partner(self.who, name)
        pair = sorted((self.who, name))
        space = self._key("space", *pair)[:16].hex()
        place = Place(kind="file", where=str(self.session.home.state / "sample" / f"{name}.toml"))
        make_folder(Path(place.where).parent)
        opening.prepare(place, space)
        since = partner.since + self._shift if partner.since else None
        link = Link(
            name=name,
            role=partner.role,
            state=partner.state,
            space=space,
            direction="a" if partner.role == "sponsee" else "b",
            root=self._key("root", *pair).hex(),
            copy_key=self._key("copy", self.who, name).hex(),
            purge_key=self._key("purge", self.who, name).hex(),
            places=[place],
            cadence=partner.cadence,
            default_level="full" if partner.role == "sponsor" else "private",
            since=since,
        )
        self.session.save(link, record=self._link_record(self.who, name), day=since)

    def _file(self, records: Iterable[Written]) -> dict[str, list[Given]]:
        """Keep records of mine, and tell by name what each of the others was given of them."""
        payloads: list[bytes] = []
        given: dict[str, list[Given]] = defaultdict(list)
        for written in records:
            body, day, at = self._moved(self.who, written)
            sharing = {
                self._link_record(self.who, shared.name): Sharing(shared.level, tuple(shared.held))
                for shared in written.shared
            }
            prepared = prepare(
                self.session, body, day=day, record=written.record, at=at, sharing=sharing
            )
            payloads += [prepared.revision.payload, *prepared.records]
            for copy in prepared.copies:
                given[copy.name].append((written, copy.payload))
        self.session.store.keep_all(payloads)
        return given

    def _cut(self, name: str, records: Iterable[Written]) -> Iterator[Given]:
        """What another gave me of their records, as far as they have synced since."""
        synced = self._partner(name, self.who).synced
        for written in records:
            shared = _part_of(written, self.who)
            if shared is None or synced is None or written.at > synced:
                continue
            body, day, at = self._moved(name, written)
            header = Header(kind=written.kind, record=written.record, at=at, day=day)
            payload = project(
                Revision("", header, body, b""),
                level=shared.level,
                held=shared.held,
                copy_record=self._copy_record(name, self.who, written.record),
                supersedes=(),
            )
            yield written, payload

    def _marks(self, reader: str, author: str, given: Iterable[Given]) -> Iterator[Written]:
        """What a reader marked read of an author's copies: one mark for a day's reading."""
        days: dict[date, list[Given]] = defaultdict(list)
        for written, payload in given:
            shared = _part_of(written, reader)
            if shared is not None and shared.seen is not None:
                days[shared.seen].append((written, payload))
        for day, read in days.items():
            sat_down = datetime.combine(day, READ_FROM, self._zone(reader))
            yield Written(
                kind=Seen.KIND,
                record=derived_record_id(Seen.KIND, reader, author, day.isoformat()),
                day=day,
                at=max(sat_down, *(written.at for written, _ in read)),
                body={
                    "items": [self._mark(reader, author, *each) for each in read],
                    "link": author,
                },
                shared=[Shared(name=author, level="full")],
            )

    def _mark(self, reader: str, author: str, written: Written, payload: bytes) -> dict[str, Any]:
        about = self._copy_record(author, reader, written.record)
        shared = _part_of(written, reader)
        talked = {"talked": True} if shared and shared.talked else {}
        return {"about": about, "revision": revision_id(payload)} | talked

    def _receive(self, name: str, given: Iterable[Given]) -> None:
        """Keep what came over a link, and the note that says how much there was."""
        payloads = [payload for _, payload in given]
        payloads += self._presence(name, payloads)
        self.session.store.keep_all(payloads, self._link_record(self.who, name))

    def _presence(self, name: str, given: list[bytes]) -> Iterator[bytes]:
        synced = self._partner(name, self.who).synced
        if synced is None:
            return
        day = synced.date() + self._shift
        digest = live_digest(revision_id(payload) for payload in given)
        note = Written(
            kind=Presence.KIND,
            record=derived_record_id(
                Presence.KIND, self._link_record(name, self.who), day.isoformat()
            ),
            day=synced.date(),
            at=synced,
            body={"count": len(given), "digest": digest},
            shared=[Shared(name=self.who, level="full")],
        )
        for _, payload in self._cut(name, [note]):
            yield payload

    def _sync(self, name: str) -> None:
        """Put my side where the other will look for it, and say when that went well."""
        link = self.session.link(self._link_record(self.who, name))
        sync_link(self.session, link)
        synced = self._partner(self.who, name).synced
        if link.body.space and synced is not None:
            at = self._moment(synced, self._zone(self.who))
            self.session.ledger.went_well(link.body.space, name_of(link.body.places[0]), at)

    def _moved(self, name: str, written: Written) -> tuple[Body, date, datetime]:
        """A record of somebody's with all its days moved."""
        links = {p.name: self._link_record(name, p.name) for p in self.people[name].links}
        raw = _shifted(written.body, self._shift)
        for key in COPY_NAMES & raw.keys() if "link" in raw else ():
            raw[key] = self._about(name, raw["link"], raw[key])
        moved = msgspec.structs.replace(written, body=raw)
        at = self._moment(written.at, self._zone(name))
        return body_of(moved, links, written.record), written.day + self._shift, at

    def _about(self, author: str, other: str, record: str) -> str:
        """The name by which both know the copy of a record that a comment is about."""
        own = any(written.record == record for written in self.people[author].records)
        giver, taker = (author, other) if own else (other, author)
        return self._copy_record(giver, taker, record)

    @cached_property
    def _shift(self) -> timedelta:
        """From the last day on which anybody of the sample was in step to today."""
        links = (partner for person in self.people.values() for partner in person.links)
        last = max(partner.synced for partner in links if partner.synced)
        return self.session.today - last.date()

    def _moment(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The same hour of the moved day, but never later than now."""
        wall = at.astimezone(zone).replace(tzinfo=None) + self._shift
        return min(wall.replace(tzinfo=zone), self.session.now).astimezone(zone)

    def _zone(self, name: str) -> ZoneInfo:
        return ZoneInfo(self.people[name].profile["zone"])

    def _partner(self, name: str, other: str) -> Partner:
        return next(partner for partner in self.people[name].links if partner.name == other)

    def _link_record(self, owner: str, other: str) -> str:
        return self._key("link", owner, other)[:16].hex()

    def _copy_record(self, giver: str, taker: str, record: str) -> str:
        return copy_record(self._key("copy", giver, taker), record)

    def _key(self, *label: str) -> bytes:
        return hashlib.blake2b("/".join(label).encode(), key=self.secret, digest_size=32).digest()


def _part_of(written: Written, name: str) -> Shared | None:
    """What somebody was given of a record."""
    return next((shared for shared in written.shared if shared.name == name), None)


def _shifted(value: Any, shift: timedelta) -> Any:
    """Plain values with every day in them moved."""
    if isinstance(value, dict):
        return {name: _shifted(item, shift) for name, item in value.items()}
    if isinstance(value, list):
        return [_shifted(item, shift) for item in value]
    return value + shift if isinstance(value, date) else value
