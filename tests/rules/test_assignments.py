"""Where an assignment stands follows from what both said, whatever their clocks say."""

from __future__ import annotations

from typing import Any

import pytest

from sponsorterm.records.kinds import Assignment, Note, Progress
from sponsorterm.rules.assignments import OPEN, tasks
from tests.rules.conftest import NewEntry


@pytest.mark.parametrize(
    ("mine", "theirs", "answers_this", "expected"),
    [
        (None, None, True, "assigned"),
        ("assigned", None, True, "assigned"),
        ("assigned", "doing", True, "doing"),
        ("assigned", "submitted", True, "submitted"),
        ("assigned", "submitted", False, "submitted"),  # the words of it were mended since
        ("assigned", "dropped", True, "dropped"),
        ("another_look", "submitted", False, "another_look"),
        ("another_look", "submitted", True, "submitted"),
        ("another_look", "doing", True, "doing"),
        ("another_look", "dropped", False, "dropped"),
        ("done", "doing", True, "done"),
        ("dropped", "submitted", True, "dropped"),
    ],
)
def test_the_state_is_read_off_both(
    entry: NewEntry, mine: Any, theirs: Any, answers_this: bool, expected: str
) -> None:
    task = entry(Assignment(title="x", state=mine))
    answered = task.id if answers_this else "an earlier one"
    said = [entry(Progress(about=task.record, revision=answered, state=theirs))] if theirs else []
    (found,) = tasks([task], said)
    assert found.state == expected
    assert found.open == (expected in OPEN)


def test_the_newest_word_on_it_counts_and_only_on_it(entry: NewEntry) -> None:
    one, other = entry(Assignment(title="x")), entry(Assignment(title="y"))
    newest = entry(Progress(about=one.record, state="submitted"))
    older = entry(Progress(about=one.record, state="doing"))
    first, second = tasks([one, other, entry(Note(body="z"))], [newest, older])
    assert (first.state, first.said) == ("submitted", newest)
    assert (second.state, second.said) == ("assigned", None)


def test_a_word_without_a_state_changes_nothing(entry: NewEntry) -> None:
    task = entry(Assignment(title="x"))
    (found,) = tasks([task], [entry(Progress(about=task.record, text="thinking"))])
    assert found.state == "assigned"
