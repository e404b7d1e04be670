"""One address, one route: which function answers which method."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Answerer = Callable[[Request], Awaitable[Response]]


def at(path: str, **verbs: Answerer) -> Route:
    """A route for `path`. HEAD goes to GET; any other method is refused with `Allow`."""

    async def answer(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        return await verbs[method](request)

    return Route(path, answer, methods=list(verbs))
