"""Bodies of any kind, read off its Struct: as many as wanted, and one with every field filled."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from sponsorterm.records.ids import RecordId, RevisionId
from sponsorterm.records.kinds import KINDS, Body
from sponsorterm.records.text import Key, clean

BODIES = [kind for kind in KINDS.values() if kind.KIND != "shared_copy"]
"""Every kind; a shared copy holds another and is looked at where it is made."""

RECORD_ID = inspect.type_info(RecordId)
REVISION_ID = inspect.type_info(RevisionId)
KEY = inspect.type_info(Key)


def canary(path: str) -> str:
    """A text that stands in one field only."""
    return f"canary<{path}>"


def fields(kind: type[Body]) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return info.fields


def ids_of(kind: type[Body]) -> Iterator[str]:
    """Dotted names of the fields that hold the id of a record."""
    yield from _ids(inspect.type_info(kind), "")


def _ids(info: inspect.Type, path: str) -> Iterator[str]:
    if info == RECORD_ID:
        yield path
    elif isinstance(info, inspect.UnionType):
        for each in info.types:
            yield from _ids(each, path)
    elif isinstance(info, inspect.ListType):
        yield from _ids(info.item_type, path)
    elif isinstance(info, inspect.StructType):
        for field in info.fields:
            yield from _ids(field.type, f"{path}.{field.encode_name}".lstrip("."))


def fullest(kind: type[Body]) -> Body:
    """A body with every field answered; each text tells where it stands."""
    return msgspec.convert(_filled(inspect.type_info(kind), ""), kind)


def _filled(info: inspect.Type, path: str) -> Any:
    match info:
        case inspect.StructType(fields=below):
            return {f.encode_name: _filled(f.type, f"{path}.{f.encode_name}") for f in below}
        case inspect.UnionType(types=types):
            return _filled(next(t for t in types if not isinstance(t, inspect.NoneType)), path)
        case inspect.ListType(item_type=item):
            return [_filled(item, path)]
        case inspect.DictType(value_type=inspect.UnionType(types=types)):
            return {f"key_{n}": _filled(t, f"{path}.key_{n}") for n, t in enumerate(types)}
        case inspect.DictType(value_type=value):
            return {"key": _filled(value, f"{path}.key")}
        case inspect.StrType(pattern=None):
            return canary(path.lstrip("."))
        case inspect.StrType(pattern=pattern):
            return matching(pattern or "")
        case inspect.LiteralType(values=values):
            return values[-1]
        case inspect.IntType(ge=least):
            return int(least or 0)
        case inspect.BoolType():
            return True
        case inspect.DateType():
            return date(2026, 11, 20)
    raise AssertionError(f"{path}: no sample for {info}")


def matching(pattern: str) -> str:
    """The shortest text of a pattern: letters of an alphabet so many times, or a known one."""
    many = re.fullmatch(r"\\A\[(.)[^\]]*\]\{(\d+)(?:,\d+)?\}\\Z", pattern)
    return many[1] * int(many[2]) if many else PATTERNS[pattern]


PATTERNS = {
    r"\A[a-z][a-z0-9_]{0,63}\Z": "some_key",
    r"\A([01][0-9]|2[0-3]):[0-5][0-9]\Z": "21:05",
}


def documents(kind: type[Body]) -> st.SearchStrategy[dict[str, Any]]:
    """What a body of this kind may say: some of its fields, those it needs among them."""
    return _documents(inspect.type_info(kind))


def _documents(info: inspect.Type, *, empty: bool = True) -> Any:
    match info:
        case inspect.StructType(fields=below):
            needed = {f.encode_name: _documents(f.type) for f in below if f.required}
            free = {f.encode_name: _documents(f.type, empty=False) for f in below if not f.required}
            return st.fixed_dictionaries(needed, optional=free)
        case inspect.UnionType(types=types):
            return st.one_of(_documents(t) for t in types if not isinstance(t, inspect.NoneType))
        case inspect.ListType(item_type=item):
            return st.lists(_documents(item), min_size=not empty, max_size=3)
        case inspect.DictType(value_type=value):
            return st.dictionaries(KEYS, _documents(value), min_size=not empty, max_size=3)
        case inspect.StrType(pattern=None, max_length=most, min_length=least):
            size = {"min_size": least or 0, "max_size": min(most or 30, 30)}
            return st.text(ANY_LETTER, **size).map(clean)
        case inspect.StrType(pattern=pattern):
            return KEYS if info == KEY else st.just(matching(pattern or ""))
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case inspect.IntType(ge=least, le=most):
            return st.integers(int(least or 0), int(most or 10**9))
        case inspect.BoolType():
            return st.booleans()
        case inspect.DateType():
            return st.dates()
    raise AssertionError(f"no documents for {info}")


KEYS = st.text(string.ascii_lowercase, min_size=1, max_size=8)
ANY_LETTER = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Mn"])
"""Letters that cleaning leaves as many as they are."""
