"""Writing to somebody: a strip at the foot of the screen, with a draft that is never lost."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from sponsorterm.services.entries.writing import Writing, keep_text, kept_text, let_text_go
from sponsorterm.strings import writing as words
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.base import SAID, ScreenBase
from sponsorterm.tui.theme import ACCENT, MUTED
from sponsorterm.tui.widgets.dialogs import Dialog
from sponsorterm.tui.widgets.fields import LineField, TextField
from sponsorterm.tui.widgets.plain import Plain, said

SECONDS = 1.5
"""How long what is typed may wait for the disk."""


class WriteText(Dialog[bool]):
    """A text, and with `subject` what it is about. Tab keeps it by `keep`, Esc leaves a draft.

    Without `text_needed` what it is about may be all there is.
    It closes with True when it was kept, with False when a draft was left, else with None.
    When `keep` fails it stays open and says why.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", words.KEY_KEEP, priority=True),
        Binding("ctrl+s", "keep", words.KEY_KEEP, priority=True),
        Binding("escape", "leave", words.KEY_LEAVE),
    ]

    app = getters.app(SponsortermApp)

    def __init__(
        self,
        question: str,
        about: str,
        key: str,
        keep: Callable[[Writing], object],
        *,
        start: str = "",
        subject: bool = False,
        text_needed: bool = True,
    ) -> None:
        super().__init__(question, about)
        self._text_needed = text_needed
        self._key = key
        self._keep = keep
        self._start = Writing(start)
        self._with_subject = subject
        self._waiting = False
        self._lock = Lock()
        self._taken = 0
        self._written = 0

    def answers(self) -> ComposeResult:
        """The fields, how to be done with them, and what went wrong if anything did."""
        draft = kept_text(self.app.session, self._key)
        begun = draft or self._start
        if self._with_subject:
            yield LineField(begun.subject, placeholder=words.SUBJECT)
        yield TextField(begun.text, placeholder=words.TEXT)
        yield Plain(said(words.KEYS, MUTED), classes="keys", id="keys")
        yield Plain(said(words.DRAFT_BACK, ACCENT) if draft else None, id="wrong")

    def on_mount(self) -> None:
        """Begin in the text when its subject stands already; keep what is typed."""
        self.app.keepers.append(self._keep_now)
        text = self.query_one(TextField)
        text.move_cursor(text.document.end)
        if text.text or not self._with_subject:
            text.focus()

    def on_unmount(self) -> None:
        """Nothing more to keep."""
        self.app.keepers.remove(self._keep_now)

    @property
    def writing(self) -> Writing:
        """What stands in the fields now."""
        subject = self.query_one(LineField).value if self._with_subject else ""
        return Writing(self.query_one(TextField).text, subject)

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _touched(self) -> None:
        if not self._waiting:
            self._waiting = True
            self.set_timer(SECONDS, self._keep_soon)

    def _keep_soon(self) -> None:
        self._waiting = False
        write = self._snapshot()
        self.run_worker(write, thread=True, group="drafts", exit_on_error=False)

    def keep_draft(self) -> bool:
        """Write the draft now, and return when it is on disk; whether that went well."""
        try:
            self._snapshot()()
        except SAID as error:
            self._say(str(error))
            return False
        return True

    def _keep_now(self) -> None:
        self.keep_draft()

    def _snapshot(self) -> Callable[[], None]:
        """Something that writes what stands here now, unless something newer was written."""
        self._taken += 1
        number, writing = self._taken, self.writing

        def write() -> None:
            with self._lock:
                if number <= self._written:
                    return
                self._written = number
                if self._is_draft(writing):
                    keep_text(self.app.session, self._key, writing)
                else:
                    let_text_go(self.app.session, self._key)

        return write

    def _is_draft(self, writing: Writing) -> bool:
        """Whether there is anything in it that would be missed."""
        return writing not in (self._start, Writing())

    @on(Input.Submitted)
    def _to_text(self) -> None:
        self.query_one(TextField).focus()

    def action_go_on(self) -> None:
        """From the subject to the text; from the text, keep it."""
        if self.query_one(TextField).has_focus:
            self.action_keep()
        else:
            self._to_text()

    def action_keep(self) -> None:
        """Keep it for good and close; the draft goes only then."""
        writing = self.writing
        enough = writing.text if self._text_needed else writing.text + writing.subject
        if not enough.strip():
            self._say(words.NOTHING_WRITTEN)
            return
        try:
            self._keep(writing)
        except SAID as error:
            self._say(str(error))
            return
        self._end()
        let_text_go(self.app.session, self._key)
        self.dismiss(True)

    def action_leave(self) -> None:
        """Close it; what was written stays as a draft."""
        if self.keep_draft():
            self._end()
            self.dismiss(False if self._is_draft(self.writing) else None)

    def _end(self) -> None:
        """Let no older snapshot come to the disk from now on."""
        with self._lock:
            self._written = self._taken

    def _say(self, message: str) -> None:
        self.query_one("#wrong", Plain).show(said(message, ACCENT))


class WritingScreen(ScreenBase[None]):
    """A screen from which something is written, marked or sent."""

    def write(self, do: Callable[[], object], message: str = "") -> bool:
        """Do something that keeps a record, show it everywhere, and say so; whether it went."""

        def done() -> bool:
            do()
            return True

        if not self.attempt(done):
            return False
        self.app.filed()
        self.changed(message)
        return True

    def ask_text(
        self,
        question: str,
        about: str,
        key: str,
        keep: Callable[[Writing], object],
        *,
        message: str,
        start: str = "",
        subject: bool = False,
    ) -> None:
        """Let a text be written and kept, then say `message`; a draft left is said too."""

        def closed(kept: bool | None) -> None:
            if kept:
                self.app.filed()
                self.changed(message)
            elif kept is False:
                self.say(words.DRAFT_KEPT)

        self.app.push_screen(
            WriteText(question, about, key, keep, start=start, subject=subject), closed
        )
