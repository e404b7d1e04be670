"""Sheets of step work: their rows and pages, their state, and what a sponsor said to them.

A sheet and each of its rows is a record of its own. Whatever is written stays here until it
is given (`giving`), so that a sponsor never reads a draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from sponsorterm.program.work import Worksheet as Sheet
from sponsorterm.records.entry import Entry
from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Amends, Body, Row, SharedCopy, SignOff, Worksheet
from sponsorterm.records.kinds.step import StepMethod
from sponsorterm.records.kinds.worksheet import SheetState
from sponsorterm.rules.sheets import finding, standing
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import Filed, Share, copy_record_id, file, prepare, shares
from sponsorterm.services.entries.undoing import undone
from sponsorterm.services.home.session import Session
from sponsorterm.services.links.talk import shared_name
from sponsorterm.services.steps.amends import ledger
from sponsorterm.services.steps.feedback import Said, Sayings, sayings
from sponsorterm.services.steps.progress import rounds


@dataclass(frozen=True, slots=True)
class RowView:
    """One row, with what was said to it."""

    entry: Entry
    body: Body
    said: tuple[Said, ...] = ()

    @property
    def record(self) -> str:
        """The record it is kept in."""
        return self.entry.record


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet of the programme as I stand with it, in one round."""

    sheet: Sheet
    body: Worksheet
    entry: Entry | None
    rows: tuple[RowView, ...]
    state: SheetState
    said: tuple[Said, ...]
    """What was said to the sheet as a whole, and a sponsor's findings, the newest first."""
    changed: bool
    """Whether somebody holds it as it was before a change."""

    @property
    def key(self) -> str:
        """The sheet's key."""
        return self.sheet.key

    @property
    def record(self) -> str:
        """The one record it is kept in, the same on all my devices."""
        return sheet_record(self.body)

    @property
    def answered(self) -> int:
        """How much is written: rows, and answers on its pages."""
        return len(self.rows) + len(self.body.answers)

    def row(self, record: str) -> RowView | None:
        """The row kept in this record."""
        return next((row for row in self.rows if row.record == record), None)


def sheets(session: Session, step: int | None = None) -> list[SheetView]:
    """The sheets of one step, or of all, in the newest round."""
    heard = sayings(session)
    current = rounds(session)[-1].number
    return [
        _view(session, sheet, current, heard)
        for sheet in session.pack.worksheets
        if step is None or sheet.step == step
    ]


def sheet(session: Session, key: str, round: int | None = None) -> SheetView:
    """One sheet; without a number, in the newest round.

    Raises:
        UnknownKey: the programme has no such sheet.
    """
    chosen = session.pack.worksheet(key)
    return _view(session, chosen, round or rounds(session)[-1].number, sayings(session))


def sheet_record(body: Worksheet) -> str:
    """The one record of a sheet in a round."""
    return derived_record_id(Worksheet.KIND, body.pack, body.sheet, str(body.round))


def mark(
    session: Session, view: SheetView, state: SheetState, method: StepMethod | None = None
) -> Filed:
    """Say where I stand with a sheet: a draft, or done in one of three ways."""
    done_on = session.today if state == "done" else None
    how = method if state == "done" else None
    body = replace(view.body, state=state, method=how, done_on=done_on, undo_of=None)
    return _keep(session, view, body)


def undo(session: Session, view: SheetView) -> Filed:
    """Go back to how the sheet stood before its last change; its rows stay as they are.

    Raises:
        ServiceError: there is nothing before it.
    """
    blank = blank_sheet(session, view.sheet, view.body.round)
    return _keep(session, view, undone(session, view.record, view.body, blank))


def blank_sheet(session: Session, chosen: Sheet, round: int) -> Worksheet:
    """A sheet nobody has written on."""
    return Worksheet(pack=session.pack.key, sheet=chosen.key, step=chosen.step, round=round)


def _keep(session: Session, view: SheetView, body: Worksheet) -> Filed:
    """Keep a new state. Those who hold the sheet as it was hear of it, but of nothing else."""
    sharing = {
        share.link: Sharing("full" if share.level == "full" else "numbers", share.held)
        for share in shares(session, view.record)
        if share.current
    }
    prepared = prepare(session, body, record=view.record, sharing=sharing)
    return file(session, prepared)


def _view(session: Session, chosen: Sheet, round: int, heard: Sayings) -> SheetView:
    blank = blank_sheet(session, chosen, round)
    record = sheet_record(blank)
    entry = next(iter(session.store.entries(kinds={Worksheet.KIND}, record=record)), None)
    body = entry.body if entry is not None and isinstance(entry.body, Worksheet) else blank
    rows = _rows(session, chosen, round, heard)
    held = shares(session, record) if entry is not None else []
    begun = entry is not None or bool(rows)
    return SheetView(
        chosen,
        body,
        entry,
        tuple(rows),
        standing(body.state, begun=begun, found=_finding(session, entry, held)),
        tuple(heard.to(record)),
        any(_changed_since(session, share, record, rows) for share in held),
    )


def _finding(session: Session, entry: Entry | None, held: Sequence[Share]) -> SheetState | None:
    """What a sponsor found of the copy they hold."""
    if entry is None:
        return None
    for share in held:
        signs = session.store.entries(space=share.link, kinds={SignOff.KIND})
        about = shared_name(session, share.link, entry)
        bodies = [sign.body for sign in signs if isinstance(sign.body, SignOff)]
        if found := finding(bodies, about, share.copy.id):
            return found
    return None


def given_at(session: Session, link: str, record: str) -> datetime | None:
    """When a link was last given a sheet."""
    copy = copy_record_id(link, record)
    last = next(iter(session.store.entries(kinds={SharedCopy.KIND}, record=copy)), None)
    return last.at if last is not None else None


def _changed_since(session: Session, share: Share, record: str, rows: Sequence[RowView]) -> bool:
    """Whether the sheet or a row of it was written on since a link was given it."""
    if not share.current:
        return True
    moment = given_at(session, share.link, record)
    return moment is not None and any(row.entry.at and row.entry.at > moment for row in rows)


def _rows(session: Session, chosen: Sheet, round: int, heard: Sayings) -> Sequence[RowView]:
    if chosen.rows == Amends.KIND:
        return [
            RowView(owed.entry, owed.body, tuple(heard.to(owed.record))) for owed in ledger(session)
        ]
    found = [
        RowView(entry, entry.body, tuple(heard.to(entry.record)))
        for entry in session.store.entries(kinds={chosen.rows}, oldest_first=True)
        if _belongs(session, entry.body, chosen, round)
    ]
    return sorted(found, key=lambda row: _place(row.body))


def _belongs(session: Session, body: Body, chosen: Sheet, round: int) -> bool:
    """Whether a record is a row of this sheet. One of a kind of its own always is."""
    if not isinstance(body, Row):
        return True
    return (body.pack, body.sheet, body.round) == (session.pack.key, chosen.key, round)


def _place(body: Body) -> int:
    place = body.place if isinstance(body, Row) else None
    return 1_000_000 if place is None else place
