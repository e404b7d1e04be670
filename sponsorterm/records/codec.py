"""Payloads to revisions and back: one small TOML document each.

rtoml reads (tomllib takes seconds and a gigabyte for a hostile key of 40 kB); tomli-w
writes. What was read is never written again: the exact bytes are kept beside the values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import msgspec
import rtoml
import tomli_w

from sponsorterm.records.errors import BadRecord
from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import KINDS, Body, Unknown, Withdrawn
from sponsorterm.records.revision import FORMAT, Header, Revision
from sponsorterm.records.text import clean_tree
from sponsorterm.wire import MAX_PAYLOAD

_TOML_TYPES = (datetime, date, time)
"""TOML has these itself, so they stay what they are."""
_PLACE = re.compile(r" - at `(?:key in )?\$\.?([^`]*)`$")
_VALUE = re.compile(r"^Invalid enum value .*$", re.DOTALL)


def decode(payload: bytes, source: str = "record") -> Revision:
    """Read one payload. `source` names the file (or the link) in an error.

    Unknown keys go to `rest`, an unknown kind or a newer format becomes `Unknown`.

    Raises:
        BadRecord: too large, no TOML, too deep, or a field of the wrong type or range.
    """
    raw = clean_tree(parse(payload, source), source)
    header = convert({k: v for k, v in raw.items() if k != "body"}, Header, source)
    content = raw.get("body", {})
    if not isinstance(content, dict):
        raise BadRecord(source, "body", "a table is expected here")
    kind = KINDS.get(header.kind)
    body: Body
    if header.level == "withdrawn":
        body = Withdrawn()
    elif kind is None or header.format > FORMAT:
        body = Unknown(raw=content)
    else:
        body = convert(content, kind, source, "body")
    rest = _leftover(raw, {**_names(header), "body": _names(body)})
    return Revision(revision_id(payload), header, body, payload, rest)


def decode_own(payload: bytes, source: str = "record") -> Revision:
    """Read a revision of the person's own private space: it has a device and a moment.

    Raises:
        BadRecord: as `decode`, or one of the two is missing.
    """
    revision = decode(payload, source)
    for name in ("device", "at"):
        if getattr(revision.header, name) is None:
            raise BadRecord(source, name, "is missing")
    return revision


def decode_copy(payload: bytes, source: str = "copy") -> Revision:
    """Read a shared copy as it came over a link: it has a level, and its body is allowed.

    Raises:
        BadRecord: as `decode`, the level is missing, or the kind is never shared.
    """
    revision = decode(payload, source)
    if revision.header.level is None:
        raise BadRecord(source, "level", "is missing")
    kind = KINDS.get(revision.kind)
    if kind is not None and not kind.FULL:
        raise BadRecord(source, "kind", f"a {revision.kind} is never shared")
    return revision


def encode(header: Header, body: Body, rest: Mapping[str, Any] | None = None) -> bytes:
    """Write one payload. The result is read back before it is returned.

    Raises:
        BadRecord: a field breaks its limits, or the whole is over 64 KiB.
    """
    document = clean_tree(_merge(_document(header, body), rest or {}), header.kind)
    payload = tomli_w.dumps(document, multiline_strings=True).encode()
    decode(payload, header.kind)
    return payload


def content(revision: Revision) -> dict[str, Any]:
    """What the author said, as plain values: `day`, `body`, and what this version does not know."""
    return _merge({"day": revision.day, "body": _body(revision.body)}, revision.rest)


def parse(payload: bytes, source: str) -> dict[str, Any]:
    """A TOML document of at most a payload's size, as it stands.

    Raises:
        BadRecord: it is larger, no UTF-8, or no TOML; the error names the line.
    """
    if len(payload) > MAX_PAYLOAD:
        raise BadRecord(source, "", f"larger than {MAX_PAYLOAD} bytes; make it shorter")
    try:
        return rtoml.loads(payload.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadRecord(source, "", "this is not UTF-8 text") from None
    except rtoml.TomlParsingError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f" (line {line[1]})" if line else ""
        raise BadRecord(source, "", f"this is not a TOML document{where}") from None


def convert(raw: Any, kind: type[Any], source: str, prefix: str = "") -> Any:
    """Plain values as a `kind` of Struct; `prefix` is where in the document they stand.

    Raises:
        BadRecord: it names the source, the field, and what was expected there.
    """
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        place = _PLACE.search(message)
        field = ".".join(part for part in (prefix, place[1] if place else "") if part)
        expected = _PLACE.sub("", message).replace(" | null", "")
        expected = _VALUE.sub("is not one of the known words", expected)
        raise BadRecord(source, field, expected) from None


def _document(header: Header, body: Body) -> dict[str, Any]:
    """The document as plain values, in the order people read it."""
    plain = {"format": header.format, **_plain(header)}
    if content := _body(body):
        plain["body"] = content
    return plain


def _body(body: Body) -> dict[str, Any]:
    return body.raw if isinstance(body, Unknown) else _plain(body)


def _plain(value: msgspec.Struct) -> dict[str, Any]:
    builtins = msgspec.to_builtins(value, builtin_types=_TOML_TYPES)
    assert isinstance(builtins, dict)
    return builtins


def _names(value: Any) -> Any:
    """The tree of names a value could have, answered or not."""
    if isinstance(value, Unknown):
        return value.raw
    if isinstance(value, msgspec.Struct):
        return {name: _names(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {name: _names(item) for name, item in value.items()}
    return value


def _leftover(raw: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """What is in `raw` and has no place in `known`; tables are compared key by key."""
    rest: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in known:
            rest[key] = value
        elif isinstance(value, dict) and isinstance(known[key], dict):
            below = _leftover(value, known[key])
            if below:
                rest[key] = below
    return rest


def _merge(known: Mapping[str, Any], rest: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(known)
    for key, value in rest.items():
        here = merged.get(key)
        if isinstance(here, dict) and isinstance(value, dict):
            merged[key] = _merge(here, value)
        else:
            merged.setdefault(key, value)
    return merged
