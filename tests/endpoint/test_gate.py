from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from sponsorterm.endpoint.gate import address_of
from sponsorterm.endpoint.rate import RateLimit
from sponsorterm.endpoint.settings import Rate
from tests.endpoint.living import Clock


def asked_from(host: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return Request({"type": "http", "client": (host, 1), "headers": headers})


@pytest.mark.parametrize(
    ("host", "forwarded", "behind_proxy", "address"),
    [
        ("192.0.2.1", [], False, "192.0.2.1"),
        ("192.0.2.1", ["192.0.2.9"], False, "192.0.2.1"),
        ("192.0.2.1", ["192.0.2.9"], True, "192.0.2.9"),
        ("192.0.2.1", ["made up, 192.0.2.8,192.0.2.9 "], True, "192.0.2.9"),
        ("192.0.2.1", ["192.0.2.8", "192.0.2.9"], True, "192.0.2.9"),
        ("192.0.2.1", [], True, "192.0.2.1"),
        ("192.0.2.1", ["made up"], True, ""),
        ("2001:db8:1:2:3::4", [], False, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:9::9", [], False, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", [], False, "192.0.2.1"),
    ],
)
def test_whose_address_counts(
    host: str, forwarded: list[str], behind_proxy: bool, address: str
) -> None:
    assert address_of(asked_from(host, *forwarded), behind_proxy=behind_proxy) == address


@given(
    burst=st.integers(1, 20),
    per_minute=st.integers(1, 600),
    steps=st.lists(st.floats(0, 30), max_size=60),
)
def test_never_more_than_the_burst_and_the_pace(
    burst: int, per_minute: int, steps: list[float]
) -> None:
    clock = Clock()
    limit = RateLimit(Rate(per_minute, burst), clock)
    began, taken = clock.time, 0
    for step in steps:
        clock.time += step
        taken += limit.wait("x") == 0.0
        assert taken <= burst + (clock.time - began) * per_minute / 60 + 1e-3


def test_after_the_wait_it_told_there_is_one_to_take() -> None:
    clock = Clock()
    limit = RateLimit(Rate(per_minute=7, burst=2), clock)
    assert [limit.wait("x"), limit.wait("x")] == [0.0, 0.0]
    clock.time += limit.wait("x") + 1e-6
    assert limit.wait("x") == 0.0
    assert limit.wait("x") > 0.0


def test_full_buckets_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RateLimit, "FORGET_ABOVE", 100)
    clock = Clock()
    limit = RateLimit(Rate(per_minute=60, burst=1), clock)
    for n in range(100_000 // 100):
        limit.wait(str(n))
        clock.time += 1
    limit.wait("last")
    assert limit.wait("last") > 0
    assert len(limit._full_at) <= 101
