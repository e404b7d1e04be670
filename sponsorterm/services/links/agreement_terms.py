"""The terms of an agreement one by one: in words, as they are typed, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from sponsorterm.records.codec import convert, parse
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import Agreement
from sponsorterm.records.text import clean_tree
from sponsorterm.rules.agreement import NEVER_OFF
from sponsorterm.rules.flags import RULES
from sponsorterm.rules.limits import Limits
from sponsorterm.services.entries.forms import parse_date
from sponsorterm.strings import agreement as words

TERMS = tuple(words.TITLES)
"""The fields of an agreement, in the order they are talked about."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what is in force, and what is proposed in its place; empty where nothing is."""

    key: str
    title: str
    now: str
    proposed: str

    @property
    def differs(self) -> bool:
        """Whether the proposal would change it."""
        return self.now != self.proposed


def terms_of(now: Agreement | None, proposed: Agreement | None = None) -> list[Term]:
    """Every term; without a proposal nothing differs."""
    return [
        Term(key, words.TITLES[key], said(now, key), said(proposed or now, key)) for key in TERMS
    ]


def said(body: Agreement | None, key: str) -> str:
    """One term in words; empty where nothing is said of it."""
    value = getattr(body, key) if body else None
    if not value and value != 0:
        return ""
    if key == "cadence":
        return words.CADENCES[value]
    if key == "alerts":
        return words.thresholds(value)
    if key == "alerts_off":
        return ", ".join(name.replace("_", " ") for name in value)
    if key == "keep_days":
        return words.kept(value)
    return words.day(value) if isinstance(value, date) else str(value)


def typed(body: Agreement, key: str) -> str:
    """One term as one would type it."""
    value = getattr(body, key)
    if isinstance(value, dict):
        return ", ".join(f"{name}={number}" for name, number in value.items())
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def with_term(body: Agreement, key: str, text: str) -> Agreement:
    """The agreement with one term as it was typed; an empty text takes the term out.

    Raises:
        ValueError: it cannot be read; the message says what to write.
        BadRecord: it breaks a limit.
    """
    if not text.strip():
        default = next(f.default for f in msgspec.structs.fields(Agreement) if f.name == key)
        empty: Any = {"alerts": {}, "alerts_off": []}.get(key, default)
        return msgspec.structs.replace(body, **{key: empty})
    value = _READERS.get(key, str)(text.strip())
    raw = {**msgspec.to_builtins(body, builtin_types=(date,)), key: value}
    return _agreement(raw, words.SOURCE)


def from_toml(text: str, source: str = words.SOURCE) -> Agreement:
    """An agreement out of a TOML document with its terms as keys.

    Raises:
        BadRecord: it is no TOML, has a key that is no term, or a value does not fit.
    """
    raw = clean_tree(parse(text.encode(), source), source)
    for key in raw:
        if key not in TERMS:
            raise BadRecord(source, str(key), ", ".join(TERMS))
    body = _agreement(raw, source)
    for key in ("alerts", "alerts_off", "zone"):
        try:
            with_term(body, key, typed(body, key))
        except ValueError as error:
            raise BadRecord(source, key, str(error)) from None
    return body


def _agreement(raw: Mapping[str, Any], source: str) -> Agreement:
    body = convert(raw, Agreement, source)
    assert isinstance(body, Agreement)
    return body


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(words.A_NUMBER)
    return int(text)


def _cadence(text: str) -> str:
    if text not in words.CADENCES:
        raise ValueError(words.A_CADENCE)
    return text


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(words.A_ZONE) from None


def _names(text: str) -> list[str]:
    known = [rule.__name__ for rule in RULES if rule.__name__ != NEVER_OFF]
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise ValueError(words.unknown_alert(name, known))
    return names


def _alerts(text: str) -> dict[str, int]:
    known = [field.name for field in fields(Limits)]
    found = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, equals, number = (part.strip() for part in pair.partition("="))
        if not equals:
            raise ValueError(words.PAIRS)
        if name not in known:
            raise ValueError(words.unknown_limit(name, known))
        found[name] = _number(number)
    return found


_READERS: Mapping[str, Callable[[str], Any]] = {
    "cadence": _cadence,
    "meetings": _number,
    "zone": _zone,
    "review_on": parse_date,
    "alerts": _alerts,
    "alerts_off": _names,
    "paused_from": parse_date,
    "paused_to": parse_date,
    "keep_days": _number,
}
