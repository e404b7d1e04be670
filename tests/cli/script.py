"""A person who answers as was written down, and then leaves."""

from __future__ import annotations

from collections.abc import Sequence

from sponsorterm.cli.lines import Interrupted, Watch


class Script:
    """Lines to be typed; after the last the person is gone, with `typed` on the line."""

    edits = False

    def __init__(self, lines: Sequence[str], typed: str = "") -> None:
        self._lines = iter(lines)
        self._typed = typed
        self.standing: list[str] = []
        """What stood on the line each time one was asked for."""

    def ask(self, prompt: str, standing: str = "", watch: Watch | None = None) -> str:
        self.standing.append(standing)
        for line in self._lines:
            if watch is not None:
                watch(line)
            return line
        raise Interrupted(self._typed if prompt else "")
