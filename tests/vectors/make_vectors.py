"""Writes the test vectors of sealing: `python -m tests.vectors.make_vectors`.

It was run once, and its output is checked in: the vectors say what version 1 of the format
is. A program that no longer agrees with them can no longer open what people have sealed.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli_w
from mnemonic import Mnemonic
from nacl.bindings import crypto_scalarmult_base
from nacl.secret import Aead

from sponsorterm import sealing
from sponsorterm.sealing import box, padding
from sponsorterm.wire import Envelope
from tests.sealing import ours

Given = dict[str, Any]
Case = tuple[str, str, Given]

FOLDER = Path(__file__).parent


def material(name: str, size: int = 32) -> bytes:
    """Bytes that look random and are the same in every run."""
    return hashlib.shake_256(name.encode()).digest(size)


ROOTS = [material("root 1").hex(), material("root 2").hex()]
SPACES = [material("space 1", 16).hex(), material("space 2", 16).hex()]
PAYLOADS = {
    "empty": b"",
    "one byte": b"x",
    "a record": b'format = 1\nkind = "note"\n\n[body]\ntext = "Called Maria tonight."\n',
    "accents and emoji": "Ça va \u2014 \U0001f642".encode(),
    "ends in what padding is made of": b"x\x80\0\0",
    "zeros": bytes(40),
}


def code_of(name: str) -> str:
    words = Mnemonic("english").wordlist
    numbers = material(name, 20)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return "-".join(words[(high * 256 + low) % 2048] for high, low in pairs)


CODES = ["-".join(["abandon"] * 10), "-".join(["zoo"] * 10), code_of("code 1"), code_of("code 2")]


def padding_cases() -> Iterator[Case]:
    for size in (0, 1, 2046, 2047, 2048, 2175, 2176, 4095, 4096, 10_000, 65_535, 65_536):
        yield f"{size} bytes", "pad", {"payload": "61", "times": size}


def key_cases() -> Iterator[Case]:
    for root, space, direction in itertools.product(ROOTS, SPACES, "ab"):
        name = f"root {ROOTS.index(root) + 1}, space {SPACES.index(space) + 1}, {direction}"
        yield name, "keys", {"root": root, "space": space, "direction": direction}
    for number in range(1, 5):
        purge_key = material(f"purge key {number}").hex()
        envelope_id = base64.b32encode(material(f"purged {number}")).decode().rstrip("=").lower()
        purge = {"purge_key": purge_key, "envelope_id": envelope_id}
        yield f"purge {number}", "purge", purge
        copy_key = material(f"copy key {number % 2}").hex()
        copy = {"copy_key": copy_key, "record": material(f"record {number}", 16).hex()}
        yield f"copy {number}", "copy_record", copy


def seal_cases() -> Iterator[Case]:
    at = {"root": ROOTS[0], "space": SPACES[0]}
    for name, payload in PAYLOADS.items():
        for direction in "ab":
            given = {"direction": direction, "payload": payload.hex(), "times": 1}
            yield f"{name}, {direction}", "seal", at | given
    for size in (2047, 2048, 65_536):
        yield f"{size} bytes", "seal", at | {"direction": "a", "payload": "61", "times": size}
    for root, space in ((ROOTS[1], SPACES[0]), (ROOTS[0], SPACES[1])):
        other = {"root": root, "space": space, "direction": "a", "payload": "61", "times": 1}
        yield f"another {'root' if root == ROOTS[1] else 'space'}", "seal", other


def unseal_cases() -> Iterator[Case]:
    space_keys = sealing.SpaceKeys(SPACES[0], bytes.fromhex(ROOTS[0]))
    reader: Given = {"root": ROOTS[0], "for_space": SPACES[0], "direction": "a"}

    def case(name: str, sealed: Envelope, **changed: Any) -> Case:
        fields = {"v": sealed.v, "space": sealed.space, "commit": sealed.commit, "box": sealed.box}
        return name, "unseal", reader | fields | changed

    for name, payload in PAYLOADS.items():
        yield case(name, sealing.seal(payload, space_keys, "a"))
    sealed = sealing.seal(PAYLOADS["a record"], space_keys, "a")
    yield case("version 2", sealed, v=2)
    yield case("another space", sealed, space=SPACES[1])
    yield case("another reader's space", sealed, for_space=SPACES[1])
    yield case("another root", sealed, root=ROOTS[1])
    yield case("the other direction", sealed, direction="b")
    yield case("no commit", sealed, commit="")
    swapped = sealing.seal(PAYLOADS["a record"], space_keys, "b")
    yield case("the other direction's box", sealed, box=swapped.box)
    for name, damaged in damaged_boxes(base64.b64decode(sealed.box)):
        yield case(name, sealed, box=base64.b64encode(damaged).decode())
    yield case("a line break in the box", sealed, box=sealed.box[:76] + "\n" + sealed.box[76:])
    loose = sealing.seal(bytes(2100), space_keys, "a").box
    assert loose.endswith("=")
    next_letter = chr(ord(loose[-2]) + 1)
    yield case("a second spelling of the box", sealed, box=loose[:-2] + next_letter + "=")
    yield case("the first spelling of that box", sealed, box=loose)
    for name, forged in forged_boxes(space_keys.box_keys("a"), sealed):
        yield case(name, sealed, box=base64.b64encode(forged).decode())


def damaged_boxes(raw: bytes) -> Iterator[tuple[str, bytes]]:
    for name, place in (("nonce", 0), ("ciphertext", 24), ("tag", -1)):
        changed = bytearray(raw)
        changed[place] ^= 1
        yield f"a bit of the {name} flipped", bytes(changed)
    yield "cut short", raw[:-1]
    yield "one byte too many", raw + b"\0"
    yield "a nonce and nothing else", raw[:24]
    yield "an empty box", b""


def forged_boxes(keys: box.BoxKeys, sealed: Envelope) -> Iterator[tuple[str, bytes]]:
    """What someone who has the key, and breaks the rules, could seal."""
    aad = box.frame(b"sponsorterm/1/envelope", b"1", sealed.space.encode(), sealed.commit.encode())
    padded = padding.pad(b"payload")
    plaintexts = {
        "padding that hides bytes": padded[:-1] + b"x",
        "padding of another length": padded + bytes(128),
        "too little padding": padded[:1024],
        "no end mark": bytes(2048),
        "no padding": b"payload",
        "nothing at all": b"",
    }
    for name, plaintext in plaintexts.items():
        yield name, box.seal_box(keys, aad, plaintext)
    yield "a nonce of one's choice", bytes(Aead(keys.key).encrypt(padded, aad, material("n", 24)))
    yield "authenticated without the header", box.seal_box(keys, b"", padded)


def id_cases() -> Iterator[Case]:
    fields = {"v": 1, "space": SPACES[0], "commit": "0" * 32, "box": "AAAA"}
    for change in ({}, {"v": 2}, {"space": SPACES[1]}, {"commit": "1" * 32}, {"box": ""}):
        yield f"id with {', '.join(change) or 'nothing'} changed", "envelope_id", fields | change


def code_cases() -> Iterator[Case]:
    for number, code in enumerate(CODES, start=1):
        yield f"code {number}", "code", {"code": code}


def block_cases() -> Iterator[Case]:
    at = {"code": CODES[2]}
    blocks = [("offer", b""), ("offer", b"data"), ("answer", b"data"), ("grant", bytes(300))]
    for label, data in blocks:
        given = {"label": label, "data": data.hex()}
        yield f"{label} of {len(data)} bytes", "seal_block", at | given
    block = sealing.seal_block(CODES[2], "offer", b"data")
    changed = block[:-1] + bytes([block[-1] ^ 1])
    opened = at | {"label": "offer", "block": block.hex()}
    yield "opened", "open_block", opened
    yield "another code", "open_block", opened | {"code": CODES[3]}
    yield "another label", "open_block", opened | {"label": "answer"}
    yield "a bit flipped", "open_block", opened | {"block": changed.hex()}
    yield "cut to its commit", "open_block", opened | {"block": block[:16].hex()}
    yield "empty", "open_block", opened | {"block": ""}


def pairing_cases() -> Iterator[Case]:
    one, two = material("private 1"), material("private 2")
    given = {"code": CODES[2], "offer": b"offer".hex(), "answer": b"answer".hex()}
    sides = {"host": (one, two), "guest": (two, one)}
    for name, (private, peer) in sides.items():
        keys = {"private": private.hex(), "peer_public": crypto_scalarmult_base(peer).hex()}
        yield name, "root_key", given | keys
    moved = {"offer": b"offera".hex(), "answer": b"nswer".hex()}
    yield "bytes moved from answer to offer", "root_key", given | keys | moved
    yield "another code", "root_key", given | keys | {"code": CODES[3]}
    for name, point in WEAK_POINTS.items():
        yield name, "root_key", given | keys | {"peer_public": point}
    for root, space in itertools.product(ROOTS, SPACES):
        name = f"digits of root {ROOTS.index(root) + 1}, space {SPACES.index(space) + 1}"
        yield name, "digits", {"root": root, "space": space}
    yield "digits with zeros in front", "digits", {"root": root_with_zeros(), "space": SPACES[0]}


WEAK_POINTS = {
    "the point zero": "00" * 32,
    "the point one": "01" + "00" * 31,
    "a point of order eight": "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "p - 1": "ec" + "ff" * 30 + "7f",
    "p": "ed" + "ff" * 30 + "7f",
    "a point cut short": "09" * 31,
    "no point": "",
}


def root_with_zeros() -> str:
    candidates = (material(f"root with zeros {number}") for number in itertools.count())
    return next(root.hex() for root in candidates if sealing.digits(root, SPACES[0])[:2] == "00")


FILES = {
    "padding": [padding_cases],
    "keys": [key_cases],
    "envelope": [seal_cases, unseal_cases, id_cases],
    "pairing": [code_cases, block_cases, pairing_cases],
}


def main() -> None:
    """Write every file of vectors."""
    for name, sources in FILES.items():
        cases = itertools.chain.from_iterable(source() for source in sources)
        vectors = [
            {"name": case, "does": does, "given": given, "gives": ours.run(does, given)}
            for case, does, given in cases
        ]
        (FOLDER / f"{name}.toml").write_text(tomli_w.dumps({"vector": vectors}))


if __name__ == "__main__":
    main()
