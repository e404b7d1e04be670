"""Erasing everything: what it means comes first, then a word that nobody types by chance."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.content import Content

from sponsorterm.services.syncing.erasing import Unreached, erase_elsewhere, erase_here
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import leaving as words
from sponsorterm.strings import locking, safekeeping, screens
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import in_one_line
from sponsorterm.tui.screens.pairing import Left, OnlineScreen
from sponsorterm.tui.theme import ACCENT, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

EVERYWHERE, HERE = "everywhere", "here"
CHOICES = (("e", EVERYWHERE, safekeeping.EVERYWHERE), ("h", HERE, safekeeping.HERE_ONLY))


class EraseScreen(OnlineScreen):
    """One page to read, and at its foot the way on."""

    CSS_PATH = sheet("safekeeping")
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", locking.GO_ON), ("q", screens.BACK))
    HELP: ClassVar[str] = words.ERASE_WARNING

    def body(self) -> ComposeResult:
        """What goes, what goes elsewhere, and what is out of reach."""
        with Page(id="page"):
            yield Plain(said(safekeeping.ERASE_TITLE, STRONG))
            for text in (words.ERASE_WARNING, words.ERASE_ELSEWHERE, words.ERASE_BEYOND):
                yield Plain(said(text))
            yield Plain(id="left")
            yield Go(safekeeping.ERASE_GO)

    def on_mount(self) -> None:
        """The way on is at hand, and does nothing by itself."""
        self.query_one(Go).focus(scroll_visible=False)

    @on(Go.Pressed)
    @work(exclusive=True, group="erasing")
    async def _begin(self) -> None:
        with suppress(Left):
            where = await self.ask(Choose(safekeeping.ERASE_WHERE, CHOICES))
            typed = await self.ask(AskLine(words.ERASE_TYPE.rstrip(" >")))
            if typed.strip() != words.ERASE_WORD:
                self.say(words.NOT_ERASED)
            elif where == HERE or await self._elsewhere():
                await self._here()

    async def _elsewhere(self) -> bool:
        """Erase what can be reached; whether that was everything."""
        left = await self.in_thread(erase_elsewhere)
        if left:
            self.query_one("#left", Plain).show(_left(left))
        return left == []

    async def _here(self) -> None:
        """Let go of the home, remove it, and leave."""
        self.say(safekeeping.ERASING)
        home, sync = self.app.home, self.app.sync
        await asyncio.to_thread(sync.stop)
        self.app.let_go()
        try:
            await asyncio.to_thread(erase_here, home)
        except StoreError as error:
            self.app.exit(return_code=1, message=Text(in_one_line(error)))
        else:
            self.app.exit(message=Text(words.ERASED))


def _left(left: list[Unreached]) -> Content:
    return lines(
        said(safekeeping.LEFT, STRONG),
        *(said(words.not_reached(each.name, each.where, each.reason), ACCENT) for each in left),
        said(safekeeping.LEFT_HOW),
    )
