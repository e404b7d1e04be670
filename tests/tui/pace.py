"""The pace of the tests of screens: what a real app is given time for, and these need not be.

Textual's pilot looks every 20 ms whether the process uses the processor, and asks each widget
after each key. Here it waits until nobody in the event loop or in a thread of it has anything
left to do, which is sooner and surer. And each app would parse the same sheets of styles anew.
"""

from __future__ import annotations

import asyncio
from asyncio import BaseEventLoop
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from sponsorterm.tui.app import SponsortermApp

TURNS, MOST = 2, 20_000
"""Turns of the loop without work that make a rest, one of which takes in what was due by then;
and after how many turns without a rest to go on all the same."""
THREADS = 0.002
"""How long to leave a thread that works, in seconds, before the next look."""

_at_work: WeakSet[asyncio.Future[Any]] = WeakSet()
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


async def quiet(*_: float) -> None:
    """Wait until nobody has anything left to do but to wait for a key or an hour."""
    loop, turns = asyncio.get_running_loop(), 0
    for _turn in range(MOST):
        busy = any(future.get_loop() is loop for future in _at_work)
        await asyncio.sleep(THREADS if busy else 0)
        turns = 0 if busy or is_ready(loop) else turns + 1
        if turns == TURNS:
            return


def is_ready(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether somebody else's turn comes next."""
    return bool(loop._ready)  # type: ignore[attr-defined]


async def painted(pilot: Pilot[None]) -> bool:
    """Wait until all is quiet and what came of it is painted."""
    app, turns = pilot.app, 0
    for _turn in range(MOST):
        await quiet()
        if not app.screen_stack:
            return False
        if app._batch_count and isinstance(app, SponsortermApp):
            app.paint()  # a screen that is quiet has settled, which is what its timer waits for
        app.screen._on_timer_update()
        await asyncio.sleep(0)
        turns = 0 if is_ready(asyncio.get_running_loop()) else turns + 1
        if turns == TURNS:
            return True
    return False


@contextmanager
def nimble() -> Iterator[None]:
    """Let every pilot wait like that, and every app share the sheets that were parsed."""
    parse, hand_over = Stylesheet._parse_rules, BaseEventLoop.run_in_executor

    def parse_once(sheet: Stylesheet, css: str, *where: Any, **how: Any) -> list[RuleSet]:
        key = (frozenset(sheet._variables.items()), css, *where, *how.values())
        if key not in _parsed:
            _parsed[key] = parse(sheet, css, *where, **how)
        return _parsed[key]

    def noted(loop: BaseEventLoop, *work: Any) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = hand_over(loop, *work)
        _at_work.add(future)
        future.add_done_callback(_at_work.discard)
        return future

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.pilot.wait_for_idle", quiet)
        patch.setattr("textual.app.wait_for_idle", quiet)
        patch.setattr(Pilot, "_wait_for_screen", painted)
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        patch.setattr(BaseEventLoop, "run_in_executor", noted)
        yield
