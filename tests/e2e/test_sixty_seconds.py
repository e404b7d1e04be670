"""The quick inventory, by the number of keys it takes a person with a sponsor."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sponsorterm.records.kinds import Inventory, Link
from sponsorterm.sealing.keys import new_copy_key, new_purge_key, new_root_key, new_space_id
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.reading import history
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from tests.e2e.conftest import home_at, screens

MOST = 25


def test_the_quick_inventory_takes_at_most_25_keys(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    with set_up(home, SetupAnswers("Sam", zone="UTC")) as session:
        session.save(
            Link(
                name="Maria",
                role="sponsor",
                state="active",
                space=new_space_id(),
                direction="a",
                root=new_root_key().hex(),
                copy_key=new_copy_key().hex(),
                purge_key=new_purge_key().hex(),
                since=date(2026, 10, 1),
                default_level="full",
            )
        )
    answers = ["4", "tab", "1", "tab", "2", "tab", "y", "tab", "o", "k", "enter", "enter"]
    with screens(tmp_path) as terminal:
        terminal.wait_for("Tonight")
        terminal.send("Q")
        terminal.wait_for("How was today?")
        terminal.wait_for("▸")
        terminal.press(*answers)
        terminal.wait_for("What Maria will see")
        terminal.send("F")
        terminal.wait_for("▸ Enter  file it")
        terminal.send("enter")
        terminal.wait_for("Saved here")
    assert len(["Q", *answers, "F", "enter"]) <= MOST
    with Session.open(home) as session:
        (entry,) = history(session)
        body = entry.body
        assert isinstance(body, Inventory)
        assert (body.mood, body.used, body.craving, body.done_well) == (4, "no", 2, "ok")
        assert [share.level for share in shares(session, entry.record)] == ["full"]
