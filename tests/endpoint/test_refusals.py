"""Every error code can be had over the wire, with its status and a TOML body."""

from __future__ import annotations

import secrets
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing

import httpx
import pytest

from sponsorterm import wire
from sponsorterm.endpoint.refusals import TEXTS
from sponsorterm.endpoint.settings import Limits, Rate
from sponsorterm.endpoint.sqlite import SqliteMailbox
from tests.endpoint.living import DEADLINE, Device, Live, error_of, sealed

Start = Callable[..., Live]


def bad_toml(live: Live, start: Start) -> httpx.Response:
    return live.open().request("POST", "/envelopes", content=b"upload = [")


def bad_envelope(live: Live, start: Start) -> httpx.Response:
    device = live.open()
    return device.send(wire.Envelope(1, device.space, "c0" * 16, "QUJ"))


def bad_id(live: Live, start: Start) -> httpx.Response:
    return live.http.get(f"/v1/spaces/{'5A' * 16}/digest")


def bad_request(live: Live, start: Start) -> httpx.Response:
    return live.open().get("/envelopes", limit=wire.MAX_PAGE + 1)


def bad_token(live: Live, start: Start) -> httpx.Response:
    answer = live.http.get(f"/v1/spaces/{'5a' * 16}/digest")
    assert answer.headers["www-authenticate"] == "Bearer"
    return answer


def not_member(live: Live, start: Start) -> httpx.Response:
    device = live.open()
    back = device.add("a", recovery=True)
    return back.request("DELETE", f"/devices/{device.add('b').id}")


def needs_recovery(live: Live, start: Start) -> httpx.Response:
    return live.open().request("POST", "/close")


def registration_closed(live: Live, start: Start) -> httpx.Response:
    return live.put_space("5a" * 16, "t", code="made up")


def bad_secret(live: Live, start: Start) -> httpx.Response:
    device = live.open()
    sent = sealed(device.space)
    device.send(sent)
    return device.purge(sent.id, "made up")


def closed(live: Live, start: Start) -> httpx.Response:
    device = live.open()
    device.add("a", recovery=True).request("POST", "/close")
    return device.send(sealed(device.space))


def no_space(live: Live, start: Start) -> httpx.Response:
    return Device(live.http, "5a" * 16, live.open().token, "").get("/digest")


def not_found(live: Live, start: Start) -> httpx.Response:
    return live.open().get(f"/envelopes/{'a' * 52}")


def bad_method(live: Live, start: Start) -> httpx.Response:
    return live.http.patch("/v1/info")


def too_slow(live: Live, start: Start) -> httpx.Response:
    """Half a body, and then nothing more."""
    live = start(body_seconds=0.05)
    host, port = live.http.base_url.host, live.http.base_url.port
    with socket.create_connection((host, port or 80), DEADLINE) as connection:
        connection.sendall(
            f"PUT /v1/drops/{'7d' * 16}/offer HTTP/1.1\r\nHost: x\r\n"
            "Content-Length: 10\r\n\r\nhalf".encode()
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b""))  # until it is closed
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = [line.split(b": ", 1) for line in head.split(b"\r\n")[1:]]
    return httpx.Response(int(head.split()[1]), headers=dict(lines), content=body)


def token_conflict(live: Live, start: Start) -> httpx.Response:
    return live.put_space(live.open().space, "another token")


def slot_taken(live: Live, start: Start) -> httpx.Response:
    path = f"/v1/drops/{'7d' * 16}/offer"
    live.http.put(path, content=b"mine")
    return live.http.put(path, content=b"theirs")


def too_large(live: Live, start: Start) -> httpx.Response:
    return live.open().request("POST", "/envelopes", content=b"#" * (wire.MAX_BODY + 1))


def unsupported_v(live: Live, start: Start) -> httpx.Response:
    device = live.open()
    return device.send(wire.Envelope(2, device.space, "c0" * 16, "QUJD"))


def slow_down(live: Live, start: Start) -> httpx.Response:
    device = start(per_token=Rate(1, 1)).open()
    device.get("/digest")
    answer = device.get("/digest")
    assert answer.headers["retry-after"] == "60"
    return answer


def server_error(live: Live, start: Start) -> httpx.Response:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteMailbox, "check", lambda _: 1 / 0)
        return live.http.get("/healthz")


def busy(live: Live, start: Start) -> httpx.Response:
    live = start(busy_seconds=0.02)
    device = live.open()
    with closing(sqlite3.connect(live.settings.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = device.send(sealed(device.space))
    assert answer.headers["retry-after"] == "1"
    return answer


def quota(live: Live, start: Start) -> httpx.Response:
    return start(limits=Limits(drops=0)).http.put(f"/v1/drops/{'7d' * 16}/offer", content=b"x")


CASES = [
    bad_toml, bad_envelope, bad_id, bad_request, bad_token, not_member, needs_recovery,
    registration_closed,
    bad_secret, closed, no_space, not_found, bad_method, too_slow, token_conflict, slot_taken,
    too_large, unsupported_v, slow_down, server_error, busy, quota,
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_code_can_be_had(
    case: Callable[[Live, Start], httpx.Response], live: Live, start: Start
) -> None:
    code = case.__name__
    assert error_of(case(live, start)) == (wire.STATUS[code], code)


def test_no_code_is_left_out() -> None:
    assert {case.__name__ for case in CASES} == set(wire.STATUS) == set(TEXTS)


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Basic dDp0", "Bearer " + "x" * 257, "t"]
)
def test_what_is_no_bearer_token_is_refused(live: Live, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = live.http.get(f"/v1/spaces/{'5a' * 16}/digest", headers=headers)
    assert error_of(answer) == (401, "bad_token")


@pytest.mark.parametrize(
    "query",
    [
        "after=-1", "after=", "after=1.0", "after=1e3", "after=%D9%A1", "after=+1", "after=0x1",
        "after=99999999999999999999", "limit=0", "limit=201", "limit=all", "wait=31", "wait=-0",
    ],
)  # fmt: skip
def test_numbers_are_plain_and_in_their_range(device: Device, query: str) -> None:
    assert error_of(device.request("GET", f"/envelopes?{query}")) == (400, "bad_request")


@pytest.mark.parametrize("prefix", ["A", "a1", "é", "%", "a" * 53, "' OR 1=1"])
def test_a_prefix_is_the_beginning_of_an_id(device: Device, prefix: str) -> None:
    assert error_of(device.get("/ids", prefix=prefix)) == (400, "bad_request")


@pytest.mark.parametrize(
    "name", ["", "5a" * 15, "5A" * 16, "5a" * 17, "5a" * 16 + "%0A", "..", "%2e%2e", "%00" * 32]
)
def test_ids_of_another_form_are_refused(live: Live, name: str) -> None:
    headers = {"Authorization": f"Bearer {secrets.token_hex(32)}"}
    answer = live.http.get(f"/v1/spaces/{name}/digest", headers=headers)
    assert error_of(answer) in {(400, "bad_id"), (404, "not_found")}


def test_a_body_of_somebody_unknown_is_hardly_read(live: Live) -> None:
    answer = live.http.put(
        f"/v1/spaces/{'5a' * 16}",
        content=b"#" * 2000,
        headers={"Authorization": "Bearer made up"},
    )
    assert error_of(answer) == (413, "too_large")
