"""Large files and whole folders: published in one move, once they were seen to be whole."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from sponsorterm.store import files
from sponsorterm.store.files import PRIVATE, discard, publish, sync_folder, write_all, writing


def write_checked(path: Path, chunks: Iterable[bytes], check: Callable[[Path], None]) -> None:
    """Give what the chunks make a name that is free, once `check` has read it back.

    Raises:
        StoreError: the system refused, the name is taken, or `check` raised it; nothing was
            published.
    """
    with writing(path):
        aside = path.parent / f".{secrets.token_hex(8)}.tmp"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        fd = files.disk.open(aside, flags, PRIVATE)
        try:
            try:
                for chunk in chunks:
                    write_all(fd, chunk)
                files.disk.fsync(fd)
            finally:
                files.disk.close(fd)
            check(aside)
            publish(aside, path)
        except BaseException:
            discard(aside)
            raise
        sync_folder(path.parent)


def publish_folder(aside: Path, path: Path) -> None:
    """Give a folder that is whole the name it is to have, which must be free.

    Raises:
        StoreError: the system refused; nothing has the name.
    """
    with writing(path):
        files.disk.replace(aside, path)
        sync_folder(path.parent)
