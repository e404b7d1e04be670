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
import rtoml

from sponsorterm import wire
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes.base import Odd, RemoteError
from sponsorterm.sync.remotes.polled import (
    FORMAT,
    SHARED,
    Find,
    Kept,
    PolledRemote,
    Stamp,
    Survey,
    is_newer,
    shown,
    stamp,
    trouble,
)

MOST_ENVELOPES = 2_000
"""Above this the file asks to become a folder: each entry rewrites all of it."""
MOST_BYTES = 16 * 1024 * 1024
MOST_SIBLINGS = 50
MOST_VALUES = 20 * MOST_ENVELOPES
"""Several times what a file full of envelopes has."""
MOST_BESIDE = 2 * MOST_BYTES
"""Bytes of all siblings together that are read: copies may be made without end."""
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
    """A file as read.

    Attributes:
        document: All of it. What this version does not understand is written back as it was.
        ids: Of each table of `document`, the id of its envelope; None where there is none.
        envelopes: The envelopes by id.
    """

    document: Mapping[str, Any]
    ids: Sequence[str | None]
    envelopes: Mapping[str, Kept]

    @property
    def space(self) -> str:
        """Whose file it is."""
        return str(self.document["space"])

    @property
    def epoch(self) -> str:
        """The random name that only this file has."""
        return str(self.document["file"])

    def with_more(self, envelopes: Mapping[str, Kept]) -> Mapping[str, Any]:
        """The document with these envelopes added."""
        new = [msgspec.to_builtins(envelopes[name]) for name in sorted(envelopes)]
        return self._with([*self._tables, *new])

    def without(self, envelope_id: str) -> Mapping[str, Any]:
        """The document with every table of one envelope left out."""
        pairs = zip(self.ids, self._tables, strict=True)
        return self._with([table for name, table in pairs if name != envelope_id])

    @property
    def _tables(self) -> list[Any]:
        return list(self.document.get("envelope", []))

    def _with(self, tables: list[Any]) -> Mapping[str, Any]:
        return {**self.document, "envelope": tables}


@dataclass(frozen=True, slots=True)
class Union:
    """What the file (`main`) and those beside it hold together."""

    main: Contents
    envelopes: dict[str, Kept]
    odd: list[Odd] = field(default_factory=list)


def make_file(path: Path, space: str) -> None:
    """Begin the file of a space, if it is not there.

    Raises:
        RemoteError: it cannot be written, or is another space's.
    """
    if not os.path.lexists(path):
        document = Document(format=FORMAT, space=space, file=secrets.token_hex(16))
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
        self._read: dict[Path, tuple[Stamp, Contents]] = {}

    def survey(self) -> Survey:
        """Read the file and what lies beside it."""
        union = self._union()
        finds = [Find(name, name) for name in sorted(union.envelopes)]
        return Survey(
            union.main.epoch,
            finds,
            load=lambda find: union.envelopes.get(find.key),
            remembered=lambda find: find.key,
            odd=tuple(union.odd),
        )

    def put(self, uploads: Sequence[wire.Upload]) -> list[wire.UploadResult]:
        """Add to the union of all, write it, and read again whether it is there."""
        mine = {upload.envelope.id: Kept.of(upload) for upload in uploads}
        before = self._union()
        for _ in range(ATTEMPTS):
            now = self._union()
            if mine.keys() <= now.main.envelopes.keys():
                break
            there = now.main.envelopes
            lacking = {n: kept for n, kept in (now.envelopes | mine).items() if n not in there}
            if len(there) + len(lacking) > MOST_ENVELOPES:
                raise RemoteError("too_many", words.FILE_TOO_LONG, words.FILE_TOO_LONG_HINT)
            self._write(self._path, now.main.with_more(lacking))
        if not mine.keys() <= self._union().main.envelopes.keys():
            raise RemoteError("busy")
        return [
            wire.UploadResult(name, "have" if name in before.envelopes else "stored")
            for name in (upload.envelope.id for upload in uploads)
        ]

    def purge(self, envelope_id: str, secret: str) -> None:
        """Write every file that holds this envelope again, without it."""
        self._union()
        for path in (self._path, *self._beside()):
            contents = self._contents(path)
            if not isinstance(contents, Contents) or contents.space != self._space:
                continue
            if kept := contents.envelopes.get(envelope_id):
                kept.check_secret(secret)
                self._write(path, contents.without(envelope_id))

    def _write(self, path: Path, document: Mapping[str, Any]) -> None:
        data = rtoml.dumps(document).encode()
        if len(data) > MOST_BYTES or wire.is_crowded(data, MOST_VALUES):
            raise RemoteError("too_many", words.FILE_TOO_LONG, words.FILE_TOO_LONG_HINT)
        try:
            files.replace(path, data, SHARED)
        except StoreError as error:
            raise trouble(error, writing=True) from None

    def _union(self) -> Union:
        main = self._main()
        union = Union(main, dict(main.envelopes))
        room = MOST_BESIDE
        for number, path in enumerate(self._beside()):
            room -= _size(path)
            if number >= MOST_SIBLINGS or room < 0:
                union.odd.append(Odd(shown(path.name), words.ONE_TOO_MANY, waits=False))
                break
            contents = self._contents(path)
            if isinstance(contents, Odd):
                union.odd.append(contents)
            elif contents is not None and contents.space == self._space:
                union.envelopes.update(contents.envelopes)
                union.odd.extend(_unread(path, contents))
        union.odd.extend(_unread(self._path, main))
        return union

    def _main(self) -> Contents:
        """The file itself, which has to be whole and ours: nothing is written over another."""
        main = self._contents(self._path)
        if main is None:
            raise RemoteError("not_mounted")
        if isinstance(main, Odd):
            if main.reason == words.MADE_BY_NEWER:
                raise RemoteError("newer")
            # Writing over it could destroy what a sync tool is just bringing.
            hint = words.WAIT_FOR_TOOL if main.waits else words.OTHER_FILE_HINT
            raise RemoteError("damaged", words.cannot_read(main.name, main.reason), hint)
        if main.space != self._space:
            raise RemoteError("no_space", words.OTHER_FILE, words.OTHER_FILE_HINT)
        return main

    def _beside(self) -> Iterator[Path]:
        """Files with a name like this one's: what sync tools and people call copies."""
        stem, suffix = self._path.stem.lower(), self._path.suffix.lower()
        try:
            with files.disk.scandir(self._path.parent) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            raise trouble(error, writing=False) from None
        for name in names:
            alike = stem in name.lower() and suffix in name.lower()
            if alike and name != self._path.name and not name.startswith("."):
                yield self._path.parent / name

    def _contents(self, path: Path) -> Contents | Odd | None:
        """What a file holds, or why that cannot be told, or None if it is none of ours."""
        try:
            now = stamp(path)
            if path in self._read and self._read[path][0] == now:
                return self._read[path][1]
            contents = _parse(files.read_regular(path, MOST_BYTES))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except files.Unreadable as error:
            return Odd(shown(path.name), error.reason, waits=False)
        except RemoteError:
            return Odd(shown(path.name), words.MADE_BY_NEWER, waits=False)
        except wire.BadBody:
            return self._not_whole(path)
        except OSError as error:
            raise trouble(error, writing=False) from None
        self._read[path] = (now, contents)
        return contents

    def _not_whole(self, path: Path) -> Odd | None:
        """Only a name that begins as ours promises one of ours; anybody's notes do not."""
        promises = path.name.lower().startswith(self._path.stem.lower())
        return Odd(shown(path.name), words.NOT_WHOLE, waits=True) if promises else None


def _parse(data: bytes) -> Contents:
    """Read each table by itself, so that a bad one takes no other with it.

    Raises:
        wire.BadBody: it is not whole, or no such file at all.
        RemoteError: `newer`.
    """
    if wire.is_crowded(data, MOST_VALUES):
        raise wire.BadBody("too_large", f"more than {MOST_VALUES} values")
    document: dict[str, Any] = wire.read(data, dict, limit=MOST_BYTES)
    if is_newer(document):
        raise RemoteError("newer")
    try:
        tables = msgspec.convert(document, Document).envelope
    except msgspec.ValidationError as error:
        raise wire.BadBody("bad_request", str(error)) from None
    kept = [_envelope(table) for table in tables]
    envelopes = {each.envelope.id: each for each in kept if each is not None}
    return Contents(document, [each.envelope.id if each else None for each in kept], envelopes)


def _envelope(table: Any) -> Kept | None:
    try:
        return msgspec.convert(table, Kept)
    except msgspec.ValidationError:
        return None


def _unread(path: Path, contents: Contents) -> Iterator[Odd]:
    if None in contents.ids:
        yield Odd(shown(path.name), words.NOT_WHOLE, waits=False)


def _size(path: Path) -> int:
    try:
        return stamp(path)[0]
    except OSError:
        return 0
