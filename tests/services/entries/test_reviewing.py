"""A review is filled from its nights, and what a person changed is theirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sponsorterm.records.kinds import Amends, Answer, Inventory
from sponsorterm.services.entries.drafts import FormDraft, open_draft
from sponsorterm.services.entries.reviewing import answer
from sponsorterm.services.home.session import Session


@pytest.fixture
def months(sam: Session) -> Session:
    """Nights of this month and of three months ago."""
    for ago in (1, 3, 80, 81, 82):
        sam.save(
            Inventory(
                period="nightly",
                mode="full",
                mood=4 if ago < 10 else 2,
                people=["J."] if ago < 10 else ["K."],
                traits=["envy"] if ago < 10 else ["pride"],
                answers={"fear": Answer(value="yes")},
            ),
            day=sam.today - timedelta(days=ago),
        )
    sam.save(Amends(person="Mother", state="listed"))
    return sam


def review(session: Session) -> FormDraft:
    return open_draft(session, "review", session.today)


def test_it_looks_back_a_month_at_first(months: Session) -> None:
    got = review(months).answers.get
    assert (got("span"), got("since"), got("until")) == (
        "month",
        date(2026, 10, 21),
        date(2026, 11, 20),
    )
    assert got("counts.nights") == 2
    assert got("counts.fear") == 2
    assert got("counts.kept_back") is None
    assert got("people") == ["J."]
    assert got("traits_up") == ["envy"]
    assert got("amends") == "Mother"
    assert got("answers.trend").startswith("Mood: Around 4.0 of 5 on 2 days")
    assert got("patterns") is None


def test_another_span_tells_of_other_nights(months: Session) -> None:
    draft = review(months)
    changed = answer(months, draft, "span", "quarter")
    got = draft.answers.get
    assert got("since") == date(2026, 8, 21)
    assert got("counts.nights") == 5
    assert got("people") == ["K.", "J."]
    assert got("traits_down") == ["pride"]
    assert {"since", "counts.nights", "people"} <= changed


def test_what_a_person_changed_stays(months: Session) -> None:
    draft = review(months)
    answer(months, draft, "people", ["J.", "myself"])
    answer(months, draft, "counts.nights", None)
    answer(months, draft, "amends", "nothing now")
    answer(months, draft, "span", "quarter")
    got = draft.answers.get
    assert got("people") == ["J.", "myself"]
    assert got("amends") == "nothing now"
    assert got("counts.fear") == 5


def test_days_of_ones_own_choice(months: Session) -> None:
    draft = review(months)
    answer(months, draft, "since", date(2026, 11, 18))
    assert draft.answers.get("counts.nights") == 1
    answer(months, draft, "since", None)
    assert draft.answers.get("counts.nights") in (None, 2)


def test_without_a_night_only_the_days_are_filled(sam: Session) -> None:
    assert set(review(sam).answers.values) == {"span", "since", "until"}
