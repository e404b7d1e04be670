"""The BIP39 English list: how a person says and types random bits without mistakes."""

from __future__ import annotations

import re
from functools import cache

from sponsorterm.sealing.errors import BadCode

_SHORTEST_PREFIX = 4


@cache
def words_by_prefix() -> dict[str, str]:
    """The 2,048 words by their first four letters, which no two of them share."""
    from mnemonic import Mnemonic

    return {word[:_SHORTEST_PREFIX]: word for word in Mnemonic("english").wordlist}


def read_words(text: str, wanted: int) -> list[str]:
    """The words a person typed. Case and all between them is free; four letters are enough.

    Raises:
        BadCode: a word is not on the list, or there are more or fewer than `wanted`.
    """
    typed = re.findall(r"[^\W\d_]+", text.lower())
    if len(typed) > wanted:
        raise BadCode((), len(typed), wanted)
    words = [_word(each) for each in typed]
    unknown = [position for position, word in enumerate(words, start=1) if not word]
    if unknown or len(words) < wanted:
        raise BadCode(unknown, len(words), wanted)
    return words


def _word(typed: str) -> str:
    """The word of the list that was typed in full or by its beginning, or an empty string."""
    word = words_by_prefix().get(typed[:_SHORTEST_PREFIX], "")
    return word if word.startswith(typed) else ""
