"""The app: one opened session, seven areas, and the keys that work everywhere.

The first frame comes before the home is opened, so nothing imported here may import `services`.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen
from textual.theme import Theme

from sponsorterm.services.errors import NotSetUp
from sponsorterm.store.cover import Locked
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import locking
from sponsorterm.strings import screens as words
from sponsorterm.tui import theme
from sponsorterm.tui.areas import AREAS, Area, beside
from sponsorterm.tui.lock_watch import HIDDEN, LOCK, LockWatch
from sponsorterm.tui.lock_watch import MODES as LOCK_MODES
from sponsorterm.tui.marks import ASCII, UNICODE, AsciiOnly
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.sync_watch import SyncWatch
from sponsorterm.tui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from sponsorterm.services.home.session import Clock, Session
    from sponsorterm.store.home import Home
    from sponsorterm.tui.screens.base import ScreenBase

REFRESH_SECONDS = 1.0
"""How soon another program's writes appear."""
PAINT_SECONDS = 0.03
"""How long a screen that was filled has to settle before it is painted."""
PAINT_AT_LAST = 0.5
"""When a screen is painted even if it was not filled."""


class SponsortermApp(App[None]):
    """The screens over one home."""

    class SyncMoved(Message):
        """The background sync has something new to say. Posted from its threads."""

    TITLE = words.TITLE
    CSS_PATH: ClassVar[list[str | PurePath]] = [sheet("app"), sheet("today")]
    """What all screens share, and the first screen's own: a sheet less to add at the start."""
    MODES: ClassVar[dict[str, str | Callable[[], Screen[object]]]] = {
        **{area.name: area.open for area in AREAS},
        **LOCK_MODES,
    }
    DEFAULT_MODE = "today"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(area.key, f"area('{area.name}')", area.title, id=f"area.{area.name}")
            for area in AREAS
        ),
        Binding("less_than_sign", "beside(-1)", words.KEY_LAST_AREA, id="area.before"),
        Binding("greater_than_sign", "beside(1)", words.KEY_NEXT_AREA, id="area.next"),
        Binding("question_mark", "help", words.KEY_HELP, id="help"),
        Binding("exclamation_mark", "reach_out", words.KEY_REACH_OUT, id="reach_out"),
        Binding("L", "lock", locking.KEY_LOCK, id="lock"),
        Binding("z", "hide", locking.KEY_HIDE, id="hide"),
        Binding("ctrl+l", "hide", locking.KEY_HIDE, id="hide.anywhere", priority=True),
        Binding("q", "leave", words.KEY_BACK, id="leave"),
    ]

    def __init__(
        self,
        home: Home,
        clock: Clock | None = None,
        *,
        theme_name: str = "auto",
        ascii_only: bool = False,
        online: bool = True,
    ) -> None:
        chosen = theme.choose(theme_name, os.environ)
        super().__init__(ansi_color=True if chosen.ansi else None)
        for known in theme.THEMES.values():
            self.register_theme(known)
        self._wear(chosen)
        self.animation_level = "none"
        self.marks = ASCII if ascii_only else UNICODE
        self._ascii_only = AsciiOnly()
        self.home = home
        self._clock = clock
        self.online = online
        self.version = 0
        self.painted = False
        self._held = ExitStack()
        self.keepers: list[Callable[[], None]] = []
        self.sync = SyncWatch(self._sync_told)
        self.locks = LockWatch(self)
        self._typed = TypingAhead(self, super().on_event)
        self._session: Session | None = None
        self._failed = False

    def _wear(self, chosen: Theme) -> None:
        """Put a theme on before anything is drawn, without having every sheet parsed again."""
        self.set_reactive(App.theme, chosen.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through on its way to the terminal."""
        filters = super().get_line_filters()
        return [*filters, self._ascii_only] if self.marks is ASCII else filters

    # ── The session ──────────────────────────────────────────────────────────────────

    @property
    def session(self) -> Session:
        """The opened home.

        Raises:
            NotSetUp: nobody's profile is here yet.
        """
        if self._session is None:
            raise NotSetUp
        return self._session

    @property
    def clock(self) -> Clock:
        """What tells the time here."""
        from sponsorterm.services.home.session import wall_clock

        return self._clock or wall_clock

    @property
    def is_set_up(self) -> bool:
        """Whether there is a session to show."""
        return self._session is not None

    def use(self, session: Session) -> None:
        """Go on with a home that was just set up, or opened."""
        self._session, self.home = session, session.home
        self.locks.opened()
        self.data_changed()
        self.start_sync()

    def let_go(self) -> None:
        """Be as before the home was opened; what still syncs ends by itself."""
        from sponsorterm.services.home.locking import let_go

        sync, self.sync = self.sync, SyncWatch(self._sync_told)
        session, self._session = self._session, None
        if session is not None:
            session.close()
        self.home = let_go(self.home)
        self.run_worker(sync.stop, thread=True)

    @property
    def areas(self) -> list[Area]:
        """The areas the footer names: that of sponsees for those only who have any."""
        sponsor = self.is_set_up and any(link.is_sponsee for link in self.session.links())
        return [area for area in AREAS if sponsor or area.name != "sponsees"]

    def data_changed(self) -> None:
        """Something was written, here or by another program: show it.

        Only the screen in front reads again; the others do when they come to the front.
        """
        self.version += 1
        self._show()

    def _show(self) -> None:
        """Fill the screen in front."""
        if (screen := self._front()) is not None:
            screen.catch_up()

    def _front(self) -> ScreenBase[object] | None:
        """The screen in front, if it is one of ours and up; no dialog."""
        from sponsorterm.tui.screens.base import ScreenBase

        screen = self.screen if self.screen_stack and self.is_running else None
        return screen if isinstance(screen, ScreenBase) and screen.is_mounted else None

    # ── The sync ─────────────────────────────────────────────────────────────────────

    async def on_ready(self) -> None:
        """The first frame is painted; what can wait for it comes now."""
        from sponsorterm.services.home.session import Session

        self.painted = True
        try:
            # The background opens it too, and takes its time to look at every file.
            self._session = Session.open(self.home, self.clock, thorough=False)
        except NotSetUp:
            self._ask_who()
        except Locked:
            await self.switch_mode(LOCK)
        except StoreError as error:
            self.exit(return_code=1, message=Text(f"{error.message}\n{error.hint}"))
        else:
            self.locks.opened()
            self._show()
            self.call_after_refresh(self.start_sync)

    def _ask_who(self) -> None:
        from sponsorterm.tui.screens.first_run import FirstRunScreen

        self.push_screen(FirstRunScreen())

    def start_sync(self) -> None:
        """Begin to sync in the background, and say how that stands."""
        gc.enable()  # off since before the imports, see `cli.screens`
        if self.is_set_up:
            if self.online:
                self.sync.start(self.session)
            self._say_sync()

    def filed(self, given: Sequence[str] = ()) -> None:
        """Something may be sent; `given` names those who wait for it, to say when they have it."""
        self.sync.wake(given)

    @property
    def reachable(self) -> bool:
        """Whether what is filed now can be expected to go out soon, as far as is known."""
        return self.sync.reachable

    def _sync_told(self) -> None:
        self.post_message(self.SyncMoved())

    @on(SyncMoved)
    def _say_sync(self) -> None:
        """Take in what came, put the state into the header, say what became of the last filing."""
        self._look()
        screen = self._front()
        if self._session is None or screen is None:
            return
        message = self.sync.look(self._session)
        screen.show_state()
        if message:
            screen.say(message)

    def _look(self) -> None:
        try:
            if self._session is not None and self._session.refresh():
                self.data_changed()
        except Locked:
            self.locks.begin()
        if self.locks.is_due:
            self.locks.begin()

    # ── Start and end ────────────────────────────────────────────────────────────────

    def on_mount(self) -> None:
        """Start looking for other programs' writes; ask who this is on the very first day."""
        self.set_interval(REFRESH_SECONDS, self._look)
        self.screen_change_signal.subscribe(self, self._paint_once, immediate=True)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.leave)

    def _paint_once(self, screen: Screen[Any]) -> None:
        """Let a screen come up whole: painting each step of it costs three times the bytes."""
        from sponsorterm.tui.screens.base import ScreenBase

        self.paint()
        self._held.enter_context(self.batch_update())
        is_ours = isinstance(screen, ScreenBase)
        self.set_timer(PAINT_AT_LAST if is_ours else PAINT_SECONDS, self.paint)

    def paint(self) -> None:
        """Paint what was held back; a screen calls it once it is whole."""
        self._held.close()
        if self.screen_stack:
            self.screen.check_idle()

    def leave(self) -> None:
        """Keep every draft and go, also when the line was dropped or the machine goes down."""
        self.keep_drafts()
        self.exit()

    def keep_drafts(self) -> None:
        """Write what was typed and is not yet on disk."""
        for keep in self.keepers:
            keep()

    def panic(self, *_renderables: RenderableType) -> None:
        """Stop after an error without showing what Textual would: it repeats people's words."""
        with suppress(Exception):
            self.keep_drafts()
        if not self._failed:
            self._failed = True
            kind = type(self._exception).__name__ if self._exception else "panic"
            super().panic(Text(words.failed(kind)))

    def _fatal_error(self) -> None:
        """As `panic`. Textual has no public way around its own report, which shows variables."""
        self.panic()

    async def on_unmount(self) -> None:
        """Send what can be sent in a moment, and let go of the home."""
        await asyncio.to_thread(self.sync.stop)
        if self._session is not None:
            self._session.close()
            self._session = None

    # ── Keys that work everywhere ────────────────────────────────────────────────────

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002
    ) -> bool | None:
        """Areas are gone to from an area only, never out of the middle of a form."""
        if self.current_mode == HIDDEN:
            return action in ("hide", "leave", "quit")
        if action in ("area", "beside"):
            return len(self.screen_stack) == 1 and self.is_set_up
        return True

    async def action_area(self, name: str) -> None:
        """Go to an area."""
        await self.switch_mode(name)

    async def action_beside(self, by: int) -> None:
        """Go to the area before or after this one."""
        await self.switch_mode(beside(self.current_mode, by).name)

    def action_leave(self) -> None:
        """Leave what stands in front; at an area, leave the program."""
        if len(self.screen_stack) > 1:
            self.screen.dismiss()
        else:
            self.leave()

    async def action_quit(self) -> None:
        """Leave the program."""
        self.leave()

    def action_lock(self) -> None:
        """Lock here and wherever else it is open; without a lock, offer one."""
        from sponsorterm.tui.screens.lock_on import LockOnScreen

        if self.is_set_up and self.home.cover.is_sealed:
            self.locks.begin(everywhere=True)
        elif self.is_set_up and len(self.screen_stack) == 1:
            self.push_screen(LockOnScreen())

    async def action_hide(self) -> None:
        """To the neutral page, and back."""
        await self.locks.hide()

    async def on_event(self, event: events.Event) -> None:
        """Whatever is typed or tapped says that somebody is there."""
        if isinstance(event, events.InputEvent | events.Paste):
            self.locks.touched()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._typed.take(event)
        else:
            await super().on_event(event)

    @on(TypingAhead.Acted)
    async def _acted(self, event: TypingAhead.Acted) -> None:
        await self._typed.acted(event)

    def action_help(self) -> None:
        """Say what the keys do where one is."""
        from sponsorterm.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_reach_out(self) -> None:
        """Show whom to call, now."""
        from sponsorterm.tui.screens.reach_out import ReachOutScreen

        if not isinstance(self.screen, ReachOutScreen):
            self.push_screen(ReachOutScreen())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers over this screen. Each of these has a plain key as well."""
        yield SystemCommand(words.REACH_OUT_TITLE, words.KEY_REACH_OUT, self.action_reach_out)
        area_in_front: str = getattr(screen, "AREA", "")
        if self.is_set_up and area_in_front:
            for area in AREAS:
                yield SystemCommand(
                    area.title, words.KEY_AREA, lambda name=area.name: self.switch_mode(name)
                )
        yield SystemCommand(words.HELP_TITLE, words.KEY_HELP, self.action_help)
        yield SystemCommand(words.QUIT.capitalize(), words.KEY_BACK, self.leave)
