"""Routes of a space's envelopes: send, list, compare, fetch one, purge one."""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from sponsorterm import wire
from sponsorterm.endpoint.answers import done, etag_of, knows, toml, unchanged
from sponsorterm.endpoint.gate import MAX_TOKEN, Gate, named, number
from sponsorterm.endpoint.mailbox import AROUND_BOX, Mailbox, Visit
from sponsorterm.endpoint.refusals import Refused
from sponsorterm.endpoint.verbs import at

AROUND_PAGE = 512
"""Bytes of a page's TOML that are not envelopes, rounded up."""
IDS_IN_BODY = wire.MAX_BODY // 60
"""Ids that fit in one answer: each is 52 characters, quotes, a comma and blanks."""
MAX_CURSOR = 2**53
_PREFIX = re.compile(r"[a-z2-7]{0,52}")


class EnvelopeRoutes:
    """The set of envelopes of one space."""

    def __init__(self, mailbox: Mailbox, gate: Gate) -> None:
        self._mailbox = mailbox
        self._gate = gate

    def routes(self) -> list[BaseRoute]:
        """The addresses and what answers there."""
        return [
            at("/v1/spaces/{space}/envelopes", GET=self.page, POST=self.store),
            at("/v1/spaces/{space}/envelopes/{envelope}", GET=self.one, DELETE=self.purge),
            at("/v1/spaces/{space}/ids", GET=self.ids),
            at("/v1/spaces/{space}/digest", GET=self.digest),
        ]

    async def store(self, request: Request) -> Response:
        """Take uploads, all or none; the answer comes when they are on disk."""
        visit = await self._gate.visit(request)
        body = await self._gate.body(request, wire.UploadBody)
        for upload in body.upload:
            _check(upload.envelope, visit.space)
        return toml(wire.UploadAnswer(await self._mailbox.store(visit, body.upload)))

    async def page(self, request: Request) -> Response:
        """Envelopes after a cursor. With `wait`, an answer that would be empty waits for news.

        The tag names the state of the whole space, so one tag serves every cursor: a client
        that was told it and has read to the end has all there is.
        """
        visit = await self._gate.visit(request)
        after = number(request, "after", 0, most=MAX_CURSOR)
        limit = number(request, "limit", wire.MAX_PAGE, least=1, most=wire.MAX_PAGE)
        wait = number(request, "wait", 0, most=wire.MAX_WAIT)
        if wait and (visit.head == after or knows(request, self._state(visit))):
            await self._news(request, visit, wait)
            visit = await self._gate.look(request)
        if knows(request, self._state(visit)):
            return unchanged(self._state(visit))
        page = await self._mailbox.page(visit, after, limit, wire.MAX_BODY - AROUND_PAGE)
        return toml(page, etag=self._state(visit))

    async def ids(self, request: Request) -> Response:
        """Names of all envelopes, or of those that begin with `prefix`."""
        visit = await self._gate.visit(request)
        prefix = request.query_params.get("prefix", "")
        if not _PREFIX.fullmatch(prefix):
            raise Refused("bad_request", "prefix must be the beginning of an envelope's id.")
        ids = await self._mailbox.ids(visit, prefix)
        if len(ids) > IDS_IN_BODY:
            raise Refused(
                "too_large",
                "There are too many ids for one answer.",
                "Ask with a prefix, or a longer one.",
            )
        return toml(wire.Ids(ids))

    async def digest(self, request: Request) -> Response:
        """What the space holds, in a form to compare."""
        visit = await self._gate.visit(request)
        etag = etag_of(self._mailbox.epoch_id, visit.head, visit.held)
        if knows(request, etag):
            return unchanged(etag)
        ids = await self._mailbox.ids(visit)
        digest = await asyncio.to_thread(wire.digest_of, ids, self._mailbox.epoch_id)
        return toml(digest, etag=etag)

    async def one(self, request: Request) -> Response:
        """One envelope."""
        visit = await self._gate.visit(request)
        name = named(request, "envelope", wire.EnvelopeId)
        return toml(await self._mailbox.envelope(visit, name))

    async def purge(self, request: Request) -> Response:
        """Delete one envelope, shown its secret.

        What is not there is gone: 204 too, so that a purge can be repeated, and nothing is
        told that `ids` does not tell the same device.
        """
        visit = await self._gate.visit(request)
        name = named(request, "envelope", wire.EnvelopeId)
        secret = request.headers.get(wire.PURGE_HEADER, "")
        if not 0 < len(secret) <= MAX_TOKEN:
            raise Refused("bad_secret")
        await self._mailbox.purge(visit, name, wire.purge_hash(secret))
        return done()

    def _state(self, visit: Visit) -> str:
        return etag_of(self._mailbox.epoch_id, visit.head)

    async def _news(self, request: Request, visit: Visit, seconds: int) -> None:
        """Wait for the mailbox, but not for a client that has gone."""
        with self._gate.waiting(visit):
            news = asyncio.ensure_future(self._mailbox.news(visit, seconds))
            gone = asyncio.ensure_future(_gone(request))
            try:
                ended, _ = await asyncio.wait((news, gone), return_when=asyncio.FIRST_COMPLETED)
            finally:
                news.cancel()
                gone.cancel()
            for task in ended:
                task.result()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _check(envelope: wire.Envelope, space: str) -> None:
    if envelope.v != wire.ENVELOPE_VERSION:
        raise Refused("unsupported_v")
    if envelope.space != space or len(envelope.box) % 4:
        raise Refused("bad_envelope")
    if len(envelope.box) > wire.MAX_ENVELOPE - AROUND_BOX:
        raise Refused("too_large")
