"""A real endpoint on a loopback socket, and devices that speak to it."""

from __future__ import annotations

import base64
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import msgspec

from sponsorterm import wire
from sponsorterm.endpoint.admin import create_code
from sponsorterm.endpoint.run import Endpoint
from sponsorterm.endpoint.settings import Settings

DEADLINE = 20.0


def until(so: Callable[[], bool]) -> None:
    """Look again and again until it is so."""
    end = time.monotonic() + DEADLINE
    while not so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.01)


class Clock:
    """Both clocks of an endpoint, standing still until told otherwise."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def __call__(self) -> float:
        return self.time


def sealed(space: str, size: int = 96) -> wire.Envelope:
    """An envelope no other test has; `size` is that of the box, a multiple of four."""
    box = base64.b64encode(secrets.token_bytes(size * 3 // 4)).decode()
    return wire.Envelope(wire.ENVELOPE_VERSION, space, "c0" * 16, box)


def upload_of(envelope: wire.Envelope, secret: str = "a secret") -> wire.Upload:
    return wire.Upload(envelope, wire.purge_hash(secret))


class Device:
    """One device of one member in one space, with its token."""

    def __init__(self, http: httpx.Client, space: str, token: str, id: str) -> None:
        self.http, self.space, self.token, self.id = http, space, token, id

    def request(self, method: str, path: str, **extra: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"} | extra.pop("headers", {})
        if isinstance(body := extra.pop("body", None), msgspec.Struct):
            extra["content"] = wire.write(body)
        return self.http.request(method, f"/v1/spaces/{self.space}{path}", headers=headers, **extra)

    def get(self, path: str, etag: str | None = None, **params: Any) -> httpx.Response:
        headers = {"If-None-Match": etag} if etag else {}
        return self.request("GET", path, params=params, headers=headers)

    def page(self, **params: Any) -> wire.Page:
        return wire.read(self.get("/envelopes", **params).content, wire.Page)

    def send(self, *envelopes: wire.Envelope, secret: str = "a secret") -> httpx.Response:
        uploads = [upload_of(envelope, secret) for envelope in envelopes]
        return self.request("POST", "/envelopes", body=wire.UploadBody(uploads))

    def add(
        self, member: wire.Member, token: str | None = None, *, recovery: bool = False
    ) -> Device:
        token = token or secrets.token_hex(32)
        body = wire.NewDevice(wire.token_hash(token), member, recovery)
        answer = self.request("POST", "/devices", body=body)
        assert answer.status_code in (200, 201), answer.text
        return Device(
            self.http, self.space, token, wire.read(answer.content, wire.DeviceAnswer).device
        )

    def purge(self, name: str, secret: str | None) -> httpx.Response:
        headers = {wire.PURGE_HEADER: secret} if secret is not None else {}
        return self.request("DELETE", f"/envelopes/{name}", headers=headers)


class Live:
    """An endpoint in a thread of its own, reached over a socket."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.code = create_code(settings.database, label="a test")
        self._endpoint = Endpoint(settings)
        self.url = self._endpoint.url
        ready = threading.Event()
        self._thread = threading.Thread(
            target=self._endpoint.run, kwargs={"on_ready": lambda _: ready.set()}
        )
        self._thread.start()
        assert ready.wait(DEADLINE)
        self.http = httpx.Client(base_url=self.url, timeout=DEADLINE)

    def begin_stop(self) -> None:
        self._endpoint.stop()

    def stop(self) -> None:
        self._endpoint.stop()
        self._thread.join(DEADLINE)
        assert not self._thread.is_alive()
        self.http.close()

    def put_space(self, space: str, token: str, code: str | None = None) -> httpx.Response:
        return self.http.put(
            f"/v1/spaces/{space}",
            content=wire.write(wire.NewSpace(wire.token_hash(token))),
            headers={"Authorization": f"Bearer {code or self.code}"},
        )

    def open(self) -> Device:
        space, token = secrets.token_hex(16), secrets.token_hex(32)
        answer = self.put_space(space, token)
        assert answer.status_code == 201, answer.text
        device = wire.read(answer.content, wire.DeviceAnswer).device
        return Device(self.http, space, token, device)


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal; every one has a message, a hint and the same form."""
    assert answer.headers["content-type"] == wire.MEDIA_TYPE
    assert answer.headers[wire.PROTOCOL_HEADER] == str(wire.PROTOCOL)
    error = wire.read(answer.content, wire.ErrorBody).error
    assert error.message
    assert error.hint
    assert answer.status_code == wire.STATUS[error.code]
    return answer.status_code, error.code
