"""Giving what was written before: chosen, looked at first, and never by linking alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import BOOKKEEPING, KINDS, Row, Worksheet
from sponsorterm.rules.sharing import CopyLevel, may_author
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import PreparedCopy, copy_heads, prepare_share, share
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.steps import handing_in
from sponsorterm.services.steps.sheets import SheetView, sheets
from sponsorterm.strings import giving as words
from sponsorterm.strings import kinds

DAYS = 30
"""How far back it goes unless another number is asked for."""


@dataclass(frozen=True, slots=True)
class Gift:
    """An entry, and the very copy that would be given of it."""

    entry: Entry
    copy: PreparedCopy


@dataclass(frozen=True, slots=True)
class SheetGift:
    """A sheet with its rows, and the very copies that would be given of them."""

    view: SheetView
    parts: handing_in.Gift


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included; without an end, until now."""

    since: date
    until: date | None = None


def last_days(today: date, days: int = DAYS) -> Span:
    """Today and the days before it, so many in all."""
    return Span(today - timedelta(days=days - 1))


def span_of(text: str, today: date) -> Span:
    """A number of days back, the first day, or the first and the last.

    Raises:
        ServiceError: it is none of these.
    """
    parts = text.replace(",", " ").split()
    try:
        if len(parts) == 1 and parts[0].isdigit():
            return last_days(today, max(1, int(parts[0])))
        return Span(*map(date.fromisoformat, parts))
    except (TypeError, ValueError, OverflowError):
        raise ServiceError(words.NO_SPAN, words.NO_SPAN_HINT) from None


def on_offer(session: Session, link: LinkView, level: CopyLevel, span: Span) -> list[Gift]:
    """What was written in a span and this link never had, the oldest first.

    What they have already, or had and was taken back, is left as it is: each of those was
    chosen by itself. What gives nothing at the level is left out.
    """
    found = session.store.entries(
        kinds=_kinds(link, level), since=span.since, until=span.until, oldest_first=True
    )
    new = (entry for entry in found if not copy_heads(session, link.record, entry.record))
    return [Gift(entry, _copy(session, link, entry, level)) for entry in new]


def single(session: Session, link: LinkView, level: CopyLevel, entry: Entry) -> Gift:
    """One entry, chosen by itself.

    Raises:
        ServiceError: it is of a kind that is not given to this link.
    """
    if entry.kind not in _kinds(link, level):
        raise ServiceError(words.not_to_give(kinds.name(entry.kind)))
    return Gift(entry, _copy(session, link, entry, level))


def sheets_on_offer(session: Session, link: LinkView, level: CopyLevel) -> list[SheetGift]:
    """The sheets of this round that are begun, and of which this link never had a copy."""
    if not link.is_sponsor:
        return []
    return [
        sheet_gift(session, link, level, view)
        for view in sheets(session)
        if view.state != "not_started" and not copy_heads(session, link.record, view.record)
    ]


def sheet_gift(session: Session, link: LinkView, level: CopyLevel, view: SheetView) -> SheetGift:
    """A sheet with every row, to be looked at by a sponsor who need not answer.

    Raises:
        ServiceError: this is not a link such work goes over.
    """
    return SheetGift(view, handing_in.prepare_gift(session, view, link, level, submit=False))


def give(
    session: Session,
    link: LinkView,
    gifts: Sequence[Gift],
    level: CopyLevel,
    sheets: Sequence[SheetGift] = (),
) -> int:
    """Give exactly what was looked at; how many entries and sheets that were.

    Raises:
        StoreError: the disk refused; those before it are given.
    """
    for gift in gifts:
        share(session, gift.entry.record, {link.record: Sharing(level)})
    for sheet in sheets:
        handing_in.give(session, sheet.parts)
    return len(gifts) + len(sheets)


def _copy(session: Session, link: LinkView, entry: Entry, level: CopyLevel) -> PreparedCopy:
    (copy,) = prepare_share(session, entry.record, {link.record: Sharing(level)}).copies
    return copy


def _kinds(link: LinkView, level: CopyLevel) -> list[str]:
    """Kinds of a day or a moment that may go to this link, and hold something at the level.

    What is addressed to somebody, a note or a comment, is no entry to be given to another,
    and a sheet of step work is a draft until it is handed in as a whole.
    """
    return [
        name
        for name, kind in KINDS.items()
        if name not in (*BOOKKEEPING, Worksheet.KIND, Row.KIND)
        and may_author(link.my_role, name)
        and "link" not in kind.__struct_fields__
        and (kind.FULL if level == "full" else kind.NUMBERS)
    ]
