"""The amends ledger: whom I owe something, how willing I am, how far it has come.

Changes stay here. What a sponsor holds of them changes only by sharing again, with a look at
the very copy.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Amends
from sponsorterm.records.kinds.amends import AmendsState
from sponsorterm.rules.amends import GROUPS, is_closed, stepped_back
from sponsorterm.services.entries.filing import Filed, delete, file, prepare
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.strings import services as words


@dataclass(frozen=True, slots=True)
class Owed:
    """One line of the ledger."""

    entry: Entry
    body: Amends

    @property
    def record(self) -> str:
        """The record it is kept in."""
        return self.entry.record

    @property
    def state(self) -> AmendsState:
        """How far it has come; what is only noted is on the list."""
        return self.body.state or "listed"

    @property
    def closed(self) -> bool:
        """Whether advice is needed before anything is planned."""
        return is_closed(self.body)


def ledger(session: Session) -> list[Owed]:
    """Everything I owe, grouped by state, each group the oldest first."""
    entries = session.store.entries(kinds={Amends.KIND}, oldest_first=True)
    found = [Owed(entry, entry.body) for entry in entries if isinstance(entry.body, Amends)]
    return sorted(found, key=lambda owed: GROUPS.index(owed.state))


def owed(session: Session, record: str) -> Owed:
    """One line of the ledger.

    Raises:
        UnknownEntry: there is none.
    """
    for entry in session.store.entries(kinds={Amends.KIND}, record=record):
        if isinstance(entry.body, Amends):
            return Owed(entry, entry.body)
    raise UnknownEntry(words.NO_SUCH_ENTRY, words.SEE_AMENDS)


def change(session: Session, record: str, **fields: object) -> Filed:
    """Change fields of one of them. The day it was made or talked over is today unless it is told.

    Raises:
        UnknownEntry: there is none.
        Unadvised: it would go towards a person for whom the safety gate is closed.
        BadRecord: a field breaks its limits.
    """
    before = owed(session, record)
    changed = replace(before.body, **fields)
    if "state" in fields and changed.state == "made" and changed.made_on is None:
        changed = replace(changed, made_on=session.today)
    if "state" in fields and changed.state == "discussed" and changed.discussed_on is None:
        changed = replace(changed, discussed_on=session.today)
    return _keep(session, before, changed)


def flag(session: Session, record: str, *, unsafe: bool | None) -> bool:
    """Say whether contact could harm anybody (None: not answered).

    Returns:
        Whether something that was planned had to be taken back.

    Raises:
        UnknownEntry: there is none.
    """
    before = owed(session, record)
    answer = None if unsafe is None else "yes" if unsafe else "no"
    flagged = replace(before.body, unsafe=answer)
    behind = stepped_back(flagged)
    _keep(session, before, behind)
    return behind != flagged


def remove(session: Session, record: str) -> None:
    """Take one off the list, and its copies back; for thirty days it can be brought back.

    Raises:
        UnknownEntry: there is none.
    """
    delete(session, record)


def _keep(session: Session, before: Owed, body: Amends) -> Filed:
    entry = before.entry
    prepared = prepare(
        session, body, record=entry.record, day=entry.day, follows=entry.id, sharing={}
    )
    return file(session, prepared)
