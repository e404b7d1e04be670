"""A second implementation of sealing, on pycryptodome and hashlib alone.

Written from the description of the format, it shares no line with `sponsorterm`: where both
give the same bytes, the format is what was described and not what one program happens to do.
Every function takes and gives what a test vector holds: bytes as hex, the rest as text.
"""

from __future__ import annotations

import struct
from base64 import b32encode, b64decode, b64encode
from hashlib import blake2b, sha256
from typing import Any

from Crypto.Cipher import ChaCha20_Poly1305

PRIME = 2**255 - 19


class Refused(Exception):
    """Something must not be opened; its text is the name of the error that says so."""


def run(does: str, given: dict[str, Any]) -> dict[str, Any]:
    try:
        gives: dict[str, Any] = globals()[does](**given)
        return gives
    except Refused as refusal:
        return {"error": str(refusal)}


def pad(payload: str, times: int) -> dict[str, Any]:
    padded = _pad(bytes.fromhex(payload) * times)
    return {"size": len(padded), "sha256": sha256(padded).hexdigest()}


def keys(root: str, space: str, direction: str) -> dict[str, Any]:
    key, nonce_key, commit = _derive(bytes.fromhex(root), space.encode(), direction.encode())
    return {"box_key": key.hex(), "nonce_key": nonce_key.hex(), "commit": commit.hex()}


def seal(root: str, space: str, direction: str, payload: str, times: int) -> dict[str, Any]:
    envelope = envelope_of(root, space, direction, bytes.fromhex(payload) * times)
    return {
        "commit": envelope["commit"],
        "nonce": b64decode(envelope["box"])[:24].hex(),
        "characters": len(envelope["box"]),
        "id": envelope_id(**envelope)["id"],
    }


def envelope_of(root: str, space: str, direction: str, payload: bytes) -> dict[str, Any]:
    key, nonce_key, commit = _derive(bytes.fromhex(root), space.encode(), direction.encode())
    aad = _lengths(b"sponsorterm/1/envelope", b"1", space.encode(), commit.hex().encode())
    box = _seal(key, nonce_key, aad, _pad(payload))
    return {"v": 1, "space": space, "commit": commit.hex(), "box": b64encode(box).decode()}


def unseal(
    root: str, for_space: str, direction: str, v: int, space: str, commit: str, box: str
) -> dict[str, Any]:
    mine = _derive(bytes.fromhex(root), for_space.encode(), direction.encode())
    if v != 1:
        raise Refused("UnsupportedVersion")
    if space != for_space:
        raise Refused("WrongSpace")
    if commit != mine[2].hex():
        raise Refused("WrongKey")
    raw = b64decode(box)
    if b64encode(raw).decode() != box:
        raise Refused("Damaged")
    aad = _lengths(b"sponsorterm/1/envelope", b"1", space.encode(), commit.encode())
    padded = _open(mine[0], mine[1], aad, raw)
    payload, mark, zeros = padded.rpartition(b"\x80")
    if not mark or any(zeros) or _pad(payload) != padded:
        raise Refused("Damaged")
    return {"payload": payload.hex()}


def envelope_id(v: int, space: str, commit: str, box: str) -> dict[str, Any]:
    parts = _lengths(str(v).encode(), space.encode(), commit.encode(), box.encode())
    return {"id": b32encode(blake2b(parts, digest_size=32).digest()).decode().lower()[:52]}


def purge(purge_key: str, envelope_id: str) -> dict[str, Any]:
    secret = _keyed(bytes.fromhex(purge_key), b"purge secret", envelope_id.encode()).hex()
    return {
        "secret": secret,
        "hash": sha256(b"sponsorterm/1/purge\x00" + secret.encode()).hexdigest(),
    }


def copy_record(copy_key: str, record: str) -> dict[str, Any]:
    return {"record": _keyed(bytes.fromhex(copy_key), b"copy record", record.encode(), n=16).hex()}


def code(code: str) -> dict[str, Any]:
    key = _code_key(code)
    return {"key": key.hex(), "rendezvous": _keyed(key, b"rendezvous", n=16).hex()}


def seal_block(code: str, label: str, data: str) -> dict[str, Any]:
    key, nonce_key, commit = _derive(_code_key(code), b"block")
    aad = _lengths(b"sponsorterm/1/block", label.encode())
    return {"block": (commit + _seal(key, nonce_key, aad, bytes.fromhex(data))).hex()}


def open_block(code: str, label: str, block: str) -> dict[str, Any]:
    key, nonce_key, commit = _derive(_code_key(code), b"block")
    raw = bytes.fromhex(block)
    if len(raw) < 16:
        raise Refused("Damaged")
    if raw[:16] != commit:
        raise Refused("WrongCode")
    aad = _lengths(b"sponsorterm/1/block", label.encode())
    return {"data": _open(key, nonce_key, aad, raw[16:]).hex()}


def root_key(code: str, offer: str, answer: str, private: str, peer_public: str) -> dict[str, Any]:
    if len(bytes.fromhex(peer_public)) != 32:
        raise Refused("BadPeerKey")
    shared = x25519(bytes.fromhex(private), bytes.fromhex(peer_public))
    if not any(shared):
        raise Refused("BadPeerKey")
    parts = bytes.fromhex(offer), bytes.fromhex(answer), shared
    return {"root": _keyed(_code_key(code), b"root", *parts).hex()}


def digits(root: str, space: str) -> dict[str, Any]:
    number = int(_keyed(bytes.fromhex(root), b"digits", space.encode()).hex(), 16)
    groups = []
    for _ in range(5):
        number, group = divmod(number, 100_000)
        groups.append(f"{group:05}")
    return {"digits": " ".join(reversed(groups))}


def x25519(scalar: bytes, point: bytes) -> bytes:
    """The Montgomery ladder of RFC 7748, section 5."""
    k = int.from_bytes(scalar, "little") & ((1 << 255) - 8) | (1 << 254)
    x1 = (int.from_bytes(point, "little") & ((1 << 255) - 1)) % PRIME
    x2, z2, x3, z3 = 1, 0, x1, 1
    for t in reversed(range(255)):
        bit = k >> t & 1
        if bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a, c * b, a * a, b * b
        x3, z3 = (da + cb) ** 2 % PRIME, x1 * (da - cb) ** 2 % PRIME
        x2, z2 = aa * bb % PRIME, (aa - bb) * (aa + 121665 * (aa - bb)) % PRIME
        if bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little")


def _lengths(*parts: bytes) -> bytes:
    out = bytearray()
    for part in parts:
        out += struct.pack(">Q", len(part))
        out += part
    return bytes(out)


def _keyed(key: bytes, label: bytes, *parts: bytes, n: int = 32) -> bytes:
    return blake2b(_lengths(b"sponsorterm/1/" + label, *parts), key=key, digest_size=n).digest()


def _derive(secret: bytes, *context: bytes) -> tuple[bytes, bytes, bytes]:
    return (
        _keyed(secret, b"box key", *context),
        _keyed(secret, b"nonce key", *context),
        _keyed(secret, b"commit", *context, n=16),
    )


def _code_key(code: str) -> bytes:
    return blake2b(code.encode(), key=b"sponsorterm/1/code", digest_size=32).digest()


def _pad(payload: bytes) -> bytes:
    length = max(2048, len(payload) + 1)
    exponent = length.bit_length() - 1
    keep = exponent.bit_length()
    mask = (1 << (exponent - keep)) - 1
    padded = bytearray((length + mask) & ~mask)
    padded[: len(payload)] = payload
    padded[len(payload)] = 0x80
    return bytes(padded)


def _seal(key: bytes, nonce_key: bytes, aad: bytes, plaintext: bytes) -> bytes:
    nonce = _keyed(nonce_key, b"nonce", aad, plaintext, n=24)
    cipher = ChaCha20_Poly1305.new(key=key, nonce=nonce)
    cipher.update(aad)
    ciphertext, tag = cipher.encrypt_and_digest(plaintext)
    return nonce + ciphertext + tag


def _open(key: bytes, nonce_key: bytes, aad: bytes, box: bytes) -> bytes:
    if len(box) < 40:
        raise Refused("Damaged")
    cipher = ChaCha20_Poly1305.new(key=key, nonce=box[:24])
    cipher.update(aad)
    try:
        plaintext = cipher.decrypt_and_verify(box[24:-16], box[-16:])
    except ValueError:
        raise Refused("Damaged") from None
    if _keyed(nonce_key, b"nonce", aad, plaintext, n=24) != box[:24]:
        raise Refused("Damaged")
    return bytes(plaintext)
