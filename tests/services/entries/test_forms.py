"""The form engine: what is not answered has no value, and what does not fit is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.program import CHOSEN, Choice, Prompt, builtin
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import KINDS, Inventory
from sponsorterm.services.entries.forms import Answers, fields, parse_line, prompts, values_of

PACK = builtin()
FULL = PACK.form("nightly_full")


@pytest.mark.parametrize("form", PACK.forms, ids=lambda form: form.key)
def test_an_empty_form_has_no_answers(form: object) -> None:
    answers = Answers(form)  # type: ignore[arg-type]
    body = answers.body(PACK)
    fixed = {"pack", *answers.form.fixed}
    given_ = {name for name in body.__struct_fields__ if getattr(body, name)}
    assert given_ <= fixed
    assert type(body) is KINDS[answers.form.kind]


def test_setting_and_taking_back_leaves_no_trace() -> None:
    answers = Answers(FULL)
    answers.set("answers.fear.text", "x")
    answers.set("answers.fear.text", "")
    answers.set("gratitude", ["a"])
    answers.set("gratitude", [])
    assert answers.values == {}


def test_no_is_not_the_same_as_nothing() -> None:
    answers = Answers(FULL)
    answers.set("halt.tired", False)
    body = answers.body(PACK)
    assert isinstance(body, Inventory)
    assert body.halt is not None
    assert (body.halt.tired, body.halt.angry) == (False, None)


@given(st.data())
def test_any_simple_answer_survives_body_and_back(data: st.DataObject) -> None:
    answers = Answers(FULL)
    for prompt in prompts(FULL):
        if prompt.type == "scale":
            answers.set(prompt.field, data.draw(st.none() | st.integers(prompt.low, prompt.high)))
        elif prompt.type in ("text", "line"):
            answers.set(prompt.field, data.draw(st.none() | st.text(max_size=20)) or None)
    again = Answers(FULL, values_of(answers.body(PACK)))
    for prompt in prompts(FULL):
        assert again.get(prompt.field) == answers.get(prompt.field)


def test_an_answer_that_does_not_fit_names_its_field() -> None:
    answers = Answers(FULL, {"mood": 11})
    with pytest.raises(BadRecord, match="mood"):
        answers.body(PACK)


def prompt(field: str) -> Prompt:
    return PACK.prompt("nightly_full", field)


def offered(field: str) -> list[Choice]:
    asked = prompt(field)
    return PACK.choices(asked) if asked.type in CHOSEN else []


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("mood", "3", 3),
        ("mood", "", None),
        ("craving", " 10 ", 10),
        ("used", "call", "call"),
        ("used", "1", "no"),
        ("halt", "tired, lon", {"tired": True, "lonely": True}),
        ("halt", "none", {"hungry": False, "angry": False, "lonely": False, "tired": False}),
        ("gratitude", "tea; a walk", ["tea", "a walk"]),
        ("actions", "1,1,3", ["meeting", "another"]),
        ("done_well", "I said no", "I said no"),
    ],
)
def test_a_typed_line_becomes_an_answer(field: str, text: str, value: object) -> None:
    assert parse_line(prompt(field), text, offered(field)) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [("mood", "6"), ("mood", "²"), ("mood", "-1"), ("used", "zz"), ("halt", "cold"), ("used", "9")],
)
def test_a_line_that_does_not_fit_says_what_would(field: str, text: str) -> None:
    with pytest.raises(ValueError, match="Enter to leave it open"):
        parse_line(prompt(field), text, offered(field))


def test_every_prompt_names_the_fields_it_fills() -> None:
    assert fields(prompt("answers.fear"))[0] == "answers.fear.value"
    parts = ["kept_back.flag", "kept_back.tell", "kept_back.by", "kept_back.told"]
    assert fields(prompt("kept_back")) == parts
    assert fields(prompt("mood")) == ["mood"]
