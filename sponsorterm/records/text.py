"""Text from anywhere, made safe to show: data, never markup, never terminal control."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any

from msgspec import Meta

from sponsorterm.records.errors import BadRecord

MAX_TEXT = 10_000
"""Characters of one text."""
MAX_LINE = 200
"""Characters of a line: a name, a title, a short answer."""
MAX_DEPTH = 8
"""Tables within tables. Our own kinds need four; the rest is room for later ones."""

Text = Annotated[str, Meta(max_length=MAX_TEXT)]
Line = Annotated[str, Meta(max_length=MAX_LINE)]
Key = Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9_]{0,63}\Z")]
"""A stable name out of a pack: a trait, an action, a task."""

_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f"  # C0 without newline and tab, and DEL
    "\x80-\x9f"  # C1: 8-bit control sequences
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls reorder a whole line
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # lone surrogates cannot be encoded
    "]"
)


def clean(text: str) -> str:
    r"""Drop what a terminal would obey or could not show, and normalise to NFC.

    Windows line ends become `\n` first. Newline and tab stay. A text that needs nothing
    comes back as it is.
    """
    if text.isascii() and text.isprintable():  # nearly every key and short answer
        return text
    text = text.replace("\r\n", "\n")
    return unicodedata.normalize("NFC", _UNSAFE.sub("", text))


def one_line(message: str, hint: str = "") -> str:
    """What is wrong and what to do about it, as one line a terminal only shows."""
    message, hint = (" ".join(clean(text).split()) for text in (message, hint))
    if not hint:
        return message
    if message.rstrip(")").endswith((".", "!", "?")):
        return f"{message} {hint[0].upper()}{hint[1:]}"
    return f"{message}; {hint}"


def clean_tree(value: Any, source: str, field: str = "", depth: int = 0) -> Any:
    """Clean every string of a decoded document, keys too.

    Raises:
        BadRecord: tables are nested deeper than `MAX_DEPTH`.
    """
    if isinstance(value, str):
        return clean(value)
    if depth > MAX_DEPTH:
        raise BadRecord(source, field, f"at most {MAX_DEPTH} tables within each other")
    if isinstance(value, dict):
        return {
            clean(key): clean_tree(
                item, source, f"{field}.{clean(key)[:64]}".lstrip("."), depth + 1
            )
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [clean_tree(item, source, field, depth + 1) for item in value]
    return value
