"""Every number names its source, says when it was so, and can be printed and dialled."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import sponsorterm.program.crisis as crisis
from sponsorterm.program import PackError
from sponsorterm.program.crisis import Country, countries, load_countries

TEXT = (Path(crisis.__file__).parent / "crisis" / "lines.toml").read_text("utf-8")
WRITTEN = date(2026, 11, 21)


def test_there_are_many_countries_on_every_continent() -> None:
    assert len(countries()) >= 15
    assert {"US", "MX", "BR", "ZA", "IN", "JP", "AU", "DE", "GB"} <= countries().keys()


def test_every_table_stands_beneath_its_source() -> None:
    blocks = [block for block in TEXT.split("\n\n") if re.search(r"^\[", block, re.MULTILINE)]
    assert len(blocks) == len(countries()) + sum(len(c.lines) for c in countries().values())
    for block in blocks:
        assert re.match(r"# Source: \S+\.\S+", block), block


@pytest.mark.parametrize("code", countries())
def test_a_country_can_be_called_and_says_when_its_numbers_were_so(code: str) -> None:
    country = countries()[code]
    assert country.emergency
    assert country.lines
    for part in (country, *country.lines):
        assert part.checked_on is not None
        assert date(2020, 1, 1) <= part.checked_on <= WRITTEN
    said = [
        *(country.name, country.emergency, country.beside or ""),
        *(t or "" for x in country.lines for t in (x.name, x.phone, x.text, x.web, x.hours)),
    ]
    assert all(text.isprintable() and len(text) <= 60 for text in said)


def test_no_number_is_told_twice_in_a_country() -> None:
    for country in countries().values():
        told = [(line.phone, line.text) for line in country.lines]
        assert len(set(told)) == len(told)


OWN = '[IE]\nname = "Ireland"\nemergency = "112"\n'


def test_a_file_of_ones_own_needs_no_day_and_no_line(tmp_path: Path) -> None:
    own = tmp_path / "crisis.toml"
    own.write_text(OWN)
    assert load_countries(own) == {"IE": Country(name="Ireland", emergency="112")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OWN.replace("112", "one-one-two"), "line 1: IE: expected a telephone number"),
        (OWN.replace("112", "1\\u001b[2J"), "expected a telephone number"),
        (OWN.replace("emergency", "emergancy"), "IE.emergancy"),
        (OWN.replace("[IE]", "[Ireland]"), "two capital letters"),
        ("IE = 112", "line 1: IE"),
        (OWN + '[[IE.lines]]\nname = "Nobody"\n', "line 4: IE.lines[0]: a line needs a phone"),
        (OWN + '[[IE.lines]]\nname = "J"\nphone = "ring me"\n', "IE.lines[0]: expected a tele"),
        ("[IE\n", "crisis.toml"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "crisis.toml"
    own.write_text(text)
    with pytest.raises(PackError) as caught:
        load_countries(own)
    assert told in str(caught.value)
