"""Private notes of a sponsor about a sponsee. They stay in the sponsor's own space for good.

The kind gives nothing at any level and no role may author it on a link, so no copy of one
can be made.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import SponsorNote
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import services as words


@dataclass(frozen=True, slots=True)
class PrivateNote:
    """One of them."""

    entry: Entry
    body: SponsorNote

    @property
    def text(self) -> str:
        """What it says."""
        return self.body.body or ""


def private_notes(session: Session, link: LinkView) -> list[PrivateNote]:
    """My notes about somebody: the pinned first, then the newest."""
    found = [
        PrivateNote(entry, entry.body)
        for entry in session.store.entries(kinds={SponsorNote.KIND}, link=link.record)
        if isinstance(entry.body, SponsorNote)
    ]
    return sorted(found, key=lambda note: not note.body.pinned)


def private_note(session: Session, link: LinkView, name: str) -> PrivateNote:
    """The one whose id starts with `name`.

    Raises:
        UnknownEntry: none does, or several do.
    """
    wanted = name.strip().lower()
    found = [n for n in private_notes(session, link) if wanted and n.entry.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    raise UnknownEntry(words.SEVERAL_ENTRIES if found else words.NO_SUCH_ENTRY, words.SEE_PRIVATE)


def write_private_note(session: Session, link: LinkView, text: str, subject: str = "") -> None:
    """Keep a note for myself alone.

    Raises:
        BadRecord: a text is too long.
    """
    session.save(SponsorNote(link=link.record, subject=subject or None, body=text))


def change_private_note(session: Session, note: PrivateNote, text: str, subject: str = "") -> None:
    """Change one; the one before stays in its history.

    Raises:
        BadRecord: a text is too long.
    """
    _revise(session, note, replace(note.body, body=text, subject=subject or None))


def pin_private_note(session: Session, note: PrivateNote, *, on: bool) -> None:
    """Put one on top, or let it go down again."""
    _revise(session, note, replace(note.body, pinned=on or None))


def _revise(session: Session, note: PrivateNote, body: SponsorNote) -> None:
    entry = note.entry
    session.save(body, record=entry.record, day=entry.day, follows=entry.id)
