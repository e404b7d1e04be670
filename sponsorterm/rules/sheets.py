"""Where a sheet stands, from what its writer says of it and what a sponsor found."""

from __future__ import annotations

from collections.abc import Iterable

from sponsorterm.records.kinds import SignOff
from sponsorterm.records.kinds.worksheet import SheetState

_FOUND: dict[str, SheetState] = {
    "another_look": "another_look",
    "reviewed": "reviewed",
    "done": "done",
}


def standing(told: SheetState | None, *, begun: bool, found: SheetState | None) -> SheetState:
    """The state a sheet is shown in.

    A sponsor's finding counts for what was handed in and for nothing else: it neither ends
    a draft nor opens again what its writer calls done.
    """
    if told == "submitted" and found is not None:
        return found
    if told in (None, "not_started"):
        return "draft" if begun else "not_started"
    return told


def finding(signs: Iterable[SignOff], about: str, revision: str) -> SheetState | None:
    """What was found of this very version of a copy; `signs` have the newest first.

    What was said of an earlier version is history once the sheet was handed in again.
    """
    for sign in signs:
        if sign.about == about and sign.revision == revision:
            return _FOUND.get(sign.state)
    return None
