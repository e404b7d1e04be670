"""Notes: threads with the people one is linked with, and private pages."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.services.entries.writing import Writing
from sponsorterm.services.links import talk
from sponsorterm.services.links.talk import Block, Thread
from sponsorterm.strings import notes as words
from sponsorterm.tui.editor import edited
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.taking import TakingAway
from sponsorterm.tui.screens.thread_lines import block_head, note_of, nothing_yet, thread_line
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Lines
from sponsorterm.tui.widgets.passages import Passage, Passages
from sponsorterm.tui.widgets.plain import Plain, lines, said

COLUMNS = (
    Column(1),
    Column(8, rank=1),
    Column(0, least=12),
    Column(6, rank=2, right=True),
)
_PRIVATE = "mine"
"""Stands for nobody where a person is chosen; no link has this for its id."""
_LETTERS = "abcdefghilmnoprstuvwxyz"
"""What people are chosen by, without the letters that move the cursor or close. Whoever comes
after the last letter is chosen with the cursor."""


class NotesScreen(TakingAway):
    """Threads at the left, the opened one at the right; on a narrow screen one of the two."""

    AREA: ClassVar[str] = "notes"
    CSS_PATH = sheet("notes")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", words.KEY_NEW),
        Binding("r", "reply", words.KEY_REPLY),
        Binding("e", "edit", words.KEY_EDIT),
        Binding("E", "edit_outside", words.KEY_EDITOR),
        Binding("p", "pin", words.KEY_PIN),
        Binding("g", "agenda", words.KEY_AGENDA),
        Binding("left", "list", words.KEY_LIST),
        Binding("q", "leave", words.KEY_LIST_OR_QUIT),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._threads: dict[str, Thread] = {}
        self._open = ""
        self._new: frozenset[str] = frozenset()

    def body(self) -> ComposeResult:
        """The two sides, or what to do when there is nothing yet."""
        yield Plain(id="empty")
        with Horizontal(id="sides"):
            with Vertical(id="list"):
                yield Lines(COLUMNS, id="threads")
            with Vertical(id="thread"):
                yield Plain(id="subject")
                yield Passages(id="blocks")
        yield Hints(id="keys")

    def find_threads(self) -> list[Thread]:
        """The threads this screen is about."""
        return talk.threads(self.session)

    def fill(self) -> None:
        """Show the threads as they are now, and the opened one if it is still there."""
        found = self.find_threads()
        self._threads = {thread.id: thread for thread in found}
        self.set_class(not found, "-empty")
        self.query_one("#empty", Plain).show(nothing_yet())
        today = self.session.today
        self.query_one("#threads", Lines).show(
            [thread_line(thread, today, self.marks) for thread in found]
        )
        if self._open not in self._threads:
            self._open = found[0].id if found else ""
            self.remove_class("-reading")
        self._show_open()
        self._show_hints()

    # ── Which thread, which block ────────────────────────────────────────────────────

    @property
    def reading(self) -> bool:
        """Whether the thread has the focus, not the list."""
        return self.has_class("-reading")

    def open(self, thread: str) -> None:
        """Open a thread and mark what is new in it read."""
        found = self._threads[thread]
        self._open = thread
        self._new = frozenset(block.entry.id for block in found.blocks if block.unread)
        first = next((block for block in found.blocks if block.unread), found.last)
        self.add_class("-reading")
        self._show_open(first.entry.id)
        self._show_hints()
        self.query_one("#blocks", Passages).focus()
        self._mark_read(found)

    def _mark_read(self, thread: Thread) -> None:
        unread = [block.entry for block in thread.blocks if block.unread]
        link = thread.link
        if link is not None and unread and self.session.link(link).live:
            self.write(lambda: talk.mark_seen(self.session, link, unread))

    @on(Lines.Chosen, "#threads")
    def _chosen(self, event: Lines.Chosen) -> None:
        self.open(event.key)

    def action_list(self) -> None:
        """Back to the list of threads."""
        self.remove_class("-reading")
        self.query_one("#threads", Lines).focus()
        self._show_hints()

    def action_leave(self) -> None:
        """From a thread to the list, from the list away."""
        if self.reading:
            self.action_list()
        else:
            self.app.action_leave()

    def escape(self) -> None:
        """From a thread to the list."""
        if self.reading:
            self.action_list()
        else:
            super().escape()

    @on(Passages.Moved)
    def _moved(self) -> None:
        """What came in while the thread was open is read once the cursor goes on."""
        thread = self._threads.get(self._open)
        if thread is not None and self.reading and thread.unread:
            self._new |= {block.entry.id for block in thread.blocks if block.unread}
            self._mark_read(thread)

    def _thread(self) -> Thread | None:
        """The thread meant: the one being read, else the one under the list's cursor."""
        key = self._open if self.reading else self.query_one("#threads", Lines).key
        return self._threads.get(key)

    def _block(self) -> Block | None:
        """The block meant: the one under the cursor of the thread being read."""
        thread = self._thread()
        if thread is None:
            return None
        key = self.query_one("#blocks", Passages).key if self.reading else ""
        return next((block for block in thread.blocks if block.entry.id == key), thread.last)

    # ── What can be done ─────────────────────────────────────────────────────────────

    def action_new(self) -> None:
        """Choose for whom, then write."""
        options = [
            (_LETTERS[place : place + 1], link.record, link.name)
            for place, link in enumerate(self.session.links())
        ]
        self.app.push_screen(
            Choose(words.TO_WHOM, [*options, (".", _PRIVATE, words.ONLY_ME)]), self._new_for
        )

    def _new_for(self, chosen: str | None) -> None:
        if chosen is not None:
            self.write_to(None if chosen == _PRIVATE else chosen)

    def write_to(self, link: str | None) -> None:
        """Write a new note to somebody, or a private page."""
        name = self.session.link(link).name if link else ""

        def keep(note: Writing) -> None:
            talk.write_note(self.session, link, subject=note.subject.strip(), body=note.text)

        self.ask_text(
            words.to(name) if link else words.NEW,
            "" if link else words.PRIVATE,
            f"new-{link or _PRIVATE}",
            keep,
            message=self._sent(name),
            subject=True,
        )

    def action_reply(self) -> None:
        """Add a block to the thread."""
        thread = self._thread()
        if thread is None:
            self.action_new()
            return
        if self._is_over(thread):
            return
        private = thread.link is None
        self.ask_text(
            words.NEW if private else words.reply_to(thread.name),
            thread.subject,
            f"reply-{thread.id}",
            lambda note: talk.reply(self.session, thread, note.text),
            message=self._sent("" if private else thread.name),
        )

    def action_edit(self) -> None:
        """Change a block of mine in place."""
        block = self._own_block()
        if block is not None:
            self.ask_text(
                words.CHANGE,
                "",
                f"edit-{block.entry.record}",
                lambda note: talk.edit_note(self.session, block, note.text),
                message=words.CHANGED,
                start=block.text,
            )

    def action_edit_outside(self) -> None:
        """Change a block of mine in the person's own editor."""
        block = self._own_block()
        if block is None:
            return
        text = self.attempt(lambda: edited(self.app, self.app.home, block.text))
        if text is None:
            return
        if not text.strip() or text == block.text:
            self.say(words.UNCHANGED)
            return
        self.write(lambda: talk.edit_note(self.session, block, text), words.CHANGED)

    def taken(self) -> Entry | None:
        """The block of mine under the cursor."""
        return block.entry if (block := self._own_block()) else None

    def action_pin(self) -> None:
        """Put the thread on top, or let it go down again."""
        thread = self._thread()
        if thread is None or self._is_over(thread):
            return
        own = [block for block in thread.blocks if block.mine]
        chosen = (pinned := [block for block in own if note_of(block).pinned]) or own[:1]
        if not chosen:
            self.say(words.PIN_NEEDS_BLOCK)
            return
        on = not pinned
        for block in chosen:
            pin = partial(talk.pin, self.session, block, on=on)
            self.write(pin, words.PINNED if on else words.UNPINNED)

    def action_agenda(self) -> None:
        """Put a block of mine on the agenda of the next call, or tick a point of either off."""
        thread, block = self._thread(), self._block()
        if (
            thread
            and block
            and not block.mine
            and note_of(block).agenda
            and not self._is_over(thread)
        ):
            self.write(partial(talk.tick, self.session, block), words.OFF_AGENDA)
            return
        block = self._own_block()
        if block is not None:
            on = not note_of(block).agenda
            self.write(
                lambda: talk.put_on_agenda(self.session, block, on=on),
                words.ON_AGENDA if on else words.OFF_AGENDA,
            )

    def _own_block(self) -> Block | None:
        """The block meant, if it is mine and can still be sent; else say why not."""
        thread, block = self._thread(), self._block()
        if thread is None or block is None or self._is_over(thread):
            return None
        if not block.mine:
            self.say(words.NOT_YOURS)
            return None
        return block

    def _is_over(self, thread: Thread) -> bool:
        """Whether the link of a thread has ended; it can be read, and that is said."""
        over = thread.link is not None and not self.session.link(thread.link).live
        if over:
            self.say(words.link_ended(thread.name))
        return over

    def _sent(self, name: str) -> str:
        return words.sent(name, self.app.reachable) if name else words.KEPT

    # ── How it looks ─────────────────────────────────────────────────────────────────

    def _show_open(self, block: str = "") -> None:
        thread = self._threads.get(self._open)
        if thread is None:
            self.query_one("#subject", Plain).show(Content())
            self.query_one("#blocks", Passages).show([])
            return
        whose = words.PRIVATE if thread.link is None else words.with_whom(thread.name)
        style = ACCENT if thread.link is None else MUTED
        self.query_one("#subject", Plain).show(
            lines(said(thread.subject, STRONG), said(whose, style))
        )
        head = partial(block_head, session=self.session, marks=self.marks)
        self.query_one("#blocks", Passages).show(
            [
                Passage(b.entry.id, head(b, new=b.entry.id in self._new), said(b.text.strip()))
                for b in thread.blocks
            ],
            block,
        )

    def _show_hints(self) -> None:
        both = [("r", words.HINT_REPLY), ("n", words.HINT_NEW)]
        own = [
            ("e", words.HINT_EDIT),
            ("g", words.HINT_AGENDA),
            ("p", words.HINT_PIN),
            ("E", words.HINT_EDITOR),
        ]
        # Above another screen the footer says what q does; in an area it has the areas to say.
        back = [("q", words.HINT_BACK)] if self.AREA else []
        start = back if self.reading else [("enter", words.HINT_OPEN)]
        if not self._threads:
            start, both, own = [], [("n", words.HINT_NEW)], []
        self.query_one(Hints).show([*start, *both, *own])


class NotesWithScreen(NotesScreen):
    """The same for one person, opened from their page."""

    AREA: ClassVar[str] = ""

    def __init__(self, link: str, thread: str = "") -> None:
        super().__init__()
        self._link = link
        self._first = thread

    def find_threads(self) -> list[Thread]:
        """The threads with this one person."""
        return talk.threads(self.session, self._link)

    def fill(self) -> None:
        """Show them, and open the one asked for."""
        super().fill()
        first, self._first = self._first, ""
        if first in self._threads:
            self.open(first)

    def action_new(self) -> None:
        """Write to this person."""
        self.write_to(self._link)
