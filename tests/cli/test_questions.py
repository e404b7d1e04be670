from __future__ import annotations

import pytest

from sponsorterm.cli.questions import (
    Question,
    how_to_answer,
    place_of,
    questions_of,
    said,
    value_of,
)
from sponsorterm.program import Choice, Form, builtin
from sponsorterm.services.entries.forms import Answers, fields, prompts

PACK = builtin()


@pytest.mark.parametrize("form", PACK.forms, ids=lambda form: form.key)
def test_every_field_of_a_form_is_asked_for_once(form: Form) -> None:
    asked = [question.field for question in questions_of(form)]
    assert asked == [field for prompt in prompts(form) for field in fields(prompt)]
    assert len(set(asked)) == len(asked)


def question(field: str, form: str = "nightly_full") -> Question:
    return next(each for each in questions_of(PACK.form(form)) if each.field == field)


def offered(field: str) -> list[Choice]:
    asked = question(field)
    return PACK.choices(asked.prompt) if asked.offers else []


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("mood", "4", 4),
        ("used", "3", "call"),
        ("used", "n", "no"),
        ("halt", "1,4", {"hungry": True, "tired": True}),
        ("halt", "none", {"hungry": False, "angry": False, "lonely": False, "tired": False}),
        ("answers.fear.value", "y", "yes"),
        ("answers.fear.text", "the rent", "the rent"),
        ("gratitude", "sun; soup", ["sun", "soup"]),
        ("done_well", "slept", "slept"),
    ],
)
def test_what_a_line_means(field: str, text: str, value: object) -> None:
    assert value_of(question(field), text, offered(field)) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [("mood", "6"), ("mood", "good"), ("used", "9"), ("answers.fear.value", "perhaps")],
)
def test_a_line_that_does_not_fit_says_what_would(field: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"number|y for yes"):
        value_of(question(field), text, offered(field))


def test_words_are_asked_for_after_a_yes_and_not_after_a_no() -> None:
    answers = Answers(PACK.form("nightly_full"))
    text = question("answers.fear.text")
    assert not text.applies(answers)
    answers.set("answers.fear.value", "no")
    assert not text.applies(answers)
    answers.set("answers.fear.value", "yes")
    assert text.applies(answers)


def test_words_that_stand_there_are_asked_for_whatever_was_said() -> None:
    answers = Answers(PACK.form("nightly_full"), {"answers": {"fear": {"text": "the rent"}}})
    assert question("answers.fear.text").applies(answers)


def test_what_was_kept_back_asks_whom_to_tell_only_after_a_yes() -> None:
    answers = Answers(PACK.form("nightly_full"))
    tell = question("kept_back.tell")
    assert not tell.applies(answers)
    answers.set("kept_back.flag", "yes")
    assert tell.applies(answers)


def test_the_place_of_a_field_or_of_its_prompt() -> None:
    questions = questions_of(PACK.form("nightly_full"))
    assert questions[place_of(questions, "answers.fear.text")].field == "answers.fear.text"
    assert questions[place_of(questions, "answers.fear")].field == "answers.fear.value"
    assert place_of(questions, "") == place_of(questions, "no_such_field") == 0


def test_an_answer_is_shown_in_words() -> None:
    assert (
        said(question("halt"), {"hungry": True, "tired": True}, offered("halt")) == "Hungry, Tired"
    )
    assert said(question("halt"), {"hungry": False}, offered("halt")) == "none of them"
    assert said(question("used"), "call", offered("used")) == "I would rather say it on a call"
    assert (
        said(question("feelings"), ["calm", "unknown_key"], offered("feelings"))
        == "Calm, unknown_key"
    )
    assert said(question("gratitude"), ["sun", "soup"], offered("gratitude")) == "sun; soup"


def test_how_a_scale_is_answered_names_its_ends() -> None:
    assert how_to_answer(question("mood")) == "1 (very hard) to 5 (very good)"
