"""The one-use invite code: ten words that two people say to each other.

Ten words of the BIP39 English list are 110 random bits. Nobody can try that many, so the
key follows by one plain BLAKE2b: a slow function is for secrets a person made up, and would
only make two people wait. No word may appear in a message, a log or an argument list.
"""

from __future__ import annotations

import hashlib
import secrets

from sponsorterm.sealing.box import KEY_BYTES, keyed_hash
from sponsorterm.sealing.wordlist import read_words, words_by_prefix

WORDS = 10


def new_code() -> str:
    """A random code, its words joined by dashes."""
    words = list(words_by_prefix().values())
    return "-".join(secrets.choice(words) for _ in range(WORDS))


def parse_code(text: str) -> str:
    """The code a person typed, in the spelling of `new_code`.

    Case and all between the words is free; four letters of a word are enough, since no two
    words of the list share them.

    Raises:
        BadCode: a word is not on the list, or there are more or fewer than ten.
    """
    return "-".join(read_words(text, WORDS))


def code_key(code: str) -> bytes:
    """The key that follows from a code, in whatever spelling: 32 bytes.

    Raises:
        BadCode: as `parse_code`.
    """
    text = parse_code(code).encode()
    return hashlib.blake2b(text, key=b"sponsorterm/1/code", digest_size=KEY_BYTES).digest()


def rendezvous(code: str) -> str:
    """Where the two sides leave their blocks: 16 bytes as hex, which tell nothing of the code.

    Raises:
        BadCode: as `parse_code`.
    """
    return keyed_hash(code_key(code), "rendezvous", size=16).hex()
