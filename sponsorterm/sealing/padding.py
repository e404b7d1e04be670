"""Padding: envelopes come in few sizes, so that a size tells next to nothing of the text.

Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
PURBs", PoPETs 2019) keeps as many leading bits of a length as the length has bits in its
exponent: at most 12 % are added. Below 2,048 bytes there is one size only, which is where
nearly every entry of a day lies.
"""

from __future__ import annotations

from sponsorterm.sealing.errors import Damaged
from sponsorterm.strings import sealing as words

MIN_PADDED = 2048
"""Bytes of the smallest padded payload."""

END = b"\x80"


def pad(payload: bytes) -> bytes:
    """Append 0x80 and zeros up to the next padded length."""
    marked = payload + END
    return marked.ljust(padded_length(len(marked)), b"\0")


def unpad(padded: bytes) -> bytes:
    """Take off what `pad` appended.

    Raises:
        Damaged: `pad` would not have given exactly this.
    """
    marked = padded.rstrip(b"\0")
    if not marked.endswith(END) or len(padded) != padded_length(len(marked)):
        raise Damaged(words.DAMAGED)
    return marked[: -len(END)]


def padded_length(length: int) -> int:
    """Bytes that a marked payload of so many bytes is padded to."""
    if length <= MIN_PADDED:
        return MIN_PADDED
    exponent = length.bit_length() - 1
    cleared_bits = exponent - exponent.bit_length()
    step = 1 << cleared_bits
    return -(-length // step) * step
