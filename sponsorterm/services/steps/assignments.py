"""Assignments: given by one, worked on by the other, with every word kept on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from sponsorterm.program import Pack, UnknownKey
from sponsorterm.program import work as programme
from sponsorterm.records.kinds import Assignment, Progress, SignOff
from sponsorterm.rules.assignments import Task, tasks
from sponsorterm.services.entries.filing import delete, file_shared
from sponsorterm.services.entries.given import given, original
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.steps.sign_offs import undo
from sponsorterm.strings import services as words

Given = Literal["another_look", "done", "dropped"]
"""What the one who gave an assignment may say of it."""
Told = Literal["doing", "submitted", "dropped"]
"""What the other may."""
WAITS_FOR_ME = frozenset({"assigned", "doing", "another_look"})
"""States of an assignment in which the one who was asked has something to do."""


def assigned_by_me(session: Session, link: LinkView, *, only_open: bool = False) -> list[Task]:
    """What I gave somebody to do, the newest first."""
    mine = given(session, link, {Assignment.KIND}, lingering=only_open)
    if not mine:
        return []
    theirs = session.store.entries(space=link.record, kinds={Progress.KIND})
    return tasks(mine, theirs)


def asked_of_me(session: Session) -> list[tuple[LinkView, Task]]:
    """What my sponsors wait for, with the link each came over, what is due first in front."""
    found = [
        (link, task)
        for link in session.links()
        if link.is_sponsor
        for task in assigned_to_me(session, link)
        if task.state in WAITS_FOR_ME
    ]
    return sorted(found, key=lambda one: one[1].due or date.max)


def assigned_to_me(session: Session, link: LinkView) -> list[Task]:
    """What somebody gave me to do, the newest first."""
    theirs = session.store.entries(space=link.record, kinds={Assignment.KIND})
    return tasks(theirs, given(session, link, {Progress.KIND}))


def library(pack: Pack, step: int | None = None) -> list[programme.Assignment]:
    """What a programme suggests, for one step or for all."""
    return [each for each in pack.assignments if step in (None, each.step)]


def from_library(pack: Pack, key: str, today: date) -> Assignment:
    """An assignment as a programme words it, due after the time it usually takes.

    Raises:
        UnknownKey: there is none of this key.
    """
    found = next((each for each in pack.assignments if each.key == key), None)
    if found is None:
        raise UnknownKey(words.no_assignment(key))
    return Assignment(
        pack=pack.key,
        library=key,
        step=found.step,
        sheet=found.sheet,
        category=found.category,
        title=found.title,
        detail=found.detail or None,
        due=today + timedelta(days=found.days),
    )


def named(found: Sequence[Task], name: str) -> Task:
    """The one whose record id starts with `name`.

    Raises:
        UnknownEntry: none does, or several do.
    """
    wanted = name.strip().lower()
    meant = [task for task in found if wanted and task.entry.record.startswith(wanted)]
    if len(meant) == 1:
        return meant[0]
    raise UnknownEntry(words.SEVERAL_ENTRIES if meant else words.NO_SUCH_ENTRY, words.SEE_WORK)


def assign(session: Session, link: LinkView, body: Assignment) -> None:
    """Give somebody something to do.

    Raises:
        BadRecord: a field breaks its limits.
    """
    whole = msgspec.structs.replace(body, link=link.record, state=body.state or "assigned")
    file_shared(session, whole, link.record)


def change(session: Session, link: LinkView, task: Task, **fields: object) -> None:
    """Change an assignment of mine: its words, the day it is due, or its state.

    Raises:
        UnknownEntry: I did not give it.
        BadRecord: a field breaks its limits.
    """
    record = original(session, link, task.entry.record, {Assignment.KIND})
    if record is None:
        raise UnknownEntry(words.NOT_YOURS, words.NOT_YOURS_HINT)
    body = msgspec.structs.replace(task.body, link=link.record, **fields)
    file_shared(session, body, link.record, record=record, day=task.entry.day)


def look_at(session: Session, link: LinkView, task: Task, say: Given, text: str = "") -> None:
    """Say of work handed in that it wants another look, is done, or is let go.

    The words go with a sign-off of the version that was read, so that both can see what
    they were about.
    """
    change(session, link, task, state=say)
    if task.said is not None and say != "dropped":
        body = SignOff(
            about=task.said.record,
            revision=task.said.id,
            state=say,
            text=text or None,
            link=link.record,
        )
        file_shared(session, body, link.record)


def undo_look(session: Session, link: LinkView, task: Task) -> None:
    """Take back what I last said of an assignment: it stands as the other left it.

    Raises:
        UnknownEntry: I did not give it.
    """
    change(session, link, task, state="assigned")
    for sign in given(session, link, {SignOff.KIND}):
        if isinstance(sign.body, SignOff) and task.said and sign.body.about == task.said.record:
            undo(session, link, sign)
            return


def tell(
    session: Session,
    link: LinkView,
    task: Task,
    say: Told,
    text: str = "",
    result: str | None = None,
) -> None:
    """Say how far I am. `result` is the record id of a copy that shows what came of it."""
    said = task.said.record if task.said else None
    record = original(session, link, said, {Progress.KIND}) if said else None
    body = Progress(
        about=task.entry.record,
        revision=task.entry.id,
        state=say,
        text=text or None,
        result=result,
        link=link.record,
    )
    file_shared(session, body, link.record, record=record)


def take_away(session: Session, link: LinkView, task: Task) -> None:
    """Take an assignment of mine back, as if it had not been given.

    Raises:
        UnknownEntry: I did not give it.
    """
    record = original(session, link, task.entry.record, {Assignment.KIND})
    if record is None:
        raise UnknownEntry(words.NOT_YOURS, words.NOT_YOURS_HINT)
    delete(session, record)
