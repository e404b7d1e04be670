"""What is said about a pack that cannot be read: what was expected and what to do."""

from __future__ import annotations

from collections.abc import Sequence

NOT_THERE = "there is no such file; check the name"
NOT_A_FILE = "this is not a plain file; name a .toml file"
NOT_READABLE = "this file cannot be opened; check who may read it"
NOT_TEXT = "this is not UTF-8 text; save it as UTF-8"
MISSING = "is missing; add it"
NOT_A_SETTING = "is not a setting of a pack; check its spelling or take it out"
KEY_SHAPE = "a key is small letters, digits and _, and starts with a letter"
FIELD_SHAPE = "a field is one to four keys joined by dots, like answers.fear"
LINE_SHAPE = "this has to be one line of text"
NOT_LISTS = 'expected the names of lists, like ["assignments"]'
REPEAT_NEEDS_END = "every and until go together, and until is not below n"
REPEAT_NEEDS_NUMBER = "a milestone that repeats says {n} in its label where the number goes"
EMPTY_SHEET = "a worksheet needs columns, groups, or both"
OUT_OF_RANGE = "this number is out of range; write a smaller one"

_ANSWERS = "answers, like answers.my_question"
_OWN = {"worksheet_row": "cells, like cells.my_column"}

_TYPES = {
    "str": "text in quotes",
    "int": "a whole number",
    "float": "a number with a point",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}
UNREACHABLE_LINE = "a line needs a phone, a text or a web"
NO_NUMBER = "expected a telephone number: digits, blanks, + ( ) * # -"
NO_COUNTRY_CODE = "expected a country by two capital letters, like [DE]"


def too_large(limit: int) -> str:
    """The file is over the cap, in bytes."""
    return f"a pack has at most {limit // 1024} KiB; make it shorter"


def not_toml(reason: str) -> str:
    """The parser's own reason, which says line and column."""
    return f"this is not TOML: {reason}"


def wrong_type(expected: str, found: str) -> str:
    """Types by the names of the format, turned into words."""
    return f"expected {_TYPES.get(expected, expected)}, found {_TYPES.get(found, found)}"


def one_of(known: Sequence[str]) -> str:
    """A word that has to be one of a few."""
    return f"expected one of: {', '.join(word or 'nothing' for word in known)}"


def length(kind: str, bound: str, limit: int) -> str:
    """A text or a list that is too long or too short."""
    unit = "entries" if kind == "array" else "characters"
    side = "at most" if bound == "<=" else "at least"
    return f"expected {side} {limit} {unit}"


def limit(bound: str, value: int) -> str:
    """A number that is too high or too low."""
    return f"expected {'at most' if bound == '<=' else 'at least'} {value}"


def misplaced(setting: str, kind: str, kinds: Sequence[str]) -> str:
    """A setting that this type of prompt would ignore."""
    return f"{setting} means nothing for type {kind}, only for {', '.join(kinds)}; take it out"


def needs_bounds(kind: str) -> str:
    """A scale or a number without ends."""
    return f"a prompt of type {kind} needs low and high, and low is the smaller"


def scale_too_long(highest: int) -> str:
    """A scale that single keys cannot set."""
    return f"a scale ends at {highest} or before; for more use type number"


def needs_choices(kind: str) -> str:
    """A prompt with nothing to choose, or with two lists."""
    return f"a prompt of type {kind} needs either options or from, and not both"


def needs_max_items(kind: str) -> str:
    """A list without an end."""
    return f"a prompt of type {kind} needs max_items from 1 to 20"


def needs_kinds(known: Sequence[str]) -> str:
    """A prompt for a record that does not say of which kind."""
    return f"a prompt of type record needs of, a list of kinds out of {', '.join(known)}"


def no_kind(kind: str, known: Sequence[str]) -> str:
    """A form for records there are not."""
    return f"kind: there is no kind {kind}, only {', '.join(known)}"


def no_field(field: str, kind: str) -> str:
    """A prompt that fills what its record does not have."""
    own = _OWN.get(kind, _ANSWERS)
    return f"field: {kind} has no {field}; a question of your own goes under {own}"


def loose_step(place: str, key: str, step: int | None) -> str:
    """A worksheet or an assignment of a step there is not."""
    return f"{place}: {key} belongs to step {step}, and the pack has none"


def loose_sheet(key: str, sheet: str) -> str:
    """An assignment on a worksheet there is not."""
    return f"assignments: {key} is about the worksheet {sheet}, and the pack has none"


def no_worksheet(pack: str, key: str) -> str:
    """The pack has no such worksheet."""
    return f"the programme {pack} has no worksheet {key}"


def at_line(source: str, line: int) -> str:
    """A file and a line in it."""
    return f"{source}, line {line}"


def no_base(key: str, known: Sequence[str]) -> str:
    """A pack that builds on one there is not."""
    return f"there is no pack {key} to build on; there is {', '.join(known)}"


def no_table(name: str) -> str:
    """Something else stands where a table belongs."""
    return f"expected a table; write its keys below [{name}]"


def no_prompt_named(name: str) -> str:
    """A page names a prompt that stands nowhere."""
    return f"there is no [prompts.{name}]; write it, or check the name"


def no_term(name: str) -> str:
    """A text uses a word the terms do not have."""
    return f"{{{name}}} is none of the terms; check its spelling"


def twice(place: str, key: str) -> str:
    """Two entries a record could not tell apart."""
    return f"{place}: {key} is there twice; rename or take out one"


def nested_field(inner: str, outer: str) -> str:
    """A prompt that fills a part of what another fills."""
    return f"field: {inner} lies within {outer}, which is also asked for; keep one of the two"


def empty_list(form: str, field: str, source: str) -> str:
    """A prompt takes its choices from a list the pack does not have."""
    return f"form {form}, field {field}: from names {source}, but the pack lists no {source}"


def too_many_repeats(most: int) -> str:
    """A milestone that repeats without end in sight."""
    return f"this repeats more than {most} times; raise every or lower until"


def no_pack(key: str, known: Sequence[str]) -> str:
    """No pack of this name comes with the program."""
    return f"no programme is called {key}; there is {', '.join(known)}"


def no_form(pack: str, key: str, known: Sequence[str]) -> str:
    """The pack has no such form."""
    return f"the programme {pack} has no form {key}; it has {', '.join(known)}"


def no_step(pack: str, number: int) -> str:
    """The pack has no such step."""
    return f"the programme {pack} has no step {number}"


def no_prompt(form: str, field: str) -> str:
    """The form does not ask for this field."""
    return f"the form {form} does not ask for {field}"


def no_choices(field: str) -> str:
    """The prompt is not one to choose from."""
    return f"{field} has nothing to choose from"
