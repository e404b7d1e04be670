"""Giving a sheet to a sponsor: handing it in, or sharing it and its rows at a level.

What is prepared is what will be sent: the preview reads those very bytes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from sponsorterm.records.codec import decode_own
from sponsorterm.records.entry import MINE
from sponsorterm.records.kinds.link import ShareLevel
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import (
    Prepared,
    PreparedCopy,
    copies_for,
    prepare_share,
    shares,
)
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.steps.sheets import SheetView, given_at


@dataclass(frozen=True, slots=True)
class Gift:
    """A sheet with its rows, made for one link and not yet kept. The sheet stands first."""

    link: LinkView
    parts: tuple[Prepared, ...]
    new_state: bool

    @property
    def copies(self) -> list[PreparedCopy]:
        """The very copies, of the sheet and then of each row that is given."""
        return [copy for part in self.parts for copy in part.copies if copy.level != "withdrawn"]


def prepare_gift(
    session: Session,
    view: SheetView,
    link: LinkView,
    level: ShareLevel,
    held: Collection[str] = (),
    *,
    submit: bool,
) -> Gift:
    """A sheet as one link will hold it; rows in `held` stay here, or are taken back.

    With `submit` it is handed in: a new version even when not a word has changed, so that
    what a sponsor said of the one before is answered.

    Raises:
        BadRecord: a copy would be too large.
        ServiceError: this is not a link such work goes over.
    """
    body = view.body
    if submit:
        today = session.today
        body = replace(body, state="submitted", submitted_on=today, undo_of=None)
    revision = decode_own(session.compose(body, record=view.record))
    whole = copies_for(session, revision, {link.record: Sharing(level)}, anew=submit)
    rows = [
        prepare_share(
            session,
            row.record,
            {link.record: Sharing("private" if row.record in held else level)},
        )
        for row in view.rows
    ]
    return Gift(link, (whole, *rows), submit or view.entry is None)


def give(session: Session, gift: Gift) -> tuple[str, ...]:
    """Keep what was prepared, all of it durable on return; the names of who is given it.

    Raises:
        StoreError: the disk refused. What was kept is whole; again is fine.
    """
    sheet, *_ = gift.parts
    payloads = [record for part in gift.parts for record in part.records]
    if gift.new_state:
        payloads.insert(0, sheet.revision.payload)
    session.store.keep_all(payloads)
    changed = any(not copy.unchanged for part in gift.parts for copy in part.copies)
    return (gift.link.name,) if changed else ()


def held_rows(session: Session, view: SheetView, link: LinkView) -> set[str]:
    """Rows kept back so far: those the link has no copy of although they were there.

    A row written since the sheet was last given is not among them.
    """
    last = given_at(session, link.record, view.record)
    if last is None:
        return set()
    return {
        row.record
        for row in view.rows
        if not any(share.link == link.record for share in shares(session, row.record))
        and _was_there(session, row.record, last)
    }


def _was_there(session: Session, record: str, moment: datetime) -> bool:
    """Whether a row was begun by then."""
    first = session.store.revisions(record, MINE)[0].header.at
    return first is not None and first <= moment
