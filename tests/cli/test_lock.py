"""The lock at a command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.root import root
from sponsorterm.sealing.at_rest import Cost
from sponsorterm.sealing.recovery import words_of
from sponsorterm.store import lock, lockfile, tries
from sponsorterm.store.keys import load_keys
from sponsorterm.store.lock import unlock
from tests.cli.conftest import EVENING, Person
from tests.cli.test_terminal import answer, at

PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "affordable", lambda _: Cost(8192, 1))


@dataclass
class There(Invocation):
    """Somebody at a terminal, who types these lines when nothing is shown."""

    secrets: Iterator[str] = field(default_factory=lambda: iter(()))
    waited: list[float] = field(default_factory=list)

    @property
    def interactive(self) -> bool:
        return not self.no_input

    def asks_secretly(self, question: str) -> str:  # noqa: ARG002
        return next(self.secrets)


def types(person: Person, *command: str, secrets: tuple[str, ...] = ()) -> tuple[Result, There]:
    call = There(environment=person.env, secrets=iter(secrets))
    call.clock = lambda: EVENING + timedelta(seconds=sum(call.waited))
    call.pause = call.waited.append
    return CliRunner().invoke(root, command, env=person.env, obj=call), call


def gets(person: Person, *command: str, secrets: tuple[str, ...] = (), code: int = 0) -> str:
    result, _ = types(person, *command, secrets=secrets)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def locked(sam: Person) -> Person:
    gets(sam, "lock", "on", secrets=(PASSPHRASE, PASSPHRASE))
    return sam


def test_turning_it_on_says_what_it_cannot_reach(sam: Person) -> None:
    assert "off" in sam.gets("lock")
    said = gets(sam, "lock", "on", secrets=(PASSPHRASE, PASSPHRASE))
    for limit in ("SSD", "tmux", "backups", "swapped", "twelve recovery words"):
        assert limit in said
    assert "on" in sam.gets("lock")
    assert '"on": true' in sam.gets("lock", "--json")


@pytest.mark.parametrize(
    "verb", ["status", "list", "log", "sync", "people", "export there", "steps"]
)
def test_without_anybody_to_ask_a_locked_home_answers_with_code_4(
    locked: Person, verb: str
) -> None:
    line = locked.told(*verb.split(), "--no-input", code=4)
    assert "locked" in line
    assert "passphrase" in line


def test_the_passphrase_is_asked_for_and_opens_it(locked: Person) -> None:
    assert "not filed" in gets(locked, "status", secrets=(PASSPHRASE,), code=3)


def test_a_wrong_passphrase_says_so_and_costs_time(locked: Person) -> None:
    result, call = types(locked, "status", secrets=("wrong", "wrong", "wrong"))
    assert result.exit_code == 4
    assert result.output.count("not the passphrase") == 4
    assert call.waited == []
    result, call = types(locked, "status", secrets=(PASSPHRASE,))
    assert result.exit_code == 3
    assert call.waited == [1]
    assert not (locked.home.state / "tries.toml").exists()


def test_a_new_passphrase_has_to_be_typed_twice_and_be_long(sam: Person) -> None:
    twice = (PASSPHRASE, "another one")
    assert gets(sam, "lock", "on", secrets=twice * 3, code=1).count("not the same") == 3
    assert "8 characters" in gets(sam, "lock", "on", secrets=("short",) * 3, code=1)
    assert "exclamation" in gets(sam, "lock", "on", secrets=("!" * 9,) * 3, code=1)
    assert "nobody" not in sam.told("lock", "on", code=4)
    assert not lock.is_on(sam.home)


def test_after_a_slip_it_is_asked_for_again(sam: Person) -> None:
    slips = ("short", PASSPHRASE, "another one")
    said = gets(sam, "lock", "on", secrets=(*slips, PASSPHRASE, PASSPHRASE))
    assert "8 characters" in said
    assert "not the same" in said
    assert lock.is_on(sam.home)


def test_the_passphrase_is_changed_with_the_old_one_or_the_words(locked: Person) -> None:
    seed = bytes.fromhex(load_keys(unlock(locked.home, PASSPHRASE, EVENING)).seed)
    gets(locked, "lock", "change", secrets=(PASSPHRASE, "second passphrase", "second passphrase"))
    assert "not filed" in gets(locked, "status", secrets=("second passphrase",), code=3)
    words = " ".join(words_of(seed))
    gets(
        locked, "lock", "change", "--words", secrets=(words, "third passphrase", "third passphrase")
    )
    assert "not filed" in gets(locked, "status", secrets=("third passphrase",), code=3)
    swapped = " ".join(reversed(words_of(seed)))
    types(locked, "lock", "change", "--words", secrets=(swapped,))
    assert gets(locked, "lock", "change", "--words", secrets=("word",), code=7)


def test_off_puts_everything_back(locked: Person) -> None:
    gets(locked, "lock", "off", "--yes", secrets=(PASSPHRASE,))
    assert "not filed" in locked.gets("status", code=3)
    locked.told("lock", "off", code=1)


def test_now_tells_every_open_instance(locked: Person) -> None:
    home = unlock(locked.home, PASSPHRASE, EVENING)
    home.check_open()
    locked.gets("lock", "now")
    with pytest.raises(lock.StoreError):
        home.check_open()


def test_the_idle_time_is_kept_by_who_has_the_passphrase(locked: Person) -> None:
    gets(locked, "lock", "idle", "3", secrets=(PASSPHRASE,))
    assert "3 minutes" in locked.gets("lock")
    locked.told("lock", "idle", "0", code=4)


def test_a_number_shows_while_locked_once_it_was_ticked(locked: Person) -> None:
    assert "nothing of yours" in locked.gets("lock")
    said = gets(locked, "lock", "show", "Jo", "+49 30 1234", secrets=(PASSPHRASE,))
    assert "Jo" in said
    found = lockfile.load(locked.home.state)
    assert found is not None
    assert [(number.name, number.number) for number in found.numbers] == [("Jo", "+49 30 1234")]
    gets(locked, "lock", "hide", "Jo", secrets=(PASSPHRASE,))
    assert "1234" not in (locked.home.state / lockfile.NAME).read_text()
    assert "no contact" in gets(locked, "lock", "show", "Who", secrets=(PASSPHRASE,), code=1)


def test_doctor_looks_into_a_locked_home_or_says_that_it_is_locked(locked: Person) -> None:
    result, _ = types(locked, "doctor", "--offline", secrets=(PASSPHRASE,))
    assert "locked" not in result.output
    assert "locked" in locked.types("doctor", "--offline").output


def test_in_a_real_terminal_nothing_of_the_passphrase_is_shown(locked: Person) -> None:
    with at(locked, "status") as terminal:
        answer(terminal, ("Passphrase:", "wrong one"), ("not the passphrase", PASSPHRASE))
        assert terminal.wait() == 3
        assert "wrong one" not in terminal.text()
        assert PASSPHRASE not in terminal.text()
    assert tries.delay(tries.FREE - 1) == 0


@pytest.mark.parametrize(("key", "code"), [("", 3), ("\x03", 130)])
def test_nothing_typed_ahead_of_a_question_is_shown(locked: Person, key: str, code: int) -> None:
    for _ in range(tries.FREE):
        tries.begin(locked.home.state, datetime.now(UTC))
    with at(locked, "status") as terminal:
        assert terminal.echoes
        answer(terminal, ("Passphrase:", PASSPHRASE))
        terminal.wait_for("Wait")
        terminal.send("typed ahead", "enter", key)
        assert terminal.wait() == code
        assert "typed" not in terminal.text()
        assert terminal.echoes
