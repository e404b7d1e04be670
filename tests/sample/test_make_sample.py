"""The sample is what its generator makes, and reads as kindly and as varied as it should."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import rtoml

from sponsorterm.services.export.document import Document, read_export
from tests.program.test_wording import FELLOWSHIP, SHAMING
from tests.sample.make_sample import LAST_DAY, OUTPUT, SPONSOR_OF, make

PEOPLE = sorted({*SPONSOR_OF, "ruth"})
DAYS_AND_MONTHS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("january", "february", "april", "june", "july", "august", "september", "october"),
    *("november", "december", "christmas", "easter", "new year"),
)
"""Days are moved when a sample is loaded, so a text may not know them."""
LONG = 25
"""Characters from which a line said twice would be noticed; "the man at the desk" is no line."""


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {key: read_export(OUTPUT / key) for key in PEOPLE}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def test_what_is_checked_in_is_what_is_made() -> None:
    there = {str(path.relative_to(OUTPUT)): path.read_bytes() for path in OUTPUT.rglob("*.toml")}
    assert there == make(), "run: python -m tests.sample.make_sample"


def test_it_is_small() -> None:
    files = list(OUTPUT.rglob("*.toml"))
    assert len(files) <= 125
    assert sum(path.stat().st_size for path in files) < 1024 * 1024


@pytest.mark.parametrize("key", PEOPLE)
@pytest.mark.parametrize(
    "words", [SHAMING, FELLOWSHIP, DAYS_AND_MONTHS], ids=["shame", "fellowship", "days"]
)
def test_the_words_are_our_own_kind_and_for_any_day(key: str, words: list[str]) -> None:
    avoid = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    said = [text for path in (OUTPUT / key).iterdir() for text in texts(rtoml.load(path))]
    assert said
    assert [text for text in said if avoid.search(text)] == []


def test_nothing_is_said_twice(documents: dict[str, Document]) -> None:
    said = Counter(
        text
        for document in documents.values()
        for written in document.records
        for text in texts(written.body)
        if len(text) >= LONG and " " in text and not text.startswith("the ")
    )
    assert len(said) > 1200
    assert [text for text, times in said.items() if times > 1] == []


def test_a_year_is_told_and_nobody_writes_every_day(documents: dict[str, Document]) -> None:
    days = {key: [each.day for each in document.records] for key, document in documents.items()}
    assert max(max(each) for each in days.values()) == LAST_DAY
    for key in ("sam", "ana", "lee", "pat", "maria"):
        assert (LAST_DAY - min(days[key])).days > 340
    assert all(len(document.records) <= 250 for document in documents.values())


def test_everybody_told_of_is_there(documents: dict[str, Document]) -> None:
    for key, document in documents.items():
        for partner in document.links:
            back = documents[partner.name.lower()]
            assert document.profile["name"] in {each.name for each in back.links}, key


def test_a_comment_is_about_a_record_that_one_of_the_two_wrote(
    documents: dict[str, Document],
) -> None:
    records = {written.record for each in documents.values() for written in each.records}
    comments = [
        written
        for document in documents.values()
        for written in document.records
        if written.kind == "comment"
    ]
    assert len(comments) > 50
    assert all(comment.body["about"] in records for comment in comments)
