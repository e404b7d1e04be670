"""Long-polls: they end with news, with time, with the client, and with the endpoint."""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse

import pytest

from sponsorterm import wire
from tests.endpoint.living import DEADLINE, Device, Live, error_of, sealed, until


class Waiter:
    """A connection on which one long-poll has begun."""

    def __init__(self, live: Live, device: Device, query: str, etag: str = "") -> None:
        base = live.http.base_url
        self._connection = HTTPConnection(base.host, base.port, timeout=DEADLINE)
        self._connection.request("GET", "/healthz")
        self._connection.getresponse().read()
        self._connection.request(
            "GET",
            f"/v1/spaces/{device.space}/envelopes?{query}",
            headers={"Authorization": f"Bearer {device.token}", "If-None-Match": etag},
        )
        # What another connection asks now is answered after this one has been taken up.
        live.http.get("/healthz")

    def answer(self) -> tuple[HTTPResponse, bytes]:
        response = self._connection.getresponse()
        return response, response.read()

    def page(self) -> wire.Page:
        return wire.read(self.answer()[1], wire.Page)

    def leave(self) -> None:
        self._connection.close()


def test_a_wait_is_over_when_something_comes(live: Live, device: Device) -> None:
    waiter = Waiter(live, device, "wait=30")
    sent = sealed(device.space)
    device.send(sent)
    page = waiter.page()
    assert page.envelope == [sent]
    waiter.leave()


def test_what_the_other_person_sends_wakes_all_who_wait(live: Live, device: Device) -> None:
    theirs = device.add("b")
    etag = device.get("/envelopes").headers["etag"]
    waiters = [Waiter(live, device, "wait=30", etag), Waiter(live, theirs, "wait=30")]
    sent = sealed(device.space)
    theirs.send(sent)
    for waiter in waiters:
        assert waiter.page().envelope == [sent]
        waiter.leave()


@pytest.mark.parametrize(("query", "head"), [("wait=30&after=0", 1), ("wait=30&after=9", 1)])
def test_nobody_waits_for_what_is_there(live: Live, device: Device, query: str, head: int) -> None:
    """Nor when the cursor is from before the endpoint lost something: that is news too."""
    device.send(sealed(device.space))
    waiter = Waiter(live, device, query)
    assert waiter.page().head == head
    waiter.leave()


def test_time_runs_out_with_nothing_new(live: Live, device: Device) -> None:
    etag = device.get("/envelopes").headers["etag"]
    plain, tagged = Waiter(live, device, "wait=1"), Waiter(live, device, "wait=1", etag)
    assert plain.page().envelope == []
    response, body = tagged.answer()
    assert (response.status, body) == (304, b"")
    plain.leave()
    tagged.leave()


def test_a_device_that_is_revoked_while_it_waits_learns_nothing(live: Live, device: Device) -> None:
    lost, back = device.add("a"), device.add("a", recovery=True)
    waiter = Waiter(live, lost, "wait=30")
    back.request("DELETE", f"/devices/{lost.id}")
    device.send(sealed(device.space))
    assert waiter.answer()[0].status == 401
    waiter.leave()


def test_two_waits_and_no_more_until_one_has_left(live: Live, device: Device) -> None:
    waiters = [Waiter(live, device, "wait=30") for _ in range(2)]
    third = device.get("/envelopes", wait=1)
    assert error_of(third) == (429, "slow_down")
    assert third.headers["retry-after"] == "1"
    assert device.get("/envelopes").status_code == 200
    waiters[0].leave()
    # Its place is free long before its thirty seconds are over.
    until(lambda: device.get("/envelopes", wait=1).status_code == 200)
    waiters[1].leave()


def test_the_end_of_the_endpoint_ends_all_waits(start: Callable[..., Live]) -> None:
    live = start()
    device = live.open()
    etag = device.get("/envelopes").headers["etag"]
    plain, tagged = Waiter(live, device, "wait=30"), Waiter(live, device, "wait=30", etag)
    live.stop()
    assert plain.page().envelope == []
    assert tagged.answer()[0].status == 304
    plain.leave()
    tagged.leave()
