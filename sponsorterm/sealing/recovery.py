"""The twelve recovery words, and all that follows from them.

They are a BIP39 mnemonic of 128 random bits: the master seed. From it follow, by keyed
BLAKE2b, the private space with its keys, the tokens that prove to an endpoint whose space it
is, and the second slot of the lock. No slow function is needed for what nobody can guess.
"""

from __future__ import annotations

import hashlib
import secrets

from sponsorterm.sealing.box import KEY_BYTES, keyed_hash
from sponsorterm.sealing.errors import BadWords
from sponsorterm.sealing.keys import SpaceKeys
from sponsorterm.sealing.wordlist import read_words
from sponsorterm.strings import sealing as words

SEED_BYTES = 16
WORDS = 12


def new_seed() -> bytes:
    """A random master seed."""
    return secrets.token_bytes(SEED_BYTES)


def words_of(seed: bytes) -> list[str]:
    """The twelve words that say a seed; the last of them carries four bits of checksum."""
    from mnemonic import Mnemonic

    return Mnemonic("english").to_mnemonic(seed).split()


def seed_of(text: str) -> bytes:
    """The seed that twelve words say, however they were typed.

    Raises:
        BadCode: a word is not on the list, or there are more or fewer than twelve.
        BadWords: the words do not belong together: one is wrong or two changed places.
    """
    from mnemonic import Mnemonic

    typed = " ".join(read_words(text, WORDS))
    try:
        return bytes(Mnemonic("english").to_entropy(typed))
    except ValueError:
        raise BadWords(words.BAD_WORDS) from None


def private_space(seed: bytes) -> SpaceKeys:
    """The space all of this person's own records are kept in, and its root key."""
    master = _master(seed)
    return SpaceKeys(
        keyed_hash(master, "private space", size=16).hex(), keyed_hash(master, "private root")
    )


def recovery_token(seed: bytes, space: str) -> str:
    """The token that adds a device of this person to one space: 32 bytes as hex.

    Each space has its own, so that nobody can tell whose spaces lie at one endpoint.
    """
    return keyed_hash(_master(seed), "recovery token", space.encode()).hex()


def device_token(seed: bytes, space: str, device: str) -> str:
    """The token of one device of this person at one space's endpoint: 32 bytes as hex.

    It follows from the seed so that any other device can have it revoked.
    """
    return keyed_hash(_master(seed), "device token", space.encode(), device.encode()).hex()


def private_purge_key(seed: bytes) -> bytes:
    """From which the secrets follow that delete envelopes of the private space."""
    return keyed_hash(_master(seed), "private purge")


def slot_key(seed: bytes) -> bytes:
    """What opens the lock's second slot, when the passphrase is forgotten."""
    return keyed_hash(_master(seed), "lock slot")


def _master(seed: bytes) -> bytes:
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes")
    return hashlib.blake2b(seed, key=b"sponsorterm/1/master", digest_size=KEY_BYTES).digest()
