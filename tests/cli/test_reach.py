"""`reach` prints whatever happens: locked, not set up, narrow, and with a broken file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

from sponsorterm.records.kinds import Contact
from sponsorterm.sealing.at_rest import Cost
from sponsorterm.services.home import locking
from tests.cli.conftest import Person

LIGHT = Cost(8192, 1)


def test_it_prints_before_anything_is_set_up(newcomer: Person) -> None:
    said = newcomer.gets("reach")
    assert said.startswith("In danger now: call your local emergency number.")
    assert "findahelpline.com" in said


def test_the_emergency_number_stands_first_at_any_width(sam: Person) -> None:
    assert "Ireland" in sam.gets("reach", "country", "ie")
    with sam.session() as session:
        session.save(Contact(name="Jo", phone="555 1234", role="friend"))
    for columns in (36, 40, 80, 120):
        lines = sam.but(columns=columns).gets("reach").split("\n")
        assert lines[0] == "In danger now: call 112."
        assert all(len(line) <= columns for line in lines)
        assert lines.index("555 1234  Jo") < lines.index("116 123  Samaritans")


def test_the_country_can_be_told_and_taken_away(sam: Person) -> None:
    assert "No country" in sam.gets("reach", "country")
    assert "AQ" in sam.gets("reach", "country", "AQ")
    assert json.loads(sam.gets("reach", "country", "se", "--json"))["name"] == "Sweden"
    assert "No country" in sam.gets("reach", "country", "--none")
    assert "two letters" in sam.told("reach", "country", "Sweden", code=1)


def test_as_json(sam: Person) -> None:
    sam.gets("reach", "country", "DE")
    told = json.loads(sam.gets("reach", "--json"))
    assert told["emergency"] == "112"
    assert told["country"]["lines"][0]["checked_on"] == "2025-10-18"
    assert "TelefonSeelsorge" in [row["name"] for s in told["sections"] for row in s["rows"]]


def test_locked_it_asks_for_nothing_and_shows_what_was_ticked(sam: Person) -> None:
    sam.gets("reach", "country", "IE")
    with sam.session() as session:
        session.save(Contact(name="Jo", phone="555", emergency="yes"))
        session.save(Contact(name="Hidden", phone="666"))
    locking.turn_on(sam.home, "four unrelated words", lambda: sam.at, cost=LIGHT)
    said = sam.gets("reach")
    assert "call 112" in said
    assert "555  Jo" in said
    assert "Hidden" not in said


def test_a_broken_file_of_ones_own_is_named_and_the_rest_stands(sam: Person) -> None:
    sam.gets("reach", "country", "IE")
    (sam.home.config / "crisis.toml").write_text("[IE]\nname = 1\n")
    assert "call 112" in sam.gets("reach")
    assert "crisis.toml, line 2: IE.name" in sam.gets("config", "check", code=7)


def test_a_sponsor_is_asked_for_a_call(linked: tuple[Person, Person]) -> None:
    sam, _ = linked
    said = sam.gets("reach", "ask", "--now")
    assert "Asked Maria for a call" in said
    assert "rings nowhere" in said
    assert "Maria" in sam.gets("reach")


def test_nobody_can_be_asked_where_nobody_is_linked(sam: Person) -> None:
    assert "Nobody is linked" in sam.told("reach", "ask", code=2)


def test_an_urge_is_sat_out(sam: Person) -> None:
    assert "0 to 10" in sam.told("reach", "urge", code=2)
    assert "Begun at 21:10, at 7 of 10." in sam.gets("reach", "urge", "7")
    later = sam.but(at=sam.at.replace(minute=31))
    said = later.gets("reach", "urge", "8")
    assert "21 minutes so far." in said
    later.gets("reach", "urge", "--end", "2")
    page = later.gets("log", "--form", "urge", "--template")
    for line in ("start = 7", "peak = 8", "end = 2", "minutes = 21"):
        assert line in page


def test_the_plan_is_gone_over(sam: Person) -> None:
    assert "no plan" in sam.told("reach", "plan", "--reviewed", code=1)
    sam.gets("log", "--form", "safety_plan", "-", stdin='signs = ["x"]\n')
    assert "gone over today" in sam.gets("reach", "plan", "--reviewed")
    assert "Gone over 20 Nov." in sam.gets("reach")


def test_it_loads_neither_screens_nor_network(person: Callable[[str], Person]) -> None:
    sam = person("Sam")
    code = (
        "import sys; from sponsorterm.cli.root import root\n"
        "try: root.main(['reach'])\n"
        "except SystemExit: pass\n"
        "assert not {'textual', 'rich', 'httpx'} & set(sys.modules), 'heavy'"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **sam.env},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
