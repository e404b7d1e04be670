"""Make `sample_data/`: a sponsor, eight sponsees and a year of their days.

Run `python -m tests.sample.make_sample` after changing `people/` or `common.toml`. The same
input always gives the same bytes; a test compares them with what is checked in.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import KINDS, Body, Profile
from sponsorterm.services.export.document import Document, Partner, Shared, Written, files
from tests.sample.cast import Comment, Person, Thread, load_common, load_person
from tests.sample.nights import night, written_days
from tests.sample.phrases import Phrases

OUTPUT = Path(__file__).parents[2] / "sample_data"
SPONSEES = ("sam", "mika", "jo", "kit", "ana", "lee", "noor", "pat")
SPONSOR_OF = dict.fromkeys(SPONSEES, "maria") | {"maria": "ruth"}
LAST_DAY = date(2026, 11, 20)
RECENT = timedelta(days=12)
"""Older entries were marked read at the end of their month, to keep the sample small."""
JUST_NOW = timedelta(days=3)
"""A note of the last days that nobody answered may still be unread."""
COMMENTED = 0.12
ANSWERED = 0.35
SEED = 20261120


class Sample:
    """All records under way, by the key of who wrote them."""

    def __init__(self) -> None:
        self.people = {key: load_person(key) for key in (*SPONSOR_OF, "ruth")}
        self.records: dict[str, list[Written]] = {key: [] for key in self.people}
        self._phrases = Phrases(load_common(), random.Random(SEED))
        for person in self.people.values():
            self._phrases.lend(person.name, person.lines, person.without)

    def documents(self) -> dict[str, Document]:
        """Everybody's document."""
        for key in self.people:
            self._clocks_and_steps(key)
        for key in SPONSOR_OF:
            self._one(key, random.Random(f"{SEED} {key}"))
        return {key: self._document(key) for key in self.people}

    def _one(self, key: str, dice: random.Random) -> None:
        person = self.people[key]
        for checkin in person.checkin:
            at = person.moment(f"{checkin.day} {checkin.at}")
            self._share(key, "checkin", at, checkin.body, checkin.day, talked=checkin.talked)
        for each in person.night:
            at = person.moment(f"{each.day} {each.at}")
            self._share(key, "inventory", at, each.body, each.day, held=each.held)
        for day in self._ordinary(person, dice):
            self._ordinary_night(key, day, dice)
        for thread in person.thread:
            self._thread(key, thread)
        for comment in person.comment:
            self._comment(key, comment)

    def _ordinary(self, person: Person, dice: random.Random) -> Iterator[date]:
        """Newest first, so that a person's own lines stand where one looks first."""
        told = {each.day for each in person.night}
        assert person.rhythm is not None
        days = reversed(list(written_days(person.rhythm, dice)))
        return (day for day in days if day not in told)

    def _ordinary_night(self, key: str, day: date, dice: random.Random) -> None:
        person = self.people[key]
        rhythm, tie = person.rhythm, person.link
        assert rhythm is not None
        assert tie is not None
        body = night(person, day, self._phrases, dice)
        hour = min(max(dice.gauss(rhythm.hour, 0.6), 5), 26)
        wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=round(hour * 60))
        at = wall.replace(tzinfo=ZoneInfo(person.profile.zone))
        fate = dice.random()
        if fate < rhythm.private:
            self._add(key, "inventory", at, body, day, [])
            return
        level = "numbers" if fate < rhythm.private + rhythm.numbers else "full"
        talk = level == "full" and "done_well" in body and dice.random() < COMMENTED
        talk = talk and day + timedelta(days=1) < tie.unread_from
        self._share(key, "inventory", at, body, day, level=level)
        if talk:
            self._small_talk(key, day, dice)

    def _small_talk(self, key: str, day: date, dice: random.Random) -> None:
        """A line from the sponsor the morning after, and sometimes one back in the evening."""
        sponsor = self.people[SPONSOR_OF[key]]
        said = self._phrases.draw(sponsor.name, "comment")
        if said is None:
            return
        next_day = day + timedelta(days=1)
        at = f"{next_day} 07:{dice.randrange(10, 59)}"
        self._comment(key, Comment(on=day, by=sponsor.name, at=at, text=said))
        back = self._phrases.draw(self.people[key].name, "comment_reply")
        if back and dice.random() < ANSWERED:
            at = f"{next_day} 19:{dice.randrange(10, 59)}"
            self._comment(key, Comment(on=day, by=self.people[key].name, at=at, text=back))

    def _thread(self, key: str, thread: Thread) -> None:
        name = _id(key, "thread", thread.subject)
        blocks = [_block(block) for block in thread.blocks]
        last_by = {who: number for number, (who, _, _) in enumerate(blocks)}
        for number, (who, at, text) in enumerate(blocks):
            first = number == 0
            body = {
                "subject": thread.subject if first else None,
                "body": text,
                "thread": name,
                "step": thread.step if first else None,
                "agenda": number in thread.agenda or None,
                "pinned": thread.pinned if first else None,
            }
            author = key if who == self.people[key].name else SPONSOR_OF[key]
            moment = self.people[author].moment(at)
            day = moment.date()
            if thread.private:
                self._add(author, "note", moment, body, day, [])
                continue
            answered = any(last > number for other, last in last_by.items() if other != who)
            read = answered or day < LAST_DAY - JUST_NOW
            self._between(key, author, "note", moment, body, read=read)

    def _comment(self, key: str, comment: Comment) -> None:
        author = key if comment.by == self.people[key].name else SPONSOR_OF[key]
        about = next(
            each.record
            for each in self.records[key]
            if each.kind == "inventory" and each.day == comment.on
        )
        at = self.people[author].moment(comment.at)
        body = {"about": about, "body": comment.text}
        self._between(key, author, "comment", at, body, read=not comment.unread)

    def _between(
        self, key: str, author: str, kind: str, at: datetime, body: dict[str, Any], *, read: bool
    ) -> None:
        """A note or comment on the link of `key` and their sponsor, from either of the two."""
        other = SPONSOR_OF[key] if author == key else key
        body = body | {"link": self.people[other].name}
        if author == key:
            self._share(author, kind, at, body, at.date(), read=read)
            return
        seen = self._read_by(at.date(), LAST_DAY) if read else None
        shared = Shared(name=self.people[other].name, level="full", seen=seen)
        self._add(author, kind, at, body, at.date(), [shared])

    def _share(
        self,
        key: str,
        kind: str,
        at: datetime,
        body: dict[str, Any],
        day: date,
        *,
        level: str = "full",
        held: Iterable[str] = (),
        talked: bool | None = None,
        read: bool = False,
    ) -> None:
        """Something of mine for my sponsor; what was answered or spoken about has been read."""
        tie = self.people[key].link
        assert tie is not None
        until = LAST_DAY if read or talked else tie.unread_from
        shared = Shared(
            name=self.people[SPONSOR_OF[key]].name,
            level="full" if level == "full" else "numbers",
            held=list(held),
            seen=self._read_by(day, until),
            talked=talked,
        )
        self._add(key, kind, at, body, day, [shared])

    def _read_by(self, day: date, until: date) -> date | None:
        """The day something was marked read, if that was not after a day."""
        seen = day + timedelta(days=1)
        if day < LAST_DAY - RECENT:
            month_end = date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
            seen = min(max(seen, month_end), LAST_DAY - RECENT + timedelta(days=1))
        return seen if seen <= until else None

    def _clocks_and_steps(self, key: str) -> None:
        person = self.people[key]
        for clock in person.clock:
            at = person.moment(clock.updated or f"{clock.day} 19:00")
            plain = msgspec.to_builtins(clock, builtin_types=(date,))
            self._standing(key, "clock", at, plain, _id(key, "clock", clock.label))
        for step in person.step:
            day = step.at or step.done_on or step.started
            plain = {"pack": "general"} | msgspec.to_builtins(step, builtin_types=(date,))
            plain.pop("at", None)
            record = derived_record_id("step", "general", str(step.step), "1")
            self._standing(key, "step", person.moment(f"{day} 20:00"), plain, record)

    def _standing(
        self, key: str, kind: str, at: datetime, body: dict[str, Any], record: str
    ) -> None:
        if key in SPONSOR_OF:
            self._share(key, kind, at, body, at.date())
        else:
            self._add(key, kind, at, body, at.date(), [])
        self.records[key][-1] = msgspec.structs.replace(self.records[key][-1], record=record)

    def _add(
        self,
        key: str,
        kind: str,
        at: datetime,
        body: dict[str, Any],
        day: date,
        shared: list[Shared],
    ) -> None:
        record = _id(key, kind, at.isoformat())
        plain = _plain(kind, body)
        written = Written(kind=kind, record=record, day=day, at=at, body=plain, shared=shared)
        self.records[key].append(written)

    def _document(self, key: str) -> Document:
        person = self.people[key]
        profile = Profile(
            name=person.name, zone=person.profile.zone, country=person.profile.country
        )
        partners = [self._partner(key, other) for other in self._others(key)]
        return Document(
            msgspec.to_builtins(profile),
            tuple(sorted(partners, key=lambda partner: partner.name)),
            tuple(self.records[key]),
        )

    def _others(self, key: str) -> list[str]:
        return [other for other in self.people if key in _pair(other) or other in _pair(key)]

    def _partner(self, key: str, other: str) -> Partner:
        sponsor = SPONSOR_OF.get(key) == other
        tie = self.people[key if sponsor else other].link
        assert tie is not None
        synced = tie.synced if sponsor else f"{LAST_DAY} 21:05"
        return Partner(
            name=self.people[other].name,
            role="sponsor" if sponsor else "sponsee",
            state="active",
            cadence=tie.cadence,
            since=tie.since,
            synced=self.people[key].moment(synced),
        )


def _plain(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """A body as its kind has it: checked, defaults left out, in the order of its fields."""
    if kind == "inventory":
        body = {"period": "nightly", "pack": "general"} | body
    given = {name: value for name, value in body.items() if value is not None}
    link = given.get("link")
    checked: Body = msgspec.convert(given | ({"link": "0" * 32} if link else {}), KINDS[kind])
    plain: dict[str, Any] = msgspec.to_builtins(checked, builtin_types=(date,))
    return plain | ({"link": link} if link else {})


def _block(text: str) -> tuple[str, str, str]:
    """Who wrote a block, when, and what."""
    head, _, words = text.partition(" | ")
    who, _, at = head.partition(" ")
    return who, at, words


def _pair(key: str) -> tuple[str, ...]:
    return (SPONSOR_OF[key],) if key in SPONSOR_OF else ()


def _id(*parts: str) -> str:
    return derived_record_id("sample", *parts)


def make() -> dict[str, bytes]:
    """Every file of the sample by its path below `sample_data/`."""
    return {
        f"{key}/{name}": data
        for key, document in Sample().documents().items()
        for name, data in files(document).items()
    }


def write(folder: Path) -> None:
    """Put the sample into a folder, and take away what is no longer part of it."""
    made = make()
    for path in folder.rglob("*.toml"):
        if str(path.relative_to(folder)) not in made:
            path.unlink()
    for name, data in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    write(OUTPUT)
