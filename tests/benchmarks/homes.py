"""Homes as large as they get: ten years of one person's evenings, and those of fifty people.

The records are written as the program would name them, but without waiting for the disk, and
the program builds its index over them; they are taken as sent. That takes minutes for fifty
people, so a home is kept in the temp folder for the day it was made on.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from base64 import b32encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

from sponsorterm.records.codec import encode
from sponsorterm.records.entry import MINE
from sponsorterm.records.ids import derived_record_id, revision_id
from sponsorterm.records.kinds import (
    Body,
    Clock,
    Inventory,
    Link,
    Note,
    Place,
    Presence,
    Seen,
    SeenItem,
    SharedCopy,
    Step,
)
from sponsorterm.records.kinds.link import Role
from sponsorterm.records.revision import Header, Revision
from sponsorterm.rules.sharing import project
from sponsorterm.sealing.keys import copy_record
from sponsorterm.services.demo.sample import sample_folder
from sponsorterm.services.entries.filing import copy_record_id
from sponsorterm.services.export.document import body_of, read_export
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.store.home import Home
from sponsorterm.store.schema import version
from sponsorterm.store.store import Store
from sponsorterm.sync.ledger import Seen as LookedAt
from sponsorterm.sync.remotes.base import name_of

DAYS = 3650
PEOPLE = 50
READS_EVERY = 14
WRITES_EVERY = 28
"""Days between a sponsor's reading, and their writing, to one person: as in the sample."""
UNREAD = 3
"""Days of which nothing was read yet."""
NOBODY_THERE = "http://127.0.0.1:9"
KEY = "5a" * 32

KEPT = Path(tempfile.gettempdir()) / "sponsorterm-benchmarks"


def home_at(folder: Path) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(folder)})


def ten_years() -> Path:
    """The home of a sponsee who has filed every evening and given all of it to a sponsor."""
    return _kept(f"mine-{DAYS}", _fill_own, DAYS)


def sponsor_of(people: int = PEOPLE, days: int = DAYS, kept: Path = KEPT) -> Path:
    """The home of a sponsor of people who did that for so many days."""
    return _kept(f"sponsor-{people}-{days}", lambda pen: _fill_received(pen, people), days, kept)


def empty(kept: Path = KEPT) -> Path:
    """The home of somebody who has just set it up."""
    return _kept("empty", lambda _: None, 0, kept)


def _kept(name: str, fill: Callable[[_Pen], None], days: int, kept: Path = KEPT) -> Path:
    """The home of this name made today by this version of the program."""
    day = datetime.now(UTC).date().isoformat()
    today = kept / f"{day}-{version()}"
    place = today / name
    if not place.exists():
        print(f"... making the home {name}", flush=True)
        for old in set(kept.glob("*-*")) - set(kept.glob(f"{day}-*")):
            shutil.rmtree(old, ignore_errors=True)
        aside = today / f"{name}.part"
        shutil.rmtree(aside, ignore_errors=True)
        with set_up(home_at(aside), SetupAnswers("Robin", zone="UTC")) as session:
            fill(_Pen(session, days))
        Store.open(home_at(aside)).close()
        aside.rename(place)
        with Session.open(home_at(place)) as session:
            _be_in_step(session)
    return place


def _be_in_step(session: Session) -> None:
    """Remember that everything was sent and has come, as it is on all days but the first."""
    for link in session.links():
        for place in link.body.places:
            space, name = link.body.space or "", name_of(place)
            given, came = session.store.given(link.record), session.store.names(link.record)
            session.ledger.sent(space, name, [(each, _envelope(each)) for each in given])
            new = [LookedAt(_envelope(each), revision=each, record=each) for each in came]
            there = [each.id for each in new]
            session.ledger.looked_at(space, name, new, there, "e:1:", session.today)
            session.ledger.went_well(space, name, session.now)


def _envelope(revision: str) -> str:
    """A name as an envelope may have it: base32, and of nothing else."""
    return b32encode(blake2b(revision.encode(), digest_size=32).digest()).decode().lower()[:52]


@dataclass(frozen=True)
class _Pen:
    """Writes the files of records. It keeps the names' rule and nothing of the safety."""

    session: Session
    span: int

    @cached_property
    def days(self) -> list[date]:
        """All days, the newest first."""
        today = self.session.today
        return [today - timedelta(days=ago) for ago in range(self.span)]

    def write(self, space: str, day: date, kind: str, payload: bytes) -> None:
        folder = self.session.home.records / space / day.isoformat()[:7]
        name = f"{day.isoformat()}-{kind}-{revision_id(payload)[:8]}.toml"
        try:
            (folder / name).write_bytes(payload)
        except FileNotFoundError:
            folder.mkdir(parents=True, mode=0o700)
            (folder / name).write_bytes(payload)

    def mine(self, body: Body, record: str, day: date) -> Revision:
        header = Header(
            kind=body.KIND,
            record=record,
            day=day,
            at=_evening(day),
            device=self.session.store.device,
        )
        payload = encode(header, body)
        self.write(MINE, day, body.KIND, payload)
        return Revision(revision_id(payload), header, body, payload)

    def give(self, body: Body, link: str, record: str, day: date) -> None:
        """Keep something of mine and the copy of it that a link is given."""
        own = self.mine(body, record, day)
        copy = SharedCopy(
            link=link,
            of=record,
            kind=body.KIND,
            source=[own.id],
            level="full",
            bytes=_copy(own).decode(),
        )
        self.mine(copy, copy_record_id(link, record), day)

    def link(self, name: str, role: Role) -> str:
        """A link that nobody answers on."""
        link = Link(
            name=name,
            role=role,
            state="active",
            space=derived_record_id("space", name),
            direction="a" if role == "sponsee" else "b",
            root=KEY,
            copy_key=KEY,
            purge_key=KEY,
            places=[Place(kind="http", where=NOBODY_THERE)],
            cadence="daily",
            default_level="full" if role == "sponsor" else "private",
            since=self.days[-1],
        )
        return self.session.save(link, day=self.days[-1]).record


def _fill_own(pen: _Pen) -> None:
    link = pen.link("Maria", "sponsor")
    for day, body in zip(pen.days, itertools.cycle(_evenings()), strict=False):
        pen.give(body, link, derived_record_id("evening", day.isoformat()), day)
    for body in _standing(pen.days[-1]):
        pen.give(body, link, derived_record_id(repr(body)), pen.days[-1])
    for day in pen.days[::WRITES_EVERY]:
        pen.give(_note(link), link, derived_record_id("note", day.isoformat()), day)


def _fill_received(pen: _Pen, people: int) -> None:
    given = list(_given(pen.days))
    for person in range(people):
        link = pen.link(f"Person {person:03}", "sponsee")
        seen = []
        for day, kind, payload in given:
            own = payload.replace(_MARK, derived_record_id(link, revision_id(payload)).encode())
            pen.write(link, day, kind, own)
            seen.append((day, SeenItem(about=_record_in(own), revision=revision_id(own))))
        seen.sort(key=lambda one: one[0])
        read = [item for day, item in seen if day <= pen.days[UNREAD]]
        _read_and_write(pen, link, read)


def _read_and_write(pen: _Pen, link: str, read: list[SeenItem]) -> None:
    """What a sponsor does over the years for one person: mark what came as read, and answer."""
    days = pen.days[UNREAD::READS_EVERY][::-1]
    share = -(-len(read) // len(days))
    for number, day in enumerate(days):
        items = read[number * share : (number + 1) * share]
        record = derived_record_id("seen", link, day.isoformat())
        pen.give(Seen(items=items, link=link), link, record, day)
    for day in pen.days[WRITES_EVERY::WRITES_EVERY]:
        pen.give(_note(link), link, derived_record_id("note", link, day.isoformat()), day)


_MARK = b"0" * 32
"""Stands for the record in what every person gives; each has names of their own."""


def _given(days: list[date]) -> Iterator[tuple[date, str, bytes]]:
    """What one person has given in these days, a note a day that says how much among it."""
    bodies = itertools.chain(_standing(days[-1]), itertools.cycle(_evenings()))
    for count, (day, body) in enumerate(zip(reversed(days), bodies, strict=False), 1):
        for each in (body, Presence(count=count, digest="0" * 32)):
            header = Header(
                kind=each.KIND, record=_MARK.decode(), day=day, at=_evening(day), level="full"
            )
            yield day, each.KIND, encode(header, each)


@cache
def _evenings() -> list[Body]:
    """Evenings as a sample person wrote them."""
    written = read_export(sample_folder() / "sam").records
    return [body_of(one, {}, one.record) for one in written if one.kind == Inventory.KIND]


def _standing(since: date) -> Iterator[Body]:
    """A clock and the steps: what stands for years."""
    yield Clock(label="Sobriety", start=since, count_from=0, primary=True)
    for step in range(1, 13):
        yield Step(pack="general", step=step, round=1, state="done" if step < 9 else "working")


def _note(link: str) -> Note:
    return Note(body="I read your week. Call me on Thursday before the meeting.", link=link)


def _copy(own: Revision) -> bytes:
    name = copy_record(bytes.fromhex(KEY), own.record)
    return project(own, level="full", held=(), copy_record=name, supersedes=())


def _record_in(payload: bytes) -> str:
    return payload.split(b'record = "', 1)[1][:32].decode()


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(0, 30), UTC)
