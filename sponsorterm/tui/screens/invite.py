"""An open invitation, and the digits that two people compare."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.kinds.link import ShareLevel
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people
from sponsorterm.services.links.people import Invite, Met
from sponsorterm.strings import leaving
from sponsorterm.strings import people_screen as words
from sponsorterm.strings.dates import moment_of
from sponsorterm.sync.pairing import PairingError
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase, in_one_line
from sponsorterm.tui.screens.pairing import TROUBLE, Left, OnlineScreen
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskText, Confirm
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

POLL_SECONDS = 3.0
"""How often the place is asked whether somebody has answered."""


class InviteScreen(OnlineScreen):
    """What to tell the other person. It waits for the answer and then shows the digits."""

    CSS_PATH = sheet("people")
    HELP: ClassVar[str] = words.HELP_INVITE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", words.KEY_COPY),
        Binding("b", "paste_answer", words.KEY_BLOCK),
    ]

    def __init__(self, invite: Invite) -> None:
        super().__init__()
        self._invite = invite

    def body(self) -> ComposeResult:
        """The code, the line to pass on, and what happens next."""
        with Page(id="page"):
            yield Plain(id="text")
        pasted = [("b", words.HINT_BLOCK)] if self._invite.place is None else []
        yield Hints([*pasted, ("y", words.HINT_COPY)])

    def on_mount(self) -> None:
        """Wait for an answer, where there is somebody to ask."""
        if self._invite.place is not None:
            self._wait()

    def fill(self) -> None:
        """Show what to pass on."""
        self.query_one("#text", Plain).show(self._page())

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002
    ) -> bool | None:
        """There is an answer to paste only where none can be fetched."""
        return action != "paste_answer" or self._invite.place is None

    def action_copy(self) -> None:
        """Hand what is to be passed on to the terminal's clipboard."""
        invite = self._invite
        self.app.copy_to_clipboard(invite.block if invite.place is None else invite.join_text)
        self.say(words.COPIED)

    @work(exclusive=True, group="poll")
    async def _wait(self) -> None:
        """Look again and again. What cannot be reached may come back; a taken slot may not."""
        link = self._invite.link
        found = None
        while found is None:
            await asyncio.sleep(POLL_SECONDS)
            try:
                found = await self.threaded(lambda session: people.poll_invite(session, link))
            except PairingError as error:
                self.say(in_one_line(error))
                return
            except TROUBLE as error:
                self.say(in_one_line(error))
        self.app.switch_screen(DigitsScreen(found))

    @work(exclusive=True, group="pairing")
    async def action_paste_answer(self) -> None:
        """Take the answer out of what is pasted."""
        link = self._invite.link
        with suppress(Left):
            text = await self.ask(AskText(words.THE_ANSWER))
            found = await self.in_thread(
                lambda session: people.answer_from_block(session, link, text)
            )
            if found is not None:
                self.app.switch_screen(DigitsScreen(found))

    def _page(self) -> Content:
        invite = self._invite
        parts = [said(words.waits(invite.name), STRONG), Content()]
        code = said(invite.code.replace("-", " "), f"{ACCENT} {STRONG}")
        if invite.join_text != invite.code:
            link = said(invite.join_text, f"{ACCENT} {STRONG}")
            parts += [said(words.TELL_THEM), Content(), link, Content()]
        else:
            parts += [said(words.TELL_THEM_CODE), Content(), code, Content()]
        until = moment_of(invite.expires, self.session.now)
        parts += [said(words.expires(until), MUTED), Content()]
        if invite.place is None:
            parts += [said(words.SEND_BLOCK), Content(), said(invite.block), Content()]
            parts.append(said(words.WAITING_BLOCK, MUTED))
        else:
            parts.append(said(words.WAITING, MUTED))
        return lines(*parts)


class DigitsScreen(OnlineScreen):
    """Five groups of five digits, the same on both screens or the link is not to be."""

    CSS_PATH = sheet("people")
    HELP: ClassVar[str] = words.HELP_DIGITS
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("q", words.LATER),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "same", words.KEY_SAME),
        Binding("n", "not_same", words.KEY_NOT_SAME),
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
        """Show the digits; before them my answer, if it is to be pasted to the other side."""
        met = self._met
        parts = [said(words.not_linked(met.name), STRONG), Content()]
        if met.follows:
            parts += [said(leaving.moving(met.follows)), Content()]
        if met.block:
            parts += [said(words.COMPARE_ANSWER), Content(), said(met.block), Content()]
        parts += [
            said(words.COMPARE_TITLE),
            Content(),
            said("  ".join(met.digits.split()), f"{ACCENT} {STRONG}"),
            Content(),
            said(words.COMPARE_HOW, MUTED),
        ]
        self.query_one("#text", Plain).show(lines(*parts))

    @work(exclusive=True, group="pairing")
    async def action_same(self) -> None:
        """The link lives from now on; a sponsor is given what is chosen, or was before."""
        met = self._met
        level: ShareLevel = "private"
        done = words.may_give if met.role == "sponsor" else words.linked
        with suppress(Left):
            if met.follows:
                done = leaving.moved
            elif met.role == "sponsor":
                question = Choose(words.HOW_MUCH, words.LEVELS, words.HOW_MUCH_ABOUT, chosen=level)
                level = cast(ShareLevel, await self.ask(question))
            await self._confirm(done(met.name), same=True, level=level)

    @work(exclusive=True, group="pairing")
    async def action_not_same(self) -> None:
        """End it, after asking: there is no way back from this."""
        with suppress(Left):
            if await self.ask(Confirm(words.NOT_SAME_QUESTION, words.NOT_SAME_ABOUT)):
                await self._confirm(words.NOT_SAME_DONE, same=False)

    async def _confirm(self, message: str, *, same: bool, level: ShareLevel = "private") -> None:
        link = self._met.link

        def confirm(session: Session) -> bool:
            people.confirm(session, link, same=same, level=level)
            return True

        if await self.in_thread(confirm):
            self.app.filed()
            beneath = self.app.screen_stack[-2]
            self.dismiss()
            if isinstance(beneath, ScreenBase):
                beneath.say(message)
