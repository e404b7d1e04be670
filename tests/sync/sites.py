"""The three kinds of place two people can share, each real: a socket, a folder, a file."""

from __future__ import annotations

import base64
import secrets
from abc import ABC, abstractmethod
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.records.kinds import Place
from sponsorterm.sync.remotes import Remote, let_in, open_remote, prepare
from sponsorterm.sync.remotes.http import add_device, close_space
from tests.endpoint.living import Live

SECRET = "a secret"


class Site(ABC):
    """A place made ready for one space; `open` gives a remote of member a or b."""

    def __init__(self, space: str | None) -> None:
        self.space = space or secrets.token_hex(16)

    @abstractmethod
    def place(self, member: wire.Member = "a") -> Place: ...

    @abstractmethod
    def start_over(self) -> None:
        """Put a new, empty set in place of this one."""

    def open(self, member: wire.Member = "a") -> Remote:
        return open_remote(self.place(member), self.space)


class HttpSite(Site):
    def __init__(self, live: Live, space: str | None = None) -> None:
        super().__init__(space)
        self.live = live
        self.tokens = {"a": secrets.token_hex(32), "b": secrets.token_hex(32)}
        self.register()

    def register(self) -> None:
        prepare(self.place(), self.space, self.live.code)
        let_in(self.place(), self.space, wire.token_hash(self.tokens["b"]))

    def close_space(self) -> None:
        """As member `a` would: by their recovery token."""
        where, token = self.live.url, self.tokens["a"]
        back = secrets.token_hex(32)
        add_device(where, self.space, token, wire.token_hash(back), "a", recovery=True)
        close_space(where, self.space, back)

    def place(self, member: wire.Member = "a") -> Place:
        return Place(kind="http", where=self.live.url, token=self.tokens[member])

    def start_over(self) -> None:
        self.live = self.live.renewed(wiped=True)
        self.register()


class FolderSite(Site):
    def __init__(self, path: Path, space: str | None = None) -> None:
        super().__init__(space)
        self.path = path
        prepare(self.place(), self.space)

    def place(self, member: wire.Member = "a") -> Place:  # noqa: ARG002 - a folder has no members
        return Place(kind="folder", where=str(self.path))

    def start_over(self) -> None:
        self.path.rename(self.path.with_name(f"{self.path.name}-before"))
        prepare(self.place(), self.space)


class FileSite(Site):
    def __init__(self, path: Path, space: str | None = None) -> None:
        super().__init__(space)
        self.path = path
        prepare(self.place(), self.space)

    def place(self, member: wire.Member = "a") -> Place:  # noqa: ARG002 - nor has a file
        return Place(kind="file", where=str(self.path))

    def start_over(self) -> None:
        self.path.rename(self.path.with_name("before"))
        prepare(self.place(), self.space)


def envelope(space: str, size: int = 96) -> wire.Envelope:
    """An envelope no other test has; `size` is that of the box, a multiple of four."""
    box = base64.b64encode(secrets.token_bytes(size * 3 // 4)).decode()
    return wire.Envelope(wire.ENVELOPE_VERSION, space, "c0" * 16, box)


def upload(envelope: wire.Envelope, secret: str = SECRET) -> wire.Upload:
    return wire.Upload(envelope, wire.purge_hash(secret))


def put_all(remote: Remote, envelopes: list[wire.Envelope]) -> None:
    for start in range(0, len(envelopes), wire.MAX_BATCH):
        remote.put([upload(each) for each in envelopes[start : start + wire.MAX_BATCH]])


def read_all(remote: Remote, cursor: str = "") -> tuple[list[str], str]:
    """The ids of every envelope after a cursor, page by page, and the cursor behind them."""
    found: list[str] = []
    while True:
        batch = remote.fetch(cursor, ())
        found.extend(each.id for each in batch.envelopes)
        cursor = batch.cursor
        if not batch.more:
            return found, cursor


def small_pages(patch: pytest.MonkeyPatch, page: int, batch: int) -> None:
    """Let so few envelopes be a page and a batch, for both sides.

    A body's own limit is read when the first one is: that has to be before.
    """
    with pytest.raises(wire.BadBody):
        wire.read(b"upload = []", wire.UploadBody)
    patch.setattr(wire, "MAX_PAGE", page)
    patch.setattr(wire, "MAX_BATCH", batch)
