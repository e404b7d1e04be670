"""Inviting somebody and taking up an invitation, as questions one after the other.

Every call that may touch the network runs in a thread with a session of its own; the screen
only waits for its message.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, TypeVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.kinds import Place
from sponsorterm.records.kinds.link import Role
from sponsorterm.sealing import SealingError
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people
from sponsorterm.strings import people_screen as words
from sponsorterm.sync.pairing import PairingError
from sponsorterm.sync.remotes.base import RemoteError
from sponsorterm.tui.screens.base import SAID, in_one_line
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.theme import MUTED
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine, AskText, Dialog
from sponsorterm.tui.widgets.fields import LineField
from sponsorterm.tui.widgets.plain import Plain

TROUBLE = (*SAID, RemoteError, PairingError, SealingError)
"""Errors of pairing and syncing whose words are meant for a person."""
MAX_ADDRESS = 1000
PLACES = (("s", words.SERVER, words.A_SERVER), ("f", words.FOLDER, words.A_FOLDER))
OWN_PLACES = (PLACES[0], ("f", words.FOLDER, words.OWN_FOLDER))

Answer = TypeVar("Answer")
Given = TypeVar("Given")


class Left(Exception):
    """A question was closed without an answer: nothing is to be done."""


class AskCode(AskLine):
    """A code, shown while it is typed or hidden."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "hide", words.KEY_HIDE, priority=True),
    ]

    def answers(self) -> ComposeResult:
        """The field, and its keys."""
        yield LineField(length=MAX_ADDRESS)
        yield Plain(Content.styled(words.CODE_KEYS, MUTED), classes="keys")

    def action_hide(self) -> None:
        """Hide what is typed from who looks over the shoulder, or show it again."""
        field = self.query_one(LineField)
        field.password = not field.password


class OnlineScreen(WritingScreen):
    """A screen that may ask a server or a shared folder, without ever freezing."""

    async def threaded(self, do: Callable[[Session], Given]) -> Given:
        """Do it in a thread, with a session of its own, and take in what it wrote.

        Raises:
            Exception: whatever it raises.
        """

        def run() -> Given:
            with Session.open(self.app.home, self.app.clock) as session:
                return do(session)

        given = await asyncio.to_thread(run)
        self.session.refresh()
        return given

    async def in_thread(self, do: Callable[[Session], Given]) -> Given | None:
        """The same with words: that it is under way, and what went wrong; None then."""
        self.say(words.ASKING)
        try:
            given = await self.threaded(do)
        except TROUBLE as error:
            self.say(in_one_line(error))
            return None
        self.changed()
        return given

    async def ask(self, dialog: Dialog[Answer]) -> Answer:
        """What a question was answered with.

        Raises:
            Left: it was closed, or left empty.
        """
        answer = await self.app.push_screen_wait(dialog)
        if answer is None or answer == "":
            raise Left
        return answer


class PlaceQuestions(OnlineScreen):
    """A screen that may ask for a server or a folder."""

    async def ask_where(self) -> tuple[Place | None, str | None]:
        """Where the two are to meet, and the registration code of a server, if one was given.

        Raises:
            Left: it was closed.
        """
        place = await self._place(words.WHERE, words.A_PASTE)
        if place is None or place.kind != "http":
            return place, None
        question = AskLine(words.REGISTRATION, words.REGISTRATION_ABOUT)
        code = await self.app.push_screen_wait(question)
        if code is None:
            raise Left
        return place, code.strip() or None

    async def _place(self, question: str, paste: str) -> Place | None:
        """A server, a folder, or None for pasted texts."""
        options = [*self._servers(), *PLACES, ("p", words.PASTE, paste)]
        chosen = await self.ask(Choose(question, options, words.WHERE_ABOUT))
        return None if chosen == words.PASTE else await self._named_place(chosen)

    async def ask_place(self, question: str, *, own: bool = False) -> Place:
        """A server or a folder, of a link or for my `own` devices alone.

        Raises:
            Left: it was closed.
        """
        places, about = (OWN_PLACES, words.OWN_ABOUT) if own else (PLACES, words.WHERE_ABOUT)
        chosen = await self.ask(Choose(question, [*self._servers(), *places], about))
        return await self._named_place(chosen)

    async def _named_place(self, chosen: str) -> Place:
        """The server or folder meant by an answer."""
        if chosen == words.SERVER:
            question = AskLine(words.ADDRESS, words.ADDRESS_ABOUT, length=MAX_ADDRESS)
            chosen = await self.ask(question)
        elif chosen == words.FOLDER:
            question = AskLine(words.FOLDER_PATH, words.FOLDER_ABOUT, length=MAX_ADDRESS)
            return Place(kind="folder", where=(await self.ask(question)).strip())
        return Place(kind="http", where=chosen.strip())

    def _servers(self) -> list[tuple[str, str, str]]:
        """Servers used before, each once; nine of them have a digit."""
        if not self.app.is_set_up:
            return []
        found = {
            place.where: None
            for link in self.session.links(live_only=False)
            for place in link.body.places
            if place.kind == "http"
        }
        return [(str(number), url, url) for number, url in enumerate(list(found)[:9], 1)]


class PairingActions(PlaceQuestions):
    """A screen from which two people are linked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "invite", words.KEY_INVITE),
        Binding("c", "join", words.KEY_JOIN),
    ]

    def action_invite(self) -> None:
        """Invite somebody."""
        self.invite()

    def action_join(self) -> None:
        """Take up an invitation."""
        self.join()

    @work(exclusive=True, group="pairing")
    async def invite(self, role: Role | None = None) -> None:
        """Ask what is needed, make the invitation, and show it."""
        from sponsorterm.tui.screens.invite import InviteScreen

        with suppress(Left):
            if role is None:
                asked = await self.ask(Choose(words.WHAT_ARE_THEY, words.ROLE_CHOICES))
                role = cast(Role, asked)
            chosen = role
            name = await self.ask(AskLine(words.THEIR_NAME, words.THEIR_NAME_ABOUT))
            place, code = await self.ask_where()
            made = await self.in_thread(
                lambda session: people.start_invite(session, name.strip(), chosen, place, code)
            )
            if made is not None:
                self.app.push_screen(InviteScreen(made))

    @work(exclusive=True, group="pairing")
    async def join(self) -> None:
        """Ask for the code and where its invitation lies, and show the digits."""
        from sponsorterm.tui.screens.invite import DigitsScreen

        with suppress(Left):
            code = await self.ask(AskCode(words.THE_CODE, words.THE_CODE_ABOUT))
            place, block = None, None
            if "://" not in code:
                place = await self._place(words.WHERE_JOIN, words.A_PASTED)
                if place is None:
                    block = await self.ask(AskText(words.THE_BLOCK))
            met = await self.in_thread(
                lambda session: people.join(session, code, place=place, block=block)
            )
            if met is not None:
                self.app.push_screen(DigitsScreen(met))
