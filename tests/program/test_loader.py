"""A pack is read whole or not at all, and the error says where and what to do."""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import Any

import pytest
import rtoml
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

import sponsorterm
from sponsorterm.program import (
    Pack,
    PackError,
    Terms,
    UnknownKey,
    builtin,
    builtin_keys,
    load_pack,
)
from sponsorterm.program.loader import MAX_PACK

GENERAL = Path(sponsorterm.__file__).parent / "program" / "packs" / "general.toml"

SMALL: dict[str, Any] = {
    "key": "small",
    "name": "A small programme",
    "about": "Ours alone.",
    "terms": dict.fromkeys(Terms.__struct_fields__, "word"),
    "feelings": [{"key": "calm", "title": "Calm"}],
    "steps": [
        {"number": 1, "title": "Look", "about": "", "tasks": [{"key": "look", "title": "Look"}]}
    ],
    "milestones": [{"key": "d", "label": "A day", "unit": "days", "n": 1, "lead": 1}],
    "forms": [
        {
            "key": "evening",
            "title": "Evening",
            "kind": "inventory",
            "fixed": {"period": "nightly"},
            "groups": [
                {
                    "title": "One",
                    "prompts": [
                        {"field": "mood", "type": "scale", "title": "Mood", "low": 1, "high": 5},
                        {"field": "answers.note", "type": "line", "title": "Note"},
                    ],
                }
            ],
        }
    ],
}

MOOD = "forms.0.groups.0.prompts.0"
NOTE = "forms.0.groups.0.prompts.1"
REMOVE = object()


def changed(path: str, value: Any) -> dict[str, Any]:
    """The small pack with the value at a path set, or taken out."""
    pack = copy.deepcopy(SMALL)
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    place: Any = pack
    for part in way:
        place = place[part]
    if value is REMOVE:
        del place[last]
    else:
        place[last] = value
    return pack


def load(folder: Path, pack: dict[str, Any] | str | bytes) -> Pack:
    text = tomli_w.dumps(pack) if isinstance(pack, dict) else pack
    file = folder / "mine.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_pack(file)


def prompt(**settings: Any) -> dict[str, Any]:
    return {"field": "answers.note", "title": "Note", **settings}


def test_a_pack_of_ones_own_needs_no_code(tmp_path: Path) -> None:
    pack = load(tmp_path, SMALL)
    assert [p.field for p in pack.form("evening").prompts()] == ["mood", "answers.note"]
    assert pack.form("evening").fixed == {"period": "nightly"}


OPTIONS = [{"key": "a", "title": "A"}]
EVERY = {"key": "y", "unit": "years", "n": 2, "lead": 1, "label": "{n} years"}


@pytest.mark.parametrize(
    ("path", "value", "place", "words"),
    [
        ("name", REMOVE, "name", "is missing; add it"),
        ("steps.0.tasks.0.key", REMOVE, "steps[0].tasks[0].key", "is missing; add it"),
        ("steps.0.tasks.0.key", 3, "steps[0].tasks[0].key", "text in quotes, found a whole"),
        ("steps.0.tasks.0.key", "No", "steps[0].tasks[0].key", "small letters, digits and _"),
        ("steps.0.colour", "red", "steps[0].colour", "check its spelling or take it out"),
        ("steps.0.number", "1", "steps[0].number", "a whole number, found text in quotes"),
        ("steps.0.number", 0, "steps[0].number", "at least 1"),
        ("steps.0.number", 2**80, "steps[0].number", "at most 100"),
        ("steps.0.title", "", "steps[0].title", "at least 1 characters"),
        ("steps.0.title", "x" * 61, "steps[0].title", "at most 60 characters"),
        ("steps.0.title", "a\nb", "steps[0].title", "one line of text"),
        ("steps", [], "steps", "at least 1 entries"),
        ("steps", "twelve", "steps", "a list, found text in quotes"),
        ("steps", SMALL["steps"] * 2, "", "steps: 1 is there twice"),
        ("steps.0.tasks", SMALL["steps"][0]["tasks"] * 2, "steps[0]", "look is there twice"),
        ("feelings", SMALL["feelings"] * 2, "", "feelings: calm is there twice"),
        ("forms", SMALL["forms"] * 2, "", "forms: evening is there twice"),
        ("forms.0.fixed", {"mood": "x"}, "forms[0]", "field: mood is there twice"),
        ("forms.0.fixed", {"period": 1.5}, "forms[0].fixed[...]", "found a number with a point"),
        (f"{NOTE}.field", "mood", "forms[0]", "field: mood is there twice"),
        (f"{NOTE}.field", "mood.low", "forms[0]", "mood.low lies within mood"),
        (f"{NOTE}.field", "no dots", f"{NOTE}.field", "keys joined by dots"),
        (f"{NOTE}.type", "essay", f"{NOTE}.type", "expected one of: scale, number, tristate"),
        (f"{NOTE}.flag", "maybe", f"{NOTE}.flag", "expected one of: yes, no, nothing"),
        (NOTE, prompt(type="choices", **{"from": "moods"}), f"{NOTE}.from", "one of: traits"),
        (NOTE, prompt(type="choices", **{"from": "traits"}), "", "but the pack lists no traits"),
        (NOTE, prompt(type="choice"), NOTE, "needs either options or from"),
        (NOTE, prompt(type="flags", options=[]), NOTE, "needs either options or from"),
        (
            NOTE,
            prompt(type="choice", options=OPTIONS, **{"from": "feelings"}),
            NOTE,
            "needs either options or from, and not both",
        ),
        (NOTE, prompt(type="choice", options=OPTIONS * 2), NOTE, "options: a is there twice"),
        (NOTE, prompt(type="line", options=OPTIONS), NOTE, "options means nothing for type line"),
        (NOTE, prompt(type="line", **{"from": "feelings"}), NOTE, "from means nothing"),
        (NOTE, prompt(type="line", who=True), NOTE, "who means nothing for type line, only for"),
        (NOTE, prompt(type="scale"), NOTE, "needs low and high"),
        (NOTE, prompt(type="scale", low=5, high=5), NOTE, "needs low and high"),
        (NOTE, prompt(type="scale", high=20), NOTE, "ends at 10 or before"),
        (NOTE, prompt(type="number"), NOTE, "needs low and high"),
        (NOTE, prompt(type="lines"), NOTE, "needs max_items"),
        (f"{MOOD}.low", 1.5, f"{MOOD}.low", "a whole number, found a number with a point"),
        ("milestones.0.unit", "weeks", "milestones[0].unit", "one of: days, months, years"),
        ("milestones", SMALL["milestones"] * 2, "", "milestones: d is there twice"),
        ("milestones.0", {**EVERY, "every": 1}, "milestones[0]", "every and until go together"),
        (
            "milestones.0",
            {**EVERY, "every": 1, "until": 1},
            "milestones[0]",
            "until is not below n",
        ),
        (
            "milestones.0",
            {**EVERY, "every": 1, "until": 102},
            "milestones[0]",
            "repeats more than 100 times",
        ),
        (
            "milestones.0",
            {**EVERY, "every": 1, "until": 9, "label": "years"},
            "milestones[0]",
            "says {n} in its label",
        ),
        ("terms.sober", REMOVE, "terms.sober", "is missing; add it"),
    ],
)
def test_each_mistake_is_named_with_its_place(
    tmp_path: Path, path: str, value: Any, place: str, words: str
) -> None:
    with pytest.raises(PackError) as caught:
        load(tmp_path, changed(path, value))
    assert caught.value.source == "mine.toml"
    assert caught.value.place == as_toml(place)
    assert words in caught.value.problem
    assert "`" not in str(caught.value)
    assert str(caught.value).startswith(f"mine.toml, line {caught.value.line}: ")


def as_toml(place: str) -> str:
    """`a.0.b` as an error writes it: `a[0].b`."""
    parts = (f"[{part}]" if part.isdigit() else f".{part}" for part in place.split("."))
    return "".join(parts).removeprefix(".")


def test_an_error_reads_as_one_line() -> None:
    error = PackError("general.toml", "steps[3].tasks[0].key", "is missing; add it")
    assert str(error) == "general.toml: steps[3].tasks[0].key: is missing; add it"


def test_an_error_stays_one_line_whatever_a_key_is(tmp_path: Path) -> None:
    for key in ("a\nb\tc", "long" * 1000):
        with pytest.raises(PackError) as caught:
            load(tmp_path, SMALL | {key: 1})
        assert len(caught.value.place) <= 120
        assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"key = ", "this is not TOML"),
        (b"key = 'a'\nkey = 'b'", "line 2"),
        (b"key = '\xff'", "UTF-8"),
        (b"a." * 20_000 + b"b = 1", "this is not TOML"),
        (b"a = " + b"[" * 20_000 + b"]" * 20_000, "this is not TOML"),
        (b"a = " + b"[{b = " * 12 + b"1" + b"}]" * 12, "at most 8 tables within each other"),
        (b"#" * (MAX_PACK + 1), "at most 256 KiB"),
        (b"", "is missing; add it"),
    ],
)
def test_what_is_no_pack_at_all_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(PackError, match=words):
        load(tmp_path, data)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for source, words in [
        (tmp_path / "absent.toml", "there is no such file"),
        (tmp_path, "not a plain file"),
        (pipe, "not a plain file"),
        (tmp_path / ("x" * 300), "cannot be opened"),
    ]:
        with pytest.raises(PackError, match=words):
            load_pack(source)


def test_marks_of_other_editors_do_not_matter(tmp_path: Path) -> None:
    text = "\ufeff" + tomli_w.dumps(SMALL).replace("\n", "\r\n")
    assert load(tmp_path, text) == load(tmp_path, SMALL)


def test_nothing_in_a_pack_can_command_the_terminal(tmp_path: Path) -> None:
    pack = load(tmp_path, changed("name", "A \x1b]52;c;aGk=\x07name\u202e"))
    assert pack.name == "A ]52;c;aGk=name"


def test_the_built_in_packs_are_read_once_and_known_by_name() -> None:
    assert "general" in builtin_keys()
    assert builtin() is builtin()
    assert all(builtin(key).key == key for key in builtin_keys())
    with pytest.raises(UnknownKey, match=r"no programme is called ../x; there is behaviour"):
        builtin("../x")


# ── Anything else somebody may write ─────────────────────────────────────────────────────

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.dates(),
    st.builds(list),
    st.builds(dict),
    st.lists(st.dictionaries(st.sampled_from(["key", "title", "n"]), st.integers()), max_size=2),
)
"""None means: take the entry out."""


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value)
    found = [way] if way else []
    for part, item in below:
        here = (*way, part)
        found += places(item, here) if isinstance(item, dict | list) else [here]
    return found


DOCUMENT: dict[str, Any] = rtoml.loads(GENERAL.read_text())
PLACES = places(DOCUMENT)


def change(place: Any, way: tuple[Any, ...], value: Any) -> None:
    """Set what lies at the end of the way, unless an earlier change took it away."""
    part, *rest = way
    there = range(len(place)) if isinstance(place, list) else place
    if not isinstance(place, dict | list) or part not in there:
        return
    if rest:
        change(place[part], tuple(rest), value)
    elif value is None:
        del place[part]
    else:
        place[part] = value


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
@example([(("terms",), False)])
@example([(("prompts",), 3)])
def test_a_pack_changed_anywhere_loads_or_says_why(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[tuple[Any, ...], Any]]
) -> None:
    document = copy.deepcopy(DOCUMENT)
    for way, value in changes:
        change(document, way, value)
    loads_or_explains(tmp_path_factory, tomli_w.dumps(document).encode())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
@example([(("steps", 0, "number"), [1])])
def test_one_over_another_loads_or_says_why(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[tuple[Any, ...], Any]]
) -> None:
    parts = {way[0] for way, _ in changes}
    document = {"base": "general"} | copy.deepcopy({part: DOCUMENT[part] for part in parts})
    for way, value in changes:
        change(document, way, value)
    loads_or_explains(tmp_path_factory, tomli_w.dumps(document).encode())


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_bytes_of_any_kind_are_refused_politely(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    loads_or_explains(tmp_path_factory, data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, GENERAL.stat().st_size - 1), st.integers(0, 40), st.binary(max_size=8))
def test_a_torn_file_loads_or_says_why(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, patch: bytes
) -> None:
    data = GENERAL.read_bytes()
    loads_or_explains(tmp_path_factory, data[:start] + patch + data[start + length :])


def loads_or_explains(factory: pytest.TempPathFactory, data: bytes) -> None:
    try:
        load(factory.getbasetemp(), data)
    except PackError as error:
        told = (error.source, bool(error.problem), "\n" in error.place)
    else:
        return
    # Over another pack, what is missing may be what the other's words need.
    assert told in {(file, True, False) for file in ("mine.toml", "general.toml")}
