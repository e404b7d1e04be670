"""A person with the second client: what they give, what they hold, and syncing (6)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.client.stranger import copies
from tests.client.stranger.copies import Copy, Refused
from tests.client.stranger.pairing import OTHER, Paired
from tests.client.stranger.remotes import Envelope, Remote, digest_of, id_of, purge_hash
from tests.sealing import second


@dataclass
class Person:
    """One side of a link over one remote. `aside` is what was refused, and why."""

    link: Paired
    remote: Remote
    now: datetime
    given: list[Copy] = field(default_factory=list)
    received: dict[str, Copy] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    purge_key: str = field(default_factory=lambda: secrets.token_hex(32))
    _purged: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _there: set[str] = field(default_factory=set)

    @property
    def role(self) -> str:
        return OTHER[self.link.role]

    def give(
        self, kind: str, body: dict[str, Any] | None, *, level: str = "full", **more: Any
    ) -> Copy:
        """A copy, new or the next revision of `record`."""
        record = more.pop("record", secrets.token_hex(16))
        before = [copy.id for copy in self.given if copy.record == record]
        day: date = more.pop("day", self.now.date())
        payload = copies.write(
            kind, record, day, level, body=body, at=self.now, supersedes=before, **more
        )
        copy = copies.read(payload, self.role)
        self.given.append(copy)
        return copy

    def take_back(self, copy: Copy) -> None:
        self.give(copy.kind, None, level="withdrawn", record=copy.record, day=copy.day)

    def note_presence(self) -> None:
        self.give("presence", copies.presence(self.given))

    def holds(self) -> list[Copy]:
        """What stands of what the other person gave."""
        return copies.live(self.received.values())

    def sync(self) -> None:
        self._send(self._outgoing())
        self._take(self.remote.news(self._seen))
        if self.remote.digest() == digest_of(self._there):
            return
        there = self.remote.ids()
        self._take({name: self.remote.get(name) for name in there - self._seen})
        self._there = there
        self._send(self._outgoing())

    def seal(self, payload: bytes) -> Envelope:
        return second.envelope_of(self.link.root, self.link.space, self.link.direction, payload)

    def purge(self, copy: Copy) -> str:
        """Take the envelope of a copy off the remote, and never send it again."""
        self._purged.add(copy.id)
        name = id_of(self.seal(copy.payload))
        self.remote.purge(name, self.secret(name))
        return name

    def secret(self, name: str) -> str:
        return str(second.purge(self.purge_key, name)["secret"])

    def upload(self, payload: bytes) -> tuple[Envelope, str]:
        envelope = self.seal(payload)
        return envelope, purge_hash(self.secret(id_of(envelope)))

    def _outgoing(self) -> list[tuple[Envelope, str]]:
        """The newest copy of each record, unless the remote has it."""
        gone = {name for copy in self.given for name in copy.supersedes} | self._purged
        uploads = [self.upload(copy.payload) for copy in self.given if copy.id not in gone]
        return [each for each in uploads if id_of(each[0]) not in self._there]

    def _send(self, uploads: Sequence[tuple[Envelope, str]]) -> None:
        if uploads:
            self.remote.put(list(uploads))
            names = {id_of(envelope) for envelope, _ in uploads}
            self._seen |= names
            self._there |= names

    def _take(self, envelopes: dict[str, Envelope]) -> None:
        for name, envelope in envelopes.items():
            self._seen.add(name)
            self._there.add(name)
            try:
                copy = self._opened(envelope)
            except Refused as refusal:
                self.aside[name] = str(refusal)
                continue
            if copy is not None:
                self.received[copy.id] = copy

    def _opened(self, envelope: Envelope) -> Copy | None:
        """The other person's copy; None of what is sealed in my own direction."""
        sealed = {part: envelope[part] for part in ("v", "space", "commit", "box")}
        mine = second.keys(self.link.root, self.link.space, self.link.direction)["commit"]
        if (sealed["v"], sealed["space"], sealed["commit"]) == (1, self.link.space, mine):
            return None
        theirs = "b" if self.link.direction == "a" else "a"
        try:
            opened = second.unseal(self.link.root, self.link.space, theirs, **sealed)
        except second.Refused as refusal:
            raise Refused(str(refusal)) from None
        return copies.read(bytes.fromhex(opened["payload"]), self.link.role)
