"""The envelope: a payload, padded and sealed for one direction of one space.

Sealing is deterministic: the same payload gives the same envelope with the same id on every
device, and `unseal` accepts nothing but what `seal` gives. The space's key is shared by two,
so an envelope proves its author to these two and to nobody else.
"""

from __future__ import annotations

import base64

from sponsorterm.sealing.box import frame, open_box, seal_box
from sponsorterm.sealing.errors import (
    Damaged,
    TooLarge,
    UnsupportedVersion,
    WrongKey,
    WrongSpace,
)
from sponsorterm.sealing.keys import Direction, SpaceKeys
from sponsorterm.sealing.padding import pad, unpad
from sponsorterm.strings import sealing as words
from sponsorterm.wire import MAX_PAYLOAD, Envelope

VERSION = 1


def seal(payload: bytes, keys: SpaceKeys, direction: Direction) -> Envelope:
    """Seal a payload.

    Raises:
        TooLarge: the payload is over `wire.MAX_PAYLOAD`.
    """
    _check_size(payload)
    commit = keys.commit(direction)
    aad = _aad(VERSION, keys.space, commit)
    box = seal_box(keys.box_keys(direction), aad, pad(payload))
    return Envelope(VERSION, keys.space, commit, _text(box))


def unseal(envelope: Envelope, keys: SpaceKeys, direction: Direction) -> bytes:
    """The payload of an envelope sealed with these keys in this direction.

    Raises:
        UnsupportedVersion: a newer program sealed it.
        WrongSpace: it belongs to another space.
        WrongKey: its `commit` is not that of these keys in this direction.
        Damaged: it is not, to the last bit, what `seal` gives.
        TooLarge: the payload is over `wire.MAX_PAYLOAD`.
    """
    if envelope.v != VERSION:
        raise UnsupportedVersion(words.UNSUPPORTED_VERSION)
    if envelope.space != keys.space:
        raise WrongSpace(words.WRONG_SPACE)
    if envelope.commit != keys.commit(direction):
        raise WrongKey(words.WRONG_KEY)
    aad = _aad(envelope.v, envelope.space, envelope.commit)
    payload = unpad(open_box(keys.box_keys(direction), aad, _bytes(envelope.box)))
    _check_size(payload)
    return payload


def direction_of(envelope: Envelope, keys: SpaceKeys) -> Direction | None:
    """The direction an envelope claims to be of; None if it is of another space or key."""
    if envelope.space != keys.space:
        return None
    commits: dict[str, Direction] = {keys.commit("a"): "a", keys.commit("b"): "b"}
    return commits.get(envelope.commit)


def _check_size(payload: bytes) -> None:
    if len(payload) > MAX_PAYLOAD:
        raise TooLarge(words.too_large(MAX_PAYLOAD))


def _aad(v: int, space: str, commit: str) -> bytes:
    return frame(b"sponsorterm/1/envelope", str(v).encode(), space.encode(), commit.encode())


def _text(box: bytes) -> str:
    return base64.b64encode(box).decode()


def _bytes(text: str) -> bytes:
    """Decode base64 that has one spelling only: another would give the envelope a second id."""
    try:
        box = base64.b64decode(text)
    except ValueError:
        raise Damaged(words.DAMAGED) from None
    if _text(box) != text:
        raise Damaged(words.DAMAGED)
    return box
