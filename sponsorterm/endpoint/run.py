"""Serves the endpoint: a socket, uvicorn, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import ipaddress
import logging
import socket
from collections.abc import Callable
from types import FrameType
from typing import cast

import uvicorn

from sponsorterm.endpoint.access import log
from sponsorterm.endpoint.app import create_app
from sponsorterm.endpoint.connection import Connection
from sponsorterm.endpoint.mailbox import Mailbox
from sponsorterm.endpoint.refusals import EndpointError
from sponsorterm.endpoint.settings import Settings
from sponsorterm.endpoint.sqlite import SqliteMailbox

KEEP_ALIVE_SECONDS = 75
"""Seconds an idle connection stays open: longer than a client's minute between two polls."""
BACKLOG = 2048
"""Connections that may wait to be accepted: many clients come back at once after a restart."""
GRACE_SECONDS = 10
"""Seconds a request may still take when the endpoint is told to end."""


def print_address(url: str) -> None:
    """Say on stdout where the endpoint listens, for people and for programs that started it."""
    print(f"listening on {url}", flush=True)


def serve(settings: Settings, *, on_ready: Callable[[str], None] = print_address) -> None:
    """Serve until SIGTERM or SIGINT, then return; long-polls end at once.

    Args:
        settings: where to listen, and the rest. Port 0 takes a free one.
        on_ready: called once with the base URL when requests are taken.

    Raises:
        EndpointError: the address is not allowed or taken, or the database cannot be opened.
    """
    log_to_stderr()
    Endpoint(settings).run(on_ready=on_ready)


class Endpoint:
    """One endpoint with its socket and its database, to be run once.

    Raises:
        EndpointError: as `serve`.
    """

    def __init__(self, settings: Settings) -> None:
        with contextlib.ExitStack() as held:
            self._listener = held.enter_context(contextlib.closing(listen(settings)))
            mailbox = SqliteMailbox(
                settings.database, settings.limits, busy_seconds=settings.busy_seconds
            )
            held.enter_context(contextlib.closing(mailbox))
            self._server = _Server(mailbox, settings)
            self._held = held.pop_all()

    @property
    def url(self) -> str:
        """The base URL, with the port it really has."""
        host, port = self._listener.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def run(self, *, on_ready: Callable[[str], None]) -> None:
        """Serve until a signal, if this is the main thread, or `stop`; then let go of all."""
        self._server.on_ready = functools.partial(on_ready, self.url)
        with self._held:
            asyncio.run(self._server.serve(sockets=[self._listener]))

    def stop(self) -> None:
        """End `run`, from any thread."""
        self._server.should_exit = True


def listen(settings: Settings) -> socket.socket:
    """A socket bound to the address of the settings.

    Raises:
        EndpointError: the address is open to others without a proxy, or cannot be had.
    """
    _refuse_open_address(settings)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # With the protocol named asyncio turns Nagle's delay off; without, an answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        # From here on the port is ours: of two that are bound, the first to listen gets it.
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "no such port"
        raise EndpointError(
            f"cannot listen on {settings.host} port {settings.port}: {reason}",
            "Choose another port, or stop the program that has this one.",
        ) from None
    return listener


def log_to_stderr() -> None:
    """Write the endpoint's log lines to stderr; uvicorn's own only from warnings on.

    Lines bear no time: what runs the endpoint (systemd, a container) adds it.
    """
    handler = logging.StreamHandler()
    for logger, level in ((log, logging.INFO), (logging.getLogger("uvicorn"), logging.WARNING)):
        logger.addHandler(handler)
        logger.setLevel(level)
        logger.propagate = False


def _refuse_open_address(settings: Settings) -> None:
    """Tokens travel in the clear without TLS, which a proxy must bring."""
    with contextlib.suppress(ValueError):
        if settings.host == "localhost" or ipaddress.ip_address(settings.host).is_loopback:
            return
    if not settings.behind_proxy:
        raise EndpointError(
            f"{settings.host} can be reached from other machines, and there is no TLS here",
            "Listen on 127.0.0.1, or put a TLS proxy in front and add --behind-proxy.",
        )


class _Server(uvicorn.Server):
    """Uvicorn, told when to say that it is ready and what to end first."""

    on_ready: Callable[[], None]

    def __init__(self, mailbox: Mailbox, settings: Settings) -> None:
        connection = functools.partial(Connection, head_seconds=settings.head_seconds)
        super().__init__(
            uvicorn.Config(
                create_app(mailbox, settings=settings),
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                http=cast(type[asyncio.Protocol], connection),
                ws="none",
                backlog=BACKLOG,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self._mailbox = mailbox

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._mailbox.stop()
        await super().shutdown(sockets=sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        # Uvicorn would raise the signal again at the end; to us an orderly end is a success.
        self.force_exit = self.should_exit
        self.should_exit = True
