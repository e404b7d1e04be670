"""One row a sponsee: judged anew, or as it was judged before while all it rests on is the same.

It rests on what came over the link and on what I wrote and marked there, of which the store
notices every change, and on the day, the last sync and the programme. A row is not kept if a
rule went by the hour, or if something was let go of: the store does not notice that.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

import msgspec

from sponsorterm.records.days import civil_day
from sponsorterm.records.kinds import Step
from sponsorterm.rules.alerts.days import hard_run
from sponsorterm.rules.dashboard import Row, row
from sponsorterm.rules.facts import Facts
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.sponsor.facts import FORTNIGHT, LOOK_BACK, facts, facts_of
from sponsorterm.services.steps.progress import step_at
from sponsorterm.store.conclusions import Conclusion

_ROW = msgspec.json.Decoder(Row)
AT_ONCE = 12
"""People judged in one go: it takes less than a key may wait."""


def rows_of(
    session: Session, links: Sequence[LinkView], synced: Mapping[str, datetime | None]
) -> list[Row]:
    """The row of each of these sponsees; `synced` tells when each was last in step."""
    return next(rows for rows in judging(session, links, synced) if rows is not None)


def judging(
    session: Session, links: Sequence[LinkView], synced: Mapping[str, datetime | None]
) -> Iterator[list[Row] | None]:
    """The same, a few people at a time: None as long as there are more, at last every row.

    In between something else may be done, and what was concluded so far is kept.
    """
    before = session.store.conclusions([link.record for link in links])
    rests_on = _rests_on(session, synced)
    rows = {found.link: found for found in _kept(before, rests_on)}
    anew = [link for link in links if link.record not in rows]
    for first in range(0, len(anew), AT_ONCE):
        judged = _judged(session, anew[first : first + AT_ONCE])
        new = [
            replace(before[made.link], rests_on=rests_on[made.link], told=msgspec.json.encode(made))
            for made, lasts in judged
            if lasts
        ]
        if new:
            session.store.conclude(new)
        rows |= {made.link: made for made, _ in judged}
        if len(anew) > AT_ONCE:
            yield None
    yield [rows[link.record] for link in links]


def _rests_on(session: Session, synced: Mapping[str, datetime | None]) -> dict[str, str]:
    """What each row rests on beside the records, in one line."""
    pack = blake2b(msgspec.json.encode(session.pack), digest_size=16).hexdigest()
    today = f"{session.today} {pack}"
    days = {link: civil_day(at, session.zone) if at else None for link, at in synced.items()}
    return {link: f"{today} {day}" for link, day in days.items()}


def _kept(before: Mapping[str, Conclusion], rests_on: Mapping[str, str]) -> Iterator[Row]:
    """The rows that still stand."""
    for link, one in before.items():
        if one.told is not None and one.rests_on == rests_on[link]:
            with suppress(msgspec.DecodeError):
                yield _ROW.decode(one.told)


def _judged(session: Session, links: Sequence[LinkView]) -> list[tuple[Row, bool]]:
    """The row of each, made anew, and whether it lasts as long as what it rests on."""
    with _uncollected():
        known = zip(links, facts_of(session, links), strict=True)
        return [_made(session, *each) for each in known]


def _made(session: Session, link: LinkView, known: Facts) -> tuple[Row, bool]:
    """One row, and whether it lasts.

    A run of days as long as what was read may be longer: then more is read.
    """
    found = _row(session, known)
    first = session.today - FORTNIGHT
    runs = (flag for flag in found.flags if flag.key == hard_run.__name__)
    if any(flag.day is not None and flag.day <= first for flag in runs):
        known = facts(session, link, back=LOOK_BACK)
        found = _row(session, known)
    return found, known.hold_all_day and not known.let_go


def _row(session: Session, known: Facts) -> Row:
    return row(known, step_at(session.pack, (entry for entry, _ in known.of(Step))))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Read without Python looking for garbage; of the thousands of entries read none is any.

    The search would take as long again as the reading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
