"""Payloads: shared copies as TOML, what may be in them, and what stands (2, 3, 8)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

import tomli_w

BOTH = {
    *("note", "comment", "seen", "presence"),
    *("assignment", "agreement", "acceptance", "call", "milestone"),
}
AUTHORS = {
    "sponsor": BOTH | {"sign_off"},
    "sponsee": BOTH
    | {"inventory", "checkin", "spot_check", "morning", "review", "debrief", "safety_plan"}
    | {"step", "worksheet", "worksheet_row", "amends", "progress", "clock", "meeting"}
    | {"gratitude", "practice", "readiness", "balance", "urge"},
}
NEEDED = {
    "inventory": {"period": str, "mode": str},
    "step": {"pack": str, "step": int},
    "worksheet": {"pack": str, "sheet": str},
    "worksheet_row": {"pack": str, "sheet": str},
    "clock": {"label": str, "start": date},
    "comment": {"about": str, "body": str},
    "seen": {"items": list},
    "presence": {"count": int, "digest": str},
    "progress": {"about": str},
    "sign_off": {"state": str},
    "acceptance": {"about": str, "revision": str, "accepted": str},
}
FORMS = {"kind": r"[a-z][a-z0-9_]{0,63}", "record": r"[0-9a-f]{32}"}
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)


class Refused(Exception):
    """Something must not be used; the text says why and repeats nothing of it."""


@dataclass(frozen=True)
class Copy:
    id: str
    payload: bytes
    kind: str
    record: str
    supersedes: tuple[str, ...]
    day: date
    at: datetime | None
    level: str
    body: dict[str, Any]


def write(
    kind: str,
    record: str,
    day: date,
    level: str,
    *,
    body: dict[str, Any] | None = None,
    at: datetime | None = None,
    supersedes: Sequence[str] = (),
    **extra: Any,
) -> bytes:
    document: dict[str, Any] = {"format": 1, "kind": kind, "record": record}
    document |= {"supersedes": list(supersedes)} if supersedes else {}
    document |= {"at": at} if at and level == "full" else {}
    document |= {"day": day, "level": level} | extra
    document |= {"body": body} if body else {}
    return tomli_w.dumps(document).encode()


def read(payload: bytes, author: str) -> Copy:
    """What the other person gave; `author` is their role."""
    if len(payload) > 65_536:
        raise Refused("too large")
    try:
        raw = _cleaned(tomllib.loads(payload.decode()))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise Refused("no TOML") from None
    for name, form in FORMS.items():
        if not re.fullmatch(form, str(raw.get(name))):
            raise Refused(f"no {name}")
    kind, body, level = raw["kind"], raw.get("body", {}), raw.get("level")
    if kind not in AUTHORS[author]:
        raise Refused(f"nothing a {author} sends")
    if type(raw.get("day")) is not date or level not in ("full", "numbers", "withdrawn"):
        raise Refused("no day or level")
    if level != "withdrawn" and raw.get("format", 1) == 1:
        _check(kind, body)
    superseded = tuple(raw.get("supersedes", ()))
    name = revision_id(payload)
    return Copy(
        name, payload, kind, raw["record"], superseded, raw["day"], raw.get("at"), level, body
    )


def revision_id(payload: bytes) -> str:
    return b32encode(blake2b(payload, digest_size=20).digest()).decode().lower()


def live(copies: Iterable[Copy]) -> list[Copy]:
    """The heads of every record of which no head was taken back, by day and moment."""
    known = list(copies)
    gone = {name for copy in known for name in copy.supersedes}
    heads = [copy for copy in known if copy.id not in gone]
    withdrawn = {copy.record for copy in heads if copy.level == "withdrawn"}
    return sorted(
        (copy for copy in heads if copy.record not in withdrawn),
        key=lambda copy: (copy.day, copy.at.timestamp() if copy.at else 0.0),
    )


def presence(copies: Iterable[Copy]) -> dict[str, Any]:
    """The body of a presence note over all that was given (8)."""
    names = sorted(copy.id for copy in live(copies) if copy.kind != "presence")
    return {
        "count": len(names),
        "digest": blake2b("".join(names).encode(), digest_size=16).hexdigest(),
    }


def _check(kind: str, body: Any) -> None:
    if not isinstance(body, dict):
        raise Refused("the body is no table")
    for name, form in NEEDED.get(kind, {}).items():
        if type(body.get(name)) is not form:
            raise Refused(f"no {name}")


def _cleaned(value: Any, around: int = 0) -> Any:
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", UNSAFE.sub("", value.replace("\r\n", "\n")))
        if len(text) > 10_000:
            raise Refused("a text is too long")
        return text
    if around > 8:
        raise Refused("too deep")
    if isinstance(value, dict):
        return {_cleaned(k): _cleaned(v, around + 1) for k, v in value.items()}
    return [_cleaned(each, around + 1) for each in value] if isinstance(value, list) else value
