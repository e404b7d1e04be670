"""The endpoint as a process: how it starts, ends, is killed, and what it writes to its log."""

from __future__ import annotations

import contextlib
import re
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sponsorterm import wire
from sponsorterm.endpoint.admin import create_code
from sponsorterm.endpoint.refusals import EndpointError
from sponsorterm.endpoint.run import Endpoint, listen
from sponsorterm.endpoint.settings import Settings
from tests.endpoint.living import DEADLINE, Device, sealed

SERVE = """
import pathlib, sys
from sponsorterm.endpoint.run import serve
from sponsorterm.endpoint.settings import Settings
serve(Settings(database=pathlib.Path(sys.argv[1]), port=0))
print("ended in good order")
"""
KILLS = 6


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "endpoint" / "mailbox.db"


class Served:
    """An endpoint in a process of its own."""

    def __init__(self, database: Path, log: Path) -> None:
        with log.open("ab") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE, str(database)],
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )
        assert self.process.stdout
        self.said = self.process.stdout.readline()
        self.http = httpx.Client(base_url=self.said.split()[-1], timeout=DEADLINE)

    def end(self, how: signal.Signals) -> tuple[int, str]:
        """Exit status, and what was written on stdout after the first line."""
        self.process.send_signal(how)
        rest, _ = self.process.communicate(timeout=DEADLINE)
        return self.process.returncode, rest

    def open(self, database: Path) -> Device:
        space, token = secrets.token_hex(16), secrets.token_hex(32)
        self.code = code = create_code(database, label="a test")
        answer = self.http.put(
            f"/v1/spaces/{space}",
            content=wire.write(wire.NewSpace(wire.token_hash(token))),
            headers={"Authorization": f"Bearer {code}"},
        )
        assert answer.status_code == 201
        device = wire.read(answer.content, wire.DeviceAnswer).device
        return Device(self.http, space, token, device)


@contextlib.contextmanager
def served(database: Path, log: Path) -> Iterator[Served]:
    one = Served(database, log)
    try:
        yield one
    finally:
        one.http.close()
        if one.process.poll() is None:
            one.end(signal.SIGKILL)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_listens_and_ends_in_good_order(
    database: Path, tmp_path: Path, how: signal.Signals
) -> None:
    log = tmp_path / "log"
    with served(database, log) as one:
        assert re.fullmatch(r"listening on http://127\.0\.0\.1:[1-9]\d*\n", one.said)
        device = one.open(database)
        device.send(sealed(device.space))
        assert one.end(how) == (0, "ended in good order\n")
    assert "Traceback" not in log.read_text()
    assert [file.name for file in database.parent.iterdir()] == [database.name]


def test_what_was_answered_outlives_a_kill(database: Path, tmp_path: Path) -> None:
    log, sent = tmp_path / "log", []
    with served(database, log) as one:
        device = one.open(database)
        one.end(signal.SIGTERM)
    for _ in range(KILLS):
        with served(database, log) as one:
            device.http = one.http
            for _ in range(3):
                sent.append(sealed(device.space))
                assert device.send(sent[-1]).status_code == 200
            one.end(signal.SIGKILL)
    with served(database, log) as one:
        device.http = one.http
        assert device.page().envelope == sent


def test_a_port_in_use_is_one_clear_error(database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EndpointError, match=f"port {port}.*in use") as refused:
            Endpoint(Settings(database=database, port=port))
    assert "another port" in refused.value.hint
    assert not database.exists()


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("no such host.", 0)])
def test_an_address_that_cannot_be_had(database: Path, host: str, port: int) -> None:
    with pytest.raises(EndpointError, match="cannot listen on"):
        listen(Settings(database=database, host=host, port=port, behind_proxy=True))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_no_open_address_without_a_proxy(database: Path, host: str) -> None:
    with pytest.raises(EndpointError, match="no TLS") as refused:
        listen(Settings(database=database, host=host, port=0))
    assert "--behind-proxy" in refused.value.hint


def test_an_open_address_behind_a_proxy(database: Path) -> None:
    listen(Settings(database=database, host="0.0.0.0", port=0, behind_proxy=True)).close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2", "::1"])
def test_every_loopback_address_is_fine(database: Path, host: str) -> None:
    listen(Settings(database=database, host=host, port=0)).close()


def test_answers_are_not_held_back(database: Path) -> None:
    """Nagle's delay costs 40 ms an answer; asyncio turns it off where the protocol is named."""
    with contextlib.closing(listen(Settings(database=database, port=0))) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_an_unusable_database_leaves_the_port_free(tmp_path: Path) -> None:
    settings = Settings(database=tmp_path, port=0)
    with pytest.raises(EndpointError, match="cannot open the database"):
        Endpoint(settings)


def test_the_log_tells_routes_and_short_ids_and_nothing_else(
    database: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    canary = "canary" + secrets.token_hex(20)
    rdv = secrets.token_hex(16)
    with served(database, log) as one:
        device = one.open(database)
        sent = sealed(device.space)
        device.send(sent, secret=canary)
        device.get("/envelopes", after=0, canary=canary)
        device.get("/envelopes", etag=device.get("/envelopes").headers["etag"])
        device.get("/ids", prefix=canary)
        device.request("POST", "/envelopes", content=f"{canary} = 1")
        device.request("POST", "/devices", content=f"token_hash = '{canary}'")
        device.purge(sent.id, canary)
        Device(one.http, device.space, canary, "").get("/digest")
        one.http.put(f"/v1/drops/{rdv}/offer", content=canary)
        one.http.get(f"/v1/drops/{rdv}/{canary}")
        one.http.request(canary, "/v1/info")
        one.http.get(f"/{canary}", headers={"X-Canary": canary, "User-Agent": canary})
        with socket.create_connection(
            (one.http.base_url.host, one.http.base_url.port or 80), DEADLINE
        ) as raw:
            raw.sendall(f"{canary} is no HTTP\r\n\r\n".encode())
            assert b"400" in raw.recv(4096)
        _, rest = one.end(signal.SIGTERM)
    text = log.read_text() + one.said + rest
    ids_told_in_part = (device.space[8:], device.id[8:])
    secret_ones = (canary, one.code, device.token, wire.token_hash(device.token))
    sealed_ones = (sent.id[:8], sent.box[:12], sent.box[-12:], sent.commit, rdv[:8], rdv[8:])
    for secret in (*ids_told_in_part, *secret_ones, *sealed_ones):
        assert secret not in text
    ids = f"space={device.space[:8]} device={device.id[:8]}"
    assert log.read_text().splitlines() == [
        "PUT /v1/spaces/{space} 201",
        f"POST /v1/spaces/{{space}}/envelopes {ids} 200",
        f"GET /v1/spaces/{{space}}/envelopes {ids} 200",
        f"GET /v1/spaces/{{space}}/envelopes {ids} 200",
        f"GET /v1/spaces/{{space}}/ids {ids} 400",
        f"POST /v1/spaces/{{space}}/envelopes {ids} 400",
        f"POST /v1/spaces/{{space}}/devices {ids} 400",
        f"DELETE /v1/spaces/{{space}}/envelopes/{{envelope}} {ids} 204",
        "GET /v1/spaces/{space}/digest 401",
        "PUT /v1/drops/{rdv}/{slot} 201",
        "GET /v1/drops/{rdv}/{slot} 400",
        "other method /v1/info 405",
        "no route 404",
        "Invalid HTTP request received.",
    ]
