"""A shared folder as a remote: one write-once file per envelope, and no locks.

A sync tool may bring files in any order, in part, or twice under another name. So a file is
known by its content alone: what some tool calls a conflict copy is simply read, and what is
not whole yet is left in peace.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sponsorterm import wire
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes.base import Odd, RemoteError
from sponsorterm.sync.remotes.marker import read_marker
from sponsorterm.sync.remotes.polled import (
    AROUND_BOX,
    SHARED,
    SHARED_FOLDER,
    Find,
    Kept,
    PolledRemote,
    Stamp,
    Survey,
    shown,
    stamp,
    trouble,
)

ENVELOPES = "e"
OTHER_NAMES = (" 2", " 3", " 4")
"""Put behind an id whose name is taken by a file that holds another envelope."""
_MAX_FILE = wire.MAX_ENVELOPE + AROUND_BOX
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_ID = re.compile(r"(?<![a-z2-7])[a-z2-7]{52}(?![a-z2-7])")


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
        self._read: dict[str, tuple[Stamp, str | Odd]] = {}
        """Of each file read: its envelope's id, why there is none, or "" if it is none of ours."""

    def survey(self) -> Survey:
        """List all files of envelopes; none is opened yet.

        The marker is read again afterwards: a folder that is unmounted meanwhile looks empty.
        """
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
        if read_marker(self._path, self._space) != marker:
            raise RemoteError("not_mounted", words.FOLDER_CHANGED)
        finds.sort(key=lambda find: find.key)
        return Survey(marker.folder, finds, self._load, self._remembered, odd)

    def put(self, uploads: Sequence[wire.Upload]) -> list[wire.UploadResult]:
        """Write each envelope under its id; one that is there whole stays as it is."""
        there: dict[str, list[Find]] = {}
        for find in self.survey().finds:
            there.setdefault(find.claim, []).append(find)
        return [self._put(upload, there.get(upload.envelope.id, [])) for upload in uploads]

    def purge(self, envelope_id: str, secret: str) -> None:
        """Remove every file that holds this envelope, conflict copies too."""
        for find in self.survey().finds:
            kept = self._load(find)
            if isinstance(kept, Odd) and find.claim == envelope_id:
                raise RemoteError("damaged", words.cannot_read(kept.name, kept.reason))
            if isinstance(kept, Kept) and kept.envelope.id == envelope_id:
                kept.check_secret(secret)
                try:
                    files.remove(self._file(find))
                except StoreError as error:
                    raise trouble(error, writing=True) from None

    def _put(self, upload: wire.Upload, finds: Sequence[Find]) -> wire.UploadResult:
        """Write one envelope, unless one of the files under its name holds it."""
        name = upload.envelope.id
        data = wire.write(Kept.of(upload))
        held = {find: self._load(find) for find in finds}
        if any(isinstance(kept, Kept) and kept.envelope.id == name for kept in held.values()):
            return wire.UploadResult(name, "have")
        # Damaged, or never finished: mine are the bytes that name stands for. A file that
        # holds another envelope, which some tool gave this name, is not to be destroyed.
        broken = [find for find, kept in held.items() if not isinstance(kept, Kept)]
        try:
            if broken:
                files.replace(self._file(broken[0]), data, SHARED)
            else:
                files.write_once(self._free(name), data, SHARED)
        except (OSError, StoreError) as error:
            raise trouble(error, writing=True) from None
        return wire.UploadResult(name, "stored")

    def _free(self, name: str) -> Path:
        """A path for an envelope; nearly always the one that is its id."""
        month = self._month()
        paths = [month / f"{name}{more}.toml" for more in ("", *OTHER_NAMES)]
        return next((path for path in paths if not os.path.lexists(path)), paths[0])

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

    def _remembered(self, find: Find) -> str | None:
        found = self._unchanged(find)
        return found if isinstance(found, str) and found else None

    def _load(self, find: Find) -> Kept | Odd | None:
        known = self._unchanged(find)
        if known == "":
            return None
        if isinstance(known, Odd):
            return known
        path = self._file(find)
        try:
            now = stamp(path)
            kept = _parse(find, files.read_regular(path, _MAX_FILE))
        except FileNotFoundError:
            read_marker(self._path, self._space)  # or all of it would seem to have gone
            return None
        except files.Unreadable as error:
            return Odd(shown(find.key), error.reason, waits=False)
        except OSError as error:
            raise trouble(error, writing=False) from None
        self._read[find.key] = (now, kept.envelope.id if isinstance(kept, Kept) else kept or "")
        return kept

    def _unchanged(self, find: Find) -> str | Odd | None:
        """What was found in a file that has not changed since; half a file is read but once."""
        if find.key not in self._read:
            return None
        before, found = self._read[find.key]
        try:
            return found if stamp(self._file(find)) == before else None
        except OSError:
            return None


def _parse(find: Find, data: bytes) -> Kept | Odd | None:
    """The envelope in a file, or that it has not come whole, or None if it is none of ours."""
    try:
        return wire.read(data, Kept, limit=_MAX_FILE)
    except wire.BadBody:
        # Only a name that tells an id promises an envelope; anybody's notes do not.
        return Odd(shown(find.key), words.NOT_WHOLE, waits=True) if find.claim else None


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder, one after the other: there may be far too much of it."""
    try:
        with files.disk.scandir(folder) as entries:
            yield from entries
    except FileNotFoundError:
        return
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
