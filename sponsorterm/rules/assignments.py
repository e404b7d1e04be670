"""Where an assignment stands, from what each of the two said of it.

Only its author changes a record, so the state is read off two: what the one who gave it
says, and what the other says to that. No clock decides: the other's word names the version
of the assignment it answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Assignment, Progress

TaskState = Literal["assigned", "doing", "submitted", "another_look", "done", "dropped"]
OPEN: frozenset[TaskState] = frozenset({"assigned", "doing", "submitted", "another_look"})
"""States in which something is still to be done, by the one or the other."""


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment, as both sides know it, and what was last said to it.

    `entry` is the copy on the link; `said` the other's last word on it, if there is one.
    """

    entry: Entry
    body: Assignment
    state: TaskState
    said: Entry | None = None

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN

    @property
    def due(self) -> date | None:
        """The day it is due, if one was set."""
        return self.body.due


def tasks(assignments: Iterable[Entry], progress: Sequence[Entry]) -> list[Task]:
    """Each assignment with its state; `progress` has the newest first."""
    return [
        _task(entry, entry.body, progress)
        for entry in assignments
        if isinstance(entry.body, Assignment)
    ]


def _task(entry: Entry, body: Assignment, progress: Sequence[Entry]) -> Task:
    said = next((each for each in progress if _about(each) == entry.record), None)
    return Task(entry, body, _state(entry, body, said), said)


def _about(entry: Entry) -> str | None:
    return entry.body.about if isinstance(entry.body, Progress) else None


def _state(entry: Entry, body: Assignment, said: Entry | None) -> TaskState:
    told: TaskState = body.state or "assigned"
    answer = said.body if said else None
    if told in ("done", "dropped") or not isinstance(answer, Progress) or answer.state is None:
        return told
    if told == "another_look" and answer.revision != entry.id and answer.state != "dropped":
        return told
    return answer.state
