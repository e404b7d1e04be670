"""What the two remotes made of files share: pages out of a listing, waiting, what is on disk."""

from __future__ import annotations

import errno
import os
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from sponsorterm import wire
from sponsorterm.records.text import MAX_LINE, clean
from sponsorterm.store.errors import StoreError
from sponsorterm.store.paths import path_at
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes.base import BadSecret, Batch, Odd, RemoteError

FORMAT = 1
"""Of a folder's marker and of a single file. A higher one is not ours to read or to write."""
POLL_SECONDS = 2.0
"""How often a waiting `fetch` looks again: nothing tells it that a file has come."""
SHARED = 0o664
"""Mode of a file both people read. The umask, or the folder's owner, may say less."""
AROUND_BOX = 512
"""Bytes of an envelope on disk that are not its box, rounded up."""

SHARED_FOLDER = 0o775
"""Mode of a folder both people use, likewise."""

Stamp = tuple[int, int, int]
"""What changes when a file does: size, time of change in ns, inode."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """An envelope as a file keeps it, with the hash of the secret that purges it."""

    v: int
    space: wire.SpaceId
    commit: wire.Commit
    box: wire.Box
    purge: wire.Hash | None = None

    @classmethod
    def of(cls, upload: wire.Upload) -> Kept:
        """What is kept of an upload."""
        envelope = upload.envelope
        return cls(envelope.v, envelope.space, envelope.commit, envelope.box, upload.purge)

    @property
    def envelope(self) -> wire.Envelope:
        """The envelope alone."""
        return wire.Envelope(self.v, self.space, self.commit, self.box)

    def check_secret(self, secret: str) -> None:
        """Let only the sender purge, for good manners: whoever owns the folder could.

        Raises:
            BadSecret: this is not the secret whose hash came with it.
        """
        if self.purge is not None and self.purge != wire.purge_hash(secret):
            raise BadSecret


@dataclass(frozen=True, slots=True)
class Find:
    """A place that may hold an envelope. `claim` is the id its name tells, if any."""

    key: str
    claim: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look at the place found: `finds` in the order of their keys.

    `load` gives the envelope of a find, or why there is none, or None if it has gone.
    `remembered` gives its id without reading it again, if it is known and has not changed.
    """

    epoch: str
    finds: Sequence[Find]
    load: Callable[[Find], Kept | Odd | None]
    remembered: Callable[[Find], str | None]
    odd: Sequence[Odd] = ()


class PolledRemote(ABC):
    """A remote that is read by looking. What an envelope is called does not matter."""

    name: str

    def __init__(self) -> None:
        self._closing = threading.Event()

    @abstractmethod
    def survey(self) -> Survey:
        """Look at the place as it is now. Raises `RemoteError` if it cannot be looked at."""

    def fetch(self, cursor: str, known: Container[str], *, wait: int = 0) -> Batch:
        """One page; with `wait`, look again until there is something."""
        deadline = time.monotonic() + wait
        while True:
            batch = self._page(cursor, known)
            left = deadline - time.monotonic()
            if batch.envelopes or batch.reset or left <= 0:
                return batch
            if self._closing.wait(min(left, POLL_SECONDS)):
                return batch

    def ids(self) -> set[str]:
        """The ids of all envelopes there, each one read and named by its content."""
        return _ids(self.survey())

    def get(self, envelope_id: str) -> wire.Envelope:
        """One envelope, looked for under its own name first."""
        survey = self.survey()
        for find in sorted(survey.finds, key=lambda find: find.claim != envelope_id):
            kept = survey.load(find)
            if isinstance(kept, Kept) and kept.envelope.id == envelope_id:
                return kept.envelope
        raise RemoteError("damaged", words.NOT_THERE)

    def digest(self) -> wire.Digest:
        """Count and bucket hashes of `ids`."""
        survey = self.survey()
        return wire.digest_of(_ids(survey), survey.epoch)

    def close(self) -> None:
        """End a `fetch` that waits in another thread."""
        self._closing.set()

    def _page(self, cursor: str, known: Container[str]) -> Batch:
        survey = self.survey()
        epoch, _, start = cursor.partition(":")
        if epoch and epoch != survey.epoch:
            return Batch((), "", survey.epoch, reset=True, more=True)
        found: dict[str, wire.Envelope] = {}
        odd = list(survey.odd)
        room = wire.MAX_BODY
        for find in survey.finds:
            if find.key <= start or find.claim in known or (survey.remembered(find) or "") in known:
                continue
            kept = survey.load(find)
            if isinstance(kept, Odd):
                odd.append(kept)
            elif kept is not None and (name := kept.envelope.id) not in known:
                found[name] = kept.envelope
                room -= len(kept.box) + AROUND_BOX
                if len(found) == wire.MAX_PAGE or room < wire.MAX_ENVELOPE:
                    cursor = f"{survey.epoch}:{find.key}"
                    return Batch([*found.values()], cursor, survey.epoch, more=True, odd=odd)
        # The next look starts over: a sync tool may bring a file anywhere in the order.
        return Batch([*found.values()], f"{survey.epoch}:", survey.epoch, odd=odd)


def _ids(survey: Survey) -> set[str]:
    found = (survey.remembered(find) or _name(survey.load(find)) for find in survey.finds)
    return {name for name in found if name is not None}


def _name(kept: Kept | Odd | None) -> str | None:
    return kept.envelope.id if isinstance(kept, Kept) else None


def is_newer(document: dict[str, Any]) -> bool:
    """Whether a newer version wrote this, so that nothing else in it can be relied on."""
    number = document.get("format")
    return isinstance(number, int) and number > FORMAT


def path_of(where: str) -> Path:
    """A place as a path; `~` is one's home.

    Raises:
        RemoteError: no path can be called so.
    """
    try:
        return path_at(where)
    except StoreError:
        raise RemoteError("not_mounted") from None


def stamp(path: Path) -> Stamp:
    """The stamp of a file as it is now. Raises `OSError`."""
    status = os.lstat(path)
    return status.st_size, status.st_mtime_ns, status.st_ino


def shown(name: str) -> str:
    """A file's name fit for a screen: others may have chosen it."""
    return clean(name).replace("\n", " ")[:MAX_LINE]


def trouble(error: OSError | StoreError, *, writing: bool) -> RemoteError:
    """What the system said, as one of a remote's codes."""
    cause = error if isinstance(error, OSError) else error.__context__
    number = cause.errno if isinstance(cause, OSError) else None
    if number in _FULL:
        return RemoteError("full", words.DISK_FULL, words.DISK_FULL_HINT)
    if number in _FORBIDDEN:
        return RemoteError("read_only") if writing else RemoteError("refused", words.NO_ENTRY)
    return RemoteError("not_mounted" if number is not None else "damaged")
