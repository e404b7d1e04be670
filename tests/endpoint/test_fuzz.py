"""Whatever is sent, the endpoint answers, in TOML, and never with a fault of its own."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sponsorterm import wire
from tests.endpoint.living import Device, Live, error_of, sealed

FIXED = [
    "/v1/info", "/healthz", "/join", "/v1/spaces/{space}", "/v1/spaces/{space}/devices",
    "/v1/spaces/{space}/devices/{device}", "/v1/spaces/{space}/envelopes",
    "/v1/spaces/{space}/envelopes/{envelope}", "/v1/spaces/{space}/ids",
    "/v1/spaces/{space}/digest", "/v1/drops/{rdv}/{slot}",
]  # fmt: skip
METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "MADEUP"]

visible = st.text(st.characters(codec="utf-8", exclude_characters="/?#"), max_size=60)
parts = st.one_of(
    visible,
    st.sampled_from(["ab" * 16, "5a" * 16, "a" * 52, "offer", "answer", "..", "%00", "%ff", "-1"]),
)
values = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(),
        st.text(max_size=20),
        st.datetimes().map(lambda at: at.isoformat() + "Z"),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
FIELDS = ["upload", "envelope", "purge", "v", "space", "commit", "box", "token_hash", "member"]


def spelled(value: Any) -> str:
    """TOML of anything, by hand, so that no writer's caution stands in the way."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)} = {spelled(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(spelled, value)) + "]"
    return quoted(value) if isinstance(value, str) else repr(value)


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(letter):08X}" for letter in text) + '"'


tables = st.dictionaries(st.sampled_from(FIELDS), values, max_size=4).map(
    lambda table: "\n".join(f"{key} = {spelled(value)}" for key, value in table.items()).encode()
)
DEEP = {"brackets": b"a = " + b"[" * 5000, "dots": b"a." * 5000 + b"a = 1", "tables": b"[a]" * 999}
bodies = st.one_of(st.binary(max_size=300), tables, st.sampled_from(sorted(DEEP)).map(DEEP.get))
queries = st.dictionaries(st.sampled_from(["after", "limit", "prefix", "x"]), visible)


@pytest.fixture(scope="module")
def insider(live: Live) -> Device:
    device = live.open()
    device.send(*(sealed(device.space) for _ in range(3)))
    return device


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_request_makes_it_fail(live: Live, insider: Device, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FIXED) | visible.map(lambda text: "/" + text))
    for name in ("space", "device", "envelope", "rdv", "slot"):
        if "{" + name + "}" in path:
            known = st.just(insider.space) if name == "space" else st.nothing()
            path = path.replace("{" + name + "}", data.draw(known | parts))
    token = data.draw(st.sampled_from([insider.token, live.code, "made up"]))
    answer = live.http.request(
        data.draw(st.sampled_from(METHODS)),
        live.url + quote(path, safe="/%"),
        params=data.draw(queries),
        content=data.draw(bodies),
        headers={
            "Authorization": f"Bearer {token}",
            "If-None-Match": data.draw(st.sampled_from(["", "*", '"', '"a", "b"'])),
            wire.PURGE_HEADER: "made up",
        },
    )
    assert answer.status_code < 500
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        error_of(answer)
