"""The form of an export: what a person wrote as TOML, one month a file, to be read by anybody.

`export` writes it and `sample_data` is kept in it. It holds no key and no token; people are
named by name. The same content always gives the same bytes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import rtoml
import tomli_w
from msgspec import Meta, Struct

from sponsorterm.records.codec import convert
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.ids import RecordId
from sponsorterm.records.kinds import KINDS, Body, Profile, Unknown
from sponsorterm.records.kinds.link import Cadence, LinkState, Role
from sponsorterm.records.text import Key, Line, clean_tree
from sponsorterm.services.errors import ServiceError
from sponsorterm.store.files import read_regular
from sponsorterm.strings import export as words
from sponsorterm.wire import is_crowded

PROFILE_FILE = "profile.toml"
LINKS_FILE = "links.toml"
MAX_FILE = 32 * 1024 * 1024
"""Bytes of one file that is read: far more than anybody writes in a month."""
MAX_VALUES = 100_000
"""Lines and commas of one file: a month has a few thousand."""

COPY_NAMES = frozenset({"about", "result"})
"""Fields that name a copy on a link. An export names the record it is a copy of, if it is mine."""

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\.toml")
_NOBODY = "0" * 32
"""Stands for the link while a body is only checked."""

Moment = Annotated[datetime, Meta(tz=True)]


class Shared(Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"name": "with"}):
    """What one person was given of a record, and when they marked it read."""

    name: Line
    level: Literal["numbers", "full"]
    held: list[Line] = []
    seen: date | None = None
    talked: bool | None = None


class Written(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record as it stands. A link in `body` is a person's name, not a record id."""

    kind: Key
    record: RecordId
    day: date
    at: Moment
    body: dict[str, Any] = {}
    shared: list[Shared] = []

    @property
    def order(self) -> tuple[date, datetime, str]:
        """Sorts as a diary does."""
        return (self.day, self.at, self.record)


class Partner(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody the writer is linked with; `synced` is when the two were last in step."""

    name: Line
    role: Role
    state: LinkState
    cadence: Cadence = "none"
    since: date | None = None
    synced: Moment | None = None


class _Month(Struct, kw_only=True, omit_defaults=True):
    record: list[Written] = []


class _Links(Struct, kw_only=True, omit_defaults=True):
    link: list[Partner] = []


@dataclass(frozen=True, slots=True)
class Document:
    """Everything of one person. `profile` is a Profile's fields, unknown ones included."""

    profile: Mapping[str, Any]
    links: tuple[Partner, ...]
    records: tuple[Written, ...]


def body_of(
    written: Written, links: Mapping[str, str], source: str = "record", place: str = ""
) -> Body:
    """The body as its kind has it, with the link's record id where the person's name stood.

    `source` and `place` tell in an error where it was read.

    Raises:
        BadRecord: a field breaks its limits, or the name is in no link.
    """
    kind = KINDS.get(written.kind)
    if kind is None:
        return Unknown(raw=written.body)
    raw = dict(written.body)
    if "link" in raw:
        if raw["link"] not in links:
            raise BadRecord(source, f"{place}body.link", words.NOT_A_NAME)
        raw["link"] = links[raw["link"]]
    body: Body = convert(raw, kind, source, f"{place}body")
    return body


def files(document: Document) -> dict[str, bytes]:
    """The files of an export by name, in their one canonical form."""
    records = sorted(document.records, key=lambda written: written.order)
    months = groupby(records, key=_file_of)
    return {
        PROFILE_FILE: tomli_w.dumps(document.profile).encode(),
        LINKS_FILE: _dump(_Links(link=list(document.links))),
        **{name: _dump(_Month(record=list(month))) for name, month in months},
    }


def read_export(folder: Path) -> Document:
    """Read an export, whole or not at all.

    Raises:
        ServiceError: there is no export in this folder.
        StoreError: a file is not a plain one, or not to be opened.
        BadRecord: a file says something an export does not; it names the file and the key.
    """
    if not os.path.isfile(folder / PROFILE_FILE):  # noqa: PTH113 - false for any name at all
        raise ServiceError(words.NOT_THERE, words.NOT_THERE_HINT)
    profile = load(folder / PROFILE_FILE)
    convert(profile, Profile, PROFILE_FILE)
    links = {}
    if (folder / LINKS_FILE).exists():
        links = load(folder / LINKS_FILE)
    partners = tuple(convert(links, _Links, LINKS_FILE).link)
    names = dict.fromkeys((partner.name for partner in partners), _NOBODY)
    records = [written for month in months_of(folder) for written in _read_month(month, names)]
    return Document(profile, partners, tuple(sorted(records, key=lambda each: each.order)))


def months_of(folder: Path) -> list[Path]:
    """The files of an export that hold records, the oldest month first."""
    return sorted(path for path in folder.iterdir() if _MONTH.fullmatch(path.name))


def unique_names(names: Iterable[str]) -> Iterator[str]:
    """Each name, the second of a kind with a number, so that a name tells one person."""
    taken: set[str] = set()
    for name in names:
        unique, number = name, 1
        while unique in taken:
            number += 1
            unique = words.one_of_several(name, number)
        taken.add(unique)
        yield unique


def _read_month(path: Path, names: Mapping[str, str]) -> list[Written]:
    month = convert(load(path), _Month, path.name).record
    for number, written in enumerate(month):
        place = f"record[{number}]."
        if _file_of(written) != path.name:
            raise BadRecord(path.name, f"{place}day", words.OTHER_MONTH)
        if any(shared.name not in names for shared in written.shared):
            raise BadRecord(path.name, f"{place}shared", words.NOT_A_NAME)
        body_of(written, names, path.name, place)
    return list(month)


def _file_of(written: Written) -> str:
    return f"{written.day.isoformat()[:7]}.toml"


def load(path: Path) -> dict[str, Any]:
    """What one file of an export says.

    Raises:
        StoreError: it is not a plain file, or not to be opened.
        BadRecord: it cannot be read; the error names the file, and the line if that is known.
    """
    data = read_regular(path, MAX_FILE)
    if is_crowded(data, MAX_VALUES):
        raise BadRecord(path.name, "", words.too_many(MAX_VALUES))
    try:
        raw: dict[str, Any] = rtoml.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadRecord(path.name, "", words.NOT_TEXT) from None
    except rtoml.TomlParsingError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise BadRecord(path.name, "", words.not_toml(line[1] if line else None)) from None
    # A record stands two levels down, and may be as deep as in a file of its own.
    return clean_tree(raw, path.name, depth=-2)  # type: ignore[no-any-return]


def _dump(value: Struct) -> bytes:
    plain = msgspec.to_builtins(value, builtin_types=(date, datetime))
    return tomli_w.dumps(plain, multiline_strings=True).encode()
