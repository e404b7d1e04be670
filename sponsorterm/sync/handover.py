"""Handing the seed to a new device of one's own, with a code and digits as in pairing.

The device that has everything leaves an offer under a code of ten words; the new one answers.
Both show the same digits, and only when the person has compared them does the first leave the
grant: the seed and the place to fetch everything from, sealed under what the two agreed on.
Everything here is pure; how the blocks travel is `drops.py`, or text that is pasted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from sponsorterm import sealing
from sponsorterm.records.kinds.link import KeyHex, Place
from sponsorterm.records.text import Line
from sponsorterm.strings import sync as words
from sponsorterm.sync.pairing import (
    LIFE,
    VERSION,
    Meeting,
    Moment,
    PairingError,
    as_pairing_errors,
    from_toml,
    meeting_at,
    to_toml,
)

OFFER, ANSWER = "device offer", "device answer"
"""Labels of the blocks: an invitation to link and one of these never pass for each other."""


class DeviceOffer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the device says that has everything."""

    v: int = VERSION
    public: KeyHex
    expires: Moment
    place: Meeting


class DeviceAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the new device says; `name` is what it is to be called."""

    v: int = VERSION
    public: KeyHex
    name: Line


class Grant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the new device needs: the seed, as hex."""

    v: int = VERSION
    seed: str

    def __repr__(self) -> str:
        """Nothing of it belongs in a log."""
        return "Grant(...)"


class Half(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One side of a handover under way, to be kept until it is over. All of it is secret.

    `offer` and `answer` are the exact texts inside the blocks; `place` is where both meet, as
    this side finds it.
    """

    code: str
    private: KeyHex
    offer: str
    expires: Moment
    place: Place
    answer: str | None = None

    def __repr__(self) -> str:
        """Nothing of it belongs in a log."""
        return "Half(...)"

    @property
    def rendezvous(self) -> str:
        """Where the blocks are left."""
        return sealing.rendezvous(self.code)

    @property
    def offer_block(self) -> bytes:
        """The offer, sealed under the code."""
        return sealing.seal_block(self.code, OFFER, self.offer.encode())

    @property
    def answer_block(self) -> bytes:
        """The answer, sealed under the code."""
        return sealing.seal_block(self.code, ANSWER, (self.answer or "").encode())

    def to_toml(self) -> bytes:
        """This side as a file's content."""
        return to_toml(self)

    @classmethod
    def from_toml(cls, data: bytes) -> Half:
        """Read what `to_toml` gave.

        Raises:
            PairingError: it is something else.
        """
        return from_toml(data, cls)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Both sides have the same, if and only if both show the same digits."""

    name: str
    digits: str
    root: bytes = field(repr=False)


def offer(place: Place, now: datetime) -> Half:
    """Begin, on the device that has everything."""
    private, public = sealing.new_pair_keys()
    meeting = meeting_at(place)
    text = to_toml(DeviceOffer(public=public.hex(), expires=now + LIFE, place=meeting))
    return Half(
        code=sealing.new_code(),
        private=private.hex(),
        offer=text.decode(),
        expires=now + LIFE,
        place=place,
    )


def answer(code: str, block: bytes, name: str, place: Place, now: datetime) -> Half:
    """Answer, on the new device.

    Raises:
        PairingError: the code is not the offer's, or the offer is over, damaged or of a link.
    """
    with as_pairing_errors():
        text = sealing.open_block(code, OFFER, block)
    found = from_toml(text, DeviceOffer)
    if now >= found.expires:
        raise PairingError(words.INVITE_EXPIRED, words.NEW_DEVICE_CODE)
    private, public = sealing.new_pair_keys()
    said = to_toml(DeviceAnswer(public=public.hex(), name=name))
    return Half(
        code=code,
        private=private.hex(),
        offer=text.decode(),
        expires=found.expires,
        place=place,
        answer=said.decode(),
    )


def take_answer(half: Half, block: bytes, now: datetime) -> Half:
    """The offering side with the answer to it.

    Raises:
        PairingError: the answer is to another offer, late or damaged.
    """
    with as_pairing_errors():
        text = sealing.open_block(half.code, ANSWER, block)
    if now >= half.expires:
        raise PairingError(words.INVITE_EXPIRED, words.NEW_DEVICE_CODE)
    from_toml(text, DeviceAnswer)
    return msgspec.structs.replace(half, answer=text.decode())


def agree(half: Half) -> Agreed:
    """What both sides agreed on, as soon as this one has offer and answer.

    Raises:
        PairingError: the other side's key is none.
    """
    offered, answered = half.offer.encode(), (half.answer or "").encode()
    first, second = from_toml(offered, DeviceOffer), from_toml(answered, DeviceAnswer)
    private = bytes.fromhex(half.private)
    peers = [bytes.fromhex(key) for key in (first.public, second.public)]
    peer = peers[1] if sealing.public_key(private) == peers[0] else peers[0]
    with as_pairing_errors():
        root = sealing.root_key(half.code, offered, answered, private, peer)
    return Agreed(second.name, sealing.digits(root, half.rendezvous), root)


def grant_block(agreed: Agreed, seed: bytes) -> bytes:
    """The seed for the new device, once a person has compared the digits."""
    return sealing.seal_grant(agreed.root, to_toml(Grant(seed=seed.hex())))


def read_grant(agreed: Agreed, block: bytes) -> bytes:
    """The seed out of the grant.

    Raises:
        PairingError: it was sealed by somebody else, or is damaged.
    """
    with as_pairing_errors():
        return bytes.fromhex(from_toml(sealing.open_grant(agreed.root, block), Grant).seed)
