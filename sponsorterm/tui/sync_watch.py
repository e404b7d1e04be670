"""What the screens know of the sync: its state in words, and whether what was filed went out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sponsorterm.strings import filing as words

if TYPE_CHECKING:
    from sponsorterm.services.home.session import Session
    from sponsorterm.services.syncing.background import Background
    from sponsorterm.services.syncing.standing import SyncState

STUCK = ("unreachable", "refused", "no_place")
"""States of a link in which nothing goes out for now."""
LAST_SENDING_SECONDS = 2.0
"""How long leaving may wait for what is still to be sent."""


class SyncWatch:
    """The background sync, started after the first frame, and the last it said.

    `tell` is called from its threads whenever there may be something new.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self.words = ""
        self._tell = tell
        self._background: Background | None = None
        self._states: Sequence[SyncState] = ()
        self._awaited: frozenset[str] = frozenset()

    @property
    def reachable(self) -> bool:
        """Whether what is filed now can be expected to go out soon, as far as is known."""
        return self._background is not None and not any(s.state in STUCK for s in self._states)

    def start(self, session: Session) -> None:
        """Begin, unless it was begun."""
        from sponsorterm.services.syncing.background import Background

        if self._background is None:
            self._background = Background(session.home, self._tell, session.clock)
            self._background.start()

    def stop(self) -> None:
        """Send what can be sent in a moment, and end. It waits; call it from a thread."""
        if self._background is not None:
            self._background.stop(LAST_SENDING_SECONDS)

    def wake(self, given: Sequence[str]) -> None:
        """Something may be sent; `given` names those it is meant for."""
        self._awaited = frozenset(given) or self._awaited
        if self._background is not None:
            self._background.wake()

    def look(self, session: Session) -> str:
        """Read the state anew. What there is to say of what was filed last, if it is known now."""
        from sponsorterm.services.syncing.standing import overall, states

        self._states = states(session)
        self.words = overall(session, self._states)
        awaited = [state for state in self._states if state.name in self._awaited]
        if not awaited:
            return ""
        if all(state.waiting == 0 for state in awaited):
            message = words.sent(sorted(self._awaited))
        elif any(state.state in STUCK for state in awaited):
            message = words.NOT_SENT
        else:
            return ""
        self._awaited = frozenset()
        return message
