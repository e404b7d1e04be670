"""When the endpoint itself goes wrong: the answer is TOML, and the log says where, not what."""

from __future__ import annotations

import logging
import queue
import socket
from collections.abc import Callable

import pytest

from sponsorterm.endpoint.sqlite import SqliteMailbox
from tests.endpoint.living import Device, Live, error_of, sealed, until

CANARY = "canary that an error might quote"


def broken(*_: object) -> None:
    raise RuntimeError(CANARY)


def test_a_fault_is_logged_by_its_place_alone(
    live: Live,
    device: Device,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "sponsorterm.endpoint")
    monkeypatch.setattr(SqliteMailbox, "page", broken)
    answer = device.get("/envelopes")
    assert error_of(answer) == (500, "server_error")
    assert CANARY not in answer.text + caplog.text
    assert "RuntimeError in broken" in caplog.text
    assert live.http.get("/healthz").status_code == 204


def test_a_fault_in_one_write_leaves_the_others_and_the_writer(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("sponsorterm.endpoint.transactions.store", broken)
        assert error_of(device.send(sealed(device.space))) == (500, "server_error")
    assert device.send(sealed(device.space)).status_code == 200


def test_a_failed_sweep_is_logged_and_the_endpoint_serves(
    start: Callable[..., Live],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("sponsorterm.endpoint.transactions.sweep", broken)
    live = start()
    assert live.http.get("/healthz").status_code == 204
    assert "sweep failed: RuntimeError in broken" in caplog.text
    assert CANARY not in caplog.text


def test_more_writes_than_may_wait_are_told_so(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise queue.Full

    monkeypatch.setattr(queue.Queue, "put_nowait", full)
    answer = device.send(sealed(device.space))
    assert error_of(answer) == (503, "busy")
    assert answer.headers["retry-after"] == "1"


def test_a_client_that_hangs_up_half_way_is_no_fault(
    live: Live, device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "sponsorterm.endpoint")
    base = live.http.base_url
    with socket.create_connection((base.host, base.port or 80)) as connection:
        connection.sendall(
            f"POST /v1/spaces/{device.space}/envelopes HTTP/1.1\r\nHost: x\r\n"
            f"Authorization: Bearer {device.token}\r\nContent-Length: 10\r\n\r\nhalf".encode()
        )
    until(lambda: " gone" in caplog.text)
    assert "server_error" not in caplog.text
