"""One shared file as a remote: for a USB stick, or where only a file can be shared.

The file is rewritten whole, so of two who write at once one is lost. That heals by itself:
everybody keeps all they have sent and sends again what is missing. What a sync tool puts
beside the file under a like name is read as well and never removed.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from sponsorterm import wire
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes.base import Odd, RemoteError
from sponsorterm.sync.remotes.polled import (
    SHARED,
    Find,
    Kept,
    PolledRemote,
    Survey,
    shown,
    stamp,
    trouble,
)

MOST_ENVELOPES = 2_000
"""Above this the file asks to become a folder: each entry rewrites all of it."""
MOST_BYTES = 16 * 1024 * 1024
MOST_SIBLINGS = 50
ATTEMPTS = 3
"""How often a write is repeated when somebody else's took its place."""


class Document(msgspec.Struct, frozen=True):
    """The file: whose it is, a random name that only it has, and the envelopes."""

    format: int
    space: wire.SpaceId
    file: wire.SpaceId
    envelope: list[Any] = []


@dataclass(frozen=True, slots=True)
class Contents:
    """A file as read: the envelopes by id, and how many of them could not be read."""

    epoch: str
    space: str
    envelopes: Mapping[str, Kept]
    unread: int


@dataclass(frozen=True, slots=True)
class Union:
    """What the file and those beside it hold together."""

    epoch: str
    envelopes: dict[str, Kept]
    main: Mapping[str, Kept]
    odd: list[Odd] = field(default_factory=list)


def make_file(path: Path, space: str) -> None:
    """Begin the file of a space, if it is not there.

    Raises:
        RemoteError: it cannot be written, or is another space's.
    """
    if not os.path.lexists(path):
        document = Document(format=1, space=space, file=secrets.token_hex(16))
        try:
            files.write_once(path, wire.write(document), SHARED)
        except StoreError as error:
            raise trouble(error, writing=True) from None
    SingleFileRemote(path, space).survey()


class SingleFileRemote(PolledRemote):
    """One space in one file of `[[envelope]]` tables."""

    def __init__(self, path: Path, space: str) -> None:
        super().__init__()
        self.name = str(path)
        self._path = path
        self._space = space
        self._read: dict[Path, tuple[tuple[int, int, int], Contents]] = {}

    def survey(self) -> Survey:
        """Read the file and what lies beside it."""
        union = self._union()
        finds = [Find(name, name) for name in sorted(union.envelopes)]
        return Survey(
            union.epoch, finds, lambda find: union.envelopes.get(find.key), tuple(union.odd)
        )

    def put(self, uploads: Sequence[wire.Upload]) -> list[wire.UploadResult]:
        """Add to the union of all, write it, and read again whether it is there."""
        mine = {upload.envelope.id: Kept.of(upload) for upload in uploads}
        before = self._union()
        for _ in range(ATTEMPTS):
            now = self._union()
            missing = {name: kept for name, kept in mine.items() if name not in now.main}
            if not missing:
                break
            if len(now.envelopes.keys() | missing) > MOST_ENVELOPES:
                raise RemoteError("too_many", words.FILE_TOO_LONG, words.FILE_TOO_LONG_HINT)
            self._write(self._path, now.epoch, now.envelopes | missing)
        if not mine.keys() <= self._union().main.keys():
            raise RemoteError("busy")
        return [
            wire.UploadResult(name, "have" if name in before.envelopes else "stored")
            for name in (upload.envelope.id for upload in uploads)
        ]

    def purge(self, envelope_id: str, secret: str) -> None:
        """Write every file that holds this envelope again, without it."""
        self._union()
        for path in (self._path, *self._siblings()):
            contents = self._contents(path)
            if not isinstance(contents, Contents) or contents.space != self._space:
                continue
            if kept := contents.envelopes.get(envelope_id):
                kept.check_secret(secret)
                rest = {n: k for n, k in contents.envelopes.items() if n != envelope_id}
                self._write(path, contents.epoch, rest)

    def _write(self, path: Path, epoch: str, envelopes: Mapping[str, Kept]) -> None:
        tables = [envelopes[name] for name in sorted(envelopes)]
        try:
            document = Document(1, self._space, epoch, tables)
            files.replace(path, wire.write(document), SHARED)
        except StoreError as error:
            raise trouble(error, writing=True) from None

    def _union(self) -> Union:
        main = self._contents(self._path)
        if main is None:
            raise RemoteError("not_mounted")
        if isinstance(main, Odd):
            # Writing over it could destroy what a sync tool is just bringing.
            hint = words.WAIT_FOR_TOOL if main.waits else words.OTHER_FILE_HINT
            raise RemoteError("damaged", words.cannot_read(main.name, main.reason), hint)
        if main.space != self._space:
            raise RemoteError("no_space", words.OTHER_FILE, words.OTHER_FILE_HINT)
        union = Union(main.epoch, dict(main.envelopes), main.envelopes)
        for path in (self._path, *self._siblings()):
            contents = self._contents(path)
            if isinstance(contents, Odd):
                union.odd.append(contents)
            elif contents is not None and contents.space == self._space:
                union.envelopes.update(contents.envelopes)
                if contents.unread:
                    union.odd.append(Odd(shown(path.name), words.NOT_WHOLE, waits=False))
        return union

    def _siblings(self) -> Iterator[Path]:
        """Files whose name begins as this one's: what sync tools call conflict copies."""
        start, suffix = self._path.stem.lower(), self._path.suffix.lower()
        found = 0
        try:
            names = sorted(path.name for path in self._path.parent.iterdir())
        except OSError as error:
            raise trouble(error, writing=False) from None
        for name in names:
            alike = name.lower().startswith(start) and suffix in name.lower()
            if alike and name != self._path.name and found < MOST_SIBLINGS:
                found += 1
                yield self._path.parent / name

    def _contents(self, path: Path) -> Contents | Odd | None:
        """What a file holds, or why that cannot be told, or None if there is none."""
        try:
            now = stamp(path)
            if path in self._read and self._read[path][0] == now:
                return self._read[path][1]
            contents = _parse(files.read_regular(path, MOST_BYTES))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except files.Unreadable as error:
            return Odd(shown(path.name), error.reason, waits=False)
        except wire.BadBody:
            return Odd(shown(path.name), words.NOT_WHOLE, waits=True)
        except OSError as error:
            raise trouble(error, writing=False) from None
        self._read[path] = (now, contents)
        return contents


def _parse(data: bytes) -> Contents:
    """Read each table by itself, so that a bad one takes no other with it."""
    document = wire.read(data, Document, limit=MOST_BYTES)
    envelopes: dict[str, Kept] = {}
    for table in document.envelope:
        try:
            kept = msgspec.convert(table, Kept)
        except msgspec.ValidationError:
            continue
        envelopes[kept.envelope.id] = kept
    unread = len(document.envelope) - len(envelopes)
    return Contents(document.file, document.space, envelopes, unread)
