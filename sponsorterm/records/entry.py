"""An entry: the head of a record as the index remembers it, ready to be shown or judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sponsorterm.records.kinds.base import Body, Level

MINE = "mine"
"""The name of one's own private space; what came over a link lies under the link's record id."""

Mark = Literal["", "read", "talked"]
"""What I did with something received: nothing yet, read it, or spoke about it too."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One head. `space` is `MINE` or the record id of the link it came over.

    `heads` counts the heads of its record that differ (two: written on two devices apart, and
    the author has to choose); `revisions` counts all that is known of it, so an entry with more
    than one has been edited. `mark` is what I marked this very revision as.
    """

    id: str
    space: str
    kind: str
    record: str
    day: date
    at: datetime | None
    level: Level | None
    body: Body
    heads: int = 1
    revisions: int = 1
    mark: Mark = ""
