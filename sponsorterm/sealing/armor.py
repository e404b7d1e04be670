"""Blocks as text, to be pasted into a message.

Short lines of lower-case base32: letters and digits only, because chat programs turn other
characters into formatting, links or dashes of their own, and capital letters come and go.
"""

from __future__ import annotations

import base64
import re
import textwrap

from sponsorterm.sealing.errors import BadArmor
from sponsorterm.strings import sealing as words

WIDTH = 36
"""Columns of the longest line: a phone's screen, quoted once, without a wrap."""

# Spaces of every kind, quoting, formatting, invisible marks: none of it can be content.
_NOISE = re.compile(r"[\W_]+")


def armor(kind: str, block: bytes) -> str:
    """Write a block as text between a BEGIN and an END line that name its kind."""
    text = base64.b32encode(block).decode().rstrip("=").lower()
    return "\n".join([_line("BEGIN", kind), *textwrap.wrap(text, WIDTH), _line("END", kind), ""])


def dearmor(kind: str, text: str) -> bytes:
    """Find and read the first block of a kind in a text.

    What stands around it, quoting, formatting, case, and how lines were broken do not matter.

    Raises:
        BadArmor: there is none, it has no end, or it holds what `armor` does not write.
    """
    begin = _find("BEGIN", kind, text)
    if begin is None:
        raise BadArmor(_what_instead(kind, text))
    end = _find("END", kind, text, begin.end())
    if end is None:
        raise BadArmor(words.no_end(kind))
    body = _NOISE.sub("", text[begin.end() : end.start()]).upper()
    try:
        return base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError:
        raise BadArmor(words.DAMAGED_BLOCK) from None


def _line(edge: str, kind: str) -> str:
    return f"{edge} SPONSORTERM {kind.upper()}"


def _find(edge: str, kind_pattern: str, text: str, start: int = 0) -> re.Match[str] | None:
    line = rf"\b{edge}\s+SPONSORTERM\s+{kind_pattern}\b"
    return re.compile(line, re.IGNORECASE).search(text, start)


def _what_instead(kind: str, text: str) -> str:
    found = _find("BEGIN", "([a-z]{1,12})", text)
    return words.other_block(kind, found[1].lower()) if found else words.no_block(kind)
