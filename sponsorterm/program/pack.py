"""What a twelve-step programme is: its words, steps, forms, lists and milestones.

A form is data from end to end. Each prompt names the field of a record it fills, so a new
form or a new question is a change of a pack and never of the program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import force_setattr, replace

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
Days = Annotated[int, Meta(ge=0, le=366)]

PromptType = Literal[
    "scale",
    "tristate",
    "choice",
    "choices",
    "flags",
    "text",
    "line",
    "lines",
    "answer",
    "kept_back",
    "date",
    "number",
]
Source = Literal["traits", "feelings", "actions"]
"""The lists of a pack that a prompt may offer."""
Flag = Literal["yes", "no", ""]
Unit = Literal["days", "months", "years"]

_MEASURED: tuple[PromptType, ...] = ("scale", "number")
_CHOSEN: tuple[PromptType, ...] = ("choice", "choices", "flags")
_JUDGED: tuple[PromptType, ...] = ("tristate", "answer", "kept_back")
_MEANT_FOR: dict[str, tuple[PromptType, ...]] = {
    "low": _MEASURED,
    "high": _MEASURED,
    "low_word": _MEASURED,
    "high_word": _MEASURED,
    "options": _CHOSEN,
    "from_": _CHOSEN,
    "max_items": ("choices", "lines"),
    "flag": _JUDGED,
    "who": ("answer",),
}
"""A setting on a prompt that would ignore it is a mistake somebody wants to hear about."""
_HIGHEST_DIGIT = 10
"""A scale is set by one key: 0 to 9, and one more for ten."""
_MOST_REPEATS = 100


class UnknownKey(LookupError):
    """A pack was asked for a form, step, prompt or built-in name it does not have."""


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a pack. A misspelt setting is an error, never silently ignored."""


class Terms(Part, frozen=True):
    """The programme's own words, so that no screen has to know them."""

    sober: Title
    """How somebody is while not using: "sober", "abstinent"."""
    use: Title
    """The verb: "use", "drink", "act out"."""
    used: Title
    """Its past."""
    substance: Title
    """What it is about: "alcohol or drugs"."""
    sponsor: Title
    sponsors: Title
    sponsee: Title
    sponsees: Title
    day_word: Title
    """One counted day: "day", "sober day"."""
    days_word: Title
    """Several of them."""
    date_word: Title
    """The day the count starts from: "sober date"."""


class Choice(Part, frozen=True):
    """One thing to tick. `key` is what a record keeps; the title may be reworded freely."""

    key: Key
    title: Label
    about: About = ""


class Trait(Part, frozen=True):
    """A habit of character and the opposite to practise."""

    key: Key
    title: Label
    opposite: Label


class Task(Part, frozen=True):
    """One piece of work within a step. `key` is what a step record keeps."""

    key: Key
    title: Title


class Step(Part, frozen=True):
    """One step of the programme."""

    number: Annotated[int, Meta(ge=1, le=100)]
    title: Title
    about: About
    tasks: Annotated[list[Task], Meta(min_length=1)]

    def __post_init__(self) -> None:
        """Refuse two tasks of one key."""
        _refuse_twins("tasks", (task.key for task in self.tasks))


class Prompt(Part, frozen=True):
    """One question of a form and the field of the record it fills.

    `answer` asks yes or no, about whom (`who`) and in words; `kept_back` asks yes or no,
    whom to tell and by when. `flag` is the answer that deserves a second look.
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
        if self.type in _CHOSEN and bool(self.options) == bool(self.from_):
            raise ValueError(words.needs_choices(self.type))
        if self.type == "lines" and not self.max_items:
            raise ValueError(words.NEEDS_MAX_ITEMS)
        _refuse_twins("options", (option.key for option in self.options))


class Group(Part, frozen=True):
    """One page of a form."""

    title: Title
    prompts: Annotated[list[Prompt], Meta(min_length=1)]
    about: About = ""


class Form(Part, frozen=True):
    """Questions in order, and the kind of record their answers become."""

    key: Key
    title: Title
    kind: Key
    groups: Annotated[list[Group], Meta(min_length=1)]
    fixed: dict[Key, Title] = {}
    """Fields of the body the form sets by itself."""

    def __post_init__(self) -> None:
        """Refuse two prompts (or a fixed field and a prompt) that would fill one field."""
        filled = [*self.fixed, *(prompt.field for prompt in self.prompts())]
        _refuse_twins("field", filled)
        for inner in filled:
            parts = inner.split(".")
            for depth in range(1, len(parts)):
                if (outer := ".".join(parts[:depth])) in filled:
                    raise ValueError(words.nested_field(inner, outer))

    def prompts(self) -> Iterator[Prompt]:
        """Every prompt, page after page."""
        for group in self.groups:
            yield from group.prompts


class Milestone(Part, frozen=True):
    """A day worth marking. `lead` is how many days ahead a sponsor hears of it.

    With `every` and `until` one entry stands for many: n, n + every, ... up to `until`,
    and its label says `{n}` where the number goes.
    """

    key: Key
    label: Label
    unit: Unit
    n: Annotated[int, Meta(ge=1, le=36_525)]
    lead: Days
    every: Annotated[int, Meta(ge=1, le=36_525)] | None = None
    until: Annotated[int, Meta(ge=1, le=36_525)] | None = None

    def __post_init__(self) -> None:
        """Refuse a repeat that does not end, ends at once, or cannot be told apart."""
        if self.every is None and self.until is None:
            return
        if self.every is None or self.until is None or self.until < self.n:
            raise ValueError(words.REPEAT_NEEDS_END)
        if (self.until - self.n) // self.every >= _MOST_REPEATS:
            raise ValueError(words.too_many_repeats(_MOST_REPEATS))
        if "{n}" not in self.label:
            raise ValueError(words.REPEAT_NEEDS_NUMBER)

    def each(self) -> Iterator[Milestone]:
        """The single milestones this entry stands for: itself, or `years_2`, `years_3`, ..."""
        if self.every is None or self.until is None:
            yield self
            return
        for n in range(self.n, self.until + 1, self.every):
            label = self.label.replace("{n}", str(n))
            key = f"{self.key}_{n}"
            yield replace(self, key=key, label=label, n=n, every=None, until=None)


class Pack(Part, frozen=True):
    """A whole programme. In memory its milestones are single ones; none repeats."""

    key: Key
    name: Title
    about: About
    terms: Terms
    steps: Annotated[list[Step], Meta(min_length=1)]
    forms: Annotated[list[Form], Meta(min_length=1)]
    traits: list[Trait] = []
    feelings: list[Choice] = []
    actions: list[Choice] = []
    milestones: list[Milestone] = []

    def __post_init__(self) -> None:
        """Spell out the milestones; refuse twins and prompts that offer an empty list."""
        singles = [single for entry in self.milestones for single in entry.each()]
        force_setattr(self, "milestones", singles)
        _refuse_twins("steps", (str(step.number) for step in self.steps))
        for name in ("forms", "traits", "feelings", "actions", "milestones"):
            _refuse_twins(name, (entry.key for entry in getattr(self, name)))
        for form in self.forms:
            for prompt in form.prompts():
                if prompt.from_ and not getattr(self, prompt.from_):
                    raise ValueError(words.empty_list(form.key, prompt.field, prompt.from_))

    def form(self, key: str) -> Form:
        """The form of this key.

        Raises:
            UnknownKey: this pack has none.
        """
        for form in self.forms:
            if form.key == key:
                return form
        raise UnknownKey(words.no_form(self.key, key, [form.key for form in self.forms]))

    def step(self, number: int) -> Step:
        """The step of this number.

        Raises:
            UnknownKey: this pack has none.
        """
        for step in self.steps:
            if step.number == number:
                return step
        raise UnknownKey(words.no_step(self.key, number))

    def prompt(self, form_key: str, field: str) -> Prompt:
        """The prompt of a form that fills this field.

        Raises:
            UnknownKey: there is no such form, or it does not ask for that field.
        """
        for prompt in self.form(form_key).prompts():
            if prompt.field == field:
                return prompt
        raise UnknownKey(words.no_prompt(form_key, field))

    def choices(self, prompt: Prompt) -> list[Choice]:
        """What a prompt offers, in order; a trait says its opposite in `about`.

        Raises:
            UnknownKey: the prompt offers nothing to choose from.
        """
        if prompt.options:
            return prompt.options
        if prompt.from_ == "traits":
            return [Choice(trait.key, trait.title, trait.opposite) for trait in self.traits]
        if prompt.from_ is None:
            raise UnknownKey(words.no_choices(prompt.field))
        return self.feelings if prompt.from_ == "feelings" else self.actions


def _refuse_twins(place: str, keys: Iterable[str]) -> None:
    """Raise ValueError when a key occurs twice; a record could not tell which was meant."""
    for key, times in Counter(keys).items():
        if times > 1:
            raise ValueError(words.twice(place, key))
