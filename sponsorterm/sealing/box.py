"""The box: authenticated encryption that gives the same bytes for the same content.

XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with a nonce that is a keyed BLAKE2b-192 of all
that is sealed, in the manner of a synthetic IV (RFC 5297): no random number can repeat, and
sealing again on another device gives the very same box, so a remote stores it once.
Opening recomputes the nonce. That also commits to the key, which Poly1305 alone does not
do: no box can be made that opens to two contents under two keys.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from sponsorterm.sealing.errors import Damaged
from sponsorterm.strings import sealing as words

KEY_BYTES = 32
NONCE_BYTES = 24
TAG_BYTES = 16


def frame(*parts: bytes) -> bytes:
    """Join parts, each behind its length in 8 bytes, so that no two lists give the same bytes."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def keyed_hash(key: bytes, label: str, *parts: bytes, size: int = KEY_BYTES) -> bytes:
    """BLAKE2b of the framed label and parts under a key: `size` bytes fit for one purpose.

    Raises:
        ValueError: the key has not 32 bytes. BLAKE2b would take any length, also none.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    data = frame(f"sponsorterm/1/{label}".encode(), *parts)
    return hashlib.blake2b(data, key=key, digest_size=size).digest()


@dataclass(frozen=True)
class BoxKeys:
    """What one direction of a space, or one invite code, seals with."""

    key: bytes = field(repr=False)
    nonce_key: bytes = field(repr=False)
    commit: bytes
    """16 public bytes that tell which keys a box was sealed with, and nothing else."""

    @classmethod
    def derive(cls, secret: bytes, *context: bytes) -> BoxKeys:
        """The three values of one context, none of which tells anything of another."""
        return cls(
            key=keyed_hash(secret, "box key", *context),
            nonce_key=keyed_hash(secret, "nonce key", *context),
            commit=keyed_hash(secret, "commit", *context, size=16),
        )


def seal_box(keys: BoxKeys, aad: bytes, plaintext: bytes) -> bytes:
    """Seal a plaintext: nonce, ciphertext and tag. `aad` is authenticated and not contained."""
    from nacl.secret import Aead

    return bytes(Aead(keys.key).encrypt(plaintext, aad, _nonce(keys, aad, plaintext)))


def open_box(keys: BoxKeys, aad: bytes, box: bytes) -> bytes:
    """Open what `seal_box` made with the same keys and `aad`.

    Raises:
        Damaged: it is not, to the last bit, what `seal_box` gives.
    """
    from nacl.exceptions import CryptoError
    from nacl.secret import Aead

    if len(box) < NONCE_BYTES + TAG_BYTES:
        raise Damaged(words.DAMAGED)
    try:
        plaintext = Aead(keys.key).decrypt(box, aad)
    except CryptoError:
        raise Damaged(words.DAMAGED) from None
    if not hmac.compare_digest(box[:NONCE_BYTES], _nonce(keys, aad, plaintext)):
        raise Damaged(words.DAMAGED)
    return plaintext


def _nonce(keys: BoxKeys, aad: bytes, plaintext: bytes) -> bytes:
    return keyed_hash(keys.nonce_key, "nonce", aad, plaintext, size=NONCE_BYTES)
