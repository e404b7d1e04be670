"""`sponsorterm.sealing`, spoken to in the terms of the test vectors, as `second` is."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from sponsorterm import sealing, wire
from sponsorterm.sealing import padding


def run(does: str, given: dict[str, Any]) -> dict[str, Any]:
    try:
        gives: dict[str, Any] = globals()[does](**given)
        return gives
    except sealing.SealingError as error:
        return {"error": type(error).__name__}


def pad(payload: str, times: int) -> dict[str, Any]:
    padded = padding.pad(bytes.fromhex(payload) * times)
    return {"size": len(padded), "sha256": hashlib.sha256(padded).hexdigest()}


def keys(root: str, space: str, direction: sealing.Direction) -> dict[str, Any]:
    box_keys = sealing.SpaceKeys(space, bytes.fromhex(root)).box_keys(direction)
    return {
        "box_key": box_keys.key.hex(),
        "nonce_key": box_keys.nonce_key.hex(),
        "commit": box_keys.commit.hex(),
    }


def seal(
    root: str, space: str, direction: sealing.Direction, payload: str, times: int
) -> dict[str, Any]:
    space_keys = sealing.SpaceKeys(space, bytes.fromhex(root))
    envelope = sealing.seal(bytes.fromhex(payload) * times, space_keys, direction)
    return {
        "commit": envelope.commit,
        "nonce": base64.b64decode(envelope.box)[:24].hex(),
        "characters": len(envelope.box),
        "id": envelope.id,
    }


def unseal(
    root: str,
    for_space: str,
    direction: sealing.Direction,
    v: int,
    space: str,
    commit: str,
    box: str,
) -> dict[str, Any]:
    space_keys = sealing.SpaceKeys(for_space, bytes.fromhex(root))
    envelope = wire.Envelope(v, space, commit, box)
    return {"payload": sealing.unseal(envelope, space_keys, direction).hex()}


def envelope_id(v: int, space: str, commit: str, box: str) -> dict[str, Any]:
    return {"id": wire.envelope_id(wire.Envelope(v, space, commit, box))}


def purge(purge_key: str, envelope_id: str) -> dict[str, Any]:
    secret = sealing.purge_secret(bytes.fromhex(purge_key), envelope_id)
    return {"secret": secret, "hash": wire.purge_hash(secret)}


def copy_record(copy_key: str, record: str) -> dict[str, Any]:
    return {"record": sealing.copy_record(bytes.fromhex(copy_key), record)}


def code(code: str) -> dict[str, Any]:
    return {"key": sealing.code_key(code).hex(), "rendezvous": sealing.rendezvous(code)}


def seal_block(code: str, label: str, data: str) -> dict[str, Any]:
    return {"block": sealing.seal_block(code, label, bytes.fromhex(data)).hex()}


def open_block(code: str, label: str, block: str) -> dict[str, Any]:
    return {"data": sealing.open_block(code, label, bytes.fromhex(block)).hex()}


def root_key(code: str, offer: str, answer: str, private: str, peer_public: str) -> dict[str, Any]:
    blocks = bytes.fromhex(offer), bytes.fromhex(answer)
    key_pair = bytes.fromhex(private), bytes.fromhex(peer_public)
    return {"root": sealing.root_key(code, *blocks, *key_pair).hex()}


def digits(root: str, space: str) -> dict[str, Any]:
    return {"digits": sealing.digits(bytes.fromhex(root), space)}
