"""Pairing: the two blocks, what follows from them, and how they travel (5)."""

from __future__ import annotations

import re
import secrets
import textwrap
import tomllib
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import tomli_w
from mnemonic import Mnemonic

from tests.client.stranger.copies import Refused
from tests.sealing import second

OTHER = {"sponsor": "sponsee", "sponsee": "sponsor"}
BASE_POINT = bytes([9, *bytes(31)])


class SlotTaken(Refused):
    """Somebody else has used the code: stop."""


class Drops(Protocol):
    def leave(self, rendezvous: str, slot: str, block: bytes) -> None: ...

    def look(self, rendezvous: str, slot: str) -> bytes | None: ...


@dataclass(frozen=True)
class Paired:
    """What one side has once it knows both blocks."""

    space: str
    direction: str
    root: str
    name: str
    role: str
    digits: str
    token_hash: str = ""


@dataclass(frozen=True)
class Invitation:
    code: str
    space: str
    private: bytes
    offer: bytes
    expires: datetime

    @property
    def block(self) -> bytes:
        return seal_block(self.code, "offer", self.offer)

    def finish(self, block: bytes, now: datetime) -> Paired:
        text = open_block(self.code, "answer", block)
        answer = _parsed(text)
        if now >= self.expires:
            raise Refused("too late")
        if answer["role"] != OTHER[_parsed(self.offer)["role"]]:
            raise Refused("both have the same role")
        root = _root(self.code, self.offer, text, self.private, answer["public"])
        digits = second.digits(root, self.space)["digits"]
        return Paired(
            self.space, "a", root, answer["name"], answer["role"], digits, answer["token_hash"]
        )


def invite(name: str, role: str, now: datetime, place: dict[str, str] | None = None) -> Invitation:
    words = Mnemonic("english").wordlist
    code = "-".join(secrets.choice(words) for _ in range(10))
    space, private = secrets.token_hex(16), secrets.token_bytes(32)
    expires = now + timedelta(hours=48)
    offer: dict[str, Any] = {
        "name": name,
        "role": role,
        "space": space,
        "public": second.x25519(private, BASE_POINT).hex(),
        "created": now,
        "expires": expires,
    }
    offer |= {"place": place} if place else {}
    return Invitation(code, space, private, tomli_w.dumps(offer).encode(), expires)


def accept(
    code: str, block: bytes, name: str, token: str, now: datetime, own: tuple[str, ...] = ()
) -> tuple[Paired, bytes]:
    """What the joiner has, and the answer to leave."""
    text = open_block(code, "offer", block)
    offer = _parsed(text)
    if offer["space"] in own:
        raise Refused("my own invitation")
    if now >= offer["expires"]:
        raise Refused("too late")
    private = secrets.token_bytes(32)
    answer = tomli_w.dumps(
        {
            "name": name,
            "role": OTHER[offer["role"]],
            "public": second.x25519(private, BASE_POINT).hex(),
            "token_hash": sha256(token.encode()).hexdigest(),
        }
    ).encode()
    root = _root(code, text, answer, private, offer["public"])
    digits = second.digits(root, offer["space"])["digits"]
    paired = Paired(offer["space"], "b", root, offer["name"], offer["role"], digits)
    return paired, seal_block(code, "answer", answer)


def rendezvous(code: str) -> str:
    return str(second.code(code)["rendezvous"])


def seal_block(code: str, label: str, data: bytes) -> bytes:
    return bytes.fromhex(second.seal_block(code, label, data.hex())["block"])


def open_block(code: str, label: str, block: bytes) -> bytes:
    try:
        return bytes.fromhex(second.open_block(code, label, block.hex())["data"])
    except second.Refused as refusal:
        raise Refused(str(refusal)) from None


def code_in(join_text: str) -> str:
    """The code of a join address, or the code itself."""
    return join_text.rpartition("#")[2]


def armor(slot: str, block: bytes) -> str:
    text = b32encode(block).decode().rstrip("=").lower()
    edge = f"SPONSORTERM {slot.upper()}"
    return "\n".join([f"BEGIN {edge}", *textwrap.wrap(text, 36), f"END {edge}", ""])


def dearmor(slot: str, text: str) -> bytes | None:
    """The block between the two lines; None while the second one is missing."""
    edge = rf"SPONSORTERM\s+{slot}"
    found = re.search(rf"BEGIN\s+{edge}(.*?)END\s+{edge}", text, re.IGNORECASE | re.DOTALL)
    if found is None:
        return None
    letters = re.sub(r"[\W_]", "", found[1]).upper()
    return b32decode(letters + "=" * (-len(letters) % 8))


class FolderDrops:
    def __init__(self, folder: Path) -> None:
        self._folder = folder / "pairing"

    def leave(self, rendezvous: str, slot: str, block: bytes) -> None:
        if self.look(rendezvous, slot) not in (None, block):
            raise SlotTaken
        self._folder.mkdir(exist_ok=True)
        (self._folder / f"{rendezvous}-{slot}.txt").write_text(armor(slot, block))

    def look(self, rendezvous: str, slot: str) -> bytes | None:
        found = self._folder.glob(f"{rendezvous}-{slot}*")
        blocks = {dearmor(slot, path.read_text()) for path in found} - {None}
        if len(blocks) > 1:
            raise SlotTaken
        return next(iter(blocks), None)


def _root(code: str, offer: bytes, answer: bytes, private: bytes, peer_public: str) -> str:
    try:
        made = second.root_key(code, offer.hex(), answer.hex(), private.hex(), peer_public)
    except second.Refused as refusal:
        raise Refused(str(refusal)) from None
    return str(made["root"])


def _parsed(text: bytes) -> dict[str, Any]:
    raw = tomllib.loads(text.decode())
    if raw.get("v", 1) != 1:
        raise Refused("another version")
    return raw
