"""Puts the endpoint together: routes over a mailbox, with a gate before them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from sponsorterm.endpoint.access import Access, log, place_of
from sponsorterm.endpoint.answers import on_no_route, on_refused
from sponsorterm.endpoint.drops import DropRoutes
from sponsorterm.endpoint.envelopes import EnvelopeRoutes
from sponsorterm.endpoint.gate import Gate
from sponsorterm.endpoint.mailbox import Mailbox
from sponsorterm.endpoint.public import PublicRoutes
from sponsorterm.endpoint.refusals import Refused
from sponsorterm.endpoint.settings import Settings
from sponsorterm.endpoint.spaces import SpaceRoutes

SWEEP_SECONDS = 3600.0
"""How often old drops are removed; they are not given out any more long before."""


def create_app(mailbox: Mailbox, *, settings: Settings) -> Starlette:
    """HTTP v1 over one mailbox. Who made the mailbox closes it."""
    gate = Gate(mailbox, settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(_sweep(mailbox, settings))
        yield
        sweeping.cancel()

    app = Starlette(
        routes=[
            *EnvelopeRoutes(mailbox, gate).routes(),
            *SpaceRoutes(mailbox, gate, settings).routes(),
            *DropRoutes(mailbox, gate, settings).routes(),
            *PublicRoutes(mailbox, settings).routes(),
        ],
        middleware=[Middleware(Access)],
        exception_handlers={Refused: on_refused, HTTPException: on_no_route},
        lifespan=lifespan,
    )
    # A redirect would repeat the whole address, and ours have no second spelling.
    app.router.redirect_slashes = False
    return app


async def _sweep(mailbox: Mailbox, settings: Settings) -> None:
    while True:
        try:
            await mailbox.sweep(settings.now())
        except Exception as error:
            log.error("sweep failed: %s", place_of(error))
        await asyncio.sleep(SWEEP_SECONDS)
