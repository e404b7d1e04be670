"""The decoder's complaints, said so that somebody who edits a pack can act on them."""

from __future__ import annotations

import re
from typing import get_args

import msgspec

from sponsorterm.program import prompts, work
from sponsorterm.records.text import Key
from sponsorterm.strings import program as words

_PLACE = re.compile(r"(.*?)(?: - at `(?:key in )?\$\.?([^`]*)`)?", re.DOTALL)
_FIELD = re.compile(r"Object (missing required|contains unknown) field `(.*)`", re.DOTALL)
_TYPE = re.compile(r"Expected `(\w+)[^`]*`, got `(\w+)`")
_LENGTH = re.compile(r"Expected `(\w+)` of length (<=|>=) (\d+)")
_LIMIT = re.compile(r"Expected `int` (<=|>=) (\d+)")
_PATTERN = "Expected `str` matching regex "
_SHAPES = {
    _PATTERN + repr(pattern): shape
    for pattern, shape in (
        (get_args(Key)[1].pattern, words.KEY_SHAPE),
        (prompts.FIELD, words.FIELD_SHAPE),
        (prompts.ONE_LINE, words.LINE_SHAPE),
    )
}
_KNOWN = {
    "type": prompts.PromptType,
    "from": prompts.Source,
    "flag": prompts.Flag,
    "unit": work.Unit,
    "category": work.Category,
}


def explain(error: msgspec.ValidationError) -> tuple[str, str]:
    """Split a complaint into the place in the file and what is expected there.

    A place is a path as TOML has it, counted from 0: `steps[3].tasks[0].key`.
    """
    found = _PLACE.fullmatch(str(error))
    message, place = (found[1], found[2] or "") if found else (str(error), "")
    if field := _FIELD.fullmatch(message):
        place = f"{place}.{field[2]}".lstrip(".")
        message = words.MISSING if field[1].startswith("missing") else words.NOT_A_SETTING
        return place, message
    return place, _expected(message, place.rpartition(".")[2])


def _expected(message: str, leaf: str) -> str:
    """One complaint in plain words; what our own checks say is plain already."""
    if message.startswith("Invalid enum value"):
        return words.one_of(get_args(_KNOWN[leaf]))
    if match := _TYPE.fullmatch(message):
        return words.wrong_type(match[1], match[2])
    if match := _LENGTH.fullmatch(message):
        return words.length(match[1], match[2], int(match[3]))
    if match := _LIMIT.fullmatch(message):
        return words.limit(match[1], int(match[2]))
    return _SHAPES.get(message, message)
