"""At rest: what a locked home's files are sealed with, and the two slots that hold its key.

One random store key seals every file. It is sealed twice itself: under a passphrase, made
slow to guess by Argon2id (RFC 9106), and under the recovery words, which nobody can guess.
Changing the passphrase therefore rewrites one slot and no file.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Annotated

import msgspec

from sponsorterm.sealing.box import (
    KEY_BYTES,
    NONCE_BYTES,
    TAG_BYTES,
    BoxKeys,
    frame,
    keyed_hash,
    open_box,
    seal_box,
)
from sponsorterm.sealing.errors import Damaged, WrongPassphrase
from sponsorterm.sealing.padding import END, pad, padded_length, unpad
from sponsorterm.sealing.recovery import slot_key
from sponsorterm.strings import sealing as words

MAGIC = b"sponsorterm sealed 1\n"
"""What every sealed file begins with."""
SALT_BYTES = 16
"""What Argon2id takes."""
_LENGTH = 2
"""Bytes in which a place's own length stands before it."""

MIB = 1024 * 1024
Salt = Annotated[str, msgspec.Meta(pattern=rf"\A[0-9a-f]{{{2 * SALT_BYTES}}}\Z")]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs: bytes of memory, and passes over them."""

    memory: int
    passes: int = 3


USUAL = Cost(256 * MIB)
LEAST = Cost(32 * MIB)


def affordable(free: int | None) -> Cost:
    """The usual cost, or less of it where `free` bytes of memory are short of twice that."""
    memory = USUAL.memory
    while free is not None and memory > LEAST.memory and free < 2 * memory:
        memory //= 2
    return Cost(memory, USUAL.passes)


class PassphraseSlot(msgspec.Struct, frozen=True, kw_only=True):
    """A store key under a passphrase. The limits keep a forged slot from eating the machine."""

    salt: Salt
    memory: Annotated[int, msgspec.Meta(ge=8192, le=1024 * MIB)]
    passes: Annotated[int, msgspec.Meta(ge=1, le=16)]
    box: Annotated[str, msgspec.Meta(max_length=400)]


class StoreKey:
    """Seals and opens the files of one home. Threads may share it."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._keys = BoxKeys.derive(secret, b"at rest")
        self._name_key = keyed_hash(secret, "file names")

    @classmethod
    def new(cls) -> StoreKey:
        """A random one."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @property
    def commit(self) -> str:
        """What tells in clear which key a home is sealed with, and nothing else."""
        return self._keys.commit.hex()

    def name(self, place: str) -> str:
        """The 32 letters and digits that stand for a place, to whoever has the key."""
        digest = keyed_hash(self._name_key, "file name", place.encode(), size=20)
        return base64.b32encode(digest).decode().lower()

    def seal(self, place: str, data: bytes) -> bytes:
        """A file's content, bound to its place: under another name it does not open."""
        told = place.encode()
        content = len(told).to_bytes(_LENGTH, "big") + told + data
        return MAGIC + seal_box(self._keys, _file(self.name(place)), pad(content))

    def unseal(self, name: str, raw: bytes) -> tuple[str, bytes]:
        """The place and the content of the file of this name.

        Raises:
            Damaged: it is not, to the last bit, what `seal` gave for this name.
        """
        if not raw.startswith(MAGIC):
            raise Damaged(words.DAMAGED_FILE)
        content = unpad(open_box(self._keys, _file(name), raw[len(MAGIC) :]))
        end = _LENGTH + int.from_bytes(content[:_LENGTH], "big")
        return content[_LENGTH:end].decode(), content[end:]

    def under_passphrase(self, passphrase: str, cost: Cost) -> PassphraseSlot:
        """The slot that this passphrase opens."""
        salt = secrets.token_bytes(SALT_BYTES)
        keys = _stretched(passphrase, salt, cost)
        box = seal_box(keys, _slot(salt, cost), self._secret)
        return PassphraseSlot(
            salt=salt.hex(), memory=cost.memory, passes=cost.passes, box=_text(box)
        )

    def under_words(self, seed: bytes) -> str:
        """The slot that the recovery words of this seed open."""
        return _text(seal_box(_worded(seed), b"words slot", self._secret))


def sealed_length(place: str, size: int) -> int:
    """Bytes of what `StoreKey.seal` gives for a content of `size` bytes."""
    content = _LENGTH + len(place.encode()) + size
    return len(MAGIC) + NONCE_BYTES + padded_length(content + len(END)) + TAG_BYTES


def open_passphrase_slot(slot: PassphraseSlot, passphrase: str) -> StoreKey:
    """The store key, after the time and memory that a guess costs.

    Raises:
        WrongPassphrase: it is not this passphrase, or the slot was changed.
        MemoryError: there is less memory than the slot asks for.
    """
    salt, cost = bytes.fromhex(slot.salt), Cost(slot.memory, slot.passes)
    keys = _stretched(passphrase, salt, cost)
    return _opened(keys, _slot(salt, cost), slot.box, words.WRONG_PASSPHRASE)


def open_words_slot(slot: str, seed: bytes) -> StoreKey:
    """The store key, by the recovery words.

    Raises:
        WrongPassphrase: these are the words of another home.
    """
    return _opened(_worded(seed), b"words slot", slot, words.OTHER_WORDS)


def _opened(keys: BoxKeys, aad: bytes, box: str, wrong: str) -> StoreKey:
    try:
        return StoreKey(open_box(keys, aad, base64.b64decode(box)))
    except (Damaged, ValueError):
        raise WrongPassphrase(wrong) from None


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> BoxKeys:
    from nacl.exceptions import RuntimeError as Refused
    from nacl.pwhash import argon2id

    typed = unicodedata.normalize("NFKC", passphrase).encode()  # two keyboards, one spelling
    try:
        secret = argon2id.kdf(KEY_BYTES, typed, salt, opslimit=cost.passes, memlimit=cost.memory)
    except Refused:
        raise MemoryError from None
    return BoxKeys.derive(secret, b"passphrase slot")


def _worded(seed: bytes) -> BoxKeys:
    return BoxKeys.derive(slot_key(seed), b"words slot")


def _file(name: str) -> bytes:
    return frame(b"sponsorterm/1/file", name.encode())


def _slot(salt: bytes, cost: Cost) -> bytes:
    told = (str(cost.memory).encode(), str(cost.passes).encode())
    return frame(b"sponsorterm/1/passphrase slot", salt, *told)


def _text(box: bytes) -> str:
    return base64.b64encode(box).decode()
