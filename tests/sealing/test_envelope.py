from __future__ import annotations

import base64
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sponsorterm import wire
from sponsorterm.sealing import (
    Damaged,
    Direction,
    SealingError,
    SpaceKeys,
    TooLarge,
    UnsupportedVersion,
    WrongKey,
    WrongSpace,
    direction_of,
    other,
    seal,
    unseal,
)
from sponsorterm.sealing.box import frame, seal_box
from sponsorterm.sealing.padding import pad
from sponsorterm.wire import MAX_ENVELOPE, MAX_PAYLOAD, Envelope

KEYS = SpaceKeys("0123456789abcdef" * 2, bytes(range(32)))
PAYLOAD = b'kind = "note"\n\n[body]\ntext = "I was afraid to call."\n'

payloads = st.binary(max_size=5000)
directions = st.sampled_from(["a", "b"])


def with_box(envelope: Envelope, raw: bytes) -> Envelope:
    return msgspec.structs.replace(envelope, box=base64.b64encode(raw).decode())


def refused(envelope: Envelope, error: type[SealingError] = Damaged) -> bool:
    """Whether opening raises exactly this error."""
    try:
        unseal(envelope, KEYS, "a")
    except SealingError as raised:
        return type(raised) is error
    return False


@settings(deadline=None)
@given(payloads, directions)
def test_unseal_gives_back_what_was_sealed(payload: bytes, direction: Direction) -> None:
    assert unseal(seal(payload, KEYS, direction), KEYS, direction) == payload


@settings(deadline=None)
@given(payloads, directions)
def test_the_same_payload_gives_the_same_envelope(payload: bytes, direction: Direction) -> None:
    again = SpaceKeys(KEYS.space, KEYS.root)
    assert seal(payload, KEYS, direction) == seal(payload, again, direction)


@settings(deadline=None)
@given(payloads, payloads)
def test_nonces_repeat_only_with_the_whole_content(one: bytes, two: bytes) -> None:
    nonces = [base64.b64decode(seal(each, KEYS, "a").box)[:24] for each in (one, two)]
    assert (nonces[0] == nonces[1]) == (one == two)


def test_an_envelope_shows_nothing_of_its_payload() -> None:
    short, long = (seal(payload, KEYS, "a") for payload in (PAYLOAD, PAYLOAD * 30))
    assert len(short.box) == len(long.box)
    assert b"afraid" not in base64.b64decode(short.box)


def test_an_envelope_survives_the_wire() -> None:
    envelope = seal(PAYLOAD, KEYS, "a")
    read = wire.read(wire.write(envelope), Envelope, limit=MAX_ENVELOPE)
    assert read == envelope
    assert read.id == envelope.id
    assert unseal(read, KEYS, "a") == PAYLOAD


def test_the_largest_payload_fits_the_largest_envelope() -> None:
    envelope = seal(b"x" * MAX_PAYLOAD, KEYS, "a")
    assert len(wire.write(envelope)) <= MAX_ENVELOPE
    assert unseal(envelope, KEYS, "a") == b"x" * MAX_PAYLOAD


def test_a_larger_payload_is_not_sealed() -> None:
    with pytest.raises(TooLarge, match="64 KiB"):
        seal(b"x" * (MAX_PAYLOAD + 1), KEYS, "a")


def test_a_larger_payload_is_not_opened_either() -> None:
    """The other side has the key and may break the rule."""
    commit = KEYS.commit("a")
    aad = frame(b"sponsorterm/1/envelope", b"1", KEYS.space.encode(), commit.encode())
    raw = seal_box(KEYS.box_keys("a"), aad, pad(b"x" * (MAX_PAYLOAD + 1)))
    assert refused(with_box(Envelope(1, KEYS.space, commit, ""), raw), TooLarge)


def test_every_flipped_bit_of_the_box_is_refused() -> None:
    envelope = seal(PAYLOAD, KEYS, "a")
    raw = base64.b64decode(envelope.box)
    opened = []
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        if not refused(with_box(envelope, bytes(changed))):
            opened.append(bit)
    assert len(raw) * 8 >= 2500
    assert opened == []


@pytest.mark.parametrize("size", [50, 2100, 2300], ids=["no =", "one =", "two ="])
def test_every_flipped_bit_of_the_boxs_text_is_refused(size: int) -> None:
    envelope = seal(b"x" * size, KEYS, "a")
    text = envelope.box
    places = range(len(text)) if size == 50 else range(len(text) - 8, len(text))
    opened = [
        (place, bit)
        for place in places
        for bit in range(8)
        if not refused(
            msgspec.structs.replace(
                envelope, box=text[:place] + chr(ord(text[place]) ^ 1 << bit) + text[place + 1 :]
            )
        )
    ]
    assert opened == []


def test_every_truncation_is_refused() -> None:
    envelope = seal(PAYLOAD, KEYS, "a")
    raw = base64.b64decode(envelope.box)
    assert all(refused(with_box(envelope, raw[:size])) for size in range(len(raw)))
    assert all(
        refused(msgspec.structs.replace(envelope, box=envelope.box[:size]))
        for size in range(len(envelope.box))
    )


@pytest.mark.parametrize("box", ["", "=", "AAAA", "A", "é", "\0", "\ud800", "AA-_" * 800, " "])
def test_a_box_that_is_none_is_refused(box: str) -> None:
    assert refused(msgspec.structs.replace(seal(PAYLOAD, KEYS, "a"), box=box))


@settings(deadline=None)
@given(st.binary(max_size=3000))
def test_random_bytes_are_refused(raw: bytes) -> None:
    assert refused(with_box(seal(PAYLOAD, KEYS, "a"), raw))


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"v": 0}, UnsupportedVersion),
        ({"v": 2}, UnsupportedVersion),
        ({"v": 2, "space": "f" * 32, "commit": "0" * 32}, UnsupportedVersion),
        ({"space": "f" * 32}, WrongSpace),
        ({"space": "f" * 32, "commit": "0" * 32}, WrongSpace),
        ({"commit": "0" * 32}, WrongKey),
        ({"commit": KEYS.commit("a").upper()}, WrongKey),
        ({"commit": KEYS.commit("b")}, WrongKey),
        ({"box": seal(PAYLOAD, KEYS, "b").box}, Damaged),
        ({"box": seal(PAYLOAD, SpaceKeys("f" * 32, KEYS.root), "a").box}, Damaged),
    ],
)
def test_a_changed_envelope_is_refused_with_the_reason(
    changed: dict[str, object], error: type[SealingError]
) -> None:
    assert refused(msgspec.structs.replace(seal(PAYLOAD, KEYS, "a"), **changed), error)


def test_the_header_is_sealed_with_the_box() -> None:
    """A box made under another header does not open, though space, key and commit fit."""
    commit = KEYS.commit("a")
    for fields in ((b"2", KEYS.space, commit), (b"1", "f" * 32, commit), (b"1", KEYS.space, "")):
        v, space, sealed_commit = fields
        aad = frame(b"sponsorterm/1/envelope", v, space.encode(), sealed_commit.encode())
        raw = seal_box(KEYS.box_keys("a"), aad, pad(PAYLOAD))
        assert refused(with_box(Envelope(1, KEYS.space, commit, ""), raw))


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        (replace(KEYS, root=bytes(32)), WrongKey),
        (replace(KEYS, root=bytes([KEYS.root[0] ^ 1]) + KEYS.root[1:]), WrongKey),
        (replace(KEYS, space="f" * 32), WrongSpace),
    ],
)
def test_other_keys_open_nothing(keys: SpaceKeys, error: type[SealingError]) -> None:
    with pytest.raises(error):
        unseal(seal(PAYLOAD, KEYS, "a"), keys, "a")


@given(directions)
def test_what_one_sealed_never_passes_as_the_others(direction: Direction) -> None:
    with pytest.raises(WrongKey):
        unseal(seal(PAYLOAD, KEYS, direction), KEYS, other(direction))


@given(directions)
def test_direction_of_tells_whose_words_an_envelope_holds(direction: Direction) -> None:
    assert direction_of(seal(PAYLOAD, KEYS, direction), KEYS) == direction


def test_direction_of_an_envelope_of_another_space_or_key_is_unknown() -> None:
    envelope = seal(PAYLOAD, KEYS, "a")
    assert direction_of(envelope, replace(KEYS, space="f" * 32)) is None
    assert direction_of(envelope, replace(KEYS, root=bytes(32))) is None
    elsewhere = msgspec.structs.replace(envelope, space="f" * 32)
    assert direction_of(elsewhere, KEYS) is None


def test_no_error_repeats_a_key_or_a_text() -> None:
    envelope = seal(PAYLOAD, KEYS, "a")
    for changed in ({"v": 2}, {"space": "f" * 32}, {"commit": "0" * 32}, {"box": "AAAA"}):
        with pytest.raises(SealingError) as caught:
            unseal(msgspec.structs.replace(envelope, **changed), KEYS, "a")
        text = f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__suppress_context__}"
        for secret in (KEYS.root.hex(), repr(KEYS.root), "afraid", KEYS.space, envelope.box[:40]):
            assert secret not in text
