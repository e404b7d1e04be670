"""What a shared copy holds: the one place where a person's words are cut for another.

An allow-list in the kind says what may go out at a level, and held-back answers are taken
from that. Whatever is not named does not go: unknown keys, the device, one's own ids.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import inspect

from sponsorterm.records.codec import decode_copy, encode
from sponsorterm.records.kinds import Body, Withdrawn
from sponsorterm.records.kinds.link import Role
from sponsorterm.records.revision import Header, Revision
from sponsorterm.strings import sharing as words

CopyLevel = Literal["numbers", "full"]
"""The levels at which a copy holds something."""

_BOTH = frozenset(
    {
        *("note", "comment", "seen", "presence", "ending"),
        *("assignment", "agreement", "acceptance", "call", "milestone"),
    }
)
AUTHORS: Mapping[Role, frozenset[str]] = {
    "sponsee": _BOTH
    | {
        *("inventory", "checkin", "spot_check", "morning", "review", "debrief"),
        *("step", "worksheet", "worksheet_row", "amends", "progress"),
        *("clock", "meeting", "gratitude", "practice", "readiness", "balance", "urge"),
        "safety_plan",
    },
    "sponsor": _BOTH | {"sign_off"},
}
"""Which kinds each of the two may put into the space of their link."""

Names: TypeAlias = "dict[str, Names]"
"""Keys and the keys beneath them."""
_ANY = "*"
"""Stands for the keys a person's programme chose, in a table of answers."""


class UnknownAnswer(ValueError):
    """An answer to be held back that this entry does not have. The filing stops."""

    def __init__(self, key: str) -> None:
        super().__init__(words.unknown_answer(key))
        self.key = key


class NotShareable(ValueError):
    """A kind that gives nothing at this level, or that this version does not know."""


def may_author(role: Role, kind: str) -> bool:
    """Whether a person in this role may give this kind; asked on sending and on receiving."""
    return kind in AUTHORS[role]


def project(
    revision: Revision,
    *,
    level: CopyLevel,
    held: Sequence[str],
    copy_record: str,
    supersedes: Sequence[str],
) -> bytes:
    """The exact bytes of a shared copy: preview, envelope and the other's file alike.

    `held` are keys as `holdable` gives them, or finer ones ("halt.tired"). They are checked
    against the entry whatever the level, so a choice survives a change of level. What
    becomes empty by holding back is left out, so that not even its place shows.

    Raises:
        UnknownAnswer: a held key is not one this entry could hold back.
        NotShareable: the kind is unknown, private, or has nothing at this level.
        BadRecord: the copy would break a limit.
    """
    body = revision.body
    allowed = body.FULL if level == "full" else body.NUMBERS
    if not allowed:
        raise NotShareable(words.not_shareable(revision.kind, level))
    answers = msgspec.to_builtins(body)
    for key in held:
        if not _can_be_held(key, type(body), answers):
            raise UnknownAnswer(key)
    header = Header(
        kind=revision.kind,
        record=copy_record,
        supersedes=sorted(set(supersedes)),
        at=revision.header.at if level == "full" else None,
        day=revision.day,
        level=level,
    )
    kept = _cut(answers, "", allowed, frozenset(held)) or {}
    return _checked(encode(header, msgspec.convert(kept, type(body))))


def withdraw(kind: str, day: date, copy_record: str, supersedes: Sequence[str]) -> bytes:
    """The bytes that take a copy back. They say which and nothing of what it held.

    Raises:
        BadRecord: `kind` is never shared.
    """
    header = Header(
        kind=kind,
        record=copy_record,
        supersedes=sorted(set(supersedes)),
        day=day,
        level="withdrawn",
    )
    return _checked(encode(header, Withdrawn()))


def holdable(entry: Revision | Body) -> list[str]:
    """The answered keys that can be held back here, in the order of the kind's fields.

    One of several answers is named by itself ("answers.fear"), then by its parts where it
    has more than one ("answers.fear.text"). What a kind cannot do without, such as the
    period of an inventory, is not among them.
    """
    body = entry.body if isinstance(entry, Revision) else entry
    answers = _cut(msgspec.to_builtins(body), "", body.FULL, frozenset()) or {}
    return list(_keys(answers, _optional(type(body))))


def still_held(body: Body, held: Iterable[str]) -> tuple[str, ...]:
    """Those of `held` that mean something in an entry that has been edited since.

    Only what hung on an answer that was taken out is dropped. `holdable` cannot tell that:
    it names each answer once, and a choice may be finer ("halt.tired").
    """
    answers = msgspec.to_builtins(body)
    return tuple(key for key in held if _can_be_held(key, type(body), answers))


def _keys(answers: Mapping[str, Any], names: Names) -> Iterator[str]:
    for name, value in answers.items():
        if name not in names:
            continue
        below = names[name]
        if _ANY in below:
            for key, answer in value.items():
                yield f"{name}.{key}"
                parts = [p for p in below[_ANY] if isinstance(answer, dict) and p in answer]
                if len(parts) > 1:
                    yield from (f"{name}.{key}.{part}" for part in parts)
            continue
        yield name
        if isinstance(value, list):
            yield from (f"{name}.{part}" for part in below if any(part in row for row in value))


def _can_be_held(key: str, kind: type[Body], answers: Any) -> bool:
    """Whether the kind may give this key and can do without it; a chosen key must be there."""
    names = _optional(kind)
    for part in key.split("."):
        chosen = names.get(_ANY)
        if chosen is None and part not in names:
            return False
        answers = answers.get(part) if isinstance(answers, dict) else None
        if chosen is not None and answers is None:
            return False
        names = names[part] if chosen is None else chosen
    return _is_open(key, kind.FULL) or any(path.startswith(f"{key}.") for path in kind.FULL)


@cache
def _optional(kind: type[Body]) -> Names:
    """The keys a kind can do without, with those beneath them, read off its Struct."""
    return _beneath(inspect.type_info(kind))


def _beneath(kind: inspect.Type) -> Names:
    if isinstance(kind, inspect.UnionType):
        return {name: below for each in kind.types for name, below in _beneath(each).items()}
    if isinstance(kind, inspect.StructType):
        return {f.encode_name: _beneath(f.type) for f in kind.fields if not f.required}
    if isinstance(kind, inspect.DictType):
        return {_ANY: _beneath(kind.value_type)}
    if isinstance(kind, inspect.ListType):
        return _beneath(kind.item_type)
    return {}


def _cut(value: Any, path: str, allowed: Collection[str], held: Collection[str]) -> Any:
    """What of the value at this dotted path may go out, or None.

    Rows of a table share its path. A table with nothing left is gone altogether, so that
    not even its key tells that there was an answer.
    """
    if path in held:
        return None
    if isinstance(value, dict):
        parts = {k: _cut(v, f"{path}.{k}".lstrip("."), allowed, held) for k, v in value.items()}
        return {name: part for name, part in parts.items() if part is not None} or None
    if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        rows = [_cut(row, path, allowed, held) or {} for row in value]
        return rows if any(rows) else None
    return value if _is_open(path, allowed) else None


def _is_open(path: str, allowed: Collection[str]) -> bool:
    """Whether this path or one above it is on the list."""
    here_and_above = accumulate(path.split("."), "{}.{}".format)
    return any(each in allowed for each in here_and_above)


def _checked(payload: bytes) -> bytes:
    decode_copy(payload)
    return payload
