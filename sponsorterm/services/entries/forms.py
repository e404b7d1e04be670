"""The form engine: a pack's form being answered, for the screens and the line mode alike.

Values have the shape of the record's body. An unanswered question has no value at all, and
nothing here ever puts one in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

import msgspec

from sponsorterm.program import Choice, Form, Pack, Prompt
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import KINDS, Body
from sponsorterm.strings import forms as words

COMPOUND: dict[str, tuple[str, ...]] = {
    "answer": ("value", "who", "text", "by"),
    "kept_back": ("flag", "tell", "by", "told"),
}
"""Prompts that fill several fields, and which."""
_SHAPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("scale", "number"), int),
    **dict.fromkeys(("answer", "kept_back", "flags"), dict),
    **dict.fromkeys(("choices", "lines", "people", "pairs"), list),
    "date": (date, str),
}
PAIRED = "->"
"""Stands between an if and its then."""


class Answers:
    """What has been answered of one form so far."""

    def __init__(self, form: Form, values: Mapping[str, Any] | None = None) -> None:
        self.form = form
        self.values: dict[str, Any] = _copy(values or {})

    def get(self, field: str) -> Any:
        """The value at a dotted path, or None when it was not answered."""
        here: Any = self.values
        for part in field.split("."):
            if not isinstance(here, dict) or part not in here:
                return None
            here = here[part]
        return here

    def set(self, field: str, value: Any) -> None:
        """Answer a field. None, an empty text or an empty list takes the answer back."""
        *parents, last = field.split(".")
        trail = [self.values]
        for part in parents:
            trail.append(trail[-1].setdefault(part, {}))
        if value is None or value in ("", []):
            trail[-1].pop(last, None)
        else:
            trail[-1][last] = value
        for table, part in zip(reversed(trail[:-1]), reversed(parents), strict=True):
            if not table[part]:
                del table[part]

    def beside(self) -> Iterator[tuple[str, Any]]:
        """Fields and values that this form does not ask for, and never takes away."""
        asked = {prompt.field for prompt in prompts(self.form)}
        yield from _beside(self.values, asked, "")

    def answered(self, prompt: Prompt) -> bool:
        """Whether anything was said to this prompt."""
        return self.get(prompt.field) is not None

    def missing(self) -> list[Prompt]:
        """Required prompts without an answer."""
        return [p for p in prompts(self.form) if p.required and not self.answered(p)]

    def body(self, pack: Pack | None = None) -> Body:
        """The record body these answers make.

        Raises:
            BadRecord: an answer does not fit; the error names its field.
        """
        kind = KINDS[self.form.kind]
        values = {**self.form.fixed, **self.values}
        if pack is not None and "pack" in kind.__struct_fields__:
            values["pack"] = pack.key
        try:
            # A day is a day where the kind says so, and words among a programme's own answers.
            return msgspec.convert(msgspec.to_builtins(values), kind)
        except msgspec.ValidationError as error:
            raise BadRecord(self.form.key, _field(str(error)), words.DOES_NOT_FIT) from None


def has_shape(prompt: Prompt, value: Any) -> bool:
    """Whether a value is of the sort this prompt is answered with.

    A kind sees to its own fields; among a programme's own answers only the prompt knows.
    """
    return isinstance(value, _SHAPES.get(prompt.type, str))


def prompts(form: Form) -> Iterator[Prompt]:
    """Every prompt of a form in order."""
    return (prompt for group in form.groups for prompt in group.prompts)


def fields(prompt: Prompt) -> list[str]:
    """The fields a prompt fills: one, or one for each of its parts."""
    parts = COMPOUND.get(prompt.type)
    if parts is None:
        return [prompt.field]
    left_out = {
        part for part in ("who", "by") if prompt.type == "answer" and not getattr(prompt, part)
    }
    return [f"{prompt.field}.{part}" for part in parts if part not in left_out]


def values_of(body: Body) -> dict[str, Any]:
    """A body's answers in the shape a form edits."""
    plain = msgspec.to_builtins(body, builtin_types=(date,))
    assert isinstance(plain, dict)
    return plain


def parse_line(prompt: Prompt, text: str, choices: Sequence[Choice] = ()) -> Any:
    """What a typed line means as an answer to a simple prompt; None for an empty line.

    `choices` is what the prompt offers here.

    Raises:
        ValueError: it does not fit; the message says what would.
    """
    text = text.strip()
    if not text:
        return None
    if prompt.type in ("scale", "number"):
        return _number(prompt, text)
    if prompt.type == "tristate":
        return yes_or_no(text)
    if prompt.type in ("choice", "record"):
        return _choice(choices, text)
    if prompt.type == "flags":
        return _flags(choices, text)
    if prompt.type == "choices":
        return list(dict.fromkeys(_choice(choices, word) for word in _words(text)))
    if prompt.type in ("lines", "people"):
        return _several(text)
    if prompt.type == "pairs":
        return [pair_of(each) for each in _several(text)]
    if prompt.type == "date":
        return parse_date(text)
    return parse_time(text) if prompt.type == "time" else text


def yes_or_no(text: str) -> str:
    """`yes` or `no` out of a typed word.

    Raises:
        ValueError: it is neither.
    """
    for answer in ("yes", "no"):
        if answer.startswith(text.lower()):
            return answer
    raise ValueError(words.YES_OR_NO)


def parse_date(text: str) -> date:
    """A day written as 2026-11-20.

    Raises:
        ValueError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(words.A_DATE) from None


def parse_time(text: str) -> str:
    """A time of day written as 9:30 or 21:05.

    Raises:
        ValueError: it is none.
    """
    hour, _, minute = text.partition(":")
    try:
        return time(int(hour), int(minute)).isoformat("minutes")
    except ValueError:
        raise ValueError(words.A_TIME) from None


def pair_of(text: str) -> dict[str, str]:
    """An if with its then, written as `bored on Sunday -> call J.`.

    Raises:
        ValueError: one of the two is missing.
    """
    when, _, then = (part.strip() for part in text.partition(PAIRED))
    if not when or not then:
        raise ValueError(words.A_PAIR)
    return {"when": when, "then": then}


def said_pair(pair: Mapping[str, str]) -> str:
    """An if with its then in one line, as `pair_of` reads it."""
    return f"{pair['when']} {PAIRED} {pair['then']}"


def _number(prompt: Prompt, text: str) -> int:
    if text.isascii() and text.isdigit() and prompt.low <= int(text) <= prompt.high:
        return int(text)
    raise ValueError(words.a_number(prompt.low, prompt.high))


def _choice(choices: Sequence[Choice], text: str) -> str:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(choices):
        return choices[int(text) - 1].key
    wanted = text.casefold()
    found = [c.key for c in choices if wanted in (c.key, c.title.casefold())]
    found = found or [c.key for c in choices if c.title.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    raise ValueError(words.a_choice(len(choices)))


def _flags(choices: Sequence[Choice], text: str) -> dict[str, bool]:
    """Those named are yes and the rest stays unanswered; "none" says no to each."""
    if text.casefold() == words.NONE:
        return dict.fromkeys((choice.key for choice in choices), False)
    return {_choice(choices, word): True for word in _words(text)}


def _several(text: str) -> list[str]:
    return [line.strip() for line in text.split(";") if line.strip()]


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _beside(values: Mapping[str, Any], asked: set[str], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        field = f"{prefix}{key}"
        if field in asked:
            continue
        if isinstance(value, Mapping) and any(each.startswith(f"{field}.") for each in asked):
            yield from _beside(value, asked, f"{field}.")
        else:
            yield field, value


def _copy(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: _copy(v) if isinstance(v, Mapping) else v for k, v in values.items()}


def _field(message: str) -> str:
    _, _, place = message.partition("`$.")
    return place.rstrip("`")
