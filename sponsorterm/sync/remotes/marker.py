"""The first file of a shared folder: it tells a mounted folder from an empty mount point.

It also tells one link's folder from another's that happens to be mounted at the same path,
and a folder of a newer version from one of ours.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from sponsorterm import wire
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes.base import RemoteError
from sponsorterm.sync.remotes.polled import FORMAT, SHARED, SHARED_FOLDER, is_newer, trouble

MARKER = "sponsorterm.toml"
MOST_COPIES = 20
"""Copies of a marker that are looked into when the marker itself is not whole."""
_MAX_MARKER = 4096


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
            marker = Marker(format=FORMAT, space=space, folder=secrets.token_hex(16))
            files.write_once(path / MARKER, wire.write(marker), SHARED)
    except (OSError, StoreError) as error:
        raise trouble(error, writing=True) from None
    read_marker(path, space)


def read_marker(path: Path, space: str) -> Marker:
    """The marker of a folder that is there and belongs to a space.

    A sync tool may have left the marker empty and its content in a conflict copy: then the
    copy is read, since what a file is called does not matter here either.

    Raises:
        RemoteError: `not_mounted` without a marker, `no_space` with another space's, `newer`.
    """
    try:
        marker = _read(path / MARKER) or _of_copies(path, space)
    except (OSError, StoreError) as error:
        raise trouble(error, writing=False) from None
    if marker is None:
        if os.path.lexists(path / MARKER):
            raise RemoteError("not_mounted", words.MARKER_NOT_WHOLE, words.WAIT_FOR_TOOL)
        raise RemoteError("not_mounted")
    if marker.space != space:
        raise RemoteError("no_space", words.OTHER_FOLDER, words.OTHER_FOLDER_HINT)
    return marker


def _read(path: Path) -> Marker | None:
    """A marker, or None if it is not there or not whole."""
    try:
        document: dict[str, Any] = wire.read(files.read_regular(path, _MAX_MARKER), dict)
        if is_newer(document):
            raise RemoteError("newer")
        return msgspec.convert(document, Marker)
    except (FileNotFoundError, wire.BadBody, msgspec.ValidationError):
        return None


def _of_copies(path: Path, space: str) -> Marker | None:
    """The first readable copy beside the marker, one of this space before any other."""
    found = []
    for copy in _copies(path):
        with contextlib.suppress(files.Unreadable):
            found.append(_read(copy))
    whole = [marker for marker in found if marker is not None]
    ours = (marker for marker in whole if marker.space == space)
    return next(ours, whole[0] if whole else None)


def _copies(path: Path) -> Iterator[Path]:
    start, suffix = MARKER.split(".")
    with files.disk.scandir(path) as entries:
        names = sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    alike = (name for name in names if start in name.lower() and suffix in name.lower())
    visible = (name for name in alike if not name.startswith("."))
    for _, name in zip(range(MOST_COPIES), visible, strict=False):
        yield path / name
