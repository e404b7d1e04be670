"""Paths as a person writes them."""

from __future__ import annotations

from pathlib import Path

from sponsorterm.store.errors import StoreError
from sponsorterm.strings import store as words


def path_at(text: str) -> Path:
    """The path a text names; `~` is one's home and `~sam` is Sam's.

    Raises:
        StoreError: nobody here has that home, or no path can be called so.
    """
    if "\0" in text:
        raise StoreError(words.NO_PATH, words.NO_PATH_HINT)
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise StoreError(words.no_such_home(Path(text).parts[0]), words.NO_PATH_HINT) from None
