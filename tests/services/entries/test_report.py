"""A month's report: at the chosen level, with everybody's words as text and nothing else."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from sponsorterm.records.kinds import Clock, Inventory
from sponsorterm.services.entries.report import report
from sponsorterm.services.entries.report_page import html, markdown
from tests.services.conftest import Pair

HOSTILE = '<script>alert(1)</script> [x](javascript:alert(1)) **bold** `code` & "quoted"'


@pytest.fixture
def month(pair: Pair) -> Pair:
    body = Inventory(
        period="nightly", mode="full", mood=4, craving=1, actions=["meeting"],
        traits=["envy"], done_well="walked with Jo",
    )  # fmt: skip
    pair.sam.save(body, day=date(2026, 11, 2))
    pair.sam.save(Inventory(period="nightly", mode="quick", mood=2), day=date(2026, 11, 19))
    pair.sam.save(Inventory(period="nightly", mode="quick", mood=1), day=date(2026, 10, 31))
    pair.sam.save(Clock(label="alcohol", start=date(2026, 7, 16)))
    return pair


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    return parser


def test_a_month_has_its_own_days_only(month: Pair) -> None:
    built = report(month.sam, date(2026, 11, 5), "full")
    assert (built.first, built.last, built.days) == (date(2026, 11, 1), date(2026, 11, 20), 20)
    assert [entry.day.day for entry in built.entries] == [2, 19]
    assert built.written == 2
    october = report(month.sam, date(2026, 10, 31), "full")
    assert (october.days, october.written, len(october.entries)) == (31, 1, 1)


def test_numbers_hold_no_word(month: Pair) -> None:
    built = report(month.sam, date(2026, 11, 1), "numbers")
    for page in (markdown(built), html(built)):
        assert "walked" not in page
        assert "Envy" not in page
        assert "Mood" in page
    full = report(month.sam, date(2026, 11, 1), "full")
    assert "walked with Jo" in markdown(full)
    assert "Envy" in html(full)


def test_the_page_has_its_plots_inside_and_needs_nothing_else(month: Pair) -> None:
    page = html(report(month.sam, date(2026, 11, 1), "full"))
    tags = read(page)
    assert page.count("<svg") == 2
    assert page.count("<circle") == 3, "mood on two days, craving on one"
    assert not tags.names & {"script", "link", "img", "iframe", "a", "object"}
    assert not tags.attributes & {"src", "href", "onclick", "onload"}
    assert "http" not in page


def test_words_are_only_words(month: Pair) -> None:
    month.sam.save(
        Inventory(period="nightly", mode="full", mood=3, done_well=HOSTILE),
        day=date(2026, 11, 12),
    )
    built = report(month.sam, date(2026, 11, 1), "full")
    tags = read(html(built))
    assert "script" not in tags.names
    assert HOSTILE in tags.text
    told = markdown(built)
    assert "\\<script" in told, "an escaped < opens no tag"
    assert not re.search(r"(?<!\\)<", told)
    assert "](" not in told
    assert "\\*\\*bold\\*\\*" in told
