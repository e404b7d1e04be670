"""Bringing everything back into a home that is still empty: from words, or from a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sponsorterm.services.home import backup
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing.arrival import restore_from_words
from sponsorterm.strings import safekeeping as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import in_one_line
from sponsorterm.tui.screens.lock import AskSecret
from sponsorterm.tui.screens.pairing import TROUBLE, Given, Left, PlaceQuestions
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import AskLine
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, said

WAYS = (
    ("w", "words", words.FROM_WORDS),
    ("f", "file", words.FROM_FILE),
    ("d", "device", words.FROM_DEVICE),
)


class RestoreScreen(PlaceQuestions):
    """From what, and what became of it."""

    CSS_PATH = sheet("safekeeping")
    HELP: ClassVar[str] = words.HELP_COME_BACK
    BINDINGS: ClassVar[list[BindingType]] = [Binding(*way) for way in WAYS]

    def body(self) -> ComposeResult:
        """The ways there are."""
        yield Plain(said(words.COME_BACK_TITLE, STRONG), id="heading")
        yield Lines((Column(1), Column(0)), id="facts")
        yield Plain(said(words.HELP_COME_BACK, MUTED), id="more")

    def on_mount(self) -> None:
        """There is no home to read anything from."""
        rows = [Line(action, (said(letter, KEY), said(text))) for letter, action, text in WAYS]
        self.query_one("#facts", Lines).show(rows)

    @on(Lines.Chosen, "#facts")
    async def _chosen(self, event: Lines.Chosen) -> None:
        await self.run_action(event.key)

    @work(exclusive=True, group="restoring")
    async def action_words(self) -> None:
        """Ask for the words and the place, and fetch everything."""
        with suppress(Left):
            typed = await self._ask_words()
            place = await self.ask_place(words.WHERE_IT_IS, own=True)
            clock = self.app.clock
            if await self._tried(
                lambda: restore_from_words(self.app.home, typed, place, None, clock)
            ):
                self._go_on()

    @work(exclusive=True, group="restoring")
    async def action_file(self) -> None:
        """Ask for the file and what opens it, and bring back what is in it."""
        with suppress(Left):
            path = Path((await self.ask(AskLine(words.WHICH_BACKUP))).strip())
            opens = await self._tried(lambda: backup.opens_with(path))
            if opens is None:
                return
            by_words = opens == "words"
            secret = await (
                self._ask_words() if by_words else self.ask(AskSecret(words.BACKUP_PASSPHRASE))
            )
            if await self._tried(lambda: backup.restore(self.app.home, path, secret)):
                self._go_on()

    def action_device(self) -> None:
        """Say how: the code is typed at a prompt."""
        self.say(words.FROM_DEVICE_HOW)

    def say(self, message: str) -> None:
        """Say it where there is room for all of it."""
        self.query_one("#more", Plain).show(said(message, ACCENT))

    async def _ask_words(self) -> str:
        return await self.ask(AskLine(words.THE_WORDS, words.THE_WORDS_ABOUT))

    async def _tried(self, do: Callable[[], Given]) -> Given | None:
        """Do it in a thread; what went wrong stands on the page, and None comes back."""
        self.say(words.FETCHING)
        try:
            return await asyncio.to_thread(do)
        except TROUBLE as error:
            self.say(in_one_line(error))
            return None

    def _go_on(self) -> None:
        """Open what came back; the page beneath goes too."""
        session = self.attempt(lambda: Session.open(self.app.home, self.app.clock))
        if session is not None:
            self.app.use(session)
            self.dismiss()
