"""What keeps everything, and what keeps others out: words, backup file, lock, erasing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sponsorterm.services.home import backup, locking
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing.private_space import private_places, private_state
from sponsorterm.services.syncing.safety import safety
from sponsorterm.store.lockfile import MOST_IDLE
from sponsorterm.strings import cli_backup_file, devices_screen
from sponsorterm.strings import locking as lock_words
from sponsorterm.strings import safekeeping as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.devices import DevicesScreen
from sponsorterm.tui.screens.erasing import EraseScreen
from sponsorterm.tui.screens.lock import AskSecret, opened
from sponsorterm.tui.screens.lock_on import LockOnScreen
from sponsorterm.tui.screens.pairing import Left, OnlineScreen
from sponsorterm.tui.screens.recovery import WordsScreen
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import AskLine, Confirm, PageDialog
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

_ROW = (Column(1), Column(10), Column(0))
Row = tuple[str, str, str, str]
"""Letter, action, title and words of a line."""


class SafekeepingScreen(OnlineScreen):
    """A line for each thing, with how it stands."""

    CSS_PATH = sheet("safekeeping")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "words", devices_screen.KEY_WORDS),
        Binding("n", "new_words", words.ROW_NEW_WORDS),
        Binding("d", "devices", devices_screen.KEY),
        Binding("b", "backup", words.ROW_BACKUP),
        Binding("o", "lock_on_or_off", words.ROW_LOCK),
        Binding("p", "passphrase", lock_words.CHANGE),
        Binding("t", "idle", lock_words.IDLE),
        Binding("x", "erase", words.ERASE_TITLE),
    ]

    def body(self) -> ComposeResult:
        """The lines, and what they come to."""
        yield Plain(said(words.TITLE, STRONG), id="heading")
        yield Lines(_ROW, id="facts")
        yield Plain(id="more")

    def fill(self) -> None:
        """Say how everything stands."""
        self.query_one("#facts", Lines).show(
            [
                Line(action, (said(letter, KEY), said(title, MUTED), said(text)))
                for letter, action, title, text in self._rows()
            ]
        )
        self.say("")

    def say(self, message: str) -> None:
        """Say it where there is room for all of it; nothing to say is how safe everything is."""
        standing = said(safety(self.session).sentence, MUTED)
        self.query_one("#more", Plain).show(said(message, ACCENT) if message else standing)

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002
    ) -> bool | None:
        """Only what stands on the page can be done."""
        return action not in {"passphrase", "idle"} or self.app.home.cover.is_sealed

    def _rows(self) -> list[Row]:
        session = self.session
        paper = words.on_paper(session.profile.words_checked, session.today)
        kept = backup.standing(session) or words.NEVER_TO_A_FILE
        rows = [
            ("w", "words", words.ROW_WORDS, paper),
            ("n", "new_words", words.ROW_NEW_WORDS, words.NEW_WORDS_SHORT),
            ("d", "devices", words.ROW_DEVICES, _devices(session)),
            ("b", "backup", words.ROW_BACKUP, kept),
        ]
        erase = ("x", "erase", words.ROW_ERASE, words.ERASE_SHORT)
        lock = ("o", "lock_on_or_off", words.ROW_LOCK)
        if not session.home.cover.is_sealed:
            return [*rows, (*lock, words.LOCK_OFF), erase]
        idle = lock_words.idle(locking.lock_state(session.home).idle_minutes)
        return [
            *rows,
            (*lock, words.LOCK_ON),
            ("p", "passphrase", words.ROW_PASSPHRASE, words.CHOOSE_ANOTHER),
            ("t", "idle", words.ROW_IDLE, idle),
            erase,
        ]

    @on(Lines.Chosen, "#facts")
    async def _chosen(self, event: Lines.Chosen) -> None:
        await self.run_action(event.key)

    def action_words(self) -> None:
        """Show the twelve words, to be written down."""
        self.app.push_screen(WordsScreen())

    def action_new_words(self) -> None:
        """Say why there are none, and what to do instead."""
        text = lines(*(said(text) for text in words.NEW_WORDS))
        self.app.push_screen(PageDialog(words.NEW_WORDS_TITLE, text))

    def action_devices(self) -> None:
        """Show my own devices, and where they meet."""
        self.app.push_screen(DevicesScreen())

    def action_erase(self) -> None:
        """Say what erasing means, on a page of its own."""
        self.app.push_screen(EraseScreen())

    @work(exclusive=True, group="safekeeping")
    async def action_backup(self) -> None:
        """Ask for a file and a passphrase, write it, and say so once it was read back."""
        with suppress(Left):
            name = words.file_name(self.session.today)
            path = await self.ask(AskLine(words.WHICH_FILE, words.WHICH_FILE_ABOUT, value=name))
            secret = await self._new_secret(words.BACKUP_SECRET, words.BACKUP_SECRET_ABOUT)

            def write(session: Session) -> backup.BackedUp:
                return backup.back_up(session, Path(path.strip()), secret or None)

            done = await self.in_thread(write)
            if done is not None:
                left = f" {cli_backup_file.left_out(', '.join(done.left_out))}"
                told = cli_backup_file.done(done.records, done.size)
                self.say(told + (left if done.left_out else ""))

    @work(exclusive=True, group="safekeeping")
    async def action_lock_on_or_off(self) -> None:
        """Turn the lock on, on its page; or off, once the passphrase was typed."""
        if not self.session.home.cover.is_sealed:
            self.app.push_screen(LockOnScreen())
            return
        with suppress(Left):
            if await self.ask(Confirm(words.TURN_OFF, words.TURN_OFF_ABOUT)):
                typed = await self._passphrase()
                self.app.run_worker(self.app.locks.turn_off(typed))

    @work(exclusive=True, group="safekeeping")
    async def action_passphrase(self) -> None:
        """Ask for the old one, or the words, then for the new one twice."""
        with suppress(Left):
            typed = await self._passphrase()
            fresh = await self._new_secret(words.NEW_PASSPHRASE, words.NEW_PASSPHRASE_ABOUT)

            def change(session: Session) -> bool:
                locking.change_passphrase(opened(session.home, typed, session.now), fresh)
                return True

            if await self.in_thread(change):
                self.say(lock_words.CHANGED)

    @work(exclusive=True, group="safekeeping")
    async def action_idle(self) -> None:
        """Choose when it locks by itself."""
        minutes = locking.lock_state(self.session.home).idle_minutes
        with suppress(Left):
            typed = await self.ask(AskLine(words.HOW_LONG, value=str(minutes), length=4))
            if not typed.isdigit() or int(typed) > MOST_IDLE:
                self.say(lock_words.NO_MINUTES)
                return
            self.write(lambda: locking.set_idle(self.session.home, int(typed)))
            self.app.locks.opened()

    async def _passphrase(self) -> str:
        return await self.ask(AskSecret(words.PASSPHRASE_NOW, words.PASSPHRASE_NOW_ABOUT))

    async def _new_secret(self, question: str, about: str) -> str:
        """A passphrase typed twice, or nothing where nothing was typed.

        Raises:
            Left: it was closed, or the two differ.
        """
        typed = await self.app.push_screen_wait(AskSecret(question, about))
        if typed is None:
            raise Left
        if typed and await self.ask(AskSecret(lock_words.AGAIN)) != typed:
            self.say(lock_words.NOT_THE_SAME)
            raise Left
        return typed


def _devices(session: Session) -> str:
    places = private_places(session)
    return private_state(session).words if places else devices_screen.NOWHERE
