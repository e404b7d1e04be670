"""The person's own editor on a page of theirs, in a folder nobody else can enter."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sponsorterm.cli.outcome import Stop
from sponsorterm.store.desk import EDITING, desk_folder
from sponsorterm.store.home import Home
from sponsorterm.strings import cli_template as words


class Desk:
    """A page on disk while it is being edited."""

    def __init__(self, path: Path, command: list[str]) -> None:
        self.path = path
        self._command = command

    def edit(self) -> str:
        """Let the person edit the page; what it says afterwards.

        Raises:
            Stop: the editor cannot be started, or ended with an error.
        """
        before = signal.signal(signal.SIGINT, _leave_it_to_the_editor)
        try:
            ended = subprocess.run([*self._command, str(self.path)], check=False).returncode
        except OSError:
            raise Stop(words.no_editor(self._command[0]), words.EDITOR_HINT) from None
        finally:
            signal.signal(signal.SIGINT, before)
        if ended:
            raise Stop(words.EDITOR_FAILED, words.kept_at(str(self.path)))
        return self.path.read_text("utf-8", "replace")


@contextmanager
def desk(
    home: Home, environment: Mapping[str, str], text: str, name: str = "entry.toml"
) -> Iterator[Desk]:
    """Lay a page out for editing, and clear it away once its text is kept elsewhere.

    The folder is the page's own, so that what an editor leaves beside it (swap files,
    copies) goes with it. After an error it stays: the text may be nowhere else.
    """
    command = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "vi")
    folder = Path(tempfile.mkdtemp(prefix=EDITING, dir=desk_folder(home, environment)))
    page = folder / name
    with os.fdopen(os.open(page, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
    yield Desk(page, command)
    shutil.rmtree(folder, ignore_errors=True)


def _leave_it_to_the_editor(*_: object) -> None:
    """Ctrl-C goes to both of us; in an editor it means something else."""
