"""The lock page: a passphrase or the twelve words, and Reach out without either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from sponsorterm.sealing import SealingError
from sponsorterm.sealing.recovery import WORDS
from sponsorterm.services.home import locking
from sponsorterm.services.home.session import Session
from sponsorterm.store.home import Home
from sponsorterm.store.lock import is_on, turn_off, unlock
from sponsorterm.strings import locking as words
from sponsorterm.strings import safekeeping as keeping
from sponsorterm.strings import screens
from sponsorterm.tui.app import REFRESH_SECONDS
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import SAID, ScreenBase, in_one_line
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import AskLine
from sponsorterm.tui.widgets.fields import LineField
from sponsorterm.tui.widgets.plain import Plain, said


class SecretField(LineField):
    """A line that is not shown. Empty, its `!` reaches out: no passphrase begins with one."""

    class ReachedOut(Message):
        """Somebody needs somebody."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder=words.PASSPHRASE, id=id)
        self.password = True

    def on_key(self, event: events.Key) -> None:
        """Reach out by `!` before anything is typed."""
        if event.character == "!" and not self.value:
            event.prevent_default().stop()
            self.post_message(self.ReachedOut())


class AskSecret(AskLine):
    """A passphrase, which is not shown while it is typed."""

    def answers(self) -> ComposeResult:
        """The line, without what is typed."""
        yield SecretField()
        yield Plain(Content.styled(screens.TEXT_KEYS, MUTED), classes="keys")

    @on(SecretField.ReachedOut)
    async def _reach_out(self) -> None:
        await self.run_action("app.reach_out")


class LockScreen(ScreenBase[None]):
    """Nothing of anybody's stands here."""

    CSS_PATH = sheet("lock")
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", words.OPEN), ("Esc q", screens.QUIT))
    HELP: ClassVar[str] = words.HELP_LOCKED

    def body(self) -> ComposeResult:
        """What it is, the field, what came of it."""
        with VerticalScroll(id="page", can_focus=False):
            yield Plain(said(words.PAGE, STRONG), id="title")
            yield SecretField(id="passphrase")
            yield Plain(id="answer")
            yield Plain(said(words.FORGOTTEN, MUTED))
            yield Plain(Content.assemble(("!", KEY), "  ", words.REACH_OUT_LOCKED))

    def on_mount(self) -> None:
        """Say so if the last turning on or off is still to be finished."""
        self.show_state()
        self.set_interval(REFRESH_SECONDS, self._look)
        state = self.attempt(lambda: locking.lock_state(self.app.home))
        if state is not None and state.half_way:
            self.answer(words.HALF_WAY)

    def _look(self) -> None:
        """Go on if another program turned the lock off."""
        if not self.query_one(SecretField).disabled and not is_on(self.app.home):
            self._open(lambda home: home, words.CHECKING)

    def show_state(self) -> None:
        """Nobody's name and no day."""
        self.header.show_parts(screens.TITLE, "", "")

    def answer(self, text: str) -> None:
        """Say what became of the last try."""
        self.query_one("#answer", Plain).show(said(text, ACCENT))

    def seal(self, passphrase: str, minutes: int) -> None:
        """Turn the lock on, and open the home under it."""

        def sealed(home: Home) -> Home:
            found = locking.turn_on(home, passphrase, self.app.clock)
            locking.set_idle(found, minutes)
            return found

        self._open(sealed, words.SEALING)

    def unseal(self, typed: str) -> None:
        """Turn the lock off, and open the home without it."""
        self._open(lambda home: turn_off(opened(home, typed, self.app.clock())), keeping.OPENING)

    @on(SecretField.ReachedOut)
    def _reach_out(self) -> None:
        self.app.action_reach_out()

    @on(Input.Submitted, "#passphrase")
    def _submitted(self, event: Input.Submitted) -> None:
        typed, event.input.value = event.value, ""
        if typed:
            self._open(lambda home: opened(home, typed, self.app.clock()), words.CHECKING)

    def _open(self, how: Callable[[Home], Home], meanwhile: str) -> None:
        self.answer(meanwhile)
        self.query_one(SecretField).disabled = True
        self._work(how)

    @work(thread=True, exclusive=True, group="unlock")
    def _work(self, how: Callable[[Home], Home]) -> None:
        """Argon2 takes its second beside the screen, not instead of it."""
        try:
            session = Session.open(how(self.app.home), self.app.clock)
        except (*SAID, SealingError) as error:
            self.app.call_from_thread(self._refuse, error)
        else:
            self.app.call_from_thread(self._go_on, session)

    def _go_on(self, session: Session) -> None:
        self.app.run_worker(self.app.locks.unlock(session))  # beside this page, which goes

    def _refuse(self, error: Exception) -> None:
        self.answer(in_one_line(error))
        field = self.query_one(SecretField)
        field.disabled = False
        field.focus()

    def escape(self) -> None:
        """There is nothing behind this page."""


def opened(home: Home, typed: str, now: datetime) -> Home:
    """Open it: by twelve words that belong together, and by anything else as a passphrase.

    Raises:
        SealingError: it is not the passphrase, or the next try has to wait.
        StoreError: it could not be opened.
    """
    if len(typed.split()) == WORDS:
        try:
            return locking.unlock_with_words(home, typed)
        except SealingError:
            pass
    return unlock(home, typed, now)
