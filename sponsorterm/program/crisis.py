"""Whom to call in danger, by country: `crisis/lines.toml`, and a person's own `crisis.toml`.

A country nobody has written down is no mistake: the page then says it in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from sponsorterm.program.faults import explain
from sponsorterm.program.loader import document_of, error_at
from sponsorterm.program.prompts import Part, Title
from sponsorterm.records.text import Line
from sponsorterm.strings import program as words

OWN = "crisis.toml"
"""The name of a person's own file, in the folder of their settings."""
_LINES = Path(__file__).parent / "crisis" / "lines.toml"
_CODE = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"[+0-9*#(][0-9 ()+*#-]{0,30}")


class CrisisLine(Part, frozen=True, kw_only=True):
    """Somebody who answers: by phone, by text message, or both.

    `checked_on` is the day on which a public source gave it so. A person's own may lack it.
    """

    name: Title
    phone: Line | None = None
    text: Line | None = None
    web: Line | None = None
    hours: Line | None = None
    language: Line | None = None
    checked_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a line nobody can reach, and a number that is none."""
        if not (self.phone or self.text or self.web):
            raise ValueError(words.UNREACHABLE_LINE)
        if self.phone and not _NUMBER.fullmatch(self.phone):
            raise ValueError(words.NO_NUMBER)


class Country(Part, frozen=True, kw_only=True):
    """The emergency number of a country, what stands beside it, and its lines."""

    name: Title
    emergency: Line
    beside: Line | None = None
    checked_on: date | None = None
    lines: list[CrisisLine] = []

    def __post_init__(self) -> None:
        """Refuse an emergency number that is none."""
        if not _NUMBER.fullmatch(self.emergency):
            raise ValueError(words.NO_NUMBER)


@cache
def countries() -> Mapping[str, Country]:
    """The countries that come with the program, by their two letters."""
    return load_countries(_LINES)


def load_countries(source: Path) -> dict[str, Country]:
    """The countries of one file, whole or not at all.

    Raises:
        PackError: the file cannot be used; it names line and key.
    """
    document = document_of(source)
    found = {}
    for code, table in document.items():
        if not _CODE.fullmatch(code):
            raise error_at(document, code, words.NO_COUNTRY_CODE)
        try:
            found[code] = msgspec.convert(table, Country)
        except msgspec.ValidationError as error:
            place, problem = explain(error)
            raise error_at(document, f"{code}.{place}".rstrip("."), problem) from None
    return found
