from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sponsorterm.sealing import Damaged
from sponsorterm.sealing.padding import pad, unpad
from sponsorterm.wire import MAX_PAYLOAD

SIZES = st.integers(0, MAX_PAYLOAD)


@given(st.binary(max_size=5000))
def test_unpad_gives_back_what_was_padded(payload: bytes) -> None:
    assert unpad(pad(payload)) == payload


@given(st.binary(max_size=100), st.integers(0, 4000))
def test_payloads_that_end_like_padding_come_back_whole(payload: bytes, zeros: int) -> None:
    payload += b"\x80" + bytes(zeros)
    assert unpad(pad(payload)) == payload


@settings(deadline=None)
@given(SIZES)
def test_at_most_an_eighth_is_added_and_never_less_than_2048_bytes(size: int) -> None:
    padded = len(pad(bytes(size)))
    assert padded == 2048 or size < padded <= (size + 1) * 1.12


def test_all_payloads_come_in_few_sizes() -> None:
    sizes = {len(pad(bytes(size))) for size in range(MAX_PAYLOAD + 1)}
    assert min(sizes) == 2048
    assert len(sizes) < 120


@given(st.binary(max_size=4096))
def test_only_what_pad_gives_is_unpadded(padded: bytes) -> None:
    try:
        payload = unpad(padded)
    except Damaged:
        return
    assert pad(payload) == padded


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"payload",
        bytes(2048),
        pad(b"payload")[:-1],
        pad(b"payload") + b"\0",
        pad(b"payload")[:-1] + b"\1",
        pad(b"payload").replace(b"\x80", b"\x81"),
        pad(bytes(3000)) + bytes(64),
    ],
    ids=["empty", "bare", "zeros", "short", "long", "hidden byte", "other mark", "next size"],
)
def test_other_padding_is_refused(padded: bytes) -> None:
    with pytest.raises(Damaged):
        unpad(padded)
