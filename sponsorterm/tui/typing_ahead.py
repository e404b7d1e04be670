"""Keys that come faster than they are acted on, as a telephone's link brings them: in bursts.

Textual gives every key at once to the widget that has the focus then, but acts on Tab, Enter
or a letter of the screen a few messages later. What was typed behind such a key would land in
the field before it, or in none. Here the keys behind one wait until it has done its work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

ROUNDS = 3
"""How often a key's work may be passed on by a message: of its field, its list, its screen."""
LOOK = 0.05
"""Seconds between looks whether the widget a key went to is still there, while others wait."""
LOOKS = 10
"""Looks after which the next key is let in, whatever became of the one before."""


class TypingAhead:
    """Lets keys in one after the other. `let_in` hands an event to whatever has the focus."""

    class Acted(Message):
        """Sent behind a key, by the same way up to the app: what came before it is done."""

        def __init__(self, turn: int, rounds: int, target: Widget, screen: Screen[Any]) -> None:
            super().__init__()
            self.turn = turn
            self.rounds = rounds
            self.target = target
            self.screen = screen

    def __init__(self, app: App[Any], let_in: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._let_in = let_in
        self._waiting: deque[events.Event] = deque()
        self._turn = 0
        self._target: Widget | None = None

    async def take(self, event: events.Key | events.Paste) -> None:
        """Let it in now, or when those before it have done their work."""
        self._waiting.append(event)
        if not self._busy:
            await self._go_on(self._turn)
        elif len(self._waiting) == 1:
            self._look_soon(self._turn, LOOKS)

    @property
    def _busy(self) -> bool:
        """Whether a key is on its way. One whose widget was taken away will not be heard of."""
        return self._target is not None and self._target.is_attached

    @property
    def _is_over(self) -> bool:
        """Whether the screens are gone: a key may still be on its way when the program ends."""
        return not self._app.screen_stack

    async def acted(self, event: Acted) -> None:
        """Go on, once whatever the key set off had its turn as well."""
        if event.turn != self._turn or self._is_over:
            return
        again = self.Acted(event.turn, event.rounds - 1, event.target, event.screen)
        if event.rounds and event.target.post_message(again):
            return
        if self._app.screen is event.screen:
            await self._go_on(event.turn)
        else:  # another came up, and has to find its focus first
            self._app.screen.call_after_refresh(partial(self._go_on, event.turn))

    async def _pass(self, event: events.Event) -> None:
        screen = self._app.screen
        target = screen.focused or screen
        text = isinstance(event, events.Paste) or (
            isinstance(event, events.Key) and event.is_printable
        )
        await self._let_in(event)
        if not (text and getattr(target, "TYPING", False)):
            self._turn += 1
            behind = self.Acted(self._turn, ROUNDS, target, screen)
            self._target = target if target.post_message(behind) else None

    async def _go_on(self, turn: int) -> None:
        if turn != self._turn or self._is_over:
            return
        self._target = None
        while self._waiting and not self._busy:
            await self._pass(self._waiting.popleft())
        if self._waiting:
            self._look_soon(self._turn, LOOKS)

    def _look_soon(self, turn: int, looks: int) -> None:
        self._app.set_timer(LOOK, partial(self._look, turn, looks - 1))

    async def _look(self, turn: int, looks: int) -> None:
        if turn == self._turn and self._waiting:
            if self._busy and looks:
                self._look_soon(turn, looks)
            else:
                await self._go_on(turn)
