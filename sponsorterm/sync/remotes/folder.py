"""A shared folder as a remote: one write-once file per envelope, and no locks.

A sync tool may bring files in any order, in part, or twice under another name. So a file is
known by its content alone: what some tool calls a conflict copy is simply read, and what is
not whole yet is left in peace.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from sponsorterm import wire
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes.base import Odd, RemoteError
from sponsorterm.sync.remotes.polled import (
    AROUND_BOX,
    SHARED,
    SHARED_FOLDER,
    Find,
    Kept,
    PolledRemote,
    Survey,
    shown,
    stamp,
    trouble,
)

MARKER = "sponsorterm.toml"
"""Tells a mounted folder from the empty mount point it leaves behind."""
ENVELOPES = "e"
_MAX_FILE = wire.MAX_ENVELOPE + AROUND_BOX
_MAX_MARKER = 4096
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_ID = re.compile(r"(?<![a-z2-7])[a-z2-7]{52}(?![a-z2-7])")


class Marker(msgspec.Struct, frozen=True):
    """What the marker says: whose folder it is, and a random name that only it has."""

    format: int
    space: wire.SpaceId
    folder: wire.SpaceId


def make_folder(path: Path, space: str) -> None:
    """Put the marker of a space into a folder, which is made if its parent is there.

    Raises:
        RemoteError: the folder cannot be made or written to, or is another space's.
    """
    try:
        files.add_folder(path, SHARED_FOLDER)
        if not os.path.lexists(path / MARKER):
            marker = Marker(format=1, space=space, folder=secrets.token_hex(16))
            files.write_once(path / MARKER, wire.write(marker), SHARED)
    except (OSError, StoreError) as error:
        raise trouble(error, writing=True) from None
    read_marker(path, space)


def read_marker(path: Path, space: str) -> Marker:
    """The marker of a folder that is there and belongs to a space.

    Raises:
        RemoteError: `not_mounted` without a marker, `no_space` with another space's.
    """
    try:
        data = files.read_regular(path / MARKER, _MAX_MARKER)
        marker = wire.read(data, Marker)
    except (OSError, StoreError) as error:
        raise trouble(error, writing=False) from None
    except wire.BadBody:
        raise RemoteError("not_mounted", words.MARKER_NOT_WHOLE, words.WAIT_FOR_TOOL) from None
    if marker.space != space:
        raise RemoteError("no_space", words.OTHER_FOLDER, words.OTHER_FOLDER_HINT)
    return marker


def _today() -> date:
    return datetime.now(UTC).date()


class FolderRemote(PolledRemote):
    """One space in a folder: `e/<yyyy-mm>/<id>.toml`, the month being that of the upload."""

    def __init__(self, path: Path, space: str, today: Callable[[], date] = _today) -> None:
        super().__init__()
        self.name = str(path)
        self._path = path
        self._space = space
        self._today = today
        self._read: dict[str, tuple[tuple[int, int, int], Kept]] = {}

    def survey(self) -> Survey:
        """List all files of envelopes; none is opened yet."""
        marker = read_marker(self._path, self._space)
        finds: list[Find] = []
        odd: list[Odd] = []
        for each in self._listing():
            if isinstance(each, Odd):
                odd.append(each)
            else:
                finds.append(each)
            if len(finds) + len(odd) > wire.MAX_SPACE_ENVELOPES:
                raise RemoteError("too_many")
        finds.sort(key=lambda find: find.key)
        return Survey(marker.folder, finds, self._load, odd)

    def put(self, uploads: Sequence[wire.Upload]) -> list[wire.UploadResult]:
        """Write each envelope under its id; one that is there whole stays as it is."""
        there = {find.claim: find for find in self.survey().finds}
        return [self._put(upload, there.get(upload.envelope.id)) for upload in uploads]

    def purge(self, envelope_id: str, secret: str) -> None:
        """Remove every file that holds this envelope, conflict copies too."""
        for find in self.survey().finds:
            kept = self._load(find)
            if isinstance(kept, Kept) and kept.envelope.id == envelope_id:
                kept.check_secret(secret)
                try:
                    files.remove(self._file(find))
                except StoreError as error:
                    raise trouble(error, writing=True) from None

    def _put(self, upload: wire.Upload, find: Find | None) -> wire.UploadResult:
        name = upload.envelope.id
        data = wire.write(Kept.of(upload))
        try:
            if find is None:
                path = self._month() / f"{name}.toml"
                files.write_once(path, data, SHARED)
                return wire.UploadResult(name, "stored")
            kept = self._load(find)
            if isinstance(kept, Kept) and kept.envelope.id == name:
                return wire.UploadResult(name, "have")
            # Damaged, or never finished: these are the bytes that name stands for.
            files.replace(self._file(find), data, SHARED)
        except (OSError, StoreError) as error:
            raise trouble(error, writing=True) from None
        return wire.UploadResult(name, "stored")

    def _month(self) -> Path:
        """The folder of this month, made if need be. Raises `OSError` and `RemoteError`."""
        month = self._path / ENVELOPES / f"{self._today():%Y-%m}"
        for folder in (month.parent, month):
            if folder.is_symlink():
                raise RemoteError("damaged", words.linked_folder(folder.name))
            files.add_folder(folder, SHARED_FOLDER)
        return month

    def _file(self, find: Find) -> Path:
        return self._path / ENVELOPES / find.key

    def _listing(self) -> Iterator[Find | Odd]:
        """What lies in `e/` and in the folders one level below."""
        top = self._path / ENVELOPES
        if top.is_symlink():
            raise RemoteError("damaged", words.linked_folder(ENVELOPES))
        for entry in _entries(top):
            if entry.is_dir(follow_symlinks=False) and _MONTH.match(entry.name):
                months = _entries(Path(entry.path))
                found = (_find(below, f"{entry.name}/{below.name}") for below in months)
                yield from (each for each in found if each is not None)
            elif (each := _find(entry, entry.name)) is not None:
                yield each

    def _load(self, find: Find) -> Kept | Odd | None:
        path = self._file(find)
        try:
            now = stamp(path)
            if find.key in self._read and self._read[find.key][0] == now:
                return self._read[find.key][1]
            data = files.read_regular(path, _MAX_FILE)
        except FileNotFoundError:
            return None
        except files.Unreadable as error:
            return Odd(shown(find.key), error.reason, waits=False)
        except OSError as error:
            raise trouble(error, writing=False) from None
        try:
            kept = wire.read(data, Kept, limit=_MAX_FILE)
        except wire.BadBody:
            # Only a name that tells an id promises an envelope; anybody's notes do not.
            return Odd(shown(find.key), words.NOT_WHOLE, waits=True) if find.claim else None
        self._read[find.key] = (now, kept)
        return kept


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with files.disk.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise trouble(error, writing=False) from None


def _find(entry: os.DirEntry[str], key: str) -> Find | Odd | None:
    """A file as a find. Hidden names are the temporary files of ours and of sync tools."""
    claim = _ID.search(entry.name.lower())
    if entry.name.startswith("."):
        # macOS leaves `.<name>.icloud` where a file has not been downloaded.
        if claim and entry.name.endswith(".icloud"):
            return Odd(shown(key), words.NOT_DOWNLOADED, waits=True)
        return None
    if not entry.is_file(follow_symlinks=False):
        # A network disk's own folders of thumbnails and the like are nobody's business.
        pretends = claim or entry.name.endswith(".toml")
        return Odd(shown(key), words.NOT_A_FILE, waits=False) if pretends else None
    return Find(key, claim[0] if claim else "")
