from __future__ import annotations

import json
import stat
from pathlib import Path

from tests.cli.conftest import Person

TEXT = 'mood = 4\ncraving = 2\nactions = ["meeting"]\ndone_well = "walked home in the rain"\n'


def test_the_long_view_is_told_in_words_and_drawn(sam: Person) -> None:
    sam.gets("log", stdin=TEXT)
    told = sam.gets("insight", "--days", "30")
    assert "Around 4.0 of 5 on 1 day, lowest 4 today, highest 4 today." in told
    assert "Went to a meeting" in told
    assert "└" in told
    assert sam.gets("insight", "--plain").isascii()


def test_the_long_view_as_json(sam: Person) -> None:
    sam.gets("log", stdin=TEXT)
    document = json.loads(sam.gets("insight", "--json", "--days", "7"))
    assert document["curves"]["mood"] == [None] * 6 + [4]
    assert document["counts"]["actions"] == {"meeting": 1}


def test_before_the_first_entry_it_says_where_to_begin(sam: Person) -> None:
    assert "sponsorterm log" in sam.types("insight").stderr


def test_a_report_is_printed_or_written_for_its_owner_alone(sam: Person, tmp_path: Path) -> None:
    sam.gets("log", stdin=TEXT)
    assert "walked" not in sam.gets("report")
    assert "walked home" in sam.gets("report", "2026-11", "--level", "full")
    page = tmp_path / "november.html"
    sam.gets("report", "--html", "--output", str(page))
    assert "<svg" in page.read_text()
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_a_file_of_that_name_is_not_written_over_without_a_yes(sam: Person, tmp_path: Path) -> None:
    kept = tmp_path / "kept.md"
    kept.write_text("mine")
    sam.told("report", "--output", str(kept), code=6)
    assert kept.read_text() == "mine"
    sam.gets("report", "--output", str(kept), "--yes")
    assert kept.read_text() != "mine"


def test_a_month_that_is_none_is_refused(sam: Person) -> None:
    assert "not a month" in sam.told("report", "November", code=2)
    assert "not begun" in sam.told("report", "2031-01", code=2)
