"""The endpoint as a target: what a stranger learns, and how long one may hold it up."""

from __future__ import annotations

import contextlib
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest

from sponsorterm import wire
from sponsorterm.endpoint import transactions
from sponsorterm.endpoint.settings import Limits, Rate
from tests.endpoint.living import DEADLINE, Clock, Device, Live, error_of, sealed

SOON = 0.05
"""Seconds of a deadline that is to pass."""
ENOUGH = 0.25
"""Seconds of a deadline before which a request is to be sent."""


# ── What a stranger learns ───────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Asked:
    """One request into a space, as a stranger may make it up."""

    method: str
    path: str
    content: bytes = b""

    def of(self, device: Device) -> httpx.Response:
        headers = {wire.PURGE_HEADER: "made up"}
        return device.request(self.method, self.path, content=self.content, headers=headers)


NEW = wire.write(wire.NewDevice("0" * 64, "a"))
REQUESTS = [
    Asked("GET", "/envelopes"),
    Asked("GET", "/envelopes?after=1&limit=2"),
    Asked("POST", "/envelopes", b"upload = []"),
    Asked("GET", f"/envelopes/{'a' * 52}"),
    Asked("DELETE", f"/envelopes/{'a' * 52}"),
    Asked("GET", "/ids"),
    Asked("GET", "/digest"),
    Asked("POST", "/devices", NEW),
    Asked("DELETE", f"/devices/{'5a' * 16}"),
    Asked("POST", "/close"),
]


def seen(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """All of an answer but the time it was given at."""
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, answer.content, headers


@pytest.mark.parametrize("asked", REQUESTS, ids=lambda asked: f"{asked.method} {asked.path}")
@pytest.mark.parametrize("known", [True, False], ids=["a token of another space", "no token"])
def test_a_space_that_is_there_looks_like_one_that_is_not(
    live: Live, device: Device, asked: Asked, known: bool
) -> None:
    device.send(sealed(device.space))
    token = live.open().token if known else secrets.token_hex(32)
    there, nowhere = (
        asked.of(Device(live.http, space, token, ""))
        for space in (device.space, secrets.token_hex(16))
    )
    assert seen(there) == seen(nowhere)
    assert error_of(there) == ((404, "no_space") if known else (401, "bad_token"))


def test_opening_without_a_code_tells_nothing_about_a_space(live: Live, device: Device) -> None:
    token = secrets.token_hex(32)
    answers = [
        live.put_space(space, token, code="made up")
        for space in (device.space, secrets.token_hex(16))
    ]
    assert seen(answers[0]) == seen(answers[1])
    assert error_of(answers[0]) == (403, "registration_closed")


def test_what_lies_in_another_space_is_not_there(live: Live, device: Device) -> None:
    other = live.open()
    foreign = sealed(other.space)
    other.send(foreign, secret="theirs")
    recovery = device.add("a", recovery=True)
    for asked in (
        lambda name, _: device.get(f"/envelopes/{name}"),
        lambda name, _: device.purge(name, "theirs"),
        lambda _, id: recovery.request("DELETE", f"/devices/{id}"),
    ):
        answers = asked(foreign.id, other.id), asked("a" * 52, "5a" * 16)
        assert seen(answers[0]) == seen(answers[1])
    assert other.page().envelope == [foreign]


def test_a_drop_that_is_over_looks_like_one_that_never_was(
    start: Callable[..., Live], clock: Clock
) -> None:
    live = start()
    over, never = (f"/v1/drops/{secrets.token_hex(16)}/offer" for _ in range(2))
    live.http.put(over, content=b"a block")
    clock.time += wire.DROP_LIFE
    assert seen(live.http.get(over)) == seen(live.http.get(never))
    assert seen(live.http.delete(over)) == seen(live.http.delete(never))


@pytest.mark.parametrize("code", ["", "a", "sponsorterm", "0" * 64, "x" * 257])
def test_nobody_opens_a_space_without_being_asked_to(start: Callable[..., Live], code: str) -> None:
    live = start()
    answer = live.http.put(
        f"/v1/spaces/{'5a' * 16}",
        content=wire.write(wire.NewSpace("0" * 64)),
        headers={"Authorization": f"Bearer {code}"} if code else {},
    )
    assert error_of(answer) == (403, "registration_closed")


def test_secrets_are_compared_in_constant_time(
    live: Live, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[object, object]] = []
    equal = transactions.hmac.compare_digest

    def note(a: str, b: str) -> bool:
        compared.append((a, b))
        return equal(a, b)

    monkeypatch.setattr(transactions.hmac, "compare_digest", note)
    sent = sealed(device.space)
    device.send(sent, secret="mine")
    assert error_of(device.purge(sent.id, "made up")) == (403, "bad_secret")
    assert compared == [(wire.purge_hash("mine"), wire.purge_hash("made up"))]


def test_no_token_code_or_secret_lies_in_the_database(start: Callable[..., Live]) -> None:
    live = start()
    device = live.open()
    device.send(sealed(device.space), secret="a purge secret")
    files = list(live.settings.database.parent.iterdir())
    assert live.settings.database in files
    for secret in (device.token, live.code, "a purge secret"):
        assert not any(secret.encode() in file.read_bytes() for file in files)


# ── Rates and quotas ─────────────────────────────────────────────────────────────────


def test_guesses_are_slowed_and_who_has_a_token_is_not(
    start: Callable[..., Live], clock: Clock
) -> None:
    live = start(per_address=Rate(per_minute=60, burst=4))
    device, other = live.open(), live.open()
    guesses = [Device(live.http, device.space, secrets.token_hex(32), "") for _ in range(3)]
    foreign = Device(live.http, device.space, other.token, "")
    assert [each.get("/digest").status_code for each in guesses] == [401, 401, 429]
    assert error_of(foreign.get("/digest")) == (429, "slow_down")
    assert device.get("/digest").status_code == 200
    clock.time += 1
    assert [foreign.get("/digest").status_code for _ in range(2)] == [404, 429]


def test_a_space_takes_so_many_bytes_and_a_purge_makes_room(start: Callable[..., Live]) -> None:
    device = start(limits=Limits(space_bytes=2_000)).open()
    first = sealed(device.space, 1_200)
    assert device.send(first).status_code == 200
    assert error_of(device.send(sealed(device.space, 1_200))) == (507, "quota")
    assert device.page().envelope == [first]
    device.purge(first.id, "a secret")
    assert device.send(sealed(device.space, 1_200)).status_code == 200


def test_no_more_drops_than_fit(start: Callable[..., Live], clock: Clock) -> None:
    live = start(limits=Limits(drops=2))

    def leave() -> httpx.Response:
        return live.http.put(f"/v1/drops/{secrets.token_hex(16)}/offer", content=b"x")

    assert [leave().status_code for _ in range(2)] == [201, 201]
    assert error_of(leave()) == (507, "quota")


# ── Clients that are slow, or never end ──────────────────────────────────────────────


@pytest.fixture
def hasty(start: Callable[..., Live]) -> Live:
    return start(head_seconds=SOON)


@contextlib.contextmanager
def connected(live: Live) -> Iterator[socket.socket]:
    address = (live.http.base_url.host, live.http.base_url.port or 80)
    with socket.create_connection(address, DEADLINE) as connection:
        yield connection


def rest_of(connection: socket.socket) -> bytes:
    """All that comes until the other side ends it; times out if it never does."""
    came = bytearray()
    with contextlib.suppress(ConnectionError):
        while data := connection.recv(65536):
            came += data
    return bytes(came)


def never_ending(connection: socket.socket, piece: bytes) -> bytes:
    """Send a piece again and again until the other side has had enough; what it said."""
    came = bytearray()
    connection.settimeout(SOON / 10)
    for _ in range(int(DEADLINE / SOON * 10)):
        try:
            connection.sendall(piece)
            if not (data := connection.recv(65536)):
                return bytes(came)
            came += data
        except TimeoutError:
            continue
        except ConnectionError:
            return bytes(came)
    raise AssertionError("it was never cut")


HEADS = {
    "nothing at all": b"",
    "half a line": b"GET /v1/in",
    "a head without its end": b"GET /v1/info HTTP/1.1\r\nHost: x\r\nX-A: b\r\n",
}
LEAVE = b"PUT /v1/drops/" + b"7d" * 16 + b"/offer HTTP/1.1\r\nHost: x\r\n"
WHOLE = b"GET /v1/info HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_head_that_does_not_come_is_not_waited_for(hasty: Live, head: bytes) -> None:
    with connected(hasty) as connection:
        connection.sendall(head)
        assert rest_of(connection) == b""


def test_a_head_that_trickles_is_cut(hasty: Live) -> None:
    with connected(hasty) as connection:
        connection.sendall(HEADS["a head without its end"])
        assert never_ending(connection, b"X-C: d\r\n") == b""


def test_a_second_head_has_to_come_in_time_too(start: Callable[..., Live]) -> None:
    with connected(start(head_seconds=ENOUGH)) as connection:
        connection.sendall(WHOLE)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(HEADS["half a line"])
        assert b"HTTP/1.1" not in rest_of(connection), "the end of the first answer at most"


@pytest.mark.parametrize(
    ("framing", "piece"),
    [(b"Content-Length: 4000", b"x"), (b"Transfer-Encoding: chunked", b"1\r\nx\r\n")],
    ids=["with a length", "in chunks"],
)
def test_a_body_that_trickles_is_cut(
    start: Callable[..., Live], framing: bytes, piece: bytes
) -> None:
    with connected(start(body_seconds=SOON)) as connection:
        connection.sendall(LEAVE + framing + b"\r\n\r\n")
        assert b"too_slow" in never_ending(connection, piece)


@pytest.mark.parametrize(
    ("framing", "piece"),
    [
        (b"Content-Length: 10000000000", b"x" * 65536),
        (b"Transfer-Encoding: chunked", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    ],
    ids=["with a length", "in chunks"],
)
@pytest.mark.parametrize("target", ["a drop", "envelopes", "nowhere", "with no token"])
def test_a_body_without_end_is_cut(
    start: Callable[..., Live], framing: bytes, piece: bytes, target: str
) -> None:
    live = start(head_seconds=ENOUGH)
    device = live.open()
    post = f"POST /v1/spaces/{device.space}/envelopes HTTP/1.1\r\nHost: x\r\n".encode()
    head, code = {
        "a drop": (LEAVE, b"too_large"),
        "envelopes": (
            post + b"Authorization: Bearer " + device.token.encode() + b"\r\n",
            b"too_large",
        ),
        "nowhere": (b"POST /nowhere HTTP/1.1\r\nHost: x\r\n", b"not_found"),
        "with no token": (post, b"bad_token"),
    }[target]
    with connected(live) as connection:
        connection.sendall(head + framing + b"\r\n\r\n")
        assert code in never_ending(connection, piece)
    assert live.http.get("/healthz").status_code == 204


def test_an_answer_may_take_longer_than_a_head(start: Callable[..., Live]) -> None:
    device = start(head_seconds=ENOUGH).open()
    assert device.get("/envelopes", wait=1).status_code == 200


def test_a_head_without_end_takes_no_room(hasty: Live) -> None:
    with connected(hasty) as connection, contextlib.suppress(ConnectionError):
        for _ in range(100):
            connection.sendall(b"GET /" + b"x" * 65536)
        pytest.fail("it took a head of six megabytes")
