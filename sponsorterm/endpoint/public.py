"""What the endpoint tells anybody: its limits, its health, and how to join."""

from __future__ import annotations

import base64
import hashlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from sponsorterm import wire
from sponsorterm.endpoint.answers import done, toml
from sponsorterm.endpoint.mailbox import Mailbox
from sponsorterm.endpoint.settings import Settings
from sponsorterm.endpoint.verbs import at

STYLE = """
body { max-width: 36rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.6 sans-serif; }
code { font-size: 1rem; }
"""
JOIN = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>You have been invited</title>
<style>{STYLE}</style>
</head>
<body>
<h1>You have been invited</h1>
<p>Somebody would like to link with you in sponsorterm, a private check-in journal for the
terminal. This page cannot do it for you, and it has not seen your code: the part of the
address behind the # never leaves your browser.</p>
<ol>
<li>Install sponsorterm on your own computer.</li>
<li>In a terminal, start <code>sponsorterm join</code>.</li>
<li>When it asks, paste the whole address of this page.</li>
<li>Both of you then see five groups of digits. Read them to each other, in a call or in
person, and go on only if they are the same.</li>
</ol>
<p>The invitation works once and for two days. Do not pass the address on: whoever has it can
answer in your place. If you did not expect it, close this page; nothing has happened.</p>
</body>
</html>
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
JOIN_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


class PublicRoutes:
    """What needs no token and costs next to nothing."""

    def __init__(self, mailbox: Mailbox, settings: Settings) -> None:
        self._mailbox = mailbox
        self._now = settings.now

    def routes(self) -> list[BaseRoute]:
        """The addresses and what answers there."""
        return [
            at("/v1/info", GET=self.info),
            at("/healthz", GET=self.health),
            at("/join", GET=self.join),
        ]

    async def info(self, _: Request) -> Response:
        """Protocol, limits and this machine's clock."""
        return toml(wire.Info(wire.PROTOCOL, int(self._now())))

    async def health(self, _: Request) -> Response:
        """204 when the database answers."""
        await self._mailbox.check()
        return done()

    async def join(self, _: Request) -> Response:
        """How to join, for somebody who opened an invitation in a browser."""
        return Response(JOIN, media_type="text/html", headers=JOIN_HEADERS)
