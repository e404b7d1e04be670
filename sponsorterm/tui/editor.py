"""A text in the person's own editor, and back."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from sponsorterm.records.text import clean
from sponsorterm.services.errors import ServiceError
from sponsorterm.store.desk import EDITING, desk_folder
from sponsorterm.store.home import Home
from sponsorterm.strings import writing as words

ENDING = ".md"


def edited(app: App[None], home: Home, text: str) -> str:
    """The text as it stands when the editor was closed.

    It lies where nobody else can read it, in a file of a random name, and is gone when this
    returns.

    Raises:
        ServiceError: there is no editor, it failed, or this terminal cannot be handed over.
        StoreError: with the lock on there is no place in memory to lay the text out.
    """
    folder = desk_folder(home, os.environ)
    handle, name = tempfile.mkstemp(prefix=EDITING, suffix=ENDING, dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        with app.suspend():
            _run([*_editor(os.environ), name])
        return clean(path.read_text(encoding="utf-8", errors="replace")).rstrip("\n")
    except SuspendNotSupported:
        raise ServiceError(words.NOT_HERE) from None
    finally:
        path.unlink(missing_ok=True)


def _editor(environment: Mapping[str, str]) -> list[str]:
    """The command the person chose; `vi` is where POSIX says there is one."""
    return shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "vi")


def _run(command: list[str]) -> None:
    try:
        ended = subprocess.run(command, check=False)
    except OSError:
        raise ServiceError(words.NO_EDITOR) from None
    if ended.returncode != 0:
        raise ServiceError(words.EDITOR_FAILED)
