"""The one-use invite code: ten words that two people say to each other.

Ten words of the BIP39 English list are 110 random bits. Nobody can try that many, so the
key follows by one plain BLAKE2b: a slow function is for secrets a person made up, and would
only make two people wait. No word may appear in a message, a log or an argument list.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from functools import cache

from sponsorterm.sealing.box import KEY_BYTES, keyed_hash
from sponsorterm.sealing.errors import BadCode

WORDS = 10

_SHORTEST_PREFIX = 4


def new_code() -> str:
    """A random code, its words joined by dashes."""
    words = list(_words_by_prefix().values())
    return "-".join(secrets.choice(words) for _ in range(WORDS))


def parse_code(text: str) -> str:
    """The code a person typed, in the spelling of `new_code`.

    Case and all between the words is free; four letters of a word are enough, since no two
    words of the list share them.

    Raises:
        BadCode: a word is not on the list, or there are more or fewer than ten.
    """
    typed = re.findall(r"[^\W\d_]+", text.lower())
    if len(typed) > WORDS:
        raise BadCode((), len(typed), WORDS)
    words = [_word(each) for each in typed]
    unknown = [position for position, word in enumerate(words, start=1) if not word]
    if unknown or len(words) < WORDS:
        raise BadCode(unknown, len(words), WORDS)
    return "-".join(words)


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


def _word(typed: str) -> str:
    """The word of the list that was typed in full or by its beginning, or an empty string."""
    word = _words_by_prefix().get(typed[:_SHORTEST_PREFIX], "")
    return word if word.startswith(typed) else ""


@cache
def _words_by_prefix() -> dict[str, str]:
    from mnemonic import Mnemonic

    return {word[:_SHORTEST_PREFIX]: word for word in Mnemonic("english").wordlist}
