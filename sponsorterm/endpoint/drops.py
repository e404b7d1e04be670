"""Routes of pairing drops: two people who share a code leave each other a sealed block.

There is no token yet, so the rendezvous, a 128-bit hash of the code, is all that is needed to
find a drop. What is dropped is sealed under the code; see `sponsorterm.sync` for the dance.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from sponsorterm import wire
from sponsorterm.endpoint.answers import done
from sponsorterm.endpoint.gate import Gate, named
from sponsorterm.endpoint.mailbox import Mailbox
from sponsorterm.endpoint.refusals import Refused
from sponsorterm.endpoint.settings import Settings
from sponsorterm.endpoint.verbs import at


class DropRoutes:
    """Slots that are written once and forgotten after `wire.DROP_LIFE`."""

    def __init__(self, mailbox: Mailbox, gate: Gate, settings: Settings) -> None:
        self._mailbox = mailbox
        self._gate = gate
        self._now = settings.now

    def routes(self) -> list[BaseRoute]:
        """The address and what answers there."""
        return [at("/v1/drops/{rdv}/{slot}", GET=self.fetch, PUT=self.leave, DELETE=self.remove)]

    async def leave(self, request: Request) -> Response:
        """Leave bytes in an empty slot; 201, or 200 if the same bytes are there."""
        rdv, slot = self._place(request)
        data = await self._gate.raw(request, wire.MAX_DROP)
        if not data:
            raise Refused("bad_request", "A drop cannot be empty.")
        new = await self._mailbox.put_drop(rdv, slot, data, self._now())
        return Response(status_code=201 if new else 200)

    async def fetch(self, request: Request) -> Response:
        """The bytes in a slot, as they were left."""
        rdv, slot = self._place(request)
        data = await self._mailbox.get_drop(rdv, slot, self._now())
        return Response(data, media_type="application/octet-stream")

    async def remove(self, request: Request) -> Response:
        """Empty a slot."""
        await self._mailbox.delete_drop(*self._place(request))
        return done()

    def _place(self, request: Request) -> tuple[str, Any]:
        self._gate.knock(request)
        return named(request, "rdv", wire.Rendezvous), named(request, "slot", wire.Slot)
