"""Where a text is laid out for the person's own editor: with the lock on, in memory only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sponsorterm.store.database import is_in_memory, is_private
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.strings import lock as words

EDITING = "editing-"
"""What the names of such files and folders begin with."""
_SHARED_MEMORY = Path("/dev/shm")


def desk_folder(home: Home, environment: Mapping[str, str]) -> Path:
    """The folder in which to make a file or a folder of one's own for an editor.

    An editor leaves copies beside the file, so all that it is given must be out of the
    disk's reach while the lock is on.

    Raises:
        StoreError: the lock is on, and there is no such place.
    """
    if not home.cover.is_sealed:
        return home.state
    runtime = Path(environment.get("XDG_RUNTIME_DIR", ""))
    if runtime.is_absolute() and is_private(runtime) and is_in_memory(runtime):
        return runtime
    if _SHARED_MEMORY.is_dir() and is_in_memory(_SHARED_MEMORY):
        return _SHARED_MEMORY
    raise StoreError(words.NO_DESK, words.NO_DESK_HINT)
