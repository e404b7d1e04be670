"""A form as single questions, one line of answer each, and what a line means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sponsorterm.program import CHOSEN, Choice, Form, Prompt, PromptType
from sponsorterm.services.entries.forms import (
    Answers,
    fields,
    parse_date,
    parse_line,
    said_pair,
    yes_or_no,
)
from sponsorterm.strings import cli_log as words

DAYS = ("by", "told")
"""The parts that are days."""
LEADING = ("value", "flag")
"""The yes-or-no part of a prompt that has several; the others follow from it."""


FREE: tuple[PromptType, ...] = ("text", "line", "person")
"""Prompts answered in one's own words."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line to be answered: a prompt, or one part of a prompt that fills several fields."""

    prompt: Prompt
    field: str
    page: int

    @property
    def names(self) -> tuple[str, str]:
        """By these it may be asked for alone: its own field, and its prompt's."""
        return (self.field, self.prompt.field)

    @property
    def part(self) -> str:
        """Which part of its prompt it asks for; empty when it is the whole."""
        return self.field.removeprefix(self.prompt.field).removeprefix(".")

    @property
    def yes_or_no(self) -> bool:
        """Whether y and n answer it."""
        return self.part in LEADING or (not self.part and self.prompt.type == "tristate")

    @property
    def leads(self) -> bool:
        """Whether it opens its prompt: the whole of it, or its yes or no."""
        return not self.part or self.part in LEADING

    @property
    def free(self) -> bool:
        """Whether it is answered in one's own words."""
        return self.part in ("who", "text", "tell") or self.prompt.type in FREE

    @property
    def offers(self) -> bool:
        """Whether it is answered by the numbers of what it offers."""
        return not self.part and self.prompt.type in (*CHOSEN, "record")

    @property
    def names_somebody(self) -> bool:
        """Whether it is answered by an alias, or by several."""
        return self.part in ("who", "tell") or (
            not self.part and self.prompt.type in ("person", "people")
        )

    @property
    def title(self) -> str:
        """What is asked."""
        return words.PARTS.get(self.part) or self.prompt.title

    def applies(self, answers: Answers) -> bool:
        """Whether it is worth asking after what was said to its prompt's yes or no."""
        if self.leads or answers.get(self.field) is not None:
            return True
        lead = "flag" if self.prompt.type == "kept_back" else "value"
        said = answers.get(f"{self.prompt.field}.{lead}")
        return said == "yes" or (said is not None and said == self.prompt.flag)


def questions_of(form: Form) -> list[Question]:
    """Every question of a form, page after page."""
    return [
        Question(prompt, field, page)
        for page, group in enumerate(form.groups)
        for prompt in group.prompts
        for field in fields(prompt)
    ]


def place_of(questions: Sequence[Question], field: str) -> int:
    """Where a field is asked for; the beginning when it is not."""
    for at, question in enumerate(questions):
        if field and field in (question.field, question.prompt.field):
            return at
    return 0


def value_of(question: Question, text: str, choices: Sequence[Choice] = ()) -> Any:
    """What a typed line means; `choices` is what the question offers here.

    Raises:
        ValueError: it does not fit; the message says what would.
    """
    if question.part in LEADING:
        return yes_or_no(text)
    if question.part in DAYS:
        return parse_date(text)
    return text if question.part else parse_line(question.prompt, text, choices)


def said(question: Question, value: Any, choices: Sequence[Choice] = ()) -> str:
    """An answer as it stands, in a line."""
    prompt = question.prompt
    if prompt.type == "pairs":
        return "; ".join(said_pair(pair) for pair in value)
    if not question.offers:
        return "; ".join(value) if isinstance(value, list) else str(value)
    if isinstance(value, dict) and not any(value.values()):
        return words.NONE_OF_THEM
    titles = {choice.key: choice.title for choice in choices}
    ticked = [key for key in value if value[key]] if isinstance(value, dict) else value
    keys = [ticked] if isinstance(ticked, str) else ticked
    return ", ".join(titles.get(key, key) for key in keys)


def how_to_answer(question: Question) -> str:
    """What may be typed, in a few words; nothing for one's own words."""
    prompt = question.prompt
    if question.yes_or_no:
        return words.YES_OR_NO
    if question.part in DAYS or prompt.type == "date":
        return words.A_DAY
    if prompt.type in ("scale", "number"):
        return words.scale(prompt.low, prompt.high, prompt.low_word, prompt.high_word)
    return words.HOW_TO_ANSWER.get(prompt.type, "") if not question.part else ""
