"""Routes of spaces and the devices that may enter them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from sponsorterm import wire
from sponsorterm.endpoint.answers import done, toml
from sponsorterm.endpoint.gate import SMALL_BODY, Gate, bearer, named
from sponsorterm.endpoint.mailbox import Entry, Mailbox
from sponsorterm.endpoint.refusals import Refused
from sponsorterm.endpoint.settings import Settings
from sponsorterm.endpoint.verbs import at


class SpaceRoutes:
    """Open a space, let devices in, shut them out, close it."""

    def __init__(self, mailbox: Mailbox, gate: Gate, settings: Settings) -> None:
        self._mailbox = mailbox
        self._gate = gate
        self._now = settings.now

    def routes(self) -> list[BaseRoute]:
        """The addresses and what answers there."""
        return [
            at("/v1/spaces/{space}", PUT=self.open),
            at("/v1/spaces/{space}/devices", POST=self.add_device),
            at("/v1/spaces/{space}/devices/{device}", DELETE=self.revoke),
            at("/v1/spaces/{space}/close", POST=self.close),
        ]

    async def open(self, request: Request) -> Response:
        """Open a space with a registration code; 201, or 200 if it is open with that token."""
        self._gate.knock(request)
        space = named(request, "space", wire.SpaceId)
        try:
            code_hash = wire.token_hash(bearer(request))
        except Refused:
            raise Refused("registration_closed") from None
        wish = await self._gate.body(request, wire.NewSpace, SMALL_BODY)
        entry = await self._mailbox.open_space(space, code_hash, wish.token_hash, self._now())
        return _entered(entry)

    async def add_device(self, request: Request) -> Response:
        """Let another device in; 201, or 200 if it is in already."""
        visit = await self._gate.visit(request)
        wish = await self._gate.body(request, wire.NewDevice, SMALL_BODY)
        entry = await self._mailbox.add_device(
            visit, wish.token_hash, wish.member, recovery=wish.recovery
        )
        return _entered(entry)

    async def revoke(self, request: Request) -> Response:
        """Shut a device out, and those it has added."""
        visit = await self._gate.visit(request)
        await self._mailbox.revoke(visit, named(request, "device", wire.DeviceId))
        return done()

    async def close(self, request: Request) -> Response:
        """Make the space read-only for both."""
        await self._mailbox.close_space(await self._gate.visit(request))
        return done()


def _entered(entry: Entry) -> Response:
    return toml(wire.DeviceAnswer(entry.device), status=201 if entry.new else 200)
