"""Sealing: payloads become envelopes nobody else can read, and two people come to share a key.

Here live keys, padding, the envelope, the invite code, and the cryptographic half of pairing.
Only PyNaCl and hashlib may do cryptography, and only here. Bytes come in, bytes go out: no
disk, socket or clock may enter, and no key, word or text may leave in a message.
Start at `envelope.py`, then read `box.py`, which is the one construction everything rests on.
"""

from __future__ import annotations

from sponsorterm.sealing.armor import armor, dearmor
from sponsorterm.sealing.code import code_key, new_code, parse_code, rendezvous
from sponsorterm.sealing.envelope import direction_of, seal, unseal
from sponsorterm.sealing.errors import (
    BadArmor,
    BadCode,
    BadPeerKey,
    BadWords,
    Damaged,
    SealingError,
    TooLarge,
    UnsupportedVersion,
    WrongCode,
    WrongKey,
    WrongPassphrase,
    WrongSpace,
)
from sponsorterm.sealing.keys import (
    Direction,
    SpaceKeys,
    copy_record,
    new_copy_key,
    new_purge_key,
    new_root_key,
    new_space_id,
    new_token,
    other,
    purge_secret,
)
from sponsorterm.sealing.pairing import (
    digits,
    new_pair_keys,
    open_block,
    open_grant,
    public_key,
    root_key,
    seal_block,
    seal_grant,
)

__all__ = [
    "BadArmor",
    "BadCode",
    "BadPeerKey",
    "BadWords",
    "Damaged",
    "Direction",
    "SealingError",
    "SpaceKeys",
    "TooLarge",
    "UnsupportedVersion",
    "WrongCode",
    "WrongKey",
    "WrongPassphrase",
    "WrongSpace",
    "armor",
    "code_key",
    "copy_record",
    "dearmor",
    "digits",
    "direction_of",
    "new_code",
    "new_copy_key",
    "new_pair_keys",
    "new_purge_key",
    "new_root_key",
    "new_space_id",
    "new_token",
    "open_block",
    "open_grant",
    "other",
    "parse_code",
    "public_key",
    "purge_secret",
    "rendezvous",
    "root_key",
    "seal",
    "seal_block",
    "seal_grant",
    "unseal",
]
