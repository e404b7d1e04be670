"""What a person reads when something sealed does not open, or an invite code is mistyped."""

from __future__ import annotations

from collections.abc import Sequence

UNSUPPORTED_VERSION = "This was sealed by a newer version of sponsorterm. Update, then sync again."
WRONG_SPACE = "This belongs to another link."
WRONG_KEY = "This was sealed with a key this link does not have."
DAMAGED = "This was damaged on its way and cannot be opened."
DAMAGED_BLOCK = "This block was damaged on its way. Copy it again, from BEGIN to END."
WRONG_CODE = "This was made with another invite code. Check the words with each other."
BAD_WORDS = (
    "These twelve words do not belong together. One of them is wrong, or two changed places."
)
DAMAGED_FILE = "This sealed file was changed or cut short, and cannot be opened."
WRONG_PASSPHRASE = "That is not the passphrase."
OTHER_WORDS = "These are not the twelve words of this home."
BAD_PEER_KEY = "The other side's key is not a usable one. Start again with a new invite."


def too_large(limit: int) -> str:
    """What to say of a payload over `limit` bytes."""
    return f"This is larger than {limit // 1024} KiB. Make it shorter or split it."


def unknown_words(positions: Sequence[int]) -> str:
    """Which words are on no list, by position and never by the word itself."""
    if len(positions) == 1:
        return f"Word {positions[0]} is not on the list. Check its spelling."
    *front, last = positions
    places = ", ".join(map(str, front))
    return f"Words {places} and {last} are not on the list. Check their spelling."


def word_count(found: int, wanted: int) -> str:
    """That there are too few or too many words."""
    if found > wanted:
        return f"There should be {wanted} words, and here are {found}."
    missing = wanted - found
    return f"There should be {wanted} words, and {missing} of them {_be(missing)} missing."


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def no_block(kind: str) -> str:
    """That a pasted text holds no block of the kind asked for."""
    return f"There is no {kind} in this text. Copy everything from its BEGIN line to its END line."


def no_end(kind: str) -> str:
    """That a pasted block stops before its END line."""
    return f"The end of the {kind} is missing. Copy everything down to its END line."


def other_block(wanted: str, found: str) -> str:
    """That a pasted text holds a block of another kind."""
    return f"This is the {found}, and the {wanted} is needed here."


NO_BACKUP = "This is not a sponsorterm backup, or it was cut short or damaged at both ends."
NEWER_BACKUP = "A newer version of sponsorterm wrote this backup. Update, then restore."
UNDER_WORDS = "This backup is sealed under your twelve words."
UNDER_PASSPHRASE = "This backup is sealed under a passphrase."
