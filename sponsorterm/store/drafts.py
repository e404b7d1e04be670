"""Drafts: what is being written, kept so that a lost terminal costs nothing."""

from __future__ import annotations

import re

from sponsorterm.store.drawer import Drawer
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.strings import store as words

MAX_DRAFT = 1 << 20
"""Bytes of one draft: far above what a record may hold, so that no text is ever refused here."""

_KEY = re.compile(r"[a-z0-9-]{1,64}")
_SUFFIX = ".draft"


class Drafts:
    """One file a draft, replaced whole at each save."""

    def __init__(self, home: Home) -> None:
        self._drawer = Drawer(home, home.drafts)

    def save(self, key: str, data: bytes) -> None:
        """Keep `data` as the draft of this name; durable when this returns.

        Raises:
            StoreError: a name of another shape, or the system refused; the draft before it
                stands.
        """
        self._drawer.put(_file(key), data)

    def load(self, key: str) -> bytes | None:
        """The draft of this name, or None.

        Raises:
            StoreError: a name of another shape, or it is there and cannot be read.
        """
        try:
            return self._drawer.get(_file(key), MAX_DRAFT)
        except FileNotFoundError:
            return None

    def remove(self, key: str) -> None:
        """Let a draft go; one that is not there is fine.

        Raises:
            StoreError: a name of another shape, or the system refused.
        """
        self._drawer.remove(_file(key))

    def keys(self) -> list[str]:
        """The names of all drafts, sorted."""
        names = (name for name in self._drawer.names() if name.endswith(_SUFFIX))
        keys = (name.removesuffix(_SUFFIX) for name in names)
        return [key for key in keys if _KEY.fullmatch(key)]


def _file(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise StoreError(words.DRAFT_SHAPE, words.NAME_HINT)
    return f"{key}{_SUFFIX}"
