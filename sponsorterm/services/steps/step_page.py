"""One step with all that belongs to it: sheets, what a sponsor asked for, what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Note, SignOff
from sponsorterm.rules.assignments import Task
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.talk import shared_name
from sponsorterm.services.steps.assignments import assigned_to_me
from sponsorterm.services.steps.progress import StepView, steps
from sponsorterm.services.steps.sheets import SheetView, sheets


@dataclass(frozen=True, slots=True)
class Asked:
    """An assignment, and who gave it."""

    link: LinkView
    task: Task


@dataclass(frozen=True, slots=True)
class Told:
    """What a sponsor wrote to a step, and when."""

    name: str
    text: str
    at: datetime | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class Signed:
    """One line of the sign-off trail: who found what, of the step or of a sheet of it."""

    name: str
    state: str
    text: str
    at: datetime | None
    sheet: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step, opened."""

    view: StepView
    sheets: tuple[SheetView, ...]
    asked: tuple[Asked, ...]
    instructions: tuple[Told, ...]
    trail: tuple[Signed, ...]


def step_page(session: Session, number: int) -> StepPage:
    """All there is to one step of the newest round.

    Raises:
        UnknownKey: the programme has no such step.
    """
    wanted = session.pack.step(number).number
    view = next(view for view in steps(session) if view.number == wanted)
    found = tuple(sheets(session, number))
    sponsors = [link for link in session.links() if link.is_sponsor]
    return StepPage(
        view,
        found,
        tuple(asked for link in sponsors for asked in _asked(session, link, number)),
        tuple(told for link in sponsors for told in _instructions(session, link, number)),
        tuple(signed for link in sponsors for signed in _trail(session, link, view, found)),
    )


def _asked(session: Session, link: LinkView, number: int) -> list[Asked]:
    tasks = assigned_to_me(session, link)
    return [Asked(link, task) for task in tasks if task.body.step == number]


def _instructions(session: Session, link: LinkView, number: int) -> list[Told]:
    """Their notes to a step, the oldest first."""
    notes = session.store.entries(space=link.record, kinds={Note.KIND}, oldest_first=True)
    return [
        Told(link.name, entry.body.body or entry.body.subject or "", entry.at, entry)
        for entry in notes
        if isinstance(entry.body, Note) and entry.body.step == number
    ]


def _trail(
    session: Session, link: LinkView, view: StepView, found: tuple[SheetView, ...]
) -> list[Signed]:
    """Every finding on the step and its sheets, the newest first."""
    about = {
        shared_name(session, link.record, sheet.entry): sheet.sheet.title
        for sheet in found
        if sheet.entry is not None
    }
    if view.entry is not None:
        about[shared_name(session, link.record, view.entry)] = ""
    signs = session.store.entries(space=link.record, kinds={SignOff.KIND})
    return [
        Signed(
            link.name, body.state, body.text or "", entry.at, about.get(body.about or "", ""), entry
        )
        for entry in signs
        if isinstance(body := entry.body, SignOff)
        and (body.about in about or (body.step == view.number and body.about is None))
    ]
