"""Drawers: small named files of the program's own state, as they are or sealed."""

from __future__ import annotations

from pathlib import Path

from sponsorterm.store import files
from sponsorterm.store.cover import SEALED, Sealed
from sponsorterm.store.files import (
    PRIVATE,
    Unreadable,
    is_aside,
    make_folder,
    read_regular,
    remove,
    replace,
    write_once,
)
from sponsorterm.store.home import Home
from sponsorterm.strings import store as words

MAX_KEPT = 16 * 1024 * 1024
"""Bytes of the largest file that is read only to be kept otherwise."""


class Drawer:
    """The files of one folder below `state`. Sealed, a name is found in the file alone."""

    def __init__(self, home: Home, folder: Path) -> None:
        self._home = home
        self._folder = folder
        self._below = folder.relative_to(home.state)

    def put(self, name: str, data: bytes) -> Path:
        """Keep `data` in place of what had this name; durable on return. Where it stands.

        Raises:
            StoreError: the system refused, or the home is locked; what was there stands.
        """
        with self._home.writing():
            make_folder(self._folder)
            path = self.where(name)
            replace(path, self._home.cover.put_on(self._place(name), data), PRIVATE)
        return path

    def put_once(self, name: str, data: bytes) -> Path:
        """Give `data` this name for ever; the same again is fine. Where it stands.

        Raises:
            NameTaken: the name stands for something else.
            StoreError: as `put`.
        """
        with self._home.writing():
            make_folder(self._folder)
            path = self.where(name)
            write_once(path, self._home.cover.put_on(self._place(name), data))
        return path

    def get(self, name: str, limit: int) -> bytes:
        """What has this name, of at most `limit` bytes.

        Raises:
            FileNotFoundError: nothing has.
            StoreError: it is there and cannot be read, or the home is locked.
        """
        cover, path = self._home.cover, self.where(name)
        self._home.check_cover()
        return cover.take_off(path.name, read_regular(path, cover.room(limit)))

    def remove(self, name: str) -> None:
        """Let go of what has this name; nothing is fine.

        Raises:
            StoreError: the system refused, or the home is locked.
        """
        with self._home.writing():
            remove(self.where(name))

    def names(self) -> list[str]:
        """The names of all that can be read, sorted.

        Raises:
            StoreError: the folder cannot be read.
        """
        found = (self._name(path) for path in self._files())
        return sorted(name for name in found if name is not None)

    def _files(self) -> list[Path]:
        try:
            with files.disk.scandir(self._folder) as items:
                found = [Path(item.path) for item in items if item.is_file(follow_symlinks=False)]
        except FileNotFoundError:
            return []
        except OSError:
            raise Unreadable(self._folder.name, words.NOT_READABLE) from None
        return [path for path in found if not is_aside(path)]

    def _name(self, path: Path) -> str | None:
        """The name of what a file holds; None for one that is not this cover's to read."""
        cover, sealed = self._home.cover, path.suffix == SEALED
        if not isinstance(cover, Sealed):
            return None if sealed else path.name
        try:
            raw = read_regular(path, cover.room(MAX_KEPT)) if sealed else b""
            place = Path(cover.opened(path.name, raw)[0])
        except (FileNotFoundError, Unreadable):
            return None
        return place.name if place.parent == self._below else None

    def _place(self, name: str) -> str:
        return (self._below / name).as_posix()

    def where(self, name: str) -> Path:
        """The file that holds what has this name, whether there is one or not."""
        return self._folder / self._home.cover.file_name(self._place(name))
