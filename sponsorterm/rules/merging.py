"""Merging: what two versions of one record differ in, and one made of both.

It works on the documents, not on the kinds, so a kind added later, a field of a newer version
and a whole unknown kind are compared and merged like any other. Clocks decide nothing here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sponsorterm.records.codec import content
from sponsorterm.records.kinds.base import SAFEST, Level
from sponsorterm.records.revision import FORMAT, Revision

ABSENT = None
"""Stands where a version has no such field. TOML has no null, so no value is ever this."""

Path: TypeAlias = tuple[str, ...]
"""Keys, each beneath the one before it."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs: its path in the document, and what each version has there."""

    path: Path
    values: tuple[Any, ...]

    @property
    def field(self) -> str:
        """The path as TOML writes it."""
        return _dotted(self.path)

    @property
    def name(self) -> str:
        """What people call it: a field of the body without the body."""
        return _dotted(self.path[1:]) or self.field


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge says: the day it is for, the body as plain values, and what is unknown here."""

    day: date
    body: Mapping[str, Any]
    rest: Mapping[str, Any]


def can_be_mixed(versions: Sequence[Revision]) -> bool:
    """Whether fields can be taken from each: all are of one kind, and none of a newer format.

    Of an entry and its deletion only one or the other can be chosen.
    """
    kinds = {version.kind for version in versions}
    return len(kinds) == 1 and all(version.header.format <= FORMAT for version in versions)


def differences(versions: Sequence[Revision]) -> list[Difference]:
    """The fields in which versions of one kind differ, in the order of their documents.

    A table is compared key by key where every version has it, so that any choice of its
    keys is as complete as they are; elsewhere, and in every list, the whole is one value.
    """
    return list(_compare([content(version) for version in versions], ()))


def merge(
    versions: Sequence[Revision],
    picks: Mapping[str, int],
    base: int = 0,
    written: Mapping[str, Any] | None = None,
) -> Merged:
    """One of several versions, with the fields in `picks` as another of them has them.

    `picks` are differing fields and the place of the version to take each from; `written` are
    values of a differing field that its author wrote anew.

    Raises:
        KeyError: a field is none that differs.
    """
    found = {difference.field: difference for difference in differences(versions)}
    document = content(versions[base])
    for field, place in picks.items():
        _put(document, found[field].path, found[field].values[place])
    for field, value in (written or {}).items():
        _put(document, found[field].path, value)
    day, body = document.pop("day"), document.pop("body")
    return Merged(day, body, document)


def suggested(versions: Sequence[Revision], before: Revision | None) -> dict[str, int]:
    """From which version to take each differing field, if the author agrees.

    The one version that changed it since `before`, the newest revision all of them go back
    to. Where several changed it, or nothing is known before them, nothing is suggested.
    """
    if before is None or not can_be_mixed([*versions, before]):
        return {}
    old = content(before)
    picks = {}
    for difference in differences(versions):
        was = _at(old, difference.path)
        changed = [n for n, value in enumerate(difference.values) if value != was]
        if len(changed) == 1:
            picks[difference.field] = changed[0]
    return picks


def common_ancestor(versions: Sequence[Revision], known: Sequence[Revision]) -> Revision | None:
    """The newest known revision that every version was written after."""
    shared = set.intersection(*(set(version.header.supersedes) for version in versions))
    before = [revision for revision in known if revision.id in shared]
    return max(before, key=lambda r: (len(r.header.supersedes), r.order), default=None)


def safer(levels: Sequence[Level]) -> Level:
    """The one of several levels that shows least."""
    return min(levels, key=SAFEST.index)


def _dotted(path: Path) -> str:
    return ".".join(key if _BARE.fullmatch(key) else json.dumps(key) for key in path)


def _compare(tables: Sequence[Mapping[str, Any]], path: Path) -> Iterator[Difference]:
    for key in dict.fromkeys(key for table in tables for key in table):
        values = tuple(table.get(key, ABSENT) for table in tables)
        if all(isinstance(value, dict) for value in values):
            yield from _compare(values, (*path, key))
        elif any(value != values[0] for value in values):
            yield Difference((*path, key), values)


def _put(document: dict[str, Any], path: Path, value: Any) -> None:
    """Set the value at a path, or take it out. Every table on the way is there."""
    *tables, last = path
    for name in tables:
        document[name] = dict(document[name])
        document = document[name]
    if value is ABSENT:
        document.pop(last, None)
    else:
        document[last] = value


def _at(document: Any, path: Path) -> Any:
    for name in path:
        document = document.get(name, ABSENT) if isinstance(document, dict) else ABSENT
    return document
