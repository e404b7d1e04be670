"""What a programme is: its words, steps, forms, worksheets, lists and milestones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta
from msgspec.structs import force_setattr

from sponsorterm.program.prompts import About, Choice, Form, Part, Prompt, Title, refuse_twins
from sponsorterm.program.work import Assignment, Counter, Milestone, Step, Trait, Worksheet
from sponsorterm.records.text import Key
from sponsorterm.strings import program as words

_KEYED = (
    *("forms", "traits", "feelings", "actions", "milestones"),
    *("worksheets", "assignments", "counters"),
)


class UnknownKey(LookupError):
    """A pack was asked for a form, step, prompt or built-in name it does not have."""


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
    worksheets: list[Worksheet] = []
    assignments: list[Assignment] = []
    counters: list[Counter] = []
    clock: bool = True
    """Whether set-up offers to count days."""

    def __post_init__(self) -> None:
        """Spell out the milestones; refuse twins and prompts that offer an empty list."""
        singles = [single for entry in self.milestones for single in entry.each()]
        force_setattr(self, "milestones", singles)
        refuse_twins("steps", (str(step.number) for step in self.steps))
        for name in _KEYED:
            refuse_twins(name, (entry.key for entry in getattr(self, name)))
        for form in self.all_forms():
            for prompt in form.prompts():
                if prompt.from_ and not getattr(self, prompt.from_):
                    raise ValueError(words.empty_list(form.key, prompt.field, prompt.from_))
        self._refuse_loose_ends()

    def all_forms(self) -> Iterator[Form]:
        """Every form there is: the pack's own, and those of its worksheets."""
        yield from self.forms
        for sheet in self.worksheets:
            yield from (form for form in (sheet.row_form(), sheet.sheet_form()) if form)

    def _refuse_loose_ends(self) -> None:
        """A worksheet or an assignment belongs to a step there is, and to a sheet there is."""
        numbers = {None, *(step.number for step in self.steps)}
        sheets = {None, *(sheet.key for sheet in self.worksheets)}
        for name in ("worksheets", "assignments"):
            for entry in getattr(self, name):
                if entry.step not in numbers:
                    raise ValueError(words.loose_step(name, entry.key, entry.step))
        for assignment in self.assignments:
            if assignment.sheet not in sheets:
                raise ValueError(words.loose_sheet(assignment.key, str(assignment.sheet)))

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

    def worksheet(self, key: str) -> Worksheet:
        """The worksheet of this key.

        Raises:
            UnknownKey: this pack has none.
        """
        for sheet in self.worksheets:
            if sheet.key == key:
                return sheet
        raise UnknownKey(words.no_worksheet(self.key, key))
