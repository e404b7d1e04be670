"""Own devices and the twelve words at a command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sponsorterm.sealing.recovery import words_of
from sponsorterm.store.keys import changing_keys, load_keys
from tests.cli.conftest import Person
from tests.cli.test_terminal import at

SEED = bytes(range(16))
WORDS = " ".join(words_of(SEED))
"""Words that no message of the program happens to use."""


@pytest.fixture
def sam(sam: Person) -> Person:
    """Sam, whose words are known beforehand."""
    with changing_keys(sam.home) as keys:
        keys.seed = SEED.hex()
    return sam


@pytest.fixture
def private(tmp_path: Path) -> str:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    return str(folder)


@pytest.fixture
def phone(tmp_path: Path) -> Person:
    return Person(tmp_path / "phone")


def listed(person: Person) -> dict[str, dict[str, object]]:
    found = json.loads(person.gets("people", "devices", "--json"))["devices"]
    return {each["name"]: each for each in found}


@pytest.mark.parametrize("kind", ["--folder", "--file"])
def test_words_and_a_place_bring_everything_back(
    linked: tuple[Person, Person], phone: Person, private: str, kind: str
) -> None:
    sam, _ = linked
    where = private if kind == "--folder" else f"{private}/all.toml"
    assert where in "".join(sam.gets("people", "devices", "place", kind, where).split())
    said = phone.gets("restore", "words", kind, where, "--name", "phone", stdin=WORDS)
    assert "Everything is here" in said
    assert "Maria" in phone.gets("people")
    sam.gets("sync")
    assert set(listed(sam)) >= {"phone"}
    assert listed(phone)["phone"]["this"]


def test_one_that_comes_back_is_told_apart_from_the_one_that_was_lost(
    sam: Person, phone: Person, private: str
) -> None:
    sam.gets("people", "devices", "place", "--folder", private)
    back = phone.types("restore", "words", "--folder", private, stdin=WORDS)
    assert "people devices revoke" in " ".join(back.stderr.split())
    (new, lost) = listed(phone)
    assert new == f"{lost} 2"
    phone.gets("people", "devices", "rename", lost)
    phone.gets("people", "devices", "revoke", lost, "--yes")
    both = json.loads(phone.gets("people", "devices", "--json"))["devices"]
    assert [(each["this"], bool(each["revoked"])) for each in both] == [
        (True, False),
        (False, True),
    ]


def test_a_code_adds_a_device_without_the_words(sam: Person, phone: Person, private: str) -> None:
    sam.gets("people", "devices", "place", "--folder", private)
    code = sam.gets("people", "devices", "add")
    assert len(re.findall("[a-z]+", code)) == 10
    said = phone.gets("restore", "device", "--folder", private, "--name", "phone", stdin=code)
    digits = re.search(r"(\d{5} ){4}\d{5}", said)
    assert digits
    phone.told("restore", "device", "--same", code=6)
    assert digits[0] in sam.gets("people", "devices", "confirm")
    sam.gets("people", "devices", "confirm", "--same")
    assert "Everything is here" in phone.gets("restore", "device", "--same")
    phone.gets("status", code=3)


def test_digits_that_differ_hand_nothing_over(sam: Person, phone: Person, private: str) -> None:
    sam.gets("people", "devices", "place", "--folder", private)
    code = sam.gets("people", "devices", "add")
    phone.gets("restore", "device", "--folder", private, stdin=code)
    assert "nothing" in sam.told("people", "devices", "confirm", "--different", code=1)
    assert "nothing" in phone.told("restore", "device", "--different", code=1)
    phone.told("status", code=10)


def test_a_device_without_a_place_to_meet_cannot_be_added(sam: Person) -> None:
    assert "devices place" in sam.told("people", "devices", "add", code=1)


def test_a_device_is_renamed_and_shut_out(sam: Person, phone: Person, private: str) -> None:
    sam.gets("people", "devices", "rename", "laptop")
    sam.gets("people", "devices", "place", "--folder", private)
    phone.gets("restore", "words", "--folder", private, "--name", "phone", stdin=WORDS)
    sam.gets("sync")
    assert "this one" in sam.gets("people", "devices")
    sam.told("people", "devices", "revoke", "phone", code=6)
    shown = sam.types("people", "devices", "revoke", "phone", "--yes")
    assert shown.exit_code == 0
    assert "new words" in shown.stderr
    assert listed(sam)["phone"]["revoked"] == "2026-11-20"
    sam.told("people", "devices", "revoke", "phone", "--yes", code=1)
    sam.told("people", "devices", "revoke", "laptop", "--yes", code=1)


@pytest.mark.parametrize(
    ("typed", "says", "code"),
    [
        ("", "no words", 2),
        (WORDS.rsplit(" ", 1)[0], "missing", 7),
        ("xyzzy " + WORDS.split(" ", 1)[1], "1", 7),
        ("abandon " * 12, "belong together", 7),
        ("abandon " * 11 + "about", "not one these words open", 1),
    ],
)
def test_words_that_are_wrong_are_told_apart_and_not_repeated(
    sam: Person, phone: Person, private: str, typed: str, says: str, code: int
) -> None:
    sam.gets("people", "devices", "place", "--folder", private)
    said = phone.told("restore", "words", "--folder", private, stdin=typed + "\n", code=code)
    assert says in said
    assert not any(word in said.split() for word in ("xyzzy", *typed.split()))
    phone.told("status", code=10)


def test_words_are_no_argument(sam: Person, phone: Person, private: str) -> None:
    phone.told("restore", "words", "--folder", private, *WORDS.split(), code=2)


def test_words_are_shown_to_a_person_only(sam: Person) -> None:
    result = sam.types("backup", "words")
    assert result.exit_code == 6
    assert not set(WORDS.split()) & set(result.output.split())


def test_backed_up_is_never_claimed_without_words_and_a_place(sam: Person, private: str) -> None:
    assert "never written down" in sam.gets("backup")
    sam.gets("people", "devices", "place", "--folder", private)
    found = json.loads(sam.gets("backup", "--json"))
    assert found["backed_up"] is False
    assert found["words_checked"] is None


def test_no_secret_is_printed_by_any_of_it(sam: Person, phone: Person, private: str) -> None:
    said = sam.gets("people", "devices", "place", "--folder", private)
    said += phone.gets("restore", "words", "--folder", private, stdin=WORDS)
    for verb in (("people", "devices"), ("backup",), ("sync",), ("people", "devices", "--json")):
        said += sam.types(*verb).output + phone.types(*verb).output
    keys = load_keys(sam.home)
    for secret in (keys.seed, *keys.tokens.values()):
        assert secret not in said
    assert WORDS.split()[0] + " " + WORDS.split()[1] not in said


def test_a_folder_others_can_open_is_refused(sam: Person, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    line = sam.told("people", "devices", "place", "--folder", str(folder), code=4)
    assert "chmod 700" in line


class TestAtATerminal:
    """The twelve words on the terminal's other screen, and nowhere else."""

    @pytest.mark.parametrize("columns", [36, 80])
    def test_words_are_shown_once_checked_and_gone(self, sam: Person, columns: int) -> None:
        recovery = WORDS.split()
        with at(sam, "backup", "words", columns=columns) as terminal:
            terminal.wait_for("on paper.")
            shown = terminal.text()
            assert all(word in shown for word in recovery)
            lines = [line for line in shown.splitlines() if re.match(r" *\d+\.", line)]
            assert len({line.index(".", 4) for line in lines}) == 1, "they stand in columns"
            terminal.send("enter")
            for _ in range(3):
                screen = terminal.wait_for(
                    lambda text: bool(re.search(r"Word \d+: *$", text.rstrip()))
                )
                position = int(re.findall(r"Word (\d+):", screen)[-1])
                terminal.send(recovery[position - 1][:4].upper(), "enter")
                terminal.wait_for(lambda text, screen=screen: text.rstrip() != screen.rstrip())
            assert terminal.wait() == 0
            assert "Noted: your twelve words" in terminal.text()
            assert "people devices place" in " ".join(terminal.text().split())
            assert outside(bytes(terminal.raw)) & set(recovery) == set()
        assert "never written down" not in sam.gets("backup")
        assert json.loads(sam.gets("backup", "--json"))["words_checked"]

    def test_a_word_not_known_does_not_count(self, sam: Person) -> None:
        with at(sam, "backup", "words") as terminal:
            terminal.wait_for("on paper.")
            terminal.send("enter")
            terminal.wait_for("Word ")
            terminal.send("zoo zoo", "enter")
            assert terminal.wait() == 1
            assert "do not count" in terminal.text()
        assert "never written down" in sam.gets("backup")

    def test_restoring_asks_on_the_other_screen(
        self, sam: Person, phone: Person, private: str
    ) -> None:
        sam.gets("people", "devices", "place", "--folder", private)
        recovery = WORDS
        with at(phone, "restore", "words", "--folder", private) as terminal:
            terminal.wait_for("Your twelve words")
            terminal.wait_for("\n>")
            terminal.send(recovery, "enter")
            assert terminal.wait() == 0
            assert outside(bytes(terminal.raw)) & set(recovery.split()) == set()
        phone.gets("status", code=3)


def asked(screen: str) -> bool:
    """Whether a word is asked for and nothing is typed yet."""
    return re.search(r"Word \d+:$", screen.rstrip()) is not None


def outside(raw: bytes) -> set[str]:
    """The words that went to the terminal's first screen, which keeps them."""
    first = re.sub(r"\x1b\[\?1049h.*?\x1b\[\?1049l", " ", raw.decode(), flags=re.DOTALL)
    return set(re.findall("[a-z]+", first))
