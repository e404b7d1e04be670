"""The forms an answer takes: TOML, nothing, raw bytes, or an error table."""

from __future__ import annotations

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sponsorterm import wire
from sponsorterm.endpoint.refusals import Refused


def toml(body: msgspec.Struct, *, status: int = 200, etag: str | None = None) -> Response:
    """One TOML body, with the tag by which it can be asked for again."""
    headers = {"ETag": etag} if etag else None
    return Response(wire.write(body), status, headers, wire.MEDIA_TYPE)


def unchanged(etag: str) -> Response:
    """What the client has is what there is."""
    return Response(status_code=304, headers={"ETag": etag})


def done() -> Response:
    """It is so, and there is nothing to say about it."""
    return Response(status_code=204)


def etag_of(*parts: object) -> str:
    """A strong entity tag (RFC 9110, 8.8.3) out of ids and numbers."""
    return '"' + "-".join(map(str, parts)) + '"'


def knows(request: Request, etag: str) -> bool:
    """Whether `If-None-Match` names the tag, alone or in a list."""
    given = request.headers.get("if-none-match")
    return given is not None and etag in (tag.strip() for tag in given.split(","))


def refusal(refused: Refused) -> Response:
    """The error table of design's HTTP v1 for one refused request."""
    answer = toml(wire.ErrorBody(refused.info), status=refused.status)
    if refused.retry_after is not None:
        answer.headers["Retry-After"] = str(refused.retry_after)
    if refused.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if refused.status == 408:
        # The rest of that body would be read as the next request.
        answer.headers["Connection"] = "close"
    return answer


async def on_refused(_: Request, error: Exception) -> Response:
    """Starlette's way in for `Refused`."""
    assert isinstance(error, Refused)
    return refusal(error)


async def on_no_route(_: Request, error: Exception) -> Response:
    """Starlette's own errors are two: no such address, and no such method there."""
    assert isinstance(error, HTTPException)
    answer = refusal(Refused("bad_method" if error.status_code == 405 else "not_found"))
    answer.headers.update(error.headers or {})
    return answer
