"""Giving what was written before: chosen, looked at first, and never by linking alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import BOOKKEEPING, KINDS, Row, Worksheet
from sponsorterm.rules.sharing import CopyLevel, may_author
from sponsorterm.services.drafts import Sharing
from sponsorterm.services.filing import PreparedCopy, copy_heads, prepare_share, share
from sponsorterm.services.session import LinkView, Session

DAYS = 30
"""How far back it goes unless another number is asked for."""


@dataclass(frozen=True, slots=True)
class Gift:
    """An entry, and the very copy that would be given of it."""

    entry: Entry
    copy: PreparedCopy


def last_days(session: Session, link: LinkView, level: CopyLevel, days: int = DAYS) -> list[Gift]:
    """What was written in the last days and this link never had, the oldest first.

    What they have already, or had and was taken back, is left as it is: each of those was
    chosen by itself. What gives nothing at the level is left out.
    """
    since = session.today - timedelta(days=days - 1)
    found = session.store.entries(kinds=_kinds(link, level), since=since, oldest_first=True)
    new = (entry for entry in found if not copy_heads(session, link.record, entry.record))
    return [Gift(entry, _copy(session, link, entry, level)) for entry in new]


def give(session: Session, link: LinkView, gifts: Sequence[Gift], level: CopyLevel) -> int:
    """Give exactly what was looked at; how many that were.

    Raises:
        StoreError: the disk refused; those before it are given.
    """
    for gift in gifts:
        share(session, gift.entry.record, {link.record: Sharing(level)})
    return len(gifts)


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
