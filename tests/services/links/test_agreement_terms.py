"""The terms of an agreement, typed, told and compared one by one."""

from __future__ import annotations

from datetime import date

import pytest

from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import Agreement
from sponsorterm.services.links.agreement_terms import (
    TERMS,
    from_toml,
    said,
    terms_of,
    typed,
    with_term,
)

WHOLE = {
    "cadence": ("weekly", "every week"),
    "meetings": ("3", "3"),
    "hours": ("18:00 to 22:00", "18:00 to 22:00"),
    "zone": ("Europe/Berlin", "Europe/Berlin"),
    "channel": ("phone", "phone"),
    "no_answer": ("Call Jo.", "Call Jo."),
    "backup": ("Jo", "Jo"),
    "review_on": ("2027-01-31", "31 Jan 2027"),
    "alerts": ("high_craving=7, hard_days=2", "high craving 7, hard days 2"),
    "alerts_off": ("no_work, all_easy", "no work, all easy"),
    "paused_from": ("2026-12-20", "20 Dec 2026"),
    "paused_to": ("2027-01-03", "3 Jan 2027"),
    "keep_days": ("90", "90 days at the sponsor's"),
    "note": ("Be kind.", "Be kind."),
}


def test_every_term_is_typed_told_and_taken_out_again() -> None:
    assert set(TERMS) == set(WHOLE) == Agreement.FULL
    body = Agreement()
    for key, (text, told) in WHOLE.items():
        body = with_term(body, key, f" {text} ")
        assert (typed(body, key), said(body, key)) == (text, told)
    for key in TERMS:
        body = with_term(body, key, "")
        assert said(body, key) == typed(body, key) == ""
    assert body == Agreement()


@pytest.mark.parametrize(
    ("key", "text", "word"),
    [
        ("cadence", "sometimes", "daily"),
        ("meetings", "many", "number"),
        ("meetings", "101", "100"),
        ("zone", "Atlantis/Deep", "Europe/Berlin"),
        ("zone", "../../etc/passwd", "Europe/Berlin"),
        ("review_on", "soon", "2026"),
        ("alerts", "high_craving", "name=number"),
        ("alerts", "high_hopes=3", "high_craving"),
        ("alerts", "high_craving=lots", "number"),
        ("alerts_off", "call_now", "cannot be switched off"),
        ("alerts_off", "laughter", "cannot be switched off"),
        ("keep_days", "0", "1"),
        ("paused_to", "2026-13-01", "2026"),
    ],
)
def test_what_cannot_be_meant_says_what_to_write(key: str, text: str, word: str) -> None:
    with pytest.raises(ValueError, match=word.replace(".", r"\.")):
        with_term(Agreement(), key, text)


def test_a_proposal_is_shown_against_what_is_in_force() -> None:
    now = Agreement(cadence="daily", meetings=3)
    found = {each.key: each for each in terms_of(now, Agreement(cadence="weekly", meetings=3))}
    assert [key for key, term in found.items() if term.differs] == ["cadence"]
    assert (found["cadence"].now, found["cadence"].proposed) == ("every day", "every week")
    assert not any(term.differs for term in terms_of(now))


def test_an_agreement_is_read_from_a_file() -> None:
    text = 'cadence = "daily"\nreview_on = 2027-01-31\n[alerts]\nhigh_craving = 7\n'
    assert from_toml(text) == Agreement(
        cadence="daily", review_on=date(2027, 1, 31), alerts={"high_craving": 7}
    )


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("cadence = 'always'", "cadence"),
        ("colour = 'red'", "colour"),
        ("link = 'abc'", "link"),
        ("zone = 'Nowhere'", "zone"),
        ("alerts_off = ['call_now']", "alerts_off"),
        ("[alerts]\nnothing = 3", "alerts"),
        ("cadence = ", ""),
    ],
)
def test_a_file_that_cannot_be_used_names_the_field(text: str, field: str) -> None:
    with pytest.raises(BadRecord) as error:
        from_toml(text, "plan.toml")
    assert (error.value.source, error.value.field) == ("plan.toml", field)
