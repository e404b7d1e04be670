"""Read a pack: one that comes with the program, or a file somebody wrote."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import rtoml

from sponsorterm.program.document import Fault, Table, line_of, over, spelled_out, tables
from sponsorterm.program.faults import explain
from sponsorterm.program.pack import Pack, UnknownKey
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.text import clean_tree
from sponsorterm.strings import program as words

MAX_PACK = 256 * 1024
"""Bytes of one pack. The largest built-in one needs a quarter of it."""
_LONGEST_PLACE = 120
_BUILTIN = Path(__file__).parent / "packs"
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


class PackError(ValueError):
    """A pack that cannot be used: which file and line, where in it, what was expected."""

    def __init__(self, source: str, place: str, problem: str, line: int | None = None) -> None:
        # A misspelt key is part of its place, and a quoted key may be long and hold newlines.
        place = " ".join(place.split())[:_LONGEST_PLACE]
        where = words.at_line(source, line) if line else source
        super().__init__(": ".join(part for part in (where, place, problem) if part))
        self.source = source
        self.line = line
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
    """Read and check one pack with what it builds on, whole or not at all.

    A pack without a key is known by the name of its file.

    Raises:
        PackError: the file cannot be read, or something in it cannot be used.
    """
    document = _with_base(source)
    document.setdefault("key", source.stem)
    try:
        document = spelled_out(document)
        return msgspec.convert(document, Pack)
    except Fault as fault:
        raise error_at(document, _as_toml(fault.path), fault.problem) from None
    except msgspec.ValidationError as error:
        raise error_at(document, *explain(error)) from None


def _with_base(source: Path) -> Table:
    """A document laid over the built-in pack it names as its base, if it names one."""
    own = document_of(source)
    if "base" not in own:
        return own
    base, known = own["base"], builtin_keys()
    if base not in known or source == _BUILTIN / f"{base}.toml":
        raise PackError(
            source.name, "base", words.no_base(str(base), known), line_of(own, ("base",))[1]
        )
    below = _with_base(_BUILTIN / f"{base}.toml")
    for name in ("key", *_unwanted(own)):
        below.pop(name, None)
    del own["base"]
    merged: Table = over(below, own)
    return merged


def _unwanted(own: Table) -> list[str]:
    """The lists of its base that a document does without; taken out of it."""
    names = own.get("without", [])
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise error_at(own, "without", words.NOT_LISTS)
    own.pop("without", None)
    return names


def _as_toml(path: tuple[str | int, ...]) -> str:
    """A path as TOML has it: `forms[0].key`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def error_at(document: Table, place: str, problem: str) -> PackError:
    """A fault with the file and the line where it was written."""
    path = [int(step[1]) if step[1] else step[0] for step in _STEP.findall(place)]
    # A fault of a whole list names it in front: its line is where the list begins.
    source, line = line_of(document, tuple(path) or (problem.partition(":")[0],))
    return PackError(source, place, problem, line)


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


def document_of(source: Path) -> Table:
    """A TOML file as tables that know their lines, every text made safe to show.

    Raises:
        PackError: it cannot be read, or is no TOML.
    """
    return _parse(_read(source), source.name)


def _parse(data: bytes, name: str) -> Table:
    """The tables of a document, every text made safe to show."""
    try:
        text = data.decode()
        values: Any = clean_tree(rtoml.loads(text), name)
    except UnicodeDecodeError:
        raise PackError(name, "", words.NOT_TEXT) from None
    except rtoml.TomlParsingError as error:
        raise PackError(name, "", words.not_toml(str(error))) from None
    except BadRecord as error:
        raise PackError(name, error.field, error.expected) from None
    return tables(values, text, name)
