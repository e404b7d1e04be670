# ruff: noqa: E402 - what httpx must not import is said before it is imported
"""Requests to an endpoint and their whole answers, over one kept connection.

This is the only module that imports httpx; whoever needs it imports it when it is needed.
The server's own words are never shown: it says a code, and the words for it are ours.
"""

from __future__ import annotations

import contextlib
import functools
import ipaddress
import socket
import ssl
import sys
import threading
import time
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# httpx has a command line of its own, which brings pygments and half of rich: 2 MiB for nothing.
# It does without where it cannot be imported.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

import httpx

from sponsorterm import wire
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes.base import ErrorCode, RemoteError

CONNECT_SECONDS = 10.0
IDLE_SECONDS = 20.0
"""How long an answer may keep silent, on top of what a long-poll was asked to wait."""
ANSWER_SECONDS = 120.0
"""How long one answer may take in all, however steadily it drips."""
ROOM = 64 * 1024
"""Bytes an answer may have beyond `wire.MAX_BODY` before it is not read further."""
CODES: Mapping[str, ErrorCode] = {
    "bad_token": "refused",
    "not_member": "refused",
    "needs_recovery": "refused",
    "bad_secret": "refused",
    "registration_closed": "refused",
    "token_conflict": "refused",
    "closed": "closed",
    "no_space": "no_space",
    "slow_down": "busy",
    "busy": "busy",
    "server_error": "busy",
    "too_slow": "busy",
    "quota": "full",
}
"""What an endpoint's code means to a client. Any other says that the two do not fit."""


class Refusal(RemoteError):
    """An answer that is an error table of the endpoint; `wire_code` is one of `wire.STATUS`."""

    def __init__(self, wire_code: str, retry_after: float | None = None) -> None:
        message, hint = words.ENDPOINT_REFUSALS.get(wire_code, ("", ""))
        code = CODES.get(wire_code, "damaged")
        super().__init__(code, message, hint, retry_after=retry_after)
        self.wire_code = wire_code


@dataclass(frozen=True)
class Answer:
    """A success: its body, and the tag of the state it tells of. Of a 304 there is no body."""

    status: int
    body: bytes
    etag: str


class Connection:
    """Requests to one server, with one token or none.

    Raises:
        RemoteError: the address is none, or would send the token in clear over a network.
    """

    def __init__(self, server: str, token: str | None = None) -> None:
        url, local = _checked(server)
        self._lock = threading.Lock()
        self._closed = False
        self._under_way = 0
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._client = httpx.Client(
            base_url=url,
            headers=_headers(token),
            timeout=httpx.Timeout(IDLE_SECONDS, connect=CONNECT_SECONDS),
            # A loopback server needs no certificate, and no proxy stands before it.
            verify=_tls() if url.scheme == "https" else False,
            trust_env=not local,
        )

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        wait: int = 0,
        limit: int = wire.MAX_BODY + ROOM,
    ) -> Answer:
        """One request and its whole answer.

        Raises:
            Refusal: the endpoint answered with an error.
            RemoteError: there was no answer, or not one of an endpoint of ours.
        """
        # A server that compresses could make a megabyte of a kilobyte, so none is asked for.
        with (
            self._asking(),
            self._client.stream(
                method,
                path,
                content=body,
                params=params,
                headers={"Accept-Encoding": "identity", **(headers or {})},
                timeout=httpx.Timeout(IDLE_SECONDS + wait, connect=CONNECT_SECONDS),
                extensions={"trace": self._trace},
            ) as response,
        ):
            data = _body(response, limit, time.monotonic() + ANSWER_SECONDS + wait)
        return _answer(response, data)

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def close(self) -> None:
        """Let go of the connection; a request under way in another thread fails at once.

        Sockets are shut down first and closed by whoever uses them: closing a descriptor
        does not wake a thread that waits on it.
        """
        with self._lock:
            self._closed = True
            for each in self._sockets:
                _shut_down(each)
            if not self._under_way:
                self._client.close()

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Note each socket as httpcore opens it (its `trace` extension)."""
        if event not in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            return
        with self._lock:
            opened = info["return_value"].get_extra_info("socket")
            self._sockets.add(opened)
            if self._closed:
                _shut_down(opened)

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        with self._lock:
            if self._closed:
                raise RemoteError("unreachable")
            self._under_way += 1
        try:
            yield
        except httpx.TimeoutException:
            raise RemoteError("unreachable", words.TIMED_OUT) from None
        except (httpx.HTTPError, OSError) as error:
            raise _no_answer(error) from None
        finally:
            with self._lock:
                self._under_way -= 1
                if self._closed and not self._under_way:
                    self._client.close()


def _checked(server: str) -> tuple[httpx.URL, bool]:
    """The address with a slash at its end, and whether it is on this machine."""
    try:
        url = httpx.URL(server.strip())
    except httpx.InvalidURL:
        raise RemoteError("unreachable", words.BAD_ADDRESS, words.BAD_ADDRESS_HINT) from None
    if url.scheme not in ("http", "https") or not url.host or url.userinfo or url.query:
        raise RemoteError("unreachable", words.BAD_ADDRESS, words.BAD_ADDRESS_HINT)
    local = _is_loopback(url.host)
    if url.scheme == "http" and not local:
        raise RemoteError("refused", words.NOT_ENCRYPTED, words.NOT_ENCRYPTED_HINT)
    return url.copy_with(path=url.path.rstrip("/") + "/", fragment=None), local


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shut_down(connected: socket.socket) -> None:
    # The plain method, because that of an SSLSocket takes its state away as well.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


@functools.cache
def _tls() -> ssl.SSLContext:
    """Made once: reading all certificate authorities takes 20 ms, and links are many."""
    return httpx.create_ssl_context()


def _headers(token: str | None) -> dict[str, str]:
    common = {
        "Content-Type": wire.MEDIA_TYPE,
        "User-Agent": "sponsorterm",
        wire.PROTOCOL_HEADER: str(wire.PROTOCOL),
    }
    return common | ({"Authorization": f"Bearer {token}"} if token else {})


def _no_answer(error: Exception) -> RemoteError:
    """Certificates are the one cause that waiting does not cure."""
    if isinstance(error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error):
        return RemoteError("unreachable", words.NO_TRUST, words.NO_TRUST_HINT)
    return RemoteError("unreachable")


def _body(response: httpx.Response, limit: int, deadline: float) -> bytes:
    data = bytearray()
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > limit:
            raise RemoteError("damaged", words.ANSWER_TOO_LARGE)
        if time.monotonic() > deadline:
            raise RemoteError("unreachable", words.TIMED_OUT)
    return bytes(data)


def _answer(response: httpx.Response, data: bytes) -> Answer:
    # A hotel's sign-in page answers everything; only an endpoint names its protocol.
    ours = wire.PROTOCOL_HEADER in response.headers
    if ours and (response.is_success or response.status_code == 304):
        return Answer(response.status_code, data, response.headers.get("ETag", ""))
    retry_after = _seconds(response.headers.get("Retry-After", ""))
    if ours:
        with contextlib.suppress(wire.BadBody):
            raise Refusal(wire.read(data, wire.ErrorBody).error.code, retry_after)
    if response.status_code in (429, 503):
        raise RemoteError("busy", retry_after=retry_after)
    raise RemoteError("unreachable", words.NOT_AN_ENDPOINT, words.NOT_AN_ENDPOINT_HINT)


def _seconds(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdigit() else None
