"""An answer to every question of a form, as a record keeps it and as a person types it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sponsorterm.program import Choice, Form, Group, Pack, Prompt, builtin, builtin_keys
from sponsorterm.records.kinds import Contact
from sponsorterm.services.entries.forms import Answers, fields, prompts, said_pair
from sponsorterm.services.home.session import Session

DAY = date(2026, 11, 19)
Offered = Callable[[Prompt], Sequence[Choice]]


def forms_of_all_packs() -> Iterator[tuple[Pack, Form]]:
    """Every page of questions there is, in a form of the first programme that has it.

    Most programmes build on another, and share most of its pages.
    """
    seen: list[tuple[str, Group]] = []
    for key in sorted(builtin_keys(), key=lambda key: key != builtin().key):
        for form in builtin(key).all_forms():
            pages = [(form.kind, group) for group in form.groups]
            if any(page not in seen for page in pages):
                seen += pages
                yield builtin(key), form


def things_to_name(session: Session) -> None:
    """A record for every prompt that names one."""
    session.save(Contact(name="J."))


def full(form: Form, offered: Offered) -> Answers:
    """Each question answered; each text is a word that stands nowhere else."""
    answers = Answers(form)
    for number, prompt in enumerate(prompts(form)):
        for part, field in enumerate(fields(prompt)):
            answers.set(field, _value(prompt, field, f"zq{number:03}{part}", offered))
    return answers


def least(form: Form, offered: Offered) -> Answers:
    """Only what has to be answered."""
    answers, whole = Answers(form), full(form, offered)
    for prompt in prompts(form):
        if prompt.required:
            answers.set(prompt.field, whole.get(prompt.field))
    return answers


def words_of(answers: Answers) -> list[str]:
    """Every text of these answers, one by one."""
    return [word for field in _fields(answers) for word in _words(answers.get(field))]


def line_of(field: str, value: Any, choices: Sequence[Choice]) -> str:
    """What a person types to give this value, at a question a line; nothing for no answer."""
    if value is None:
        return ""
    numbers = {choice.key: str(number) for number, choice in enumerate(choices, 1)}
    if isinstance(value, dict):
        return ", ".join(numbers[key] for key in value)
    if isinstance(value, list) and numbers:
        return ", ".join(numbers[key] for key in value)
    if isinstance(value, list):
        return "; ".join(said_pair(each) if isinstance(each, dict) else each for each in value)
    return numbers.get(value, str(value)) if numbers else str(value)


def _value(prompt: Prompt, field: str, word: str, offered: Offered) -> Any:
    part = field.removeprefix(prompt.field).removeprefix(".")
    if part in ("value", "flag"):
        return "yes"
    if part in ("by", "told"):
        return DAY
    if part:
        return word
    match prompt.type:
        case "scale" | "number":
            return prompt.high
        case "tristate":
            return "yes"
        case "choice" | "record":
            return offered(prompt)[-1].key if offered(prompt) else None
        case "choices":
            return [choice.key for choice in offered(prompt)][: min(2, prompt.max_items or 2)]
        case "flags":
            return {choice.key: True for choice in offered(prompt)[:2]}
        case "lines" | "people":
            return [f"{word}{n}" for n in range(min(2, prompt.max_items))]
        case "pairs":
            return [{"when": f"{word}0", "then": f"{word}1"}]
        case "date":
            return DAY
        case "time":
            return "21:05"
    return word


def _fields(answers: Answers) -> Iterator[str]:
    for prompt in prompts(answers.form):
        yield from fields(prompt)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("zq"):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _words(each)
