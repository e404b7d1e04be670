"""A sponsor's instructions for a step: a note about it that both can read and answer."""

from __future__ import annotations

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Note
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.talk import Block, edit_note, write_note
from sponsorterm.strings import services as words


def instruct(session: Session, link: LinkView, step: int, text: str) -> None:
    """Say how a step is to be worked, in place of what I said of it before.

    Raises:
        UnknownKey: the programme has no such step.
        BadRecord: the text is too long.
    """
    title = session.pack.step(step).title
    said = _notes(session.store.entries(kinds={Note.KIND}, link=link.record)).get(step)
    if said is None:
        write_note(session, link.record, subject=words.for_step(step, title), body=text, step=step)
    else:
        edit_note(session, _block(said, words.ME), text)


def instructions(session: Session, link: LinkView) -> dict[int, Block]:
    """What the sponsor of a link said of each step: I myself, or somebody to me."""
    if link.is_sponsee:
        found = _notes(session.store.entries(kinds={Note.KIND}, link=link.record))
        return {step: _block(entry, words.ME) for step, entry in found.items()}
    found = _notes(session.store.entries(space=link.record, kinds={Note.KIND}))
    return {step: _block(entry, link.name) for step, entry in found.items()}


def _notes(entries: list[Entry]) -> dict[int, Entry]:
    """The first note about each step: what comes after it in its thread are answers."""
    found: dict[int, Entry] = {}
    for entry in entries:
        if isinstance(entry.body, Note) and entry.body.step and entry.body.subject:
            found[entry.body.step] = entry
    return found


def _block(entry: Entry, name: str) -> Block:
    return Block(entry, name, getattr(entry.body, "body", None) or "", unread=False)
