"""The built-in general programme is whole, and its answers are ones a record can hold."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sponsorterm
from sponsorterm.program import Form, Pack, Prompt, builtin, builtin_keys
from sponsorterm.records.kinds import KINDS

NARROWEST = 36
PACKS = [builtin(key) for key in builtin_keys()]
FORMS = [
    pytest.param(pack, form, id=f"{pack.key}-{form.key}-{form.kind}")
    for pack in PACKS
    for form in pack.all_forms()
]


def fields(form: str) -> list[str]:
    return [prompt.field for prompt in builtin().form(form).prompts()]


def test_it_has_twelve_steps_with_tasks() -> None:
    steps = builtin().steps
    assert [step.number for step in steps] == list(range(1, 13))
    for step in steps:
        assert 2 <= len(step.title.split()) <= 5
        assert 3 <= len(step.tasks) <= 6


def test_the_quick_inventory_is_one_page_of_five() -> None:
    form = builtin().form("nightly_quick")
    assert len(form.groups) == 1
    assert fields("nightly_quick") == ["mood", "used", "craving", "halt", "done_well"]
    assert form.fixed == {"period": "nightly", "mode": "quick"}


def test_the_full_inventory_asks_everything_and_the_good_before_the_faults() -> None:
    assert fields("nightly_full") == [
        *("mood", "used", "craving", "halt"),
        "done_well",
        *("answers.resentment", "answers.self_centred"),
        *("answers.dishonesty", "answers.fear"),
        *("answers.amends", "kept_back"),
        *("answers.kindness", "better"),
        *("feelings", "traits"),
        *("actions", "gratitude"),
        "tomorrow",
    ]
    form = builtin().form("nightly_full")
    assert len(form.groups) == 9
    assert form.fixed == {"period": "nightly", "mode": "full"}


def test_the_check_in_asks_for_a_call() -> None:
    assert fields("checkin") == [
        *("mood", "craving", "used", "halt"),
        *("meetings", "reached_out", "honesty", "step_action"),
        *("stuck", "ask", "need_call", "channel"),
    ]
    pack = builtin()
    call = pack.choices(pack.prompt("checkin", "need_call"))
    assert [choice.key for choice in call] == ["none", "today", "now"]


def test_hardly_anything_is_ever_required() -> None:
    needed = {f.key: [p.field for p in f.prompts() if p.required] for f in builtin().all_forms()}
    assert {key: fields for key, fields in needed.items() if fields} == {
        **{key: ["mood"] for key in ("nightly_quick", "nightly_full", "checkin")},
        "review": ["span"],
        "contact": ["name"],
    }


def test_a_lack_of_kindness_is_what_deserves_a_look() -> None:
    flags = {p.field: p.flag for p in builtin().form("nightly_full").prompts() if p.flag}
    assert flags.pop("answers.kindness") == "no"
    assert set(flags.values()) == {"yes"}


def test_traits_come_in_pairs() -> None:
    assert 16 <= len(builtin().traits) <= 18


def test_milestones_tell_a_sponsor_early_enough() -> None:
    milestones = {(one.n, one.unit): one for one in builtin().milestones}
    leads = {place: one.lead for place, one in milestones.items()}
    early = {(1, "days"): 1, (30, "days"): 7, (60, "days"): 10, (90, "days"): 10}
    middle = {(6, "months"): 14, (9, "months"): 14, (1, "years"): 21, (18, "months"): 10}
    late = {(year, "years"): 14 for year in range(2, 61)}
    assert leads == early | middle | late | {(1000, "days"): 10}
    assert milestones[60, "years"].label == "60 years"


# ── What every pack that comes with the program has to keep ──────────────────────────────


def samples(pack: Pack, prompt: Prompt) -> list[Any]:
    """The smallest and the fullest answer to a prompt, as a record would keep them."""
    keys = [choice.key for choice in pack.choices(prompt)] if is_chosen(prompt) else []
    by_type: dict[str, list[Any]] = {
        "scale": [prompt.low, prompt.high],
        "number": [prompt.low, prompt.high],
        "tristate": ["yes", "no"],
        "choice": keys,
        "choices": [keys[:1], keys],
        "flags": [dict.fromkeys(keys, True)],
        "text": ["words"],
        "line": ["words"],
        "lines": [["words"] * prompt.max_items],
        "pairs": [[{"when": "words", "then": "words"}] * prompt.max_items],
        "person": ["J."],
        "people": [["J."] * prompt.max_items],
        "answer": [{"value": "yes", "who": "J.", "text": "words", "by": "2026-11-20"}],
        "kept_back": [{"flag": "yes", "tell": "J.", "by": "2026-11-20"}],
        "date": ["2026-11-20"],
        "time": ["21:05"],
        "record": ["0" * 32],
    }
    return by_type[prompt.type]


NEEDED = {"pack": "general", "name": "J."}
"""What some kinds cannot do without, whatever else is answered."""


def is_chosen(prompt: Prompt) -> bool:
    return prompt.type in ("choice", "choices", "flags")


@pytest.mark.parametrize(("pack", "form"), FORMS)
def test_every_answer_fits_the_record_it_is_for(pack: Pack, form: Form) -> None:
    kind = KINDS[form.kind]
    for prompt in form.prompts():
        outer, *inner = prompt.field.split(".")
        assert outer in kind.__struct_fields__
        for sample in samples(pack, prompt):
            own = {k: v for k, v in NEEDED.items() if k in kind.__struct_fields__}
            for part in reversed(inner):
                sample = {part: sample}
            msgspec.convert({**own, **form.fixed, outer: sample}, kind)


def lines_of(pack: Pack) -> Iterator[tuple[str, int]]:
    """Every text of a pack a person reads, and the lines it may take on a narrow screen."""
    yield pack.name, 1
    yield pack.about, 3
    yield from ((counter.title, 1) for counter in pack.counters)
    for assignment in pack.assignments:
        yield assignment.title, 2
        yield assignment.detail, 6
    for step in pack.steps:
        yield step.title, 1
        yield step.about, 3
        yield from ((task.title, 2) for task in step.tasks)
    for form in pack.all_forms():
        yield form.title, 1
        yield form.about, 4
        for group in form.groups:
            yield group.title, 1
            yield group.about, 2
        for prompt in form.prompts():
            yield prompt.title, 2
            yield prompt.about, 2
            yield f"{prompt.low_word} {prompt.high_word}", 1
            yield from ((option.title, 1) for option in prompt.options)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.key)
def test_every_text_fits_a_narrow_screen(pack: Pack) -> None:
    for text, most in lines_of(pack):
        wrapped = textwrap.wrap(text, NARROWEST, break_long_words=False)
        assert len(wrapped) <= most, text
        assert all(len(line) <= NARROWEST for line in wrapped), text


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.key)
def test_every_pack_says_that_no_fellowship_stands_behind_it(pack: Pack) -> None:
    assert "Not affiliated with or endorsed by any fellowship" in pack.about


def test_packs_lie_inside_the_package_that_the_wheel_carries() -> None:
    package = Path(sponsorterm.__file__).parent
    shipped = {path.stem for path in (package / "program" / "packs").glob("*.toml")}
    assert shipped == set(builtin_keys())
    project = tomllib.loads((package.parent / "pyproject.toml").read_text())
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["sponsorterm"]
