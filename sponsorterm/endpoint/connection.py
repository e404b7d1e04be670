"""One client's connection: HTTP/1.1 by h11, with no patience for what never becomes a request."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


class Connection(H11Protocol):
    """Closes itself when a request does not begin in time.

    Uvicorn waits for ever for the rest of a head, and for the rest of a body that nobody
    reads, so that a few thousand idle sockets would shut everybody else out. While an answer
    is under way this deadline rests: bodies have their own, and a long-poll may wait.
    """

    def __init__(self, *args: Any, head_seconds: float, **named: Any) -> None:
        super().__init__(*args, **named)
        self._head_seconds = head_seconds
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take in what came; from the first byte of a request on, the rest has to follow."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._rest()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self._is_answering():
            self._rest()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self._head_seconds, self.transport.abort)

    def _rest(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete
