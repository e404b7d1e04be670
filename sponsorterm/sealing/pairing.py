"""The cryptographic half of pairing: blocks under a code, a shared root key, digits to compare.

The code keeps onlookers out; X25519 (RFC 7748) makes a code that leaks afterwards worthless;
the digits, read out by both people, show that nobody sits in between who had the code
before. The blocks' content is not known here, but for the root key to bind everything, the
offer must hold its author's public key and the space, and the answer its author's public key.
"""

from __future__ import annotations

import secrets

from sponsorterm.sealing.box import KEY_BYTES, BoxKeys, frame, keyed_hash, open_box, seal_box
from sponsorterm.sealing.code import code_key
from sponsorterm.sealing.errors import BadPeerKey, Damaged, WrongCode
from sponsorterm.strings import sealing as words

GROUPS = 5
GROUP_DIGITS = 5


def new_pair_keys() -> tuple[bytes, bytes]:
    """A fresh X25519 key pair, private and public, for one pairing and nothing else."""
    private = secrets.token_bytes(KEY_BYTES)
    return private, public_key(private)


def seal_block(code: str, label: str, data: bytes) -> bytes:
    """Seal a pairing block under a code; the same data gives the same block.

    The label says which block of the exchange it is ("offer", "answer", ...), so that none
    can be sent back in the place of another.

    Raises:
        BadCode: as `parse_code`.
    """
    keys = _block_keys(code)
    return keys.commit + seal_box(keys, _aad(label), data)


def open_block(code: str, label: str, block: bytes) -> bytes:
    """The data of a block that was sealed under this code with this label.

    Raises:
        BadCode: as `parse_code`.
        WrongCode: it was sealed under another code.
        Damaged: it was changed, cut short, or is a block of another label.
    """
    keys = _block_keys(code)
    size = len(keys.commit)
    if len(block) < size:
        raise Damaged(words.DAMAGED_BLOCK)
    if block[:size] != keys.commit:
        raise WrongCode(words.WRONG_CODE)
    try:
        return open_box(keys, _aad(label), block[size:])
    except Damaged:
        raise Damaged(words.DAMAGED_BLOCK) from None


def public_key(private: bytes) -> bytes:
    """The public half of an X25519 private key."""
    from nacl.bindings import crypto_scalarmult_base

    return crypto_scalarmult_base(private)


def seal_grant(root: bytes, data: bytes) -> bytes:
    """Seal what one device gives another, under the root key the two agreed on."""
    return seal_box(BoxKeys.derive(root, b"grant"), _aad("grant"), data)


def open_grant(root: bytes, block: bytes) -> bytes:
    """Open what `seal_grant` made under the same root key.

    Raises:
        Damaged: it is not, to the last bit, what `seal_grant` gives.
    """
    try:
        return open_box(BoxKeys.derive(root, b"grant"), _aad("grant"), block)
    except Damaged:
        raise Damaged(words.DAMAGED_BLOCK) from None


def root_key(code: str, offer: bytes, answer: bytes, private: bytes, peer_public: bytes) -> bytes:
    """The space's root key, the same on both sides.

    `offer` and `answer` are the exact bytes inside the two blocks. Had anyone changed them, or
    stood in between, the sides would end with different keys and different digits.

    Raises:
        BadCode: as `parse_code`.
        BadPeerKey: the peer's key is not 32 bytes, or would give a secret known to all.
    """
    shared = _shared_secret(private, peer_public)
    return keyed_hash(code_key(code), "root", offer, answer, shared)


def digits(root: bytes, space: str) -> str:
    """What both people read out and compare: five groups of five digits, 83 bits.

    It is this long because someone in between may try many keys to make it match.
    """
    # A remainder of 256 bits is uniform over 10^25 but for one part in 2^172.
    number = int.from_bytes(keyed_hash(root, "digits", space.encode()), "big")
    text = f"{number % 10 ** (GROUPS * GROUP_DIGITS):0{GROUPS * GROUP_DIGITS}d}"
    return " ".join(text[i : i + GROUP_DIGITS] for i in range(0, len(text), GROUP_DIGITS))


def _block_keys(code: str) -> BoxKeys:
    return BoxKeys.derive(code_key(code), b"block")


def _aad(label: str) -> bytes:
    return frame(b"sponsorterm/1/block", label.encode())


def _shared_secret(private: bytes, peer_public: bytes) -> bytes:
    from nacl.bindings import crypto_scalarmult
    from nacl.exceptions import CryptoError

    # PyNaCl does not look at the length and would read beyond a short key.
    if len(private) != KEY_BYTES:
        raise ValueError(f"a private key has {KEY_BYTES} bytes")
    if len(peer_public) != KEY_BYTES:
        raise BadPeerKey(words.BAD_PEER_KEY)
    try:
        return crypto_scalarmult(private, peer_public)
    except CryptoError:  # libsodium refuses every point that gives an all-zero secret
        raise BadPeerKey(words.BAD_PEER_KEY) from None
