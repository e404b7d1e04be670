"""Keeping a draft close behind the typing, without ever making the typing wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from sponsorterm.services.drafts import FormDraft
from sponsorterm.services.forms import Answers

SECONDS = 1.5
"""How long a change may wait for the disk."""
CHANGES = 40
"""How many changes may wait, however fast somebody types."""


class DraftKeeper:
    """Writes snapshots of one draft, the newest last, from whichever thread.

    The disk is waited for in a thread. Should an older snapshot come to it after a newer one,
    or after the draft was filed, it is let go.
    """

    def __init__(self, draft: FormDraft, save: Callable[[FormDraft], None]) -> None:
        self._draft = draft
        self._save = save
        self._lock = Lock()
        self._taken = 0
        self._written = 0
        self._waiting = 0
        self._closed = False

    @property
    def waiting(self) -> int:
        """Changes that are not on their way to the disk yet."""
        return self._waiting

    def touch(self) -> None:
        """Count a change."""
        self._waiting += 1

    def snapshot(self) -> Callable[[], None]:
        """What is typed by now, as something that writes it when called."""
        self._taken += 1
        self._waiting = 0
        number = self._taken
        answers = Answers(self._draft.form, self._draft.answers.values)
        copy = replace(self._draft, answers=answers, sharing=dict(self._draft.sharing))
        return lambda: self._write(number, copy)

    def close(self) -> None:
        """Write no more: the draft was filed or let go. Waits for a write under way."""
        with self._lock:
            self._closed = True

    def _write(self, number: int, copy: FormDraft) -> None:
        with self._lock:
            if not self._closed and number > self._written:
                self._save(copy)
                self._written = number
