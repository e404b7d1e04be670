"""Words of an entry written as a TOML page, in an editor or piped in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sponsorterm.strings.cli import on

SOURCE = "entry"
HOW = (
    "Write behind the = signs. What you leave blank stays not answered.\n"
    "Longer text goes between ''' and ''', on as many lines as you like."
)
NEEDED_HERE = "(needed)"
NEEDED = "is needed; all the others may stay blank"
OTHER_SHAPE = "is answered in another way; the line above says how"
NOT_ASKED = "is not asked for in this form; check its spelling or take it out"
TOO_LONG = "is larger than 64 KiB; make it shorter"
YES_OR_NO = '"yes" or "no"'
SEVERAL = '[ "...", "..." ]'
RECORD = '"..." with the letters of one of these, if there is any'
PAIRS = '[ { when = "...", then = "..." } ]'

EDITOR_FAILED = "The editor ended with an error."
EDITOR_HINT = "Set EDITOR to the editor you like, or leave out --editor."
AGAIN = "Enter opens the editor again, q leaves. "
LEFT = "Nothing was filed."
NOT_TEXT = "this is not UTF-8 text"


def top(title: str, day: date) -> str:
    """The first line."""
    return f"{title} · {on(day)}"


def choose(keys: Sequence[str], kind: str) -> str:
    """What may stand behind a choice."""
    if kind == "flags":
        return f"{{ {keys[0]} = true, ... }} of: {', '.join(keys)}"
    quoted = ", ".join(f'"{key}"' for key in keys)
    return f"one of: {quoted}" if kind == "choice" else f"[ ... ] of: {quoted}"


def one_of(known: Sequence[str]) -> str:
    """A key that is no choice."""
    return f"expected one of: {', '.join(known)}"


def not_toml(line: str) -> str:
    """The page cannot be read; the line where that shows."""
    return f"this is not TOML (line {line})" if line else "this is not TOML"


def no_editor(name: str) -> str:
    """There is no such editor."""
    return f"The editor {name} cannot be started."


def kept_at(path: str) -> str:
    """Where the text is."""
    return f"What you wrote is kept in {path}"
