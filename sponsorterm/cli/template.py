"""A form as a TOML page to be filled in an editor or piped in, and such a page read back.

Every question stands there with its hint as a comment. A key with nothing behind it is not
answered, though TOML itself would not have it, so that nobody has to tidy up what they skip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import rtoml
import tomli_w

from sponsorterm.cli.columns import flat
from sponsorterm.cli.questions import Question, how_to_answer, questions_of
from sponsorterm.program import CHOSEN, Choice, Form, Pack, Prompt
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.text import clean_tree
from sponsorterm.services.entries.drafts import FormDraft
from sponsorterm.services.entries.forms import Answers, has_shape, prompts, values_of
from sponsorterm.strings import cli_template as words
from sponsorterm.wire import MAX_PAYLOAD

_BLANK = re.compile(r"[ \t]*[A-Za-z0-9_.-]+[ \t]*=[ \t]*(#.*)?")
"""A key without a value: a question left blank."""
Offered = Callable[[Prompt], Sequence[Choice]]
_FENCES = ("'''", '"""')


def page_of(pack: Pack, draft: FormDraft, offered: Offered | None = None) -> str:
    """The page of a draft, with what is answered filled in.

    `offered` tells which records a prompt may name, and what they are about.
    """
    form = draft.form
    lines = [*_comments(words.top(form.title, draft.day)), *_comments(words.HOW)]
    page = -1
    for question in questions_of(form):
        if question.page != page:
            page = question.page
            lines += ["", f"# ── {form.groups[page].title} ──"]
        lines += ["", *_asked(pack, question)]
        if offered is not None and question.prompt.type == "record":
            lines += [f"#   {each.key}  {flat(each.title)}" for each in offered(question.prompt)]
        lines.append(_answer(question, draft.answers))
    return "\n".join(lines) + "\n"


def answers_of(pack: Pack, form: Form, text: str) -> Answers:
    """What a page says. A blank stays unanswered.

    Raises:
        BadRecord: it is no TOML, too long, asks for what the form does not have, or an
            answer does not fit; the error names the line or the field.
    """
    values = clean_tree(_parse(text), words.SOURCE)
    answers = Answers(form)
    for field, value in _flat(values, {prompt.field for prompt in prompts(form)}):
        answers.set(field, value.strip() if isinstance(value, str) else value)
        _check_fit(pack, answers, field)
    kept = Answers(form, values_of(answers.body(pack)))
    for prompt in prompts(form):
        _check_shape(prompt, answers.get(prompt.field))
        _check_choices(pack, prompt, answers.get(prompt.field))
        _check_parts(prompt, answers, kept)
    if missing := answers.missing():
        raise BadRecord(words.SOURCE, missing[0].field, words.NEEDED)
    return answers


def _parse(text: str) -> dict[str, Any]:
    if len(text.encode()) > MAX_PAYLOAD:
        raise BadRecord(words.SOURCE, "", words.TOO_LONG)
    try:
        return rtoml.loads("\n".join(_without_blanks(text)))
    except rtoml.TomlParsingError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise BadRecord(words.SOURCE, "", words.not_toml(line[1] if line else "")) from None


def _without_blanks(text: str) -> Iterator[str]:
    """The lines of a page, each question left blank as an empty one; longer text untouched."""
    fence = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        inside = bool(fence)
        for mark in _FENCES:
            if line.count(mark) % 2 and fence in ("", mark):
                fence = "" if fence else mark
        yield "" if not inside and _BLANK.fullmatch(line) else line


def _flat(values: Mapping[str, Any], fields: set[str], prefix: str = "") -> Iterator[Any]:
    """Every answer with its dotted path; tables that a prompt fills are opened."""
    for key, value in values.items():
        path = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, fields, f"{path}.")
        elif any(path == field or path.startswith(f"{field}.") for field in fields):
            yield path, value
        else:
            raise BadRecord(words.SOURCE, path, words.NOT_ASKED)


def _check_shape(prompt: Prompt, value: Any) -> None:
    if value is not None and not has_shape(prompt, value):
        raise BadRecord(words.SOURCE, prompt.field, words.OTHER_SHAPE)


def _check_choices(pack: Pack, prompt: Prompt, value: Any) -> None:
    """A key that is no choice would be kept for ever and never shown in words."""
    if value is None or prompt.type not in CHOSEN:
        return
    known = [choice.key for choice in pack.choices(prompt)]
    for key in [value] if isinstance(value, str) else value:
        if key not in known:
            raise BadRecord(words.SOURCE, prompt.field, words.one_of(known))


def _check_fit(pack: Pack, answers: Answers, field: str) -> None:
    """Ask the kind after each answer, so that the one that does not fit can be named."""
    try:
        answers.body(pack)
    except BadRecord as error:
        raise BadRecord(words.SOURCE, field, error.expected) from None


def _check_parts(prompt: Prompt, answers: Answers, kept: Answers) -> None:
    """A misspelt part of an answer is told, never dropped in silence."""
    value = answers.get(prompt.field)
    for part in value if isinstance(value, Mapping) else ():
        if kept.get(f"{prompt.field}.{part}") is None:
            raise BadRecord(words.SOURCE, f"{prompt.field}.{part}", words.NOT_ASKED)


def _asked(pack: Pack, question: Question) -> list[str]:
    """The comment over an answer."""
    prompt = question.prompt
    said = [f"{question.title} {words.NEEDED_HERE}" if prompt.required else question.title]
    said += [prompt.about] if prompt.about and question.leads else []
    said.append(_how(pack, question))
    return [line for text in said if text for line in _comments(text)]


def _how(pack: Pack, question: Question) -> str:
    kind = question.prompt.type
    if question.yes_or_no:
        return words.YES_OR_NO
    if not question.part and kind in CHOSEN:
        return words.choose([choice.key for choice in pack.choices(question.prompt)], kind)
    if kind == "record":
        return words.RECORD
    if kind == "pairs":
        return words.PAIRS
    return words.SEVERAL if kind in ("lines", "people") else how_to_answer(question)


def _answer(question: Question, answers: Answers) -> str:
    """The line, or lines, of one answer."""
    value = answers.get(question.field)
    if value is None:
        return f'{question.field} = ""' if question.free else f"{question.field} ="
    if isinstance(value, str) and "\n" in value and "'''" not in value:
        return f"{question.field} = '''\n{value}'''"
    if isinstance(value, dict):
        inside = ", ".join(f"{key} = {str(on).lower()}" for key, on in value.items())
        return f"{question.field} = {{ {inside} }}"
    if question.prompt.type == "pairs":
        rows = ", ".join(f"{{ {_inline(pair)} }}" for pair in value)
        return f"{question.field} = [ {rows} ]"
    return question.field + tomli_w.dumps({"": value}).rstrip().removeprefix('""')


def _inline(table: Mapping[str, str]) -> str:
    return ", ".join(
        f"{key}{tomli_w.dumps({'': text}).rstrip()[2:]}" for key, text in table.items()
    )


def _comments(text: str) -> list[str]:
    return [f"# {flat(line)}" for line in text.split("\n")]
