"""Adding a device of one's own: the code for it, then the digits both screens show."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.services.syncing import handover
from sponsorterm.services.syncing.handover import Met, Offered
from sponsorterm.strings import devices_screen as words
from sponsorterm.strings.dates import moment_of
from sponsorterm.sync.pairing import PairingError
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase, in_one_line
from sponsorterm.tui.screens.pairing import TROUBLE, OnlineScreen
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

POLL_SECONDS = 3.0
"""How often the place is asked whether the new device has answered."""


class OfferScreen(OnlineScreen):
    """What to type on the new device. It waits for the answer and then shows the digits."""

    CSS_PATH = sheet("devices")
    HELP: ClassVar[str] = words.HELP_OFFER

    def __init__(self, offered: Offered) -> None:
        super().__init__()
        self._offered = offered

    def body(self) -> ComposeResult:
        """The code, and what happens next."""
        with Page(id="page"):
            yield Plain(id="text")

    def on_mount(self) -> None:
        """Wait for the answer."""
        self._wait()

    def fill(self) -> None:
        """Show what to type there."""
        until = moment_of(self._offered.expires, self.session.now)
        self.query_one("#text", Plain).show(
            lines(
                said(words.OFFER_TITLE, STRONG),
                Content(),
                said(words.OFFER_HOW),
                Content(),
                said(self._offered.join_text, f"{ACCENT} {STRONG}"),
                Content(),
                said(words.good_until(until), MUTED),
                said(words.OFFER_WAITING, MUTED),
            )
        )

    @work(exclusive=True, group="poll")
    async def _wait(self) -> None:
        """Look again and again. What cannot be reached may come back; a taken slot may not."""
        found = None
        while found is None:
            await asyncio.sleep(POLL_SECONDS)
            try:
                found = await self.threaded(handover.answered)
            except PairingError as error:
                self.say(in_one_line(error))
                return
            except TROUBLE as error:
                self.say(in_one_line(error))
        self.app.switch_screen(DeviceDigitsScreen(found))


class DeviceDigitsScreen(OnlineScreen):
    """The digits of a new device: the same on both screens, or it gets nothing."""

    CSS_PATH = sheet("devices")
    HELP: ClassVar[str] = words.HELP_DIGITS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "grant(True)", words.SAME),
        Binding("n", "grant(False)", words.NOT_SAME),
    ]

    def __init__(self, met: Met) -> None:
        super().__init__()
        self._met = met

    def body(self) -> ComposeResult:
        """The digits, and the two answers there are."""
        with Page(id="page"):
            yield Plain(id="text")
        yield Hints([("y", words.SAME), ("n", words.NOT_SAME)])

    def fill(self) -> None:
        """Show the digits."""
        self.query_one("#text", Plain).show(
            lines(
                said(self._met.name, STRONG),
                Content(),
                said(words.DIGITS_HOW),
                Content(),
                said("  ".join(self._met.digits.split()), f"{ACCENT} {STRONG}"),
            )
        )

    @work(exclusive=True, group="pairing")
    async def action_grant(self, same: bool) -> None:
        """Hand everything over, or stop."""
        if await self.in_thread(lambda session: handover.grant(session, same=same)) is None:
            return
        beneath = self.app.screen_stack[-2]
        self.dismiss()
        if isinstance(beneath, ScreenBase):
            beneath.say(words.ADDED if same else words.NOT_ADDED)
