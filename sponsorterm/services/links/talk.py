"""What two people say to each other: threads of notes, comments on entries, read marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec

from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.ids import new_record_id, revision_id
from sponsorterm.records.kinds import Comment, Note, Seen, SeenItem
from sponsorterm.sealing.keys import copy_record
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import copy_heads, file, file_shared, prepare
from sponsorterm.services.entries.reading import SHOWN
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import services as words

RECENT = 100
"""Entries that are looked through before all of them are."""
NEW_FOR = timedelta(days=90)
"""Older entries that were never marked read no longer call themselves new."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a thread, or one comment. Only one's own can be changed."""

    entry: Entry
    name: str
    text: str
    unread: bool

    @property
    def at(self) -> datetime | None:
        """When it was written."""
        return self.entry.at

    @property
    def day(self) -> date:
        """The day it was written for."""
        return self.entry.day

    @property
    def mine(self) -> bool:
        """I wrote it."""
        return self.entry.space == MINE


@dataclass(frozen=True, slots=True)
class Thread:
    """Notes that belong together. Without a link they are a private page."""

    id: str
    link: str | None
    name: str
    subject: str
    blocks: tuple[Block, ...]

    @property
    def unread(self) -> int:
        """How many blocks were not yet read."""
        return sum(block.unread for block in self.blocks)

    @property
    def pinned(self) -> bool:
        """It stands on top."""
        return any(isinstance(b.entry.body, Note) and b.entry.body.pinned for b in self.blocks)

    @property
    def last(self) -> Block:
        """The newest block."""
        return self.blocks[-1]


def unread(
    session: Session, links: Sequence[LinkView] | None = None, kinds: Collection[str] | None = None
) -> list[Entry]:
    """Received entries nobody has marked read at their present revision, newest first."""
    since = session.today - NEW_FOR
    return [
        entry
        for link in (session.links() if links is None else links)
        for entry in session.store.entries(space=link.record, kinds=kinds, since=since, unread=True)
    ]


def read_marks(session: Session, since: date | None = None) -> dict[str, str]:
    """For each received record, the revision I last marked read."""
    marks = {}
    for entry in session.store.entries(kinds={Seen.KIND}, since=since, oldest_first=True):
        if isinstance(entry.body, Seen):
            marks.update({item.about: item.revision for item in entry.body.items})
    return marks


def talked_about(session: Session, since: date | None = None) -> frozenset[tuple[str, str]]:
    """Received revisions of which I said that we have spoken."""
    return frozenset(
        (item.about, item.revision)
        for entry in session.store.entries(kinds={Seen.KIND}, since=since)
        if isinstance(entry.body, Seen)
        for item in entry.body.items
        if item.talked
    )


def mark_seen(
    session: Session, link: str, entries: Sequence[Entry], *, talked: bool = False
) -> list[str]:
    """Mark received entries read; with `talked`, that we have spoken about them too.

    Gives the records of the marks: without these it is as if nobody had read anything. On an
    ended link they are for me alone.
    """
    to = {link: Sharing("full")} if session.link(link).live else {}
    items = [
        SeenItem(about=entry.record, revision=entry.id, talked=talked or None)
        for entry in entries
        if entry.space == link
    ]
    marks = [
        Seen(items=items[start : start + 500], link=link) for start in range(0, len(items), 500)
    ]
    filed = [file(session, prepare(session, mark, sharing=to)) for mark in marks]
    return [each.revision.record for each in filed]


def see(session: Session, link: LinkView, kinds: Collection[str]) -> None:
    """Mark read whatever of these kinds came over a link: it stands on the screen."""
    if new := unread(session, [link], kinds):
        mark_seen(session, link.record, new)


def comment(session: Session, link: str, about: Entry, text: str, *, row: str | None = None) -> str:
    """Write to an entry, mine or theirs; the other reads it beside the entry. The record's id.

    Raises:
        BadRecord: the text is too long.
    """
    body = Comment(about=shared_name(session, link, about), row=row, body=text, link=link)
    return file_shared(session, body, link).revision.record


def shared_name(session: Session, link: str, entry: Entry) -> str:
    """The record id both sides of a link know an entry by."""
    if entry.space == link:
        return entry.record
    return copy_record(bytes.fromhex(session.link(link).body.copy_key), entry.record)


def known_as(session: Session, link: LinkView, name: str) -> Entry | None:
    """The entry both sides of a link know by this name, theirs or mine; mostly a new one."""
    for entry in session.store.entries(space=link.record, record=name):
        return entry
    for limit in (RECENT, None):
        for entry in session.store.entries(kinds=SHOWN, limit=limit):
            if shared_name(session, link.record, entry) == name:
                return entry
    return None


def comments_on(session: Session, entry: Entry) -> list[Block]:
    """What was said about an entry, by me or by anybody who holds it, oldest first."""
    links = session.links() if entry.space == MINE else [session.link(entry.space)]
    new = {each.id for each in unread(session, links, {Comment.KIND})}
    blocks = [
        _block(link, said, new)
        for link in links
        for said in _said(session, link)
        if isinstance(said.body, Comment)
        and said.body.about == shared_name(session, link.record, entry)
    ]
    return sorted(blocks, key=_moment)


def threads(session: Session, link: str | None = None) -> list[Thread]:
    """Threads with one link, or all of them and the private pages; pinned and newest first."""
    links = [session.link(link)] if link else session.links(live_only=False)
    return _sorted(session, links, pages=link is None)


def thread(session: Session, name: str) -> Thread:
    """The thread whose id starts with `name`.

    Raises:
        UnknownEntry: none does, or several do.
    """
    found = [thread for thread in threads(session) if thread.id.startswith(name.strip().lower())]
    if len(found) == 1:
        return found[0]
    raise UnknownEntry(words.SEVERAL_ENTRIES if found else words.NO_SUCH_ENTRY, words.SEE_NOTES)


def write_note(
    session: Session,
    link: str | None,
    *,
    subject: str | None = None,
    body: str | None = None,
    agenda: bool = False,
    step: int | None = None,
    about: Entry | None = None,
) -> None:
    """Begin a thread with somebody, or a private page; `step` or `about` is what it is about.

    Raises:
        BadRecord: a text is too long.
    """
    note = Note(
        subject=subject or None,
        body=body or None,
        thread=new_record_id(),
        agenda=agenda or None,
        step=step,
        about=shared_name(session, link, about) if link and about else None,
        link=link,
    )
    _keep(session, note)


def for_next_call(session: Session, link: str, entry: Entry, subject: str) -> None:
    """Put an entry on the agenda of the next call: a point of its own, and no word of the entry.

    Raises:
        BadRecord: the subject is too long.
    """
    write_note(session, link, subject=subject, body=subject, agenda=True, about=entry)


def reply(session: Session, thread: Thread, text: str) -> None:
    """Add a block of mine to a thread.

    Raises:
        BadRecord: the text is too long.
    """
    _keep(session, Note(body=text, thread=thread.id, link=thread.link))


def edit_note(session: Session, block: Block, text: str) -> None:
    """Change a block of mine; the one before it stays in its history.

    Raises:
        UnknownEntry: it is not mine to change.
        BadRecord: the text is too long.
    """
    _revise(session, block, body=text)


def pin(session: Session, block: Block, *, on: bool) -> None:
    """Put a thread on top by a block of mine, or let it go down again.

    Raises:
        UnknownEntry: the block is not mine.
    """
    _revise(session, block, pinned=on or None)


def put_on_agenda(session: Session, block: Block, *, on: bool) -> None:
    """Mark a block of mine for the next call, or tick it off.

    Raises:
        UnknownEntry: the block is not mine.
    """
    _revise(session, block, agenda=on or None)


def tick(session: Session, block: Block) -> None:
    """Say that a point of the agenda was spoken about, whoever put it there.

    Only its author changes a note, so of theirs I keep that we have talked about it; a point
    they write anew stands there again.
    """
    if block.mine:
        put_on_agenda(session, block, on=False)
    else:
        mark_seen(session, block.entry.space, [block.entry], talked=True)


def agenda(session: Session) -> list[Block]:
    """What stands on the agenda of the next call with anybody, mine and theirs."""
    marked = session.store.entries(space=None, kinds={Note.KIND}, lingering=True)
    whose = {getattr(entry.body, "link", None) or entry.space for entry in marked}
    links = [link for link in session.links(live_only=False) if link.record in whose]
    return [
        block
        for thread in _sorted(session, links, pages=MINE in whose)
        for block in thread.blocks
        if isinstance(block.entry.body, Note) and block.entry.body.agenda
        if not _is_ticked(session, block)
    ]


def agenda_with(session: Session, link: str) -> list[Block]:
    """What stands on the agenda of the next call with one person."""
    return [
        block
        for block in agenda(session)
        if link in (block.entry.space, getattr(block.entry.body, "link", None))
    ]


def _is_ticked(session: Session, block: Block) -> bool:
    """Whether the one of us who did not write a point said that we have spoken about it."""
    link = getattr(block.entry.body, "link", None)
    if not block.mine:
        return block.entry.mark == "talked"
    if link is None:
        return False
    name = shared_name(session, link, block.entry)
    held = copy_heads(session, link, block.entry.record)
    copies = {revision_id(copy.bytes.encode()) for copy in held}
    return any(
        item.talked and item.about == name and item.revision in copies
        for seen in session.store.entries(space=link, kinds={Seen.KIND})
        if isinstance(seen.body, Seen)
        for item in seen.body.items
    )


def _revise(session: Session, block: Block, **changes: object) -> None:
    body = block.entry.body
    if not block.mine or not isinstance(body, Note):
        raise UnknownEntry(words.NOT_YOURS, words.NOT_YOURS_HINT)
    changed = msgspec.structs.replace(body, **changes)
    _keep(session, changed, block.entry)


def _keep(session: Session, note: Note, entry: Entry | None = None) -> None:
    record = entry.record if entry else None
    day = entry.day if entry else None
    follows = entry.id if entry else None
    if note.link is None:
        session.save(note, record=record, day=day, follows=follows)
    else:
        file_shared(session, note, note.link, record=record, day=day, follows=follows)


def _sorted(session: Session, links: Sequence[LinkView], *, pages: bool) -> list[Thread]:
    found = [thread for each in links for thread in _threads_with(session, each)]
    if pages:
        found += _private_pages(session)
    found.sort(key=lambda thread: _moment(thread.last), reverse=True)
    return sorted(found, key=lambda thread: not thread.pinned)


def _threads_with(session: Session, link: LinkView) -> list[Thread]:
    new = {each.id for each in unread(session, [link], {Note.KIND})}
    gathered: dict[str, list[Block]] = defaultdict(list)
    for entry in _said(session, link):
        if isinstance(entry.body, Note):
            gathered[entry.body.thread or entry.record].append(_block(link, entry, new))
    return [_thread(name, link, blocks) for name, blocks in gathered.items()]


def _private_pages(session: Session) -> list[Thread]:
    gathered: dict[str, list[Block]] = defaultdict(list)
    for entry in session.store.entries(kinds={Note.KIND}):
        if isinstance(entry.body, Note) and entry.body.link is None:
            text = entry.body.body or ""
            block = Block(entry, words.ME, text, unread=False)
            gathered[entry.body.thread or entry.record].append(block)
    return [_thread(name, None, blocks) for name, blocks in gathered.items()]


def _thread(name: str, link: LinkView | None, blocks: list[Block]) -> Thread:
    blocks.sort(key=_moment)
    subjects = (b.entry.body.subject for b in blocks if isinstance(b.entry.body, Note))
    subject = next((text for text in subjects if text), "")
    return Thread(
        name,
        link.record if link else None,
        link.name if link else words.PRIVATE_PAGE,
        subject or blocks[0].text.strip().split("\n", 1)[0],
        tuple(blocks),
    )


def _said(session: Session, link: LinkView) -> list[Entry]:
    """Notes and comments of both of us on a link."""
    kinds = {Note.KIND, Comment.KIND}
    own = session.store.entries(kinds=kinds, link=link.record)
    return [*own, *session.store.entries(space=link.record, kinds=kinds)]


def _block(link: LinkView, entry: Entry, new: Collection[str]) -> Block:
    text = getattr(entry.body, "body", None) or ""
    name = words.ME if entry.space == MINE else link.name
    return Block(entry, name, text, entry.id in new)


def _moment(block: Block) -> tuple[date, float, str]:
    at = block.entry.at
    return (block.entry.day, at.timestamp() if at else 0.0, block.entry.id)
