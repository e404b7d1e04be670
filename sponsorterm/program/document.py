"""A pack as it is written: tables that know their lines, laid over the pack they build on.

    base = "general"       everything of that pack holds, but for what stands here
    [terms]                tables are changed key by key
    [[forms]]              lists of entries with a key (steps: a number) entry by entry, new
                           ones at the end; `remove = true` takes an entry out, and
                           `replace = true` takes it anew instead of changing it
    without = ["steps"]    lists of that pack of which nothing is wanted
    [prompts.mood]         a prompt that pages and columns name instead of repeating it

`{use}` in any text stands for the programme's own word out of its terms, `{Use}` begins a
sentence with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from sponsorterm.program.toml_lines import Path, line_numbers
from sponsorterm.strings import program as words

_IDENTITY = ("key", "number")
"""What an entry of a list is known by when another pack changes it."""
_NAMED = ("prompts", "columns")
"""Lists that may name prompts of the pack's own."""
_TERM = re.compile(r"\{([A-Za-z][a-z_]*)\}")
_NUMBER = "n"
"""Not a term: the number in the label of a milestone."""


class Source:
    """A file that was read. Its lines are looked for only once somebody has to be led there."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """The line of every value by its path."""
        return line_numbers(self._text)


Place: TypeAlias = tuple[Source, Path]
"""A file and the path of a value in it."""


class Fault(Exception):
    """Something is wrong at a path of the document."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(problem)
        self.path = path
        self.problem = problem


class Table(dict[str, Any]):
    """A table that remembers where it was written, and its keys where that is elsewhere."""

    def __init__(
        self, values: Mapping[str, Any], place: Place, keys: Mapping[str, Place] | None = None
    ) -> None:
        super().__init__(values)
        self.place = place
        self.keys_at = keys or {}

    def place_of(self, key: str) -> Place:
        """Where the value of a key was written."""
        source, path = self.place
        return self.keys_at.get(key, (source, (*path, key)))


def tables(values: Any, text: str, source: str) -> Table:
    """The values of a TOML document as tables that know their lines."""
    origin = Source(source, text)

    def built(value: Any, path: Path) -> Any:
        if isinstance(value, list):
            return [built(each, (*path, n)) for n, each in enumerate(value)]
        if not isinstance(value, dict):
            return value
        inside = {key: built(each, (*path, key)) for key, each in value.items()}
        return Table(inside, (origin, path))

    whole = built(values, ())
    assert isinstance(whole, Table)
    return whole


def over(base: Any, own: Any) -> Any:
    """What stands in one document laid over another."""
    if isinstance(base, Table) and isinstance(own, Table):
        merged = dict(base)
        for key, value in own.items():
            merged[key] = over(base[key], value) if key in base else value
        keys = {key: (own if key in own else base).place_of(key) for key in merged}
        return Table(merged, own.place, keys)
    if isinstance(base, list) and isinstance(own, list) and all(map(_identity, [*base, *own])):
        return _entries(base, own)
    return own


def spelled_out(document: Table) -> Table:
    """The document with its named prompts put in their places, and its terms in every text.

    Raises:
        Fault: there is no prompt or no term of a name, or no table of them.
    """
    named, terms = _table(document, "prompts"), _table(document, "terms")
    document.pop("prompts", None)

    def prompt(value: Any, path: Path) -> Any:
        if not isinstance(value, str):
            return walked(value, path)
        if value not in named or not isinstance(named[value], Table):
            raise Fault(path, words.no_prompt_named(value))
        found = named[value]
        return walked(Table({"field": value} | found, found.place, found.keys_at), path)

    def walked(value: Any, path: Path) -> Any:
        if isinstance(value, str):
            return _TERM.sub(lambda found: _term(found[1], terms, path), value)
        if isinstance(value, list):
            read: Callable[[Any, Path], Any] = prompt if path[-1] in _NAMED else walked
            return [read(each, (*path, n)) for n, each in enumerate(value)]
        if isinstance(value, Table):
            inside = {key: walked(each, (*path, key)) for key, each in value.items()}
            return Table(inside, value.place, value.keys_at)
        return value

    return walked(document, ())  # type: ignore[no-any-return]


def line_of(document: Table, path: Path) -> tuple[str, int]:
    """The file and the line of the value at a path, or of what it stands in."""
    here: Any = document
    found = (document.place[0].name, 1)
    for part in path:
        places = []
        if isinstance(here, Table):
            places.append(here.place_of(str(part)))
            here = here.get(str(part))
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            break
        places += [here.place] if isinstance(here, Table) else []
        for source, at in places:
            found = (source.name, source.lines[at]) if at in source.lines else found
    return found


def _table(document: Table, name: str) -> Mapping[str, Any]:
    found = document.get(name, {})
    if not isinstance(found, Mapping):
        raise Fault((name,), words.no_table(name))
    return found


def _term(name: str, terms: Mapping[str, Any], path: Path) -> str:
    if name == _NUMBER:
        return f"{{{name}}}"
    word = terms.get(name.lower())
    if not isinstance(word, str):
        raise Fault(path, words.no_term(name))
    return word[:1].upper() + word[1:] if name[0].isupper() else word


def _changed(entry: Table, own: Table) -> Table:
    changed = own if own.pop("replace", False) else over(entry, own)
    assert isinstance(changed, Table)
    return changed


def _identity(entry: Any) -> Any:
    """The key an entry is known by, or None."""
    if not isinstance(entry, Table):
        return None
    return next((entry[name] for name in _IDENTITY if isinstance(entry.get(name), str | int)), None)


def _entries(base: list[Table], own: list[Table]) -> list[Any]:
    changes = {_identity(entry): entry for entry in own}
    known = [_identity(entry) for entry in base]
    merged = [_changed(entry, changes.get(_identity(entry), entry)) for entry in base]
    merged += [entry for entry in own if _identity(entry) not in known]
    return [entry for entry in merged if not entry.pop("remove", False)]
