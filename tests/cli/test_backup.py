"""`backup` and `restore` at a command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sponsorterm.sealing.at_rest import Cost
from sponsorterm.sealing.backup import FRAME
from sponsorterm.sealing.recovery import new_seed, words_of
from sponsorterm.services.home import backup
from sponsorterm.store.keys import DeviceKeys, save_keys
from tests.cli.conftest import Person

SECRET = "correct horse battery"
LOG = b"mood = 4\n"


@pytest.fixture
def written(sam: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(backup, "affordable", lambda _: Cost(8192, 1))
    save_keys(sam.home, DeviceKeys(seed=SEED.hex()))
    sam.gets("log", "-", stdin=LOG)
    return sam


SEED = new_seed()


def test_there_and_back_with_a_passphrase(written: Person, tmp_path: Path) -> None:
    assert "never backed up to a file" in written.gets("backup")
    result = written.types("backup", str(tmp_path / "b"), stdin=SECRET + "\n")
    assert result.exit_code == 0, result.output
    assert "read back" in result.output
    assert "The passphrase opens it" in result.output
    assert SECRET not in result.output
    assert "backed up to a file today" in written.gets("backup")
    assert json.loads(written.gets("backup", "--json"))["file"]["records"] > 0
    assert "backed up to a file today" in written.gets("status")
    other = written.but(home_path=tmp_path / "other")
    result = other.types("restore", str(tmp_path / "b"), stdin=SECRET + "\n")
    assert result.exit_code == 0, result.output
    assert "device of its own" in result.output
    assert other.gets("list") == written.gets("list")
    assert "never backed up to a file" in other.gets("backup")


def test_there_and_back_with_the_words(written: Person, tmp_path: Path) -> None:
    for path, arguments in ((tmp_path / "a", ["--words"]), (tmp_path / "b", [])):
        assert "twelve words" in written.types(
            "backup", str(path), *arguments, stdin="\n"
        ).output  # fmt: skip
    said = " ".join(words_of(SEED))
    other = written.but(home_path=tmp_path / "other")
    assert said not in other.types("restore", str(tmp_path / "a"), stdin=said + "\n").output
    assert other.gets("list") == written.gets("list")
    again = written.but(home_path=tmp_path / "again")
    again.told("restore", str(tmp_path / "b"), stdin="one two\n", code=7)
    again.told("restore", str(tmp_path / "b"), stdin="\n", code=7)


@pytest.mark.parametrize("target", ["taken", "none/b"])
def test_a_place_that_cannot_be_used(written: Person, tmp_path: Path, target: str) -> None:
    (tmp_path / "taken").write_text("mine")
    written.told("backup", str(tmp_path / target), stdin=SECRET, code=1)
    assert "never backed up to a file" in written.gets("backup")


def test_what_is_wrong_is_told_in_a_line(written: Person, tmp_path: Path) -> None:
    path = tmp_path / "b"
    written.told("backup", str(path), "--no-input", code=2)
    written.told("backup", str(path), stdin="short\n", code=1)
    written.gets("backup", str(path), stdin=SECRET)
    written.told("restore", str(path), stdin=SECRET, code=1)
    other = written.but(home_path=tmp_path / "other")
    other.told("restore", str(path), stdin="another one", code=4)
    other.told("restore", str(tmp_path / "nothing"), stdin=SECRET, code=1)
    (tmp_path / "odd").write_bytes(b"x" * 5000)
    other.told("restore", str(tmp_path / "odd"), stdin=SECRET, code=7)
    assert not (tmp_path / "other").exists()


def test_a_damaged_one_brings_back_what_can_be_read_when_asked_to(
    written: Person, tmp_path: Path
) -> None:
    for number in range(1, 29):
        written.gets(
            "log",
            "-",
            "--date",
            f"2026-10-{number:02}",
            stdin=LOG + b"done_well = '''%s'''" % (b"walked " * 700),
        )
    path = tmp_path / "b"
    written.gets("backup", str(path), "--words")
    raw = bytearray(path.read_bytes())
    raw[int(1.5 * FRAME)] ^= 1
    path.write_bytes(raw)
    said = " ".join(words_of(SEED))
    other = written.but(home_path=tmp_path / "other")
    assert "cannot be read" in other.told("restore", str(path), stdin=said, code=1)
    result = other.types("restore", str(path), "--readable", stdin=said)
    assert result.exit_code == 7
    assert "Not restored, because it was damaged:" in result.output
    assert "\nrecords/mine/2026-10/" in result.output
    assert len(other.gets("list").splitlines()) > 10
