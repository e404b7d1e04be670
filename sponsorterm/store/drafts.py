"""Drafts: what is being written, kept so that a lost terminal costs nothing."""

from __future__ import annotations

import re
from pathlib import Path

from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import make_folder, read_regular, remove, replace
from sponsorterm.store.home import Home
from sponsorterm.strings import store as words

MAX_DRAFT = 1 << 20
"""Bytes of one draft: far above what a record may hold, so that no text is ever refused here."""

_KEY = re.compile(r"[a-z0-9-]{1,64}")
_SUFFIX = ".draft"


class Drafts:
    """One file a draft, replaced whole at each save."""

    def __init__(self, home: Home) -> None:
        self._folder = home.drafts

    def save(self, key: str, data: bytes) -> None:
        """Keep `data` as the draft of this name; durable when this returns.

        Raises:
            StoreError: a name of another shape, or the system refused; the draft before it
                stands.
        """
        path = self._path(key)
        make_folder(self._folder)
        replace(path, data)

    def load(self, key: str) -> bytes | None:
        """The draft of this name, or None.

        Raises:
            StoreError: a name of another shape, or it is there and cannot be read.
        """
        try:
            return read_regular(self._path(key), MAX_DRAFT)
        except FileNotFoundError:
            return None

    def remove(self, key: str) -> None:
        """Let a draft go; one that is not there is fine.

        Raises:
            StoreError: a name of another shape, or the system refused.
        """
        remove(self._path(key))

    def keys(self) -> list[str]:
        """The names of all drafts, sorted."""
        if not self._folder.is_dir():
            return []
        names = (path.stem for path in self._folder.iterdir() if path.suffix == _SUFFIX)
        return sorted(name for name in names if _KEY.fullmatch(name))

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise StoreError(words.DRAFT_SHAPE, words.NAME_HINT)
        return self._folder / f"{key}{_SUFFIX}"
