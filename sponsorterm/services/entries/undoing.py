"""Undo: back to how a record stood before its last change, and each time one further back."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from sponsorterm.records.entry import MINE
from sponsorterm.records.kinds import Step, Worksheet
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.strings import services as words

Undone = TypeVar("Undone", Step, Worksheet)


def undone(session: Session, record: str, body: Undone, blank: Undone) -> Undone:
    """How a record stood before its last change; `blank` is how it stood before all.

    Raises:
        ServiceError: there is nothing before it.
    """
    known = [
        each for each in session.store.revisions(record, MINE) if type(each.body) is type(body)
    ]
    history = sorted(known, key=lambda revision: len(revision.header.supersedes))
    ids = [revision.id for revision in history]
    last = ids.index(body.undo_of) - 1 if body.undo_of in ids else len(history) - 1
    if last < 0:
        raise ServiceError(words.NOTHING_TO_UNDO)
    before = history[last - 1].body if last else blank
    assert isinstance(before, type(body))
    return replace(before, undo_of=ids[last])
