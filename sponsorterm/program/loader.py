"""Read a pack: one that comes with the program, or a file somebody wrote."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import rtoml

from sponsorterm.program.faults import explain
from sponsorterm.program.pack import Pack, UnknownKey
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.text import clean_tree
from sponsorterm.strings import program as words

MAX_PACK = 256 * 1024
"""Bytes of one pack. The built-in one needs a tenth of it."""
_LONGEST_PLACE = 120
_BUILTIN = Path(__file__).parent / "packs"


class PackError(ValueError):
    """A pack that cannot be used: which file, where in it, what was expected, what to do."""

    def __init__(self, source: str, place: str, problem: str) -> None:
        # A misspelt key is part of its place, and a quoted key may be long and hold newlines.
        place = " ".join(place.split())[:_LONGEST_PLACE]
        super().__init__(": ".join(part for part in (source, place, problem) if part))
        self.source = source
        self.place = place
        self.problem = problem


def builtin_keys() -> list[str]:
    """The packs that come with the program, in alphabetical order."""
    return sorted(path.stem for path in _BUILTIN.glob("*.toml"))


@cache
def builtin(key: str = "general") -> Pack:
    """A pack that comes with the program; read once.

    Raises:
        UnknownKey: there is none of this name.
    """
    known = builtin_keys()
    if key not in known:
        raise UnknownKey(words.no_pack(key, known))
    return load_pack(_BUILTIN / f"{key}.toml")


def load_pack(source: Path) -> Pack:
    """Read and check one pack, whole or not at all.

    Raises:
        PackError: the file cannot be read, or something in it cannot be used.
    """
    document = _parse(_read(source), source.name)
    try:
        return msgspec.convert(document, Pack)
    except msgspec.ValidationError as error:
        raise PackError(source.name, *explain(error)) from None


def _read(source: Path) -> bytes:
    """The bytes of a plain file under the cap; a pipe or a device is never waited for."""
    try:
        if not source.exists():
            raise PackError(source.name, "", words.NOT_THERE)
        if not source.is_file():
            raise PackError(source.name, "", words.NOT_A_FILE)
        with source.open("rb") as file:
            data = file.read(MAX_PACK + 1)
    except OSError:
        raise PackError(source.name, "", words.NOT_READABLE) from None
    if len(data) > MAX_PACK:
        raise PackError(source.name, "", words.too_large(MAX_PACK))
    return data


def _parse(data: bytes, name: str) -> Any:
    """The values of a document, every text made safe to show."""
    try:
        return clean_tree(rtoml.loads(data.decode()), name)
    except UnicodeDecodeError:
        raise PackError(name, "", words.NOT_TEXT) from None
    except rtoml.TomlParsingError as error:
        raise PackError(name, "", words.not_toml(str(error))) from None
    except BadRecord as error:
        raise PackError(name, error.field, error.expected) from None
