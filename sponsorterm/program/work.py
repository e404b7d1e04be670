"""What a programme has people do: steps with their tasks, worksheets, assignments, milestones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import replace

from sponsorterm.program.prompts import (
    About,
    Form,
    Group,
    Label,
    Part,
    Prompt,
    Title,
    refuse_twins,
)
from sponsorterm.records.text import Key
from sponsorterm.strings import program as words

Days = Annotated[int, Meta(ge=0, le=366)]
StepNumber = Annotated[int, Meta(ge=1, le=100)]
Unit = Literal["days", "months", "years"]
Category = Literal["reading", "writing", "reflection", "action"]
Detail = Annotated[str, Meta(max_length=600)]
_MOST_REPEATS = 100


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

    number: StepNumber
    title: Title
    about: About
    tasks: Annotated[list[Task], Meta(min_length=1)]

    def __post_init__(self) -> None:
        """Refuse two tasks of one key."""
        refuse_twins("tasks", (task.key for task in self.tasks))


class Worksheet(Part, frozen=True):
    """A sheet of step work: a table (`columns`), pages of prompts (`groups`), or both.

    A row of the table is a record of its own, of kind `rows`; the pages fill the record of
    the sheet. Both are forms, so what asks a form asks a sheet.
    """

    key: Key
    title: Title
    step: StepNumber | None = None
    about: About = ""
    columns: list[Prompt] = []
    groups: list[Group] = []
    rows: Key = "worksheet_row"
    apart: bool = False
    """Whether it is left out where all sheets of a step are taken together, unless chosen."""

    def __post_init__(self) -> None:
        """Refuse a sheet without a question, and what its two forms refuse."""
        if not self.columns and not self.groups:
            raise ValueError(words.EMPTY_SHEET)
        self.row_form()
        self.sheet_form()

    def row_form(self) -> Form | None:
        """What one row asks, column after column; None when the sheet has no table."""
        if not self.columns:
            return None
        own: dict[str, str | int] = {"sheet": self.key} if self.rows == "worksheet_row" else {}
        page = Group(self.title, self.columns, self.about)
        return Form(self.key, self.title, self.rows, [page], own)

    def sheet_form(self) -> Form | None:
        """What the sheet itself asks; None when it is a table and nothing else."""
        if not self.groups:
            return None
        own: dict[str, str | int] = {"sheet": self.key}
        if self.step is not None:
            own["step"] = self.step
        return Form(self.key, self.title, "worksheet", self.groups, own, self.about)


class Assignment(Part, frozen=True):
    """Something a sponsor may ask for. `days` is how long it usually takes."""

    key: Key
    title: Title
    category: Category
    detail: Detail = ""
    step: StepNumber | None = None
    sheet: Key | None = None
    days: Days = 7


class Counter(Part, frozen=True):
    """So many records of a kind within so many days: ninety meetings in ninety days."""

    key: Key
    title: Title
    n: Annotated[int, Meta(ge=1, le=1000)]
    days: Annotated[int, Meta(ge=1, le=1000)]
    kind: Key = "meeting"


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
