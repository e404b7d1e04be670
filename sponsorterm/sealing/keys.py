"""Keys and random names: what is made once, and what follows from it.

A space has one random root key for ever. All other keys follow from it by keyed BLAKE2b, one
set for each direction, so that what one person sealed can never pass as the other's.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cached_property

from sponsorterm.sealing.box import KEY_BYTES, BoxKeys, keyed_hash
from sponsorterm.wire import Member

Direction = Member
"""Whose words an envelope holds: those of `a`, who opened the space, or of `b`, who joined."""


def other(direction: Direction) -> Direction:
    """The opposite direction."""
    return "b" if direction == "a" else "a"


@dataclass(frozen=True)
class SpaceKeys:
    """The root key of one space, and the keys that follow from it."""

    space: str
    root: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.root) != KEY_BYTES:
            raise ValueError(f"a root key has {KEY_BYTES} bytes")

    def box_keys(self, direction: Direction) -> BoxKeys:
        """What the envelopes of one direction are sealed with."""
        return self._box_keys[direction]

    def commit(self, direction: Direction) -> str:
        """What the envelopes of one direction carry in clear: 16 bytes as hex."""
        return self.box_keys(direction).commit.hex()

    # Kept because a first sync asks thousands of times.
    @cached_property
    def _box_keys(self) -> dict[Direction, BoxKeys]:
        directions: tuple[Direction, ...] = ("a", "b")
        space = self.space.encode()
        return {each: BoxKeys.derive(self.root, space, each.encode()) for each in directions}


def new_space_id() -> str:
    """A random space id: 16 bytes as hex."""
    return secrets.token_hex(16)


def new_root_key() -> bytes:
    """A random root key, for a space that is not made by pairing."""
    return secrets.token_bytes(KEY_BYTES)


def new_token() -> str:
    """A random device token: 32 bytes as hex, so that it never starts with a dash."""
    return secrets.token_hex(32)


def new_purge_key() -> bytes:
    """A random key from which every purge secret of one person follows."""
    return secrets.token_bytes(KEY_BYTES)


def purge_secret(purge_key: bytes, envelope_id: str) -> str:
    """The one secret that deletes this envelope; `wire.purge_hash` of it goes up with it."""
    return keyed_hash(purge_key, "purge secret", envelope_id.encode()).hex()


def new_copy_key() -> bytes:
    """A random key that names the shared copies of one link."""
    return secrets.token_bytes(KEY_BYTES)


def copy_record(copy_key: bytes, record: str) -> str:
    """The record id a shared copy carries: keyed BLAKE2b-128 of the true one, as hex.

    With a key for each link, two people who compare what they were sent cannot tell which
    copies come from the same record.
    """
    return keyed_hash(copy_key, "copy record", record.encode(), size=16).hex()
