"""What can be wrong with something sealed. No message repeats a key, a word or a text."""

from __future__ import annotations

from collections.abc import Sequence

from sponsorterm.strings import sealing as words


class SealingError(ValueError):
    """Something does not seal or open; its text is fit for a person to read."""


class UnsupportedVersion(SealingError):
    """An envelope of a version this program does not know: to be kept, and tried again later."""


class WrongSpace(SealingError):
    """An envelope of another space than the keys are for."""


class WrongKey(SealingError):
    """An envelope whose `commit` is not the one of these keys in this direction."""


class Damaged(SealingError):
    """A sealed thing that was changed, cut short, or not made by the rules."""


class TooLarge(SealingError):
    """A payload over `wire.MAX_PAYLOAD`."""


class WrongCode(SealingError):
    """A pairing block sealed under another invite code."""


class BadPeerKey(SealingError):
    """A public key that would make the shared secret one an onlooker could guess."""


class BadArmor(SealingError):
    """A pasted text that does not hold the block looked for, whole."""


class BadWords(SealingError):
    """Twelve words of the list that say no seed."""


class WrongPassphrase(SealingError):
    """A lock's slot that this passphrase, or these words, do not open."""


class BadCode(SealingError):
    """A text that is no row of so many words of the list.

    Attributes:
        positions: The words that are not on the list, counted from 1.
        found: How many words there were.
    """

    def __init__(self, positions: Sequence[int], found: int, wanted: int) -> None:
        text = words.unknown_words(positions) if positions else words.word_count(found, wanted)
        super().__init__(text)
        self.positions = tuple(positions)
        self.found = found
