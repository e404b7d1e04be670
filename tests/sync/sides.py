"""Two people with a link, each with a ledger, and what came to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sponsorterm import wire
from sponsorterm.records.codec import decode_copy, encode
from sponsorterm.records.ids import new_record_id, revision_id
from sponsorterm.records.kinds import Body, Comment, Note
from sponsorterm.records.kinds.link import Role
from sponsorterm.records.revision import Header
from sponsorterm.sealing import Direction, SpaceKeys, new_purge_key, new_root_key, seal
from sponsorterm.sync.channel import Channel, Outcome
from sponsorterm.sync.engine import sync_once
from sponsorterm.sync.ledger import Ledger
from sponsorterm.sync.remotes import Remote

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)


def payload(text: str = "a line", body: Body | None = None) -> bytes:
    header = Header(
        kind=(body or Note()).KIND,
        record=new_record_id(),
        day=date(2026, 11, 20),
        at=NOW,
        level="full",
    )
    return encode(header, body or Note(body=text))


def comment(text: str = "well done") -> bytes:
    return payload(body=Comment(about=new_record_id(), body=text))


@dataclass
class Side:
    """One person: what they have written for the link, and what came over it."""

    keys: SpaceKeys
    direction: Direction
    role: Role
    ledger: Ledger
    written: list[bytes] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    aside: list[tuple[bytes, str, str]] = field(default_factory=list)
    purge_key: bytes = field(default_factory=new_purge_key)

    @property
    def channel(self) -> Channel:
        return Channel(
            link="1" * 32,
            keys=self.keys,
            direction=self.direction,
            peer_role="sponsee" if self.role == "sponsor" else "sponsor",
            given=lambda: [revision for revision, _ in self.outgoing()],
            outgoing=self.outgoing,
            receive=self.receive,
            set_aside=lambda *what: self.aside.append(what),
            purge_key=self.purge_key,
        )

    def outgoing(self) -> Sequence[tuple[str, bytes]]:
        return [(revision_id(each), each) for each in self.written]

    def receive(self, payloads: Sequence[bytes]) -> None:
        for data in payloads:
            decode_copy(data)
        self.received.extend(payloads)

    def write(self, count: int = 1) -> list[bytes]:
        new = [payload(f"line {len(self.written) + n}") for n in range(count)]
        self.written.extend(new)
        return new

    def sync(self, remote: Remote, now: datetime = NOW) -> Outcome:
        return sync_once(self.channel, remote, self.ledger, now)

    @property
    def has(self) -> set[bytes]:
        return set(self.received)

    def sealed(self, data: bytes) -> wire.Envelope:
        """This side's own envelope, as a hostile or second device of theirs would make it."""
        return seal(data, self.keys, self.direction)


def two_sides(space: str, folder: Path) -> tuple[Side, Side]:
    """A sponsee who invited and a sponsor who joined."""
    keys = SpaceKeys(space, new_root_key())
    a = Side(keys, "a", "sponsee", Ledger(folder / "a.db"))
    b = Side(keys, "b", "sponsor", Ledger(folder / "b.db"))
    return a, b
