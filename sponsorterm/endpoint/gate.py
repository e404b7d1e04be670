"""What a request must pass before a route acts on it: token, rate, form and size."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request

from sponsorterm import wire
from sponsorterm.endpoint.mailbox import Mailbox, Visit
from sponsorterm.endpoint.rate import RateLimit
from sponsorterm.endpoint.refusals import Refused
from sponsorterm.endpoint.settings import Settings

MAX_TOKEN = 256
"""Characters of a token, code or secret; ours have about 50."""
SMALL_BODY = 1024
"""Bytes of a body that holds a hash and a word: read before its sender is known."""
_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)

Body = TypeVar("Body", bound=msgspec.Struct)


class Gate:
    """Lets requests in, one endpoint's rates and limits in mind."""

    def __init__(self, mailbox: Mailbox, settings: Settings) -> None:
        self._mailbox = mailbox
        self._settings = settings
        self._per_token = RateLimit(settings.per_token, settings.ticks)
        self._per_address = RateLimit(settings.per_address, settings.ticks)
        self._waits: Counter[str] = Counter()

    async def visit(self, request: Request) -> Visit:
        """Who asks, counted towards the rate of this token in this space.

        Raises:
            Refused: `slow_down`, and those of `look`.
        """
        visit = await self.look(request)
        # After the look, so that made-up tokens take no memory.
        _pace(self._per_token, visit.device)
        return visit

    async def look(self, request: Request) -> Visit:
        """Who asks, by the token they show for the space they name.

        A guess counts towards the rate of its address; who has the token is never slowed by
        the guesses of others.

        Raises:
            Refused: `bad_id`, `bad_token`, `no_space`, or `slow_down` after too many of these.
        """
        space = named(request, "space", wire.SpaceId)
        try:
            visit = await self._mailbox.visit(space, wire.token_hash(bearer(request)))
        except Refused:
            self.knock(request)
            raise
        request.state.visit = visit  # for the log line
        return visit

    def knock(self, request: Request) -> None:
        """Pace what comes without a known token, by its address.

        Raises:
            Refused: `slow_down`.
        """
        _pace(self._per_address, address_of(request, behind_proxy=self._settings.behind_proxy))

    async def body(self, request: Request, form: type[Body], most: int = wire.MAX_BODY) -> Body:
        """The request's TOML body. Raises `Refused`: see `raw`, and those of `wire.read`."""
        data = await self.raw(request, most)
        try:
            return wire.read(data, form)
        except wire.BadBody as error:
            raise Refused(error.code, f"{error}.") from None

    async def raw(self, request: Request, most: int) -> bytes:
        """The request's body as it is, read no further than allowed.

        Raises:
            Refused: `too_large`, or `too_slow` when it does not arrive in time.
        """
        data = bytearray()
        try:
            async with asyncio.timeout(self._settings.body_seconds):
                async with aclosing(request.stream()) as chunks:
                    async for chunk in chunks:
                        data += chunk
                        if len(data) > most:
                            raise Refused("too_large", f"A body here has at most {most} bytes.")
        except TimeoutError:
            raise Refused("too_slow") from None
        return bytes(data)

    @contextmanager
    def waiting(self, visit: Visit) -> Iterator[None]:
        """Hold one of the few long-polls of a device. Raises `Refused`: `slow_down`."""
        if self._waits[visit.device] >= self._settings.waits:
            raise Refused("slow_down", "This device is waiting already.", retry_after=1)
        self._waits[visit.device] += 1
        try:
            yield
        finally:
            self._waits[visit.device] -= 1
            if not self._waits[visit.device]:
                del self._waits[visit.device]


def named(request: Request, name: str, form: Any) -> Any:
    """A part of the path, in its form of `wire`. Raises `Refused`: `bad_id`."""
    try:
        return msgspec.convert(request.path_params[name], form)
    except msgspec.ValidationError:
        raise Refused("bad_id") from None


def number(request: Request, name: str, default: int, *, least: int = 0, most: int) -> int:
    """A whole number of the query. Raises `Refused`: `bad_request`."""
    given = request.query_params.get(name)
    if given is None:
        return default
    if not _WHOLE_NUMBER.fullmatch(given) or not least <= int(given) <= most:
        raise Refused("bad_request", f"{name} must be a whole number from {least} to {most}.")
    return int(given)


def bearer(request: Request) -> str:
    """The token of `Authorization: Bearer`. Raises `Refused`: `bad_token`."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(token) <= MAX_TOKEN:
        raise Refused("bad_token")
    return token


def address_of(request: Request, *, behind_proxy: bool) -> str:
    """The client's address; of IPv6 the /64, which is what one household gets.

    Behind a proxy only the last entry of `X-Forwarded-For` counts: the proxy wrote it, what
    stands before may be anybody's.
    """
    given = request.client.host if request.client else ""
    if behind_proxy:
        forwarded = request.headers.getlist("x-forwarded-for")
        given = forwarded[-1].rpartition(",")[2].strip() if forwarded else given
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def _pace(limit: RateLimit, key: str) -> None:
    if wait := limit.wait(key):
        raise Refused("slow_down", retry_after=math.ceil(wait))
