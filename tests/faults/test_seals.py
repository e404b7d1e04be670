"""Whatever is wrong with a seal, it is refused, and with the right word for it."""

from __future__ import annotations

import base64
from dataclasses import replace

import msgspec
import pytest

from sponsorterm.sealing import (
    Damaged,
    SealingError,
    TooLarge,
    UnsupportedVersion,
    WrongKey,
    WrongSpace,
    seal,
    unseal,
)
from sponsorterm.sealing.box import frame, seal_box
from sponsorterm.sealing.keys import SpaceKeys
from sponsorterm.sealing.padding import pad
from sponsorterm.wire import MAX_PAYLOAD, Envelope
from tests.faults.world import CANARY, KEYS
from tests.store import pen

PAYLOAD = pen.note(CANARY)
GOOD = seal(PAYLOAD, KEYS, "a")
RAW = base64.b64decode(GOOD.box)
OTHER_SPACE = SpaceKeys("ef" * 16, KEYS.root)
OTHER_KEY = replace(KEYS, root=bytes(32))
LABEL = b"sponsorterm/1/envelope"


def changed(**fields: object) -> Envelope:
    return msgspec.structs.replace(GOOD, **fields)


def boxed(
    padded: bytes,
    *,
    label: bytes = LABEL,
    v: bytes = b"1",
    space: str = KEYS.space,
    commit: str = GOOD.commit,
) -> Envelope:
    """A box made with the right key, and something about it that `seal` would not do."""
    aad = frame(label, v, space.encode(), commit.encode())
    return raw(seal_box(KEYS.box_keys("a"), aad, padded))


def raw(box: bytes) -> Envelope:
    return changed(box=base64.b64encode(box).decode())


WRONG: dict[str, tuple[Envelope, type[SealingError]]] = {
    "another key": (seal(PAYLOAD, OTHER_KEY, "a"), WrongKey),
    "another key, relabelled": (changed(box=seal(PAYLOAD, OTHER_KEY, "a").box), Damaged),
    "another space": (seal(PAYLOAD, OTHER_SPACE, "a"), WrongSpace),
    "another space, relabelled": (changed(box=seal(PAYLOAD, OTHER_SPACE, "a").box), Damaged),
    "the other direction": (seal(PAYLOAD, KEYS, "b"), WrongKey),
    "the other direction, relabelled": (changed(box=seal(PAYLOAD, KEYS, "b").box), Damaged),
    "a newer version": (changed(v=2), UnsupportedVersion),
    "no version": (changed(v=0), UnsupportedVersion),
    "a commit of nobody": (changed(commit="0" * 32), WrongKey),
    "a commit in capitals": (changed(commit=GOOD.commit.upper()), WrongKey),
    "sealed under another version": (boxed(pad(PAYLOAD), v=b"2"), Damaged),
    "sealed under another space": (boxed(pad(PAYLOAD), space="ef" * 16), Damaged),
    "sealed under another commit": (boxed(pad(PAYLOAD), commit="0" * 32), Damaged),
    "sealed for another use": (boxed(pad(PAYLOAD), label=b"sponsorterm/1/offer"), Damaged),
    "no padding": (boxed(PAYLOAD), Damaged),
    "no mark before the zeros": (boxed(PAYLOAD.ljust(2048, b"\0")), Damaged),
    "padding of other bytes": (boxed((PAYLOAD + b"\x80").ljust(2048, b"\1")), Damaged),
    "a byte of padding less": (boxed(pad(PAYLOAD)[:-1]), Damaged),
    "a byte of padding more": (boxed(pad(PAYLOAD) + b"\0"), Damaged),
    "a size between two sizes": (boxed((bytes(2100) + b"\x80").ljust(2200, b"\0")), Damaged),
    "only padding": (boxed(bytes(2048)), Damaged),
    "nothing": (boxed(b""), Damaged),
    "a payload over the limit": (boxed(pad(b"x" * (MAX_PAYLOAD + 1))), TooLarge),
    "another nonce": (raw(bytes(24) + RAW[24:]), Damaged),
    "a byte cut off": (raw(RAW[:-1]), Damaged),
    "a byte put on": (raw(RAW + b"\0"), Damaged),
    "no box": (raw(b""), Damaged),
    "a nonce alone": (raw(RAW[:24]), Damaged),
    "the box twice": (raw(RAW + RAW), Damaged),
    "a second spelling": (changed(box=GOOD.box + "===="), Damaged),
    "no base64": (changed(box="*" * 100), Damaged),
}


@pytest.mark.parametrize("what", WRONG)
def test_it_is_refused_by_its_name(what: str) -> None:
    envelope, error = WRONG[what]
    with pytest.raises(SealingError) as caught:
        unseal(envelope, KEYS, "a")
    assert type(caught.value) is error
    told = f"{caught.value!r}{caught.value}"
    for secret in (CANARY, KEYS.root.hex(), KEYS.space, envelope.box[:40] or CANARY):
        assert secret not in told


def test_what_is_right_is_let_in() -> None:
    assert unseal(GOOD, KEYS, "a") == PAYLOAD
    assert unseal(boxed(pad(PAYLOAD)), KEYS, "a") == PAYLOAD
