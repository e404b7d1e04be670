"""`edit`: an entry changed from the command line, and what it was before."""

from __future__ import annotations

import json

from sponsorterm.records.kinds import Contact, Inventory
from sponsorterm.services.entries.reading import history
from tests.cli.conftest import Person
from tests.cli.test_entries import name_of

PAGE = 'mood = 2\ndone_well = "walked home"\n'


def test_a_change_is_a_new_revision_and_the_old_one_is_shown(sam: Person) -> None:
    sam.gets("log", "--date", "2026-11-18", stdin=PAGE)
    name = name_of(sam)
    sam.gets("edit", name, stdin='mood = 4\ndone_well = "walked home, slowly"\n')
    assert "Changed since" in sam.gets("show", name_of(sam))
    told = sam.gets("show", name_of(sam), "--history")
    assert told.index("slowly") < told.index("As it was")
    assert "2 of 5" in told
    before = json.loads(sam.gets("show", name_of(sam), "--history", "--json"))["before"]
    assert [each["body"]["mood"] for each in before] == [2]
    with sam.session() as session:
        (entry,) = history(session)
        assert entry.day.isoformat() == "2026-11-18"


def test_an_entry_is_changed_by_its_day_in_the_form_it_was_written_with(sam: Person) -> None:
    sam.gets("log", "--quick", "--date", "2026-11-18", stdin="mood = 2\n")
    page = sam.gets("edit", "2026-11-18", "--template")
    assert "The 60-second inventory" in page
    assert "mood = 2" in page


def test_what_the_form_does_not_ask_for_stays(sam: Person) -> None:
    with sam.session() as session:
        body = Inventory(period="nightly", mode="quick", mood=2, minutes=9, amends_ids=["ab" * 16])
        session.save(body)
    sam.gets("edit", "today", stdin="mood = 5\n")
    with sam.session() as session:
        (changed,) = (entry.body for entry in history(session))
        assert isinstance(changed, Inventory)
        assert (changed.mood, changed.minutes, changed.amends_ids) == (5, 9, ["ab" * 16])


def test_a_change_begun_elsewhere_is_not_run_over(sam: Person) -> None:
    sam.gets("log", stdin=PAGE)
    with sam.session() as session:
        from sponsorterm.services.entries.drafts import edit_draft, save_draft

        draft = edit_draft(session, history(session)[0])
        save_draft(session, draft)
    line = sam.told("edit", "today", stdin=PAGE, code=6)
    assert f"sponsorterm edit {name_of(sam)}" in line
    sam.gets("edit", "today", "--discard")
    sam.gets("edit", "today", stdin=PAGE)


def test_nothing_of_that_name(sam: Person) -> None:
    assert "sponsorterm list" in sam.told("edit", "zzzzzzz", stdin=PAGE, code=1)


def test_a_contact_named_in_a_spot_check_is_shown_by_name(sam: Person) -> None:
    with sam.session() as session:
        contact = session.save(Contact(name="J.")).record
    page = sam.gets("log", "--form", "spot_check", "--template")
    assert f"#   {contact}  J." in page
    sam.gets("log", "--form", "spot_check", stdin=f'contact_id = "{contact}"\n')
    name = name_of(sam, "--kind", "spot_check")
    shown = sam.gets("show", name)
    assert "J." in shown
    assert contact not in shown
