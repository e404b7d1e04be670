"""A pack over another says only what differs; every value knows its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.program import Pack, PackError, builtin, load_pack
from sponsorterm.program.toml_lines import line_numbers

TEXT = '''# a pack
key = "x"
"odd # key" = """one
two"""
list = [
  { key = "a", on = [1, 2] }, # first
  { key = "b" },
]

[terms]
a.b = 'x = [y]'

[[forms]]
key = "f"
[[forms.groups]]
key = "g"

[[forms]]
key = "h"
[forms.fixed]
period = 1
'''


def test_every_value_knows_its_line() -> None:
    lines = line_numbers(TEXT)
    assert {path: line for path, line in lines.items() if path} == {
        **{("key",): 2, ("odd # key",): 3, ("list",): 5},
        **{("list", 0): 6, ("list", 0, "key"): 6, ("list", 0, "on"): 6},
        **{("list", 0, "on", 0): 6, ("list", 0, "on", 1): 6},
        **{("list", 1): 7, ("list", 1, "key"): 7},
        **{("terms",): 10, ("terms", "a"): 11, ("terms", "a", "b"): 11},
        **{("forms",): 13, ("forms", 0): 13, ("forms", 0, "key"): 14},
        **{("forms", 0, "groups"): 15, ("forms", 0, "groups", 0): 15},
        ("forms", 0, "groups", 0, "key"): 16,
        **{("forms", 1): 18, ("forms", 1, "key"): 19},
        **{("forms", 1, "fixed"): 20, ("forms", 1, "fixed", "period"): 21},
    }


KEYS = st.text("abc", min_size=1, max_size=3)
VALUES = st.recursive(
    st.integers(0, 9) | st.text("a\"'[]{}=,.#\n", max_size=6),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans())
def test_no_document_is_too_odd(document: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(document, multiline_strings=multiline)
    lines = line_numbers(text)
    for key in document:
        assert key in text.splitlines()[lines[key,] - 1]


def over_general(folder: Path, text: str) -> Pack:
    file = folder / "mine.toml"
    file.write_text('base = "general"\n' + text)
    return load_pack(file)


def test_a_pack_that_changes_nothing_is_its_base_under_another_name(tmp_path: Path) -> None:
    mine, general = over_general(tmp_path, ""), builtin()
    assert mine.key == "mine"
    for name in Pack.__struct_fields__:
        assert name == "key" or getattr(mine, name) == getattr(general, name)


def test_tables_change_by_key_and_lists_by_entry(tmp_path: Path) -> None:
    mine = over_general(
        tmp_path,
        """
        feelings = [{ key = "calm", title = "At ease" }, { key = "giddy", title = "Giddy" }]
        traits = [{ key = "pride", remove = true }]
        without = ["assignments"]
        [terms]
        sponsor = "guide"
        [[steps]]
        number = 4
        replace = true
        title = "Look"
        about = ""
        tasks = [{ key = "look", title = "Look" }]
        """,
    )
    general = builtin()
    assert [f.key for f in mine.feelings] == [*(f.key for f in general.feelings), "giddy"]
    assert mine.feelings[0].title == "At ease"
    assert [t.key for t in mine.traits] == [t.key for t in general.traits if t.key != "pride"]
    assert mine.assignments == []
    assert [task.key for task in mine.step(4).tasks] == ["look"]
    assert mine.step(3) != general.step(3)
    assert "with my guide" in [t.title for t in mine.step(3).tasks][-1]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('about = "{sobre}"', 2, "{sobre} is none of the terms"),
        ('[prompts.mood]\nhigh = "x"', 3, "a whole number"),
        (
            '[[forms]]\nkey = "checkin"\ngroups = [\n{ key = "x", title = "X", prompts = ["m"] }]',
            5,
            "there is no [prompts.m]",
        ),
        ('[[forms]]\nkey = "checkin"\nkind = "poem"', 2, "there is no kind poem"),
        ('[prompts.mood]\nfield = "mooood"', 0, "inventory has no mooood; a question of your own"),
        ('[[worksheets]]\nkey = "new"\ntitle = "New"', 2, "needs columns, groups, or both"),
        ('[[worksheets]]\nkey = "step_1"\nstep = 40', 2, "belongs to step 40"),
        ("terms = false", 2, "terms: expected a table; write its keys below [terms]"),
        ("prompts = 3", 2, "prompts: expected a table; write its keys below [prompts]"),
        ("steps = [{ number = [1] }]", 2, "a whole number, found a list"),
        ('without = "steps"', 2, "without: expected the names of lists"),
        ("without = [1]", 2, "without: expected the names of lists"),
    ],
)
def test_a_fault_over_a_base_names_the_line_of_ones_own(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(PackError) as caught:
        over_general(tmp_path, text)
    assert words in str(caught.value)
    source = f"mine.toml, line {line}: " if line else "general.toml, line "
    assert str(caught.value).startswith(source)


def test_a_base_there_is_not(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "x"\nbase = "nothing"\n')
    with pytest.raises(PackError, match=r"mine\.toml, line 2: base: there is no pack nothing"):
        load_pack(file)
