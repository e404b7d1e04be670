"""The lock as the app sees it: when to lock, what goes with the key, and the neutral page.

Locking takes every screen away and not only what stands in front: nothing that was read may
stay behind a page that asks for a passphrase.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from sponsorterm.store.errors import StoreError
from sponsorterm.tui.areas import AREAS

if TYPE_CHECKING:
    from sponsorterm.services.home.session import Session
    from sponsorterm.tui.app import SponsortermApp
    from sponsorterm.tui.screens.lock import LockScreen

LOCK, HIDDEN = "lock", "hidden"
"""The modes of the lock page and of the neutral one."""


def _open_lock() -> Screen[Any]:
    from sponsorterm.tui.screens.lock import LockScreen

    return LockScreen()


def _open_hidden() -> Screen[Any]:
    from sponsorterm.tui.screens.hidden import HiddenScreen

    return HiddenScreen()


MODES: dict[str, str | Callable[[], Screen[object]]] = {LOCK: _open_lock, HIDDEN: _open_hidden}


class LockWatch:
    """Locks the app, opens it again, and hides it."""

    def __init__(self, app: SponsortermApp) -> None:
        self._app = app
        self._idle: timedelta | None = None
        self._last: datetime | None = None
        self._behind = ""
        self._locking = False

    def opened(self) -> None:
        """A session begins: from now on a person who is away long enough finds it locked."""
        from sponsorterm.services.home.locking import lock_state

        state = lock_state(self._app.home)
        self._idle = timedelta(minutes=state.idle_minutes) if state.idle_minutes else None
        self.touched()

    def touched(self) -> None:
        """Somebody is there."""
        if self._idle is not None:
            self._last = self._app.clock()

    @property
    def is_due(self) -> bool:
        """Whether nobody was there for as long as was chosen."""
        if self._idle is None or self._last is None:
            return False
        return abs(self._app.clock() - self._last) >= self._idle

    def begin(self, *, everywhere: bool = False) -> None:
        """Lock, beside whatever asked for it: its screen goes too."""
        if not self._locking:
            self._locking = True
            self._app.run_worker(self.lock(everywhere=everywhere))

    async def lock(self, *, everywhere: bool = False) -> None:
        """Keep the drafts, take every screen away, let go of the key."""
        from sponsorterm.store.lock import lock_everywhere

        app, self._locking = self._app, True
        with suppress(StoreError):  # another program may have turned the lock on or off
            app.keep_drafts()
        if everywhere:
            with suppress(StoreError):
                lock_everywhere(app.home)
        self._behind = LOCK
        if app.current_mode != HIDDEN:
            await app.switch_mode(LOCK)
        await self._drop(*(area.name for area in AREAS))
        self._idle = None
        app.let_go()
        self._locking = False

    async def unlock(self, session: Session) -> None:
        """Go on with a home that was opened."""
        self._app.use(session)
        self._behind = "today"
        if self._app.current_mode == LOCK:
            await self._app.switch_mode("today")
            await self._drop(LOCK)

    async def turn_on(self, passphrase: str, minutes: int) -> None:
        """Seal everything, from the lock page on."""
        await self._from_the_lock_page(lambda page: page.seal(passphrase, minutes))

    async def turn_off(self, typed: str) -> None:
        """Put everything back in clear, from the lock page on."""
        await self._from_the_lock_page(lambda page: page.unseal(typed))

    async def _from_the_lock_page(self, do: Callable[[LockScreen], None]) -> None:
        from sponsorterm.tui.screens.lock import LockScreen

        await self.lock()
        if isinstance(self._app.screen, LockScreen):
            do(self._app.screen)

    async def hide(self) -> None:
        """Show the neutral page, or what was behind it."""
        if self._app.current_mode == HIDDEN:
            await self._app.switch_mode(self._behind)
        else:
            self._behind = self._app.current_mode
            await self._app.switch_mode(HIDDEN)

    async def _drop(self, *modes: str) -> None:
        """Take the screens of some modes away; they are made anew when gone to."""
        for mode in modes:
            await self._app.remove_mode(mode)
            self._app.add_mode(mode, self._app.MODES[mode])
