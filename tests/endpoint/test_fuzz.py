"""Whatever is sent, the endpoint answers, in TOML, and never with a fault of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from sponsorterm import wire
from sponsorterm.endpoint.app import create_app
from sponsorterm.endpoint.settings import Settings
from tests.endpoint.living import Device, Live, error_of, sealed, upload_of

EXAMPLES = 200
LONGEST = 2.0
"""Seconds any answer may take; no request here asks to wait for news."""
ROUTES = [
    route
    for route in create_app(cast(Any, None), settings=Settings(database=Path())).routes
    if isinstance(route, Route)
]
OPERATIONS = sorted(
    (method, route.path) for route in ROUTES for method in route.methods or () if method != "HEAD"
)
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
rubbish = st.one_of(st.binary(max_size=300), tables, st.sampled_from(sorted(DEEP)).map(DEEP.get))
queries = st.dictionaries(
    st.sampled_from(["after", "limit", "prefix", "x"]),
    visible | st.sampled_from(["0", "1", "200", "a", "9" * 20]),
)
tags = st.sampled_from(["", "*", '"', '"a", "b"'])


@dataclass(frozen=True)
class Target:
    """A space with two members, another one with a stranger, and what is known of both."""

    live: Live
    http: httpx.Client
    ours: Device
    second: Device
    theirs: Device
    recovery: Device
    stranger: Device
    sent: wire.Envelope
    rdv: str

    @property
    def parts(self) -> dict[str, list[str]]:
        """What really stands in an address, by the name of the part."""
        return {
            "space": [self.ours.space] * 3 + [self.stranger.space],
            "device": [self.second.id, self.theirs.id, self.stranger.id],
            "envelope": [self.sent.id],
            "rdv": [self.rdv],
            "slot": ["offer", "answer"],
        }

    @property
    def tokens(self) -> list[str]:
        mine = [self.ours.token] * 4 + [self.recovery.token] * 2
        return [*mine, self.stranger.token, self.live.code, self.live.code, "made up"]

    @property
    def bodies(self) -> list[bytes]:
        """Bodies that some route takes."""
        new = secrets.token_hex(32)
        return [
            wire.write(wire.UploadBody([upload_of(sealed(self.ours.space)), upload_of(self.sent)])),
            wire.write(wire.UploadBody([upload_of(wire.Envelope(1, "0" * 32, "c0" * 16, "AAAA"))])),
            wire.write(wire.NewDevice(wire.token_hash(new), "a")),
            wire.write(wire.NewSpace(wire.token_hash(new))),
        ]


@pytest.fixture
def target(live: Live) -> Iterator[Target]:
    ours, stranger = live.open(), live.open()
    sent, rdv = sealed(ours.space), secrets.token_hex(16)
    ours.send(sent, *(sealed(ours.space) for _ in range(3)))
    live.http.put(f"/v1/drops/{rdv}/offer", content=b"a block")
    with httpx.Client(base_url=live.url, timeout=LONGEST) as http:
        theirs, recovery = ours.add("b"), ours.add("a", recovery=True)
        yield Target(live, http, ours, ours.add("a"), theirs, recovery, stranger, sent, rdv)


def mostly(data: st.DataObject) -> bool:
    """Three times in four: only what is nearly right comes far."""
    return data.draw(st.integers(0, 3)) > 0


def cut_or_changed(data: st.DataObject, body: bytes) -> bytes:
    at = data.draw(st.integers(0, len(body)))
    return body[:at] + data.draw(st.sampled_from([b"", b"\x00" + body[at + 1 :]]))


def ask(target: Target, method: str, path: str, data: st.DataObject) -> httpx.Response:
    """One request that is nearly right, in a way of its own."""
    for name, known in target.parts.items():
        if "{" + name + "}" in path:
            drawn = data.draw(st.sampled_from(known) if mostly(data) else parts)
            path = path.replace("{" + name + "}", quote(drawn, safe="%"))
    body = data.draw(st.sampled_from(target.bodies) if mostly(data) else rubbish)
    headers = {
        "Authorization": f"Bearer {data.draw(st.sampled_from(target.tokens))}",
        "If-None-Match": data.draw(tags),
        wire.PURGE_HEADER: data.draw(st.sampled_from(["a secret", "made up"])),
    }
    params = {} if mostly(data) else data.draw(queries)
    content = body if mostly(data) else cut_or_changed(data, body)
    return target.http.request(method, path, params=params, content=content, headers=headers)


def check(answer: httpx.Response) -> None:
    """It is no fault of the endpoint's, and a refusal has the form of all refusals."""
    assert answer.status_code < 500 or answer.status_code == wire.STATUS["quota"]
    assert answer.headers[wire.PROTOCOL_HEADER] == str(wire.PROTOCOL)
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        error_of(answer)


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=lambda part: part)
def test_no_request_makes_an_operation_fail(target: Target, method: str, path: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(data=st.data())
    def run(data: st.DataObject) -> None:
        check(ask(target, method, path, data))

    run()


def test_no_method_and_no_address_makes_it_fail(target: Target) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(data=st.data())
    def run(data: st.DataObject) -> None:
        made_up = visible.map(lambda text: "/" + quote(text, safe="/%"))
        path = data.draw(st.sampled_from([route.path for route in ROUTES]) | made_up)
        check(ask(target, data.draw(st.sampled_from(METHODS)), path, data))

    run()
