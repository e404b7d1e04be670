from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.cli.template import answers_of, page_of
from sponsorterm.program import Form, builtin
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.text import clean
from sponsorterm.services.entries.drafts import FormDraft
from sponsorterm.services.entries.forms import Answers
from tests.cli.conftest import EVENING

PACK = builtin()
FULL = PACK.form("nightly_full")


def draft(values: dict[str, object] | None = None, form: Form = FULL) -> FormDraft:
    return FormDraft(Answers(form, values), EVENING.date(), "0" * 32, EVENING)


@pytest.mark.parametrize("form", PACK.forms, ids=lambda form: form.key)
def test_a_page_left_as_it_is_answers_nothing(form: Form) -> None:
    page = page_of(PACK, draft(form=form))
    if needed := [prompt.field for prompt in form.prompts() if prompt.required]:
        with pytest.raises(BadRecord, match=f"{needed[0]}: is needed"):
            answers_of(PACK, form, page)
    else:
        assert set(answers_of(PACK, form, page).values) <= set(form.fixed)


def texts() -> st.SearchStrategy[str]:
    return st.text(min_size=1, max_size=80).map(clean).map(str.strip).filter(bool)


@given(
    st.fixed_dictionaries(
        {"mood": st.integers(1, 5)},
        optional={
            "craving": st.integers(0, 10),
            "used": st.sampled_from(["no", "yes", "call"]),
            "halt": st.dictionaries(
                st.sampled_from(["hungry", "angry", "lonely", "tired"]), st.booleans(), min_size=1
            ),
            "done_well": texts(),
            "better": texts(),
            "gratitude": st.lists(texts(), min_size=1, max_size=5),
            "feelings": st.lists(st.sampled_from(["calm", "proud"]), min_size=1, unique=True),
            "answers": st.fixed_dictionaries(
                {"fear": st.fixed_dictionaries({"value": st.just("yes"), "text": texts()})}
            ),
        },
    )
)
def test_a_page_says_what_was_written_on_it(values: dict[str, object]) -> None:
    assert answers_of(PACK, FULL, page_of(PACK, draft(values))).values == values


def test_a_key_with_nothing_behind_it_is_not_answered() -> None:
    page = "mood = 3\ncraving =\nused = # perhaps\n"
    assert answers_of(PACK, FULL, page).values == {"mood": 3}


def test_a_line_of_longer_text_that_looks_like_a_blank_stays() -> None:
    page = "mood = 3\nbetter = '''\nif x =\nthen y\n'''\ncraving =\n"
    assert answers_of(PACK, FULL, page).get("better") == "if x =\nthen y"


def test_windows_line_ends_are_fine() -> None:
    assert answers_of(PACK, FULL, "mood = 3\r\ncraving =\r\n").values == {"mood": 3}


def test_hostile_text_is_cleaned() -> None:
    page = 'mood = 3\ndone_well = "a\\u001b[2Jb\\u202e"\n'
    assert answers_of(PACK, FULL, page).get("done_well") == "a[2Jb"


BAD_PAGES = [
    ("mood 3", "line 1"),
    ("mood = 3\nmood = 4\n", "not TOML"),
    ("mood = 6\n", "mood"),
    ('mood = "4"\n', "mood"),
    ("mood = 3\nmodo = 4\n", "modo: is not asked for"),
    ("mood = 3\nanswers.feer.value = 'yes'\n", "answers.feer.value: is not asked for"),
    ("mood = 3\nanswers.fear.vlaue = 'yes'\n", "answers.fear.vlaue"),
    ("mood = 3\nhalt = { hungy = true }\n", "halt: expected one of"),
    ("mood = 3\nfeelings = ['hapy']\n", "feelings: expected one of"),
    ("mood = 3\nfeelings = 5\n", "feelings"),
    ("mood = 3\nfeelings = { calm = true }\n", "feelings"),
    ("mood = 3\nanswers = 5\n", "answers: is not asked for"),
    ("mood = 3\nanswers.fear = 5\n", "answers.fear"),
    ("mood = 3\nperiod = 'morning'\n", "period: is not asked for"),
    ("mood = 3\nkept_back.by = 'soon'\n", "kept_back.by"),
    ("mood = 3\ndone_well = '" + "x" * 10_001 + "'\n", "done_well"),
    ("mood = 3\nx = " + "[" * 500 + "]" * 500 + "\n", ""),
    ("mood = 3\n" + "a." * 20 + "b = 1\n", ""),
    ("# " + "x" * 70_000, "64 KiB"),
]


@pytest.mark.parametrize(("page", "told"), BAD_PAGES)
def test_what_cannot_be_used_is_refused_by_its_name(page: str, told: str) -> None:
    with pytest.raises(BadRecord) as caught:
        answers_of(PACK, FULL, page)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
