"""Silence: both sides of every threshold, and never a word about what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.rules.alerts.silence import silence
from tests.rules.conftest import TODAY


def ago(days: int | None) -> date | None:
    return None if days is None else TODAY - timedelta(days=days)


def level(
    cadence: Any,
    last: int | None,
    *,
    early: bool = False,
    since: int | None = None,
    known: int | None = 0,
) -> tuple[str, int] | None:
    flag = silence(cadence, ago(last), ago(since), TODAY, known_until=ago(known), early=early)
    return (flag.key, flag.level) if flag else None


# The last entry three days ago leaves two whole days without one: today is not over.
@pytest.mark.parametrize(
    ("cadence", "early", "last", "expected"),
    [
        ("daily", False, 0, None),
        ("daily", False, 2, None),
        ("daily", False, 3, 3),
        ("daily", False, 4, 2),
        ("daily", False, 7, 2),
        ("daily", False, 8, 1),
        ("daily", False, 400, 1),
        ("daily", True, 1, None),
        ("daily", True, 2, 3),
        ("daily", True, 3, 2),
        ("daily", True, 6, 2),
        ("daily", True, 7, 1),
        # Due seven days after the last one; nine days ago is two days past due.
        ("weekly", False, 8, None),
        ("weekly", False, 9, 3),
        ("weekly", False, 10, 3),
        ("weekly", False, 11, 2),
        ("weekly", False, 16, 2),
        ("weekly", False, 17, 1),
        ("weekly", True, 7, None),
        ("weekly", True, 8, 3),
        ("weekly", True, 9, 3),
        ("weekly", True, 10, 2),
        ("weekly", True, 15, 2),
        ("weekly", True, 16, 1),
        ("none", False, 400, None),
        ("none", True, 400, None),
        # Dated ahead: nobody is silent tomorrow.
        ("daily", True, -3, None),
    ],
)
def test_each_threshold_from_both_sides(
    cadence: str, early: bool, last: int, expected: int | None
) -> None:
    found = level(cadence, last, early=early)
    assert found == (None if expected is None else ("silent", expected))


@pytest.mark.parametrize(
    ("last", "since", "expected"),
    [
        (None, 2, None),  # linked two days ago, nothing yet: one whole day
        (None, 3, ("silent", 3)),
        (30, 2, None),  # shared from before the link: what was agreed begins with it
        (30, 3, ("silent", 3)),
        (2, 30, None),
        (None, None, None),  # a link without a beginning, and nothing to count from
    ],
)
def test_what_was_agreed_begins_with_the_link(
    last: int | None, since: int | None, expected: tuple[str, int] | None
) -> None:
    assert level("daily", last, since=since) == expected


@pytest.mark.parametrize(
    ("last", "known", "expected"),
    [
        # Known through yesterday: of two days one is known, and one is not enough.
        (3, 1, ("stale_data", 3)),
        (4, 1, ("silent", 3)),
        # Four days known in a long absence: as loud as what is known, not as today.
        (10, 5, ("silent", 2)),
        (10, 7, ("silent", 3)),
        (10, 8, ("stale_data", 3)),
        # A note from before the last entry says nothing of the days after it.
        (4, 9, ("stale_data", 3)),
        (10, None, ("stale_data", 3)),
        # Nothing to wonder about: not a word about the sync either.
        (2, None, None),
        (2, 9, None),
    ],
)
def test_silence_is_judged_only_as_far_as_it_is_known(
    last: int, known: int | None, expected: tuple[str, int] | None
) -> None:
    assert level("daily", last, known=known) == expected


def test_a_note_dated_ahead_counts_as_of_today() -> None:
    assert level("daily", 4, known=-9) == ("silent", 2)


def reason(cadence: Any, last: int | None, known: int | None, since: int = 300) -> str:
    flag = silence(cadence, ago(last), ago(since), TODAY, known_until=ago(known))
    assert flag is not None
    return flag.reason


def test_the_reasons_in_words() -> None:
    assert reason("daily", 4, 0) == "quiet 3 days (agreed: daily)"
    assert reason("weekly", 9, 0) == "quiet 8 days (agreed: weekly)"
    assert reason("daily", 10, 8) == "no sync since 12 Nov"
    assert reason("daily", 6, 5) == "no sync since Sun"
    assert reason("daily", 4, 6) == "no sync since Mon"
    assert reason("daily", 4, None) == "no sync known since Mon"
    assert reason("daily", None, None) == "no sync yet"
    early = silence("daily", ago(2), None, TODAY, known_until=TODAY, early=True)
    assert early
    assert early.reason == "quiet 1 day (agreed: daily)"
    assert early.day == ago(2)


@given(
    st.sampled_from(["daily", "weekly"]),
    st.integers(0, 40),
    st.none() | st.integers(0, 40),
    st.booleans(),
)
def test_not_synced_is_never_silence(
    cadence: Any, last: int, known: int | None, early: bool
) -> None:
    found = level(cadence, last, known=known, early=early)
    if found and found[0] == "silent":
        # The same verdict had been reached on the last day that is known.
        assert known is not None
        then = silence(cadence, ago(last), None, TODAY - timedelta(days=known),
                       known_until=ago(known), early=early)  # fmt: skip
        assert then is not None
        assert (then.key, then.level) == found


@given(st.sampled_from(["daily", "weekly"]), st.integers(0, 40), st.booleans())
def test_a_longer_silence_is_never_quieter(cadence: Any, last: int, early: bool) -> None:
    now, later = level(cadence, last, early=early), level(cadence, last + 1, early=early)
    assert now is None or (later is not None and later[1] <= now[1])
