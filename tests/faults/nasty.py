"""Everything a terminal would obey, in every text of every kind, as a hostile peer writes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import msgspec
import rtoml
import tomli_w

from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import KINDS
from sponsorterm.services.home.session import Session
from tests.store import pen

CONTROLS = [*range(0x09), 0x0B, 0x0C, *range(0x0D, 0x20), 0x7F, *range(0x80, 0xA0)]
BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
SEPARATORS = [0x2028, 0x2029]
FORBIDDEN = frozenset(map(chr, [*CONTROLS, *BIDI, *SEPARATORS]))
"""What may reach no terminal as it is."""
SEQUENCES = (
    "\x1b]52;c;Q0FO\x07",
    "\x1b[7777z",
    "\x1bP7777q\x1b\\",
    "\x1b_7777\x1b\\",
    "\x9b7777z",
    "\x9d0;7777\x9c",
)
"""Clipboard, CSI, DCS, APC, and the 8-bit CSI and OSC."""
MARKUP = "[@click=app.quit]x[/] [/b] [red]"
CONTENT = "".join(sorted(FORBIDDEN)) + "".join(SEQUENCES) + MARKUP
SHOWN = "7777"
"""What is left of it once it is harmless."""
_STRINGS = ("ab" * 16, "ab" * 32, "ab" * 10, "a" * 32, "a" * 52, "UTC", "04:00", "US", "general")


def payloads(*, shared: bool) -> Iterator[bytes]:
    """One record of each kind, and one of a kind to come; `shared` as it comes over a link."""
    for document in documents(shared=shared):
        yield tomli_w.dumps(document).encode()


def documents(*, shared: bool, text: str = CONTENT) -> Iterator[dict[str, Any]]:
    """The same as plain values, with this for every text."""
    for kind, struct in KINDS.items():
        if not shared or struct.FULL:
            body = dict(_fields(struct, text))
            if kind == "profile":
                body["zone"] = "UTC"
            yield _document(kind, body, text, shared=shared)
    newer = {"words": text, text: [text], "table": {text: text}}
    yield _document("newer_kind", newer, text, shared=shared)


def _document(kind: str, body: dict[str, Any], text: str, *, shared: bool) -> dict[str, Any]:
    header: dict[str, Any] = {
        "format": 1,
        "kind": kind,
        "record": derived_record_id("nasty", kind),
        "at": pen.AT,
        "day": pen.DAY,
    }
    header |= {"level": "full"} if shared else {"device": "0123456789abcdef"}
    return {**header, text: text, "body": {**body, text: text}}


def _fields(struct: type[msgspec.Struct], text: str) -> Iterator[tuple[str, Any]]:
    info = msgspec.inspect.type_info(struct)
    assert isinstance(info, msgspec.inspect.StructType)
    for field in info.fields:
        value = _value(field.type, text)
        if value is not None:
            yield field.encode_name, value


def _value(kind: Any, text: str) -> Any:
    """A value of a type, as nasty as that type lets it be."""
    inspect = msgspec.inspect
    match kind:
        case inspect.Metadata():
            return _value(kind.type, text)
        case inspect.StrType():
            return _string(kind, text)
        case inspect.UnionType():
            return _value(next(t for t in kind.types if not isinstance(t, inspect.NoneType)), text)
        case inspect.LiteralType():
            return kind.values[-1]
        case inspect.StructType():
            return dict(_fields(kind.cls, text))
        case inspect.DictType():
            return {"a_key": _value(kind.value_type, text)}
        case inspect.ListType():
            return [_value(kind.item_type, text)]
        case inspect.DateType():
            return date(2026, 11, 20)
        case inspect.DateTimeType():
            return pen.AT
        case inspect.IntType() | inspect.FloatType():
            return kind.ge or 1
        case inspect.BoolType():
            return True
    return None


def _string(kind: Any, text: str) -> str | None:
    if kind.pattern is None:
        return text
    for known in _STRINGS:
        try:
            msgspec.convert(known, _constrained(kind))
        except msgspec.ValidationError:
            continue
        return known
    return None


def _constrained(kind: Any) -> Any:
    limits = {"min_length": kind.min_length, "max_length": kind.max_length}
    return Annotated[str, msgspec.Meta(pattern=kind.pattern, **limits)]


def fill(session: Session) -> None:
    """Write it all into one's own home, and receive it all over every link."""
    for payload in payloads(shared=False):
        session.store.save(payload)
    for link in session.links():
        for payload in payloads(shared=True):
            session.store.receive(link.record, payload)
        revision = session.store.heads(link.record)[-1]
        document = rtoml.loads(revision.payload.decode())
        document["body"]["name"] = f"{link.name}{CONTENT}"
        document["supersedes"] = [revision.id, *revision.header.supersedes]
        session.store.save(tomli_w.dumps(document).encode())
