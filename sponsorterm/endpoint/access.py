"""Round every request: one log line, the common headers, and the last word on errors.

A line names the route by its template, and space and device by the first letters of their
ids. Nothing else of a request is ever logged: no token, code, secret, body, query or drop.
A poll that finds nothing new (304) leaves no line: it would be most of the log, and would
tell the operator when each person is at their desk.
"""

from __future__ import annotations

import logging
import traceback

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sponsorterm import wire
from sponsorterm.endpoint.answers import refusal
from sponsorterm.endpoint.refusals import Refused

log = logging.getLogger("sponsorterm.endpoint")

COMMON_HEADERS = [
    (wire.PROTOCOL_HEADER.lower().encode(), str(wire.PROTOCOL).encode()),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
SHORT = 8
"""Characters of an id in a log line."""


class Access:
    """The outermost layer of ours (ASGI 3.0)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever happens inside."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *COMMON_HEADERS]
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except ClientDisconnect:
            log.info("%s gone", _named(scope))
            return
        except Exception as error:
            log.error("%s failed: %s", _named(scope), place_of(error))
            if not status:
                await refusal(Refused("server_error"))(scope, receive, send_on)
        if status != 304:
            log.info("%s %d", _named(scope), status)


def place_of(error: Exception) -> str:
    """Type and place of an error. Its message is left out: it may quote what somebody sent."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name} ({frame.filename}:{frame.lineno})"


def _named(scope: Scope) -> str:
    """Method, route template, and short ids of the space and device that were let in."""
    route = scope.get("route")
    if route is None:
        return "no route"
    visit = scope.get("state", {}).get("visit")
    ids = f" space={visit.space[:SHORT]} device={visit.device[:SHORT]}" if visit else ""
    # A method is any word the client likes.
    method = scope["method"] if scope["method"] in route.methods else "other method"
    return f"{method} {route.path}{ids}"
