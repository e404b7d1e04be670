"""The twelve words: shown to be written down, then three of them are asked for."""

from __future__ import annotations

from contextlib import suppress
from secrets import SystemRandom
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.services.syncing.safety import is_word, note_words_checked, recovery_words
from sponsorterm.strings import devices_screen as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.screens.pairing import Left, OnlineScreen
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import AskLine
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

ASKED = 3
"""How many of the words are asked for, to see that they were written down."""
ACROSS = 2
"""Words in a line: twelve fit on a telephone's screen."""


class WordsScreen(OnlineScreen):
    """The words stand here until they are on paper, and are gone while they are asked for."""

    CSS_PATH = sheet("devices")
    HELP: ClassVar[str] = words.HELP_WORDS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "check", words.ON_PAPER)]

    def body(self) -> ComposeResult:
        """The words, and how to go on."""
        with Page(id="page"):
            yield Plain(id="text")
        yield Hints([("enter", words.ON_PAPER)])

    def fill(self) -> None:
        """Show the words."""
        recovery = recovery_words(self.session)
        numbered = [
            Content.assemble((f"{at:2}. ", MUTED), (f"{word:11}", f"{ACCENT} {STRONG}"))
            for at, word in enumerate(recovery, start=1)
        ]
        rows = [
            Content.assemble(*numbered[first : first + ACROSS])
            for first in range(0, len(numbered), ACROSS)
        ]
        about = [said(words.WORDS_TITLE, STRONG), said(words.WORDS_ABOUT, MUTED), Content()]
        self.query_one("#text", Plain).show(lines(*about, *rows))

    @work(exclusive=True, group="words")
    async def action_check(self) -> None:
        """Take the words away, ask for some, and note that they are written down."""
        self.query_one("#text", Plain).show(said(words.ASKED))
        recovery = recovery_words(self.session)
        known = False
        with suppress(Left):
            for at in sorted(SystemRandom().sample(range(len(recovery)), ASKED)):
                known = is_word(await self.ask(AskLine(words.which(at + 1))), recovery[at])
                if not known:
                    self.say(words.WORDS_WRONG)
                    break
        if not known:
            self.fill()
            return
        note_words_checked(self.session)
        self.app.data_changed()
        beneath = self.app.screen_stack[-2]
        self.dismiss()
        if isinstance(beneath, ScreenBase):
            beneath.say(words.WORDS_KNOWN)
