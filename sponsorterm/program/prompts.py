"""A form: pages of prompts, and the field of a record each prompt fills.

A form is data from end to end. A new question, or a new column of a worksheet, is a change of
a pack and never of the program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct, inspect

from sponsorterm.records.kinds import KINDS
from sponsorterm.records.text import Key
from sponsorterm.strings import program as words

ONE_LINE = r"\A[^\n\t]+\Z"
FIELD = r"\A[a-z][a-z0-9_]{0,31}(\.[a-z][a-z0-9_]{0,31}){0,3}\Z"

Title = Annotated[str, Meta(min_length=1, max_length=60, pattern=ONE_LINE)]
"""A heading, a question, a word of the programme."""
Label = Annotated[str, Meta(min_length=1, max_length=32, pattern=ONE_LINE)]
"""What stands behind a tick box: one line even at 36 columns."""
About = Annotated[str, Meta(max_length=200)]
"""A hint under a title."""
Field = Annotated[str, Meta(pattern=FIELD)]
"""A dotted path into a record's body."""

PromptType = Literal[
    "scale",
    "number",
    "tristate",
    "choice",
    "choices",
    "flags",
    "line",
    "text",
    "lines",
    "pairs",
    "person",
    "people",
    "answer",
    "kept_back",
    "date",
    "time",
    "record",
]
Source = Literal["traits", "feelings", "actions"]
"""The lists of a pack that a prompt may offer."""
Flag = Literal["yes", "no", ""]

_MEASURED: tuple[PromptType, ...] = ("scale", "number")
CHOSEN: tuple[PromptType, ...] = ("choice", "choices", "flags")
"""Types that offer something to choose from."""
_JUDGED: tuple[PromptType, ...] = ("tristate", "answer", "kept_back")
_LISTED: tuple[PromptType, ...] = ("lines", "pairs", "people")
_MEANT_FOR: dict[str, tuple[PromptType, ...]] = {
    "low": _MEASURED,
    "high": _MEASURED,
    "low_word": _MEASURED,
    "high_word": _MEASURED,
    "options": CHOSEN,
    "from_": CHOSEN,
    "max_items": ("choices", *_LISTED),
    "flag": _JUDGED,
    "who": ("answer",),
    "by": ("answer",),
    "of": ("record",),
}
"""A setting on a prompt that would ignore it is a mistake somebody wants to hear about."""
_HIGHEST_DIGIT = 10
"""A scale is set by one key: 0 to 9, and one more for ten."""


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a pack. A misspelt setting is an error, never silently ignored."""


class Choice(Part, frozen=True):
    """One thing to tick. `key` is what a record keeps; the title may be reworded freely."""

    key: Key
    title: Label
    about: About = ""


class Prompt(Part, frozen=True):
    """One question of a form and the field of the record it fills.

    `answer` asks yes or no, about whom (`who`), in words and by when (`by`); `kept_back` asks
    yes or no, whom to tell, by when, and when it was told. `person` and `people` are aliases,
    `pairs` are ifs with their thens, `record` names a record `of` some kinds. `flag` is the
    answer that deserves a second look.
    """

    field: Field
    type: PromptType
    title: Title
    about: About = ""
    low: Annotated[int, Meta(ge=0, le=1000)] = 0
    high: Annotated[int, Meta(ge=0, le=1000)] = 0
    low_word: Annotated[str, Meta(max_length=32)] = ""
    high_word: Annotated[str, Meta(max_length=32)] = ""
    options: list[Choice] = []
    from_: Source | None = msgspec.field(default=None, name="from")
    required: bool = False
    max_items: Annotated[int, Meta(ge=0, le=20)] = 0
    """The most lines or ticks; 0 sets no limit of its own."""
    flag: Flag = ""
    who: bool = False
    by: bool = False
    of: list[Key] = []

    def __post_init__(self) -> None:
        """Refuse settings this type of prompt ignores, and a prompt that lacks its own.

        Raises:
            ValueError: which one, and what to write.
        """
        for setting, types in _MEANT_FOR.items():
            if getattr(self, setting) and self.type not in types:
                raise ValueError(words.misplaced(setting.rstrip("_"), self.type, types))
        if self.type in _MEASURED and self.low >= self.high:
            raise ValueError(words.needs_bounds(self.type))
        if self.type == "scale" and self.high > _HIGHEST_DIGIT:
            raise ValueError(words.scale_too_long(_HIGHEST_DIGIT))
        if self.type in CHOSEN and bool(self.options) == bool(self.from_):
            raise ValueError(words.needs_choices(self.type))
        if self.type in _LISTED and not self.max_items:
            raise ValueError(words.needs_max_items(self.type))
        if self.type == "record" and not set(self.of) & KINDS.keys():
            raise ValueError(words.needs_kinds(sorted(KINDS)))
        refuse_twins("options", (option.key for option in self.options))


class Group(Part, frozen=True):
    """One page of a form."""

    title: Title
    prompts: Annotated[list[Prompt], Meta(min_length=1)]
    about: About = ""
    key: Key | None = None
    """By this a pack that builds on another changes or takes out the page."""


class Form(Part, frozen=True):
    """Questions in order, and the kind of record their answers become."""

    key: Key
    title: Title
    kind: Key
    groups: Annotated[list[Group], Meta(min_length=1)]
    fixed: dict[Key, Title | int] = {}
    """Fields of the body the form sets by itself."""
    about: About = ""

    def __post_init__(self) -> None:
        """Refuse an unknown kind or field, and two prompts that would fill one field."""
        if self.kind not in KINDS:
            raise ValueError(words.no_kind(self.kind, sorted(KINDS)))
        filled = [*self.fixed, *(prompt.field for prompt in self.prompts())]
        refuse_twins("field", filled)
        for inner in filled:
            parts = inner.split(".")
            for depth in range(1, len(parts)):
                if (outer := ".".join(parts[:depth])) in filled:
                    raise ValueError(words.nested_field(inner, outer))
        for field in filled:
            if not _has(_shape(self.kind), field.split(".")):
                raise ValueError(words.no_field(field, self.kind))

    def prompts(self) -> Iterator[Prompt]:
        """Every prompt, page after page."""
        for group in self.groups:
            yield from group.prompts


@cache
def _shape(kind: str) -> inspect.Type:
    return inspect.type_info(KINDS[kind])


def _has(info: inspect.Type, path: list[str]) -> bool:
    """Whether a value of this type may have something at the path."""
    if isinstance(info, inspect.UnionType):
        return any(_has(each, path) for each in info.types)
    if not path or isinstance(info, inspect.DictType):
        return True
    below = {f.encode_name: f.type for f in getattr(info, "fields", ())}
    return path[0] in below and _has(below[path[0]], path[1:])


def refuse_twins(place: str, keys: Iterable[str]) -> None:
    """Raise ValueError when a key occurs twice; a record could not tell which was meant."""
    for key, times in Counter(keys).items():
        if times > 1:
            raise ValueError(words.twice(place, key))
