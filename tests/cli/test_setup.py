from __future__ import annotations

import json
from pathlib import Path

import pytest

from sponsorterm.services.export.document import read_export
from tests.cli.conftest import Person


def test_a_home_is_made_and_its_folders_are_named(newcomer: Person) -> None:
    said = newcomer.gets("setup", "--name", "Jo", "--zone", "Europe/Berlin")
    for place in ("data", "state", "config"):
        assert str(newcomer.home_path / place) in said
    assert newcomer.types("status").exit_code == 3


def test_a_day_to_count_from(newcomer: Person) -> None:
    newcomer.gets("setup", "--name", "Jo", "--zone", "UTC", "--start", "2026-07-16")
    assert "Sober" in newcomer.gets("list", "--kind", "clock")


def test_a_home_is_made_once(sam: Person) -> None:
    assert "set up already" in sam.told("setup", "--name", "Sam", code=1)


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        ([], 2),
        (["--name", "Jo", "--zone", "Nowhere/At_All"], 1),
        (["--name", "Jo", "--zone", "UTC", "--start", "soon"], 2),
        (["--name", "Jo", "--zone", "UTC", "--start", "2031-01-01"], 2),
        (["--name", "Jo", "--zone", "UTC", "--pack", "nope"], 1),
        (["--name", "Jo", "--zone", "UTC", "--country", "Germany"], 7),
        (["--name", "x" * 300, "--zone", "UTC"], 7),
    ],
)
def test_what_cannot_be_used_makes_no_home(newcomer: Person, flags: list[str], code: int) -> None:
    newcomer.told("setup", *flags, code=code)
    newcomer.told("status", code=10)


def test_a_home_others_can_read_is_refused(sam: Person) -> None:
    sam.home.data.chmod(0o755)
    assert "chmod 700" in sam.told("status", code=1)


def test_where_everything_lies(newcomer: Person) -> None:
    assert str(newcomer.home.data) in newcomer.gets("config", "path")
    named = json.loads(newcomer.gets("config", "path", "--json"))
    assert named["state"] == str(newcomer.home.state)


def test_a_programme_of_ones_own_is_checked_and_chosen(sam: Person) -> None:
    assert "general" in sam.gets("config", "pack")
    assert "can be used" in sam.gets("config", "check")
    sam.home.packs.mkdir()
    ours = sam.home.packs / "ours.toml"
    ours.write_text('base = "general"\nname = "Ours"\ncolour = "red"\n')
    assert "ours.toml, line 3: colour: " in sam.types("config", "check").output
    assert sam.types("config", "check").exit_code == 7
    assert "ours.toml, line 3" in sam.told("config", "pack", "ours", code=7)
    ours.write_text('base = "general"\nname = "Ours"\n')
    assert "Your programme: Ours" in sam.gets("config", "pack", "ours")
    assert "Ours" in sam.gets("config", "pack")


def test_an_export_can_be_read_again(linked: tuple[Person, Person], tmp_path: Path) -> None:
    sam, _ = linked
    sam.gets("log", stdin='mood = 4\ndone_well = "walked home"\n')
    sam.gets("export", str(tmp_path / "out"))
    [written] = [each for each in read_export(tmp_path / "out").records if each.kind == "inventory"]
    assert written.body["done_well"] == "walked home"


def test_an_export_writes_over_nothing(sam: Person, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    sam.told("export", str(tmp_path), code=1)
    sam.told("export", str(tmp_path / "mine.txt"), code=1)
    sam.told("export", str(tmp_path / "mine.txt" / "below"), code=1)
    sam.told("export", code=2)


def test_the_demo_tells_the_main_job_and_leaves_nothing(
    newcomer: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sponsorterm.services.demo.play._memory", lambda: str(tmp_path))
    said = newcomer.gets("demo", "--plain")
    assert "craving 8 of 10 today" in said
    assert list(tmp_path.iterdir()) == []
