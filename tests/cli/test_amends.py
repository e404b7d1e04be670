from __future__ import annotations

import json
from datetime import date

import pytest

from sponsorterm.cli.columns import cells
from sponsorterm.services.steps.amends import ledger
from tests.cli.conftest import Person


def name_of(person: Person, at: int = 0) -> str:
    return str(json.loads(person.gets("amends", "--json"))["amends"][at]["name"])


def test_somebody_is_put_on_the_list_and_planned_for(sam: Person) -> None:
    sam.gets("amends", "add", "-", stdin='person = "J."\nwilling = "maybe"\n')
    shown = sam.gets("amends")
    assert "J." in shown
    assert "maybe" in shown
    assert "on the list" in shown
    sam.gets("amends", "change", name_of(sam), "--state", "planned", "--planned-for", "2026-12-01")
    assert "planned, Tue 1 Dec" in sam.gets("amends")


def test_the_gate_holds_at_the_command_line(sam: Person) -> None:
    sam.gets("amends", "add", "-", stdin='person = "J."\nunsafe = "yes"\n')
    assert "advice" in sam.told("amends", "change", name_of(sam), "--state", "planned", code=7)
    sam.told("amends", "change", name_of(sam), "--planned-for", "2026-12-01", code=7)
    whole = 'person = "J."\nunsafe = "yes"\nstate = "planned"\n'
    sam.told("amends", "change", name_of(sam), "-", stdin=whole, code=7)
    assert "no advice yet" in sam.gets("amends")
    sam.gets("amends", "change", name_of(sam), "-", stdin=whole + 'advice = "Go with her."\n')
    assert "unsafe, advised" in sam.gets("amends")


def test_marking_unsafe_takes_a_plan_back_and_says_so(sam: Person) -> None:
    sam.gets("amends", "add", "-", stdin='person = "J."\nstate = "planned"\n')
    result = sam.types("amends", "change", name_of(sam), "--unsafe", "yes")
    assert result.exit_code == 0
    assert "taken back" in result.stderr
    with sam.session() as session:
        assert ledger(session)[0].state == "listed"


def test_an_absent_answer_stays_absent(sam: Person) -> None:
    sam.gets("amends", "add", "-", stdin='person = "J."\n')
    body = json.loads(sam.gets("amends", "--json"))["amends"][0]["body"]
    assert set(body) == {"pack", "person"}


def test_dates_and_words_that_do_not_fit(sam: Person) -> None:
    sam.gets("amends", "add", "-", stdin='person = "J."\n')
    sam.told("amends", "change", name_of(sam), "--planned-for", "soon", code=2)
    sam.told("amends", "change", name_of(sam), "--state", "gone", code=2)
    sam.told("amends", "change", "zzzzzzz", "--state", "made", code=1)
    sam.told("amends", "add", "words", code=2)
    sam.gets("log", "--form", "nightly_quick", "-", stdin="mood = 3\n")
    other = json.loads(sam.gets("list", "--json"))["entries"][0]["name"]
    sam.told("amends", "change", other, "--state", "made", code=2)


def test_made_on_a_day(sam: Person) -> None:
    sam.gets("amends", "add", "-", stdin='person = "J."\n')
    sam.gets("amends", "change", name_of(sam), "--state", "made", "--made-on", "2026-11-02")
    with sam.session() as session:
        assert ledger(session)[0].body.made_on == date(2026, 11, 2)


@pytest.mark.parametrize("columns", [36, 80])
def test_the_ledger_fits_and_is_only_text(sam: Person, columns: int) -> None:
    sam.gets("amends", "add", "-", stdin='person = "[b]x[/b] somebody with a long name"\n')
    lines = sam.but(columns=columns).gets("amends").splitlines()
    assert max(map(cells, lines)) <= columns
    assert "[b]x" in "".join(lines)
